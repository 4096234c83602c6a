"""Gathers the lines of a script into commands: here-documents, loops and lines that end in a backslash go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutor.kubectl.shell.parse import parse_line
from tutor.kubectl.shell.words import ShellFault
from tutor.values import frozen

MOST_LINES = 5_000


@frozen(kw_only=False)
class Line:
    """One command and the number of its first line, from 1."""

    number: int
    text: str


def lines_of(source: Iterable[str], *, whole: bool, most: int = MOST_LINES) -> Iterator[Line]:
    """The commands of a script; blank lines and comments are skipped.

    A quotation that stays open goes on in the next line only where the script is there as a `whole`: a program that
    holds a conversation would otherwise wait for an answer that never comes. No command has more than `most` lines.
    """
    held: list[str] = []
    first = 0
    for number, line in enumerate(source, 1):
        if not held and (not line.strip() or line.lstrip().startswith("#")):
            continue
        first = first if held else number
        held.append(line)
        text = "\n".join(held)
        if len(held) < most and goes_on(text, whole=whole):
            continue
        yield Line(first, text)
        held = []
    if held:
        yield Line(first, "\n".join(held))


def goes_on(text: str, *, whole: bool) -> bool:
    """Whether a command needs another line."""
    if text.endswith("\\") and not text.endswith("\\\\"):
        return True
    try:
        parse_line(text)
    except ShellFault as fault:
        return fault.open_ended and (whole or not fault.in_quotes)
    return False
