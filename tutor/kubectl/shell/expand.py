"""Turns parsed words into the strings that a program receives: variables, substitutions, splitting, file names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

from tutor.kubectl.files import Files
from tutor.kubectl.shell.arithmetic import evaluate
from tutor.kubectl.shell.words import Arithmetic, Compute, Part, ShellFault, Substitution, Text, Variable, Word, cut
from tutor.values import frozen

_EVERY = (Text("", quoted=True), Variable("@", quoted=True))
MOST_FIELDS = 10_000
MOST_PATTERN = 1_000  # characters; no path here is that long
_GLOB = re.compile(r"[*?\[]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"^(-?\d+)\.\.(-?\d+)$")


@frozen
class Expansion:
    """What words are expanded with."""

    environment: Mapping[str, str]
    files: Files
    status: int
    substitute: Callable[[str], str]
    assign: Callable[[str, str], None]
    arguments: tuple[str, ...] = ()

    def fields(self, word: Word) -> list[str]:
        """The strings that one word becomes: none for an empty variable, several after splitting."""
        if word == _EVERY:
            return list(self.arguments)
        if any(isinstance(part, Text) and not part.quoted and "{" in part.text for part in word):
            return [field for one in _braces(word) for field in self._split(one)]
        return self._split(word)

    def _split(self, word: Word) -> list[str]:
        pieces: list[tuple[str, bool]] = []
        fields: list[list[tuple[str, bool]]] = []
        for index, part in enumerate(word):
            text, quoted = self._part(part, first=not index)
            if quoted or isinstance(part, Text):
                pieces.append((text, quoted))
                continue
            words = text.split()
            if text[:1].isspace() and pieces:
                fields.append(pieces)
                pieces = []
            for inner in words[:-1]:
                fields.append([*pieces, (inner, False)])
                pieces = []
            pieces += [(words[-1], False)] if words else []
            if text[-1:].isspace() and pieces:
                fields.append(pieces)
                pieces = []
        if pieces:
            fields.append(pieces)
        return [name for field in fields for name in self._names(field)]

    def _names(self, pieces: list[tuple[str, bool]]) -> list[str]:
        text = "".join(piece for piece, _ in pieces)
        if len(text) <= MOST_PATTERN and any(_GLOB.search(piece) for piece, quoted in pieces if not quoted):
            return list(self.files.expand(text)) or [text]
        return [text]

    def pattern(self, word: Word) -> str:
        """A word as what others are matched against: quoted characters stand for themselves."""
        parts = (self._part(part, first=not index) for index, part in enumerate(word))
        return "".join(re.sub(r"([*?\[])", r"[\1]", text) if quoted else text for text, quoted in parts)

    def text(self, word: Word) -> str:
        """The one string that a word becomes where nothing is split: assignments, redirections, here-documents."""
        return "".join(self._part(part, first=not index)[0] for index, part in enumerate(word))

    def _part(self, part: Part, *, first: bool) -> tuple[str, bool]:
        match part:
            case Text(text, quoted):
                return (self._home(text) if first and not quoted else text), quoted
            case Variable():
                return self._variable(part), part.quoted
            case Substitution(command, quoted):
                return self.substitute(command).rstrip("\n"), quoted
            case Arithmetic(expression):
                return str(evaluate(expression, self.environment, self.assign)), True
            case Compute(expression):
                return f"(({expression}))", True

    def _home(self, text: str) -> str:
        home = self.environment.get("HOME", self.files.home)
        return home + text[1:] if text == "~" or text.startswith("~/") else text

    def _variable(self, part: Variable) -> str:
        every = " ".join(self.arguments)
        special = {
            "?": str(self.status),
            "$": "1",
            "#": str(len(self.arguments)),
            "!": self.environment.get("!", ""),
            "@": every,
            "*": every,
        }
        numbered = {str(at): one for at, one in enumerate(("bash", *self.arguments))}
        value = {**numbered, **special}.get(part.name, self.environment.get(part.name))
        if not part.operator:
            return value or ""
        if part.operator == "#length":
            return str(len(value or ""))
        if part.operator in {"#", "##", "%", "%%"}:
            return _trim(value or "", part.operator, self._operand(part))
        return self._fallback(part, value)

    def _fallback(self, part: Variable, value: str | None) -> str:
        kind = part.operator[-1]
        there = bool(value) if part.operator.startswith(":") else value is not None
        if kind == "+":
            return self._operand(part) if there else ""
        if there:
            return value or ""
        if kind == "?":
            raise ShellFault(f"{part.name}: {self._operand(part) or 'parameter null or not set'}")
        if kind == "=":
            self.assign(part.name, self._operand(part))
        return self._operand(part)

    def _operand(self, part: Variable) -> str:
        words = cut(part.operand.replace("\n", " "))
        return " ".join(self.text(word) for word in words if isinstance(word, tuple))


def _trim(value: str, operator: str, pattern: str) -> str:
    """`${value#pattern}` and its three sisters."""
    prefix, longest = operator[0] == "#", len(operator) == 2
    cuts = range(len(value) + 1)
    for at in cuts if prefix != longest else reversed(cuts):
        if fnmatchcase(value[:at] if prefix else value[at:], pattern):
            return value[at:] if prefix else value[:at]
    return value


def _braces(word: Word, room: int = MOST_FIELDS) -> list[Word]:
    """`a{1..3}` and `{a,b}`, where they stand unquoted in one part; everything else stays."""
    for index, part in enumerate(word):
        if not isinstance(part, Text) or part.quoted:
            continue
        for found in _BRACES.finditer(part.text):
            choices = _choices(found[1])
            if choices is None:
                continue
            if len(choices) > room:
                raise ShellFault("brace expansion: too many words")
            before, after = part.text[: found.start()], part.text[found.end() :]
            rest = (
                _braces((Text(after), *word[index + 1 :]), room // max(2, len(choices)))
                if after or word[index + 1 :]
                else [()]
            )
            return [
                (*word[:index], *((Text(before + choice),) if before + choice else ()), *tail)
                for choice in choices
                for tail in rest
            ]
    return [word]


def _choices(inside: str) -> list[str] | None:
    numbers = _RANGE.match(inside)
    if numbers:
        start, end = int(numbers[1]), int(numbers[2])
        step = 1 if start <= end else -1
        if abs(end - start) >= MOST_FIELDS:
            raise ShellFault("brace expansion: too many words")
        return [str(number) for number in range(start, end + step, step)]
    return inside.split(",") if "," in inside else None
