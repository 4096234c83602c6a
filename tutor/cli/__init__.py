"""The command line: finds the command, runs it, gives its exit status; never a traceback for what a person can type."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from types import ModuleType

from tutor import __version__
from tutor.cli.misuse import Misuse
from tutor.cli.streams import guarded, prepare_streams, tell
from tutor.cli.table import help_text, row_named

__all__ = ["main"]
OF_THE_WINDOW = frozenset({"-p", "--pack", "--serve"})


def main(argv: list[str] | None = None) -> int:
    """Run `tutor` with the words after its name; returns 0 done, 1 not all right, 2 wrong use, 3 unusable input."""
    words = sys.argv[1:] if argv is None else argv
    prepare_streams()
    return guarded(lambda: _run(words))


def _run(words: list[str]) -> int:
    if words[:1] == ["--version"]:
        print(f"tutor {__version__}")
        return 0
    if words[:1] in (["--help"], ["-h"], ["help"]):
        print(help_text(), end="")
        return 0
    try:
        return _dispatch(words)
    except Misuse as wrong:
        tell(wrong.line)
        return wrong.code
    except SystemExit as leaving:  # argparse, after it printed its help
        return leaving.code if isinstance(leaving.code, int) else 0


def _dispatch(words: list[str]) -> int:
    row = row_named(words[0]) if words else None
    if row is not None:
        words = words[1:]
    elif words and words[0].startswith("-") and words[0].partition("=")[0] not in OF_THE_WINDOW:
        raise Misuse(f"there is no option {words[0]}", "tutor --help")
    return int(_load(row.module if row else "window").run(words))


def _load(name: str) -> ModuleType:
    """Import a command's module; what it brings stays for good, so nobody looks for garbage among it."""
    gc.disable()
    module = import_module(f"tutor.cli.{name}")
    gc.freeze()
    gc.enable()
    return module
