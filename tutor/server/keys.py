"""What a terminal's line discipline does with keys: echo, erase, interrupt, end of input."""

from __future__ import annotations

from tutor.values import frozen

_INTERRUPT, _END, _ESCAPE = "\x03", "\x04", "\x1b"
_ERASE = frozenset({"\x7f", "\x08"})
_ENTER = frozenset({"\r", "\n"})
LONGEST = 10_000


@frozen
class Typed:
    """What a piece of input came to: what the screen shows at each step, and the line that is complete by then.

    `line` is None for a step that completes none; `ended` is Ctrl-D on an empty line.
    """

    echo: str
    line: str | None = None
    ended: bool = False


class Keyboard:
    """The line that is being typed."""

    def __init__(self) -> None:
        self._line = ""
        self._escape = False

    def type(self, text: str) -> list[Typed]:
        """Take keys as they come."""
        return [step for key in text for step in self._key(key)]

    def _key(self, key: str) -> list[Typed]:
        if self._escape:
            self._escape = not key.isalpha() and key != "~"
            return []
        if key in _ENTER:
            line, self._line = self._line, ""
            return [Typed(echo="\n", line=line)]
        if key in _ERASE:
            shown = "\b \b" if self._line else ""
            self._line = self._line[:-1]
            return [Typed(echo=shown)]
        return self._special(key)

    def _special(self, key: str) -> list[Typed]:
        if key == _ESCAPE:
            self._escape = True
        elif key == _INTERRUPT:
            self._line = ""
            return [Typed(echo="^C\n", line="")]
        elif key == _END and not self._line:
            return [Typed(echo="", ended=True)]
        elif key.isprintable() and len(self._line) < LONGEST:
            self._line += key
            return [Typed(echo=key)]
        return []
