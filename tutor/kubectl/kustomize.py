"""What `-k` and `-f` ask for together, and why a folder for `-k` cannot be used here."""

from __future__ import annotations

from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.files import FileFault

_NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")


def require_files(call: Call) -> None:
    """Refuse a command without `-f`; raises CommandError in the words of FilenameOptions and kustomize."""
    refuse_kustomization(call)
    if not call.flag("filename"):
        raise CommandError("must specify one of -f and -k")


def refuse_kustomization(call: Call) -> None:
    """Refuse `-k`; raises CommandError."""
    folder = str(call.flag("kustomize"))
    if call.flag("filename") and folder:
        raise CommandError("only one of -f or -k can be specified")
    if folder:
        raise _refusal(call, folder)


def _refusal(call: Call, folder: str) -> CommandError:
    files, path = call.context.files, call.context.files.absolute(folder)
    if not files.is_folder(folder):
        missing = isinstance(files.read(folder), FileFault)
        why = f"evalsymlink failure on '{folder}' : lstat {path}: no such file or directory"
        return (
            CommandError(f"must build at directory: not a valid directory: {why}")
            if missing
            else CommandError(f"must build at directory: '{folder}': file is not directory")
        )
    if any(not isinstance(files.read(f"{folder.rstrip('/')}/{name}"), FileFault) for name in _NAMES):
        return CommandError("kustomizations are not part of the simulated kubectl; apply their files with -f")
    return CommandError(
        f"unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '{path}'"
    )
