"""The part of kubectl's configuration that a learner may change: the namespace of the only context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.kubectl.durations import DurationError, parse_duration
from tutor.kubectl.errors import CommandError, PlainError
from tutor.kubectl.files import FileFault, Files

_PATH = "{home}/.kube/namespace"
DEFAULT_NAMESPACE = "default"
CLUSTER = "cluster.local"
USER = "kubernetes-admin"
CONTEXT = f"{USER}@{CLUSTER}"


def check_connection(flags: Mapping[str, Any], files: Files) -> None:
    """Refuse flags that lead to no server; raises CommandError. Mirrors ConfirmUsable and ParseTimeout."""
    path = str(flags.get("kubeconfig", ""))
    if path and isinstance(fault := files.read(path), FileFault):
        raise CommandError(f"stat {fault}")
    if flags.get("context", "") not in {"", CONTEXT}:
        raise PlainError(f"Error in configuration: context was not found for specified context: {flags['context']}")
    if flags.get("cluster", "") not in {"", CLUSTER}:
        raise CommandError(f'no server found for cluster "{flags["cluster"]}"')
    if isinstance(flags.get("user"), str) and flags["user"] not in {"", USER}:  # `set subject` has a list of its own
        raise CommandError(f'auth info "{flags["user"]}" does not exist')
    timeout = str(flags.get("request-timeout", "0"))
    try:
        parse_duration("0" if timeout.isdigit() else timeout)
    except DurationError:
        raise CommandError(
            "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a "
            "corresponding time unit (e.g. 1s | 2m | 3h)"
        ) from None


def current_namespace(files: Files) -> str:
    """The namespace that commands work in without `-n`."""
    kept = files.read(_PATH.format(home=files.home))
    return DEFAULT_NAMESPACE if isinstance(kept, FileFault) else kept.decode("utf-8", "replace").strip()


def keep_namespace(files: Files, namespace: str) -> None:
    """Let later commands work in another namespace."""
    path = _PATH.format(home=files.home)
    files.make_folder(path.rpartition("/")[0])
    files.write(path, namespace + "\n")
