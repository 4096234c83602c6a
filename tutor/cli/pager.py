"""Long output at a terminal, a screen at a time; never over a pipe."""

from __future__ import annotations

import os
import re
import sys

from prompt_toolkit.utils import get_cwidth

from tutor.cli.keys import key_within, single_keys

_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_DOWN = "\r\n"


def page(text: str, prompt: str) -> None:
    """Write text; at a terminal that is too small for it, show the prompt and wait for a key after each screen."""
    columns, rows = _size()
    lines = text.splitlines(keepends=True)
    if not rows or sum(_height(line, columns) for line in lines) < rows:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    with single_keys():
        _turn(lines, columns, rows, prompt)


def _size() -> tuple[int, int]:
    """Columns and rows, 0 rows where nobody can press a key or nobody wants to."""
    if os.environ.get("PAGER") == "cat" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return 80, 0
    size = os.get_terminal_size()
    return max(size.columns, 1), size.lines


def _height(line: str, columns: int) -> int:
    return max(1, -(-_width(_COLOUR.sub("", line).rstrip("\n").expandtabs(8)) // columns))


def _width(text: str) -> int:
    return sum(max(get_cwidth(one), 0) for one in text)


def _turn(lines: list[str], columns: int, rows: int, prompt: str) -> None:
    room, at = rows - 1, 0
    while at < len(lines):
        while at < len(lines) and room >= (height := _height(lines[at], columns)):
            sys.stdout.write(lines[at])
            room, at = room - height, at + 1
        sys.stdout.flush()
        if at >= len(lines):
            return
        if room == rows - 1:  # one line alone is higher than the screen
            sys.stdout.write(lines[at])
            at += 1
        key = _ask(prompt, columns)
        if key[:1] in {"q", "Q", "\x1b", "\x03", "\x04"}:
            return
        room = 1 if key[:1] in set(_DOWN) else rows - 1
    sys.stdout.flush()


def _ask(prompt: str, columns: int) -> str:
    """Show where we are, wait for a key, take the line away again."""
    shown = prompt if _width(prompt) < columns else "--More--"
    sys.stdout.write(shown)
    sys.stdout.flush()
    key = key_within(None)
    sys.stdout.write("\r" + " " * _width(shown) + "\r")
    return key
