"""Runs the editor that `kubectl edit` opens, as the person's own $KUBE_EDITOR says: the one host program we start."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from tutor.kubectl.context import EditorFault


def open_editor(command: str, text: str) -> str | EditorFault:
    """Let the editor change `text` in a temporary file and give what is there afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix="kubectl-edit-") as folder:
            path = Path(folder, "edit.yaml")
            path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
            return _edited(command, path)
    except OSError as fault:
        return EditorFault(message=f"cannot write a temporary file for the editor: {fault.strerror}")


def _edited(command: str, path: Path) -> str | EditorFault:
    fault = _launch(command, path)
    if fault:
        return EditorFault(message=fault)
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return EditorFault(message=f'there was a problem with the editor "{command}"')


def _launch(command: str, path: Path) -> str:
    """Why the editor could not be used, or ""."""
    try:
        words = shlex.split(command)
        keyboard, screen = _keyboard(), _terminal()
        done = subprocess.run([*words, str(path)], check=False, stdin=keyboard, stdout=screen)  # noqa: S603 - the person's own
    except (OSError, ValueError):
        return f'unable to launch the editor "{command}"'
    return f'there was a problem with the editor "{command}"' if done.returncode else ""


def _keyboard() -> int | None:
    """A program says the next command on our standard input; an editor may read there only from a terminal."""
    return None if os.isatty(0) else subprocess.DEVNULL


def _terminal() -> int | None:
    """A program reads our standard output; an editor may write there only when it is a terminal."""
    return None if os.isatty(1) else subprocess.DEVNULL
