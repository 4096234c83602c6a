"""The part of kubectl's configuration that a learner may change: the namespace of the only context."""

from __future__ import annotations

from tutor.kubectl.files import FileFault, Files

_PATH = "{home}/.kube/namespace"
DEFAULT_NAMESPACE = "default"


def current_namespace(files: Files) -> str:
    """The namespace that commands work in without `-n`."""
    kept = files.read(_PATH.format(home=files.home))
    return DEFAULT_NAMESPACE if isinstance(kept, FileFault) else kept.decode("utf-8", "replace").strip()


def keep_namespace(files: Files, namespace: str) -> None:
    """Let later commands work in another namespace."""
    path = _PATH.format(home=files.home)
    files.make_folder(path.rpartition("/")[0])
    files.write(path, namespace + "\n")
