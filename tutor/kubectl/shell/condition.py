"""What stands between `[[` and `]]`: tests joined by `&&`, `||`, `!` and parentheses."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatchcase

from tutor.kubectl.shell.expand import Expansion
from tutor.kubectl.shell.words import ShellFault, Word

Item = Word | str
Test = Callable[[tuple[str, ...]], bool]
_FAULT = "syntax error in conditional expression"
MOST_PATTERN = 200  # characters of an expression behind `=~`


def holds(items: tuple[Item, ...], expansion: Expansion, test: Test) -> bool:
    """Whether a condition holds; `test` answers for what `[` knows; raises ShellFault."""
    reader = _Reader(items, expansion, test)
    value = reader.either()
    if reader.at < len(items):
        raise ShellFault(_FAULT)
    return value


class _Reader:
    def __init__(self, items: tuple[Item, ...], expansion: Expansion, test: Test) -> None:
        self.items = items
        self.at = 0
        self.expansion = expansion
        self.test = test

    def _here(self) -> Item | None:
        return self.items[self.at] if self.at < len(self.items) else None

    def _text(self) -> str:
        item = self._here()
        if item is None or (isinstance(item, str) and item not in {"<", ">"}):
            raise ShellFault(_FAULT)
        self.at += 1
        return item if isinstance(item, str) else self.expansion.text(item)

    def either(self) -> bool:
        value = self._both()
        while self._here() == "||":
            self.at += 1
            value = self._both() or value
        return value

    def _both(self) -> bool:
        value = self._one()
        while self._here() == "&&":
            self.at += 1
            value = self._one() and value
        return value

    def _one(self) -> bool:
        negated = False
        while isinstance(here := self._here(), tuple) and self.expansion.text(here) == "!":
            negated, self.at = not negated, self.at + 1
        if self._here() == "(":
            self.at += 1
            value = self.either()
            if self._here() != ")":
                raise ShellFault(_FAULT)
            self.at += 1
        else:
            value = self._primary()
        return value is not negated

    def _primary(self) -> bool:
        words = [self._text()]
        if self._ends():
            return bool(words[0])
        words.append(self._text())
        if self._ends():
            return self.test(tuple(words))
        left, operator = words
        if operator in {"==", "=", "!="}:
            item = self._here()
            pattern = self.expansion.pattern(item) if isinstance(item, tuple) else ""
            self.at += 1
            return fnmatchcase(left, pattern) is (operator != "!=")
        right = self._text()
        if operator == "=~":
            return _matches(left, right)
        if operator in {"<", ">"}:
            return left < right if operator == "<" else left > right
        return self.test((left, operator, right))

    def _ends(self) -> bool:
        return self._here() is None or self._here() in ("&&", "||", ")")


def _matches(text: str, expression: str) -> bool:
    if len(expression) > MOST_PATTERN or re.search(r"[*+}]\)[*+{]", expression):
        raise ShellFault(_FAULT)
    try:
        return bool(re.search(expression, text[:10_000]))
    except (re.error, OverflowError) as fault:
        raise ShellFault(_FAULT) from fault
