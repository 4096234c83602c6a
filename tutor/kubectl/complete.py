"""Which words could come next on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.kubectl.commands import ANYWHERE, PROGRAMS

if TYPE_CHECKING:
    from tutor.kubectl.shell import Shell


def complete(line: str, shell: Shell) -> tuple[str, ...]:
    """The words that could stand where the last word of `line` stands, sorted."""
    words = line.split(" ")
    last = words[-1]
    if len(words) == 1:
        return tuple(name for name in sorted({*ANYWHERE, *PROGRAMS}) if name.startswith(last) and len(name) > 1)
    return tuple(sorted(shell.files.expand(last + "*")))
