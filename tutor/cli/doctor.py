"""`tutor doctor`: what works here: terminal, colours, size, folders, extras."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tutor import __version__
from tutor.cli.misuse import parser_of
from tutor.packs.load import builtin_path, load
from tutor.progress import data_folder

EXTRAS = (
    ("server", ("starlette", "uvicorn", "wsproto", "cryptography"), "tutor serve"),
    ("web", ("textual_serve",), "tutor web"),
    ("cluster", ("kubernetes",), "tutor check"),
    ("dask", ("distributed",), "tutor grade --scheduler"),
)
OLDEST = (3, 11)
Row = tuple[str, str, str]


def run(words: list[str]) -> int:
    """Print one row a finding; 0 when the tutor can be used here."""
    parser_of("doctor", "What works here.", "  tutor doctor").parse_args(words)
    rows = [*_basics(), *_terminal(), *_folders(), *_pack(), *_extras()]
    width = max(len(name) for _, name, _ in rows)
    for mark, name, found in rows:
        print(f"{mark} {name:{width}}  {found}")
    return int(any(mark == "✕" for mark, _, _ in rows))


def _basics() -> Iterator[Row]:
    yield "●", "tutor", __version__
    good = sys.version_info >= OLDEST
    yield ("●" if good else "✕"), "Python", platform.python_version() + ("" if good else "; 3.11 or newer is needed")


def _terminal() -> Iterator[Row]:
    there = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    yield (
        ("●" if there else "◌"),
        "terminal",
        os.environ.get("TERM", "unknown") if there else "none: only shell, grade and lessons work",
    )
    size = shutil.get_terminal_size()
    wide = size.columns >= 80 and size.lines >= 24
    yield ("●" if wide else "◌"), "size", f"{size.columns}x{size.lines}" + ("" if wide else "; 80x24 or more is better")
    yield "●", "colours", _colours()
    encoding = (os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "").upper()
    utf8 = "UTF-8" in encoding or "UTF8" in encoding
    yield (
        ("●" if utf8 else "◌"),
        "characters",
        "UTF-8" if utf8 else f"{encoding or 'no locale'}; set LANG=C.UTF-8 when Korean looks wrong",
    )


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return "off, because NO_COLOR is set"
    return (
        "16 million"
        if os.environ.get("COLORTERM") in {"truecolor", "24bit"}
        else "256 or fewer; all marks have a glyph, too"
    )


def _folders() -> Iterator[Row]:
    folder = data_folder(os.environ)
    usable = _writable(folder)
    yield (
        ("●" if usable else "◌"),
        "progress",
        str(folder) + ("" if usable else "; cannot be written, nothing will be kept"),
    )


def _writable(folder: Path) -> bool:
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    return place.is_dir() and os.access(place, os.W_OK)


def _pack() -> Iterator[Row]:
    loaded = load(builtin_path())
    count = len(loaded.pack.lessons) if loaded.pack else 0
    yield (
        ("●" if count else "✕"),
        "lessons",
        f"{count} in the built-in pack" if count else "the built-in pack cannot be used; install tutor again",
    )


def _extras() -> Iterator[Row]:
    for extra, modules, command in EXTRAS:
        there = all(importlib.util.find_spec(module) is not None for module in modules)
        yield (
            ("●" if there else "◌"),
            f"extra {extra}",
            f"{command} works" if there else f"not installed; {command} needs it",
        )
