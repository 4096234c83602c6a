"""Cuts a command line into words and operators, as a POSIX shell reads quotes, variables and substitutions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.values import frozen

OPERATORS = ("&&", "||", ";;", "<<<", "<<-", "<<", ">>", ">&", "&>", "|", ";", "&", "(", ")", ">", "<", "\n")
_SPECIAL = "?#$!@*"
_SIGNS = "|".join(re.escape(sign) for sign in sorted(OPERATORS, key=len, reverse=True))
_OPERATOR = re.compile(rf"([012](?=[<>]))?({_SIGNS})")
_BLANKS = re.compile(r"(?:[ \t\r]+|\\\n|#[^\n]*)*")
_OPENING = frozenset({"for", "while", "until", "if", "elif", "then", "do", "else", "!"})
_PLAIN_RUN = re.compile(r"""[^ \t\r\n|&;()<>'"\\`$]+""")
_QUOTED_RUN = re.compile(r"""[^"\\`$]+""")


@dataclass(frozen=True, slots=True)  # an exception has a layout of its own, which cheap values have not
class ShellFault(Exception):  # noqa: N818 - a learner's fault, raised only between the parser and its caller
    """A line that a shell cannot read; `open_ended` when more lines could mend it."""

    message: str
    open_ended: bool = False
    in_quotes: bool = False


@frozen(kw_only=False)
class Text:
    """Plain characters; quoted ones are neither split nor matched against file names."""

    text: str
    quoted: bool = False


@frozen(kw_only=False)
class Variable:
    """`$name`, `${name}`, `${name:-default}` and the like."""

    name: str
    quoted: bool = False
    operator: str = ""
    operand: str = ""


@frozen(kw_only=False)
class Substitution:
    """`$(command)` or backquotes."""

    command: str
    quoted: bool = False


@frozen(kw_only=False)
class Arithmetic:
    """`$((expression))` over whole numbers."""

    expression: str


@frozen(kw_only=False)
class Compute:
    """`((expression))` where a command could stand."""

    expression: str


Part = Text | Variable | Substitution | Arithmetic | Compute
Word = tuple[Part, ...]


@frozen(kw_only=False)
class Operator:
    """A control or redirection operator; `digit` is the stream before it, as in `2>`."""

    text: str
    digit: str = ""


Token = Word | Operator


class Cutter:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def tokens(self) -> list[Token]:
        """All words and operators; comments are left out."""
        found: list[Token] = []
        while (token := self._token(found[-1] if found else None)) is not None:
            found.append(token)
        return found

    def _token(self, before: Token | None) -> Token | None:
        self._skip_blanks()
        if self.at >= len(self.text):
            return None
        if self.text.startswith("((", self.at) and _begins(before):
            self.at -= 1
            return (Compute(self._balanced(3)[:-1]),)
        return self._operator() or self._word()

    def _skip_blanks(self) -> None:
        found = _BLANKS.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _operator(self) -> Operator | None:
        found = _OPERATOR.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return Operator(found[2], found[1] or "")

    def _word(self) -> Word:
        parts: list[Part] = []
        while self.at < len(self.text) and self.text[self.at] not in " \t\r\n|&;()<>":
            parts += self._parts(quoted=False)
        return tuple(parts)

    def _parts(self, *, quoted: bool) -> list[Part]:
        mark = self.text[self.at]
        if mark == "'" and not quoted:
            return [Text(self._until("'"), quoted=True)]
        if mark == '"' and not quoted:
            return self._double()
        if mark == "\\":
            return [self._escaped(quoted)]
        if mark == "`":
            return [Substitution(self._until("`"), quoted)]
        if mark == "$":
            return [self._dollar(quoted)]
        run = (_QUOTED_RUN if quoted else _PLAIN_RUN).match(self.text, self.at)
        plain = run[0] if run else mark
        self.at += len(plain)
        return [Text(plain, quoted)]

    def _until(self, mark: str) -> str:
        end = self.text.find(mark, self.at + 1)
        if end < 0:
            raise ShellFault(f"unexpected EOF while looking for matching `{mark}'", open_ended=True, in_quotes=True)
        inside = self.text[self.at + 1 : end]
        self.at = end + 1
        return inside

    def _double(self) -> list[Part]:
        self.at += 1
        parts: list[Part] = [Text("", quoted=True)]
        while self.at < len(self.text) and self.text[self.at] != '"':
            parts += self._parts(quoted=True)
        if self.at >= len(self.text):
            raise ShellFault("unexpected EOF while looking for matching `\"'", open_ended=True, in_quotes=True)
        self.at += 1
        return parts

    def _escaped(self, quoted: bool) -> Part:
        following = self.text[self.at + 1 : self.at + 2]
        self.at += 2
        if following == "\n":
            return Text("", quoted)
        if quoted and following not in {"$", "`", '"', "\\"}:
            return Text("\\" + following, quoted=True)
        return Text(following or "\\", quoted=True)

    def _dollar(self, quoted: bool) -> Part:
        rest = self.text[self.at + 1 : self.at + 3]
        if rest == "((":
            return Arithmetic(self._balanced(3)[:-1])
        if rest[:1] == "(":
            return Substitution(self._balanced(2), quoted)
        if rest[:1] == "{":
            return _braced(self._closed_brace(), quoted)
        name = _name_at(self.text, self.at + 1)
        self.at += 1 + len(name)
        return Variable(name, quoted) if name else Text("$", quoted)

    def _balanced(self, opening: int) -> str:
        """The text inside `$(` … `)`, with quotes and inner parentheses respected."""
        start = self.at + opening
        depth, at, quote = opening - 1, start, ""
        while at < len(self.text):
            mark = self.text[at]
            if quote:
                quote = "" if mark == quote else quote
            elif mark in "'\"":
                quote = mark
            elif mark in "()":
                depth += 1 if mark == "(" else -1
            at += 2 if mark == "\\" and quote != "'" else 1
            if not depth:
                self.at = at
                return self.text[start : at - 1]
        raise ShellFault("unexpected EOF while looking for matching `)'", open_ended=True, in_quotes=True)

    def _closed_brace(self) -> str:
        end = self.text.find("}", self.at)
        if end < 0:
            raise ShellFault("unexpected EOF while looking for matching `}'", open_ended=True, in_quotes=True)
        inside = self.text[self.at + 2 : end]
        self.at = end + 1
        return inside


def _begins(before: Token | None) -> bool:
    """Whether a command could begin behind a token."""
    if before is None or isinstance(before, Operator):
        return before is None or before.text in {";", "&&", "||", "|", "&", "\n"}
    return len(before) == 1 and isinstance(before[0], Text) and before[0].text in _OPENING


def _name_at(text: str, at: int) -> str:
    if text[at : at + 1] and text[at] in _SPECIAL + "0123456789":
        return text[at]
    end = at
    while end < len(text) and (text[end].isascii() and (text[end].isalnum() or text[end] == "_")):
        end += 1
    return text[at:end]


def _braced(inside: str, quoted: bool) -> Variable:
    if inside.startswith("#") and len(inside) > 1:
        return Variable(inside[1:], quoted, "#length")
    name = _name_at(inside, 0)
    rest = inside[len(name) :]
    for operator in (":-", ":=", ":+", ":?", "##", "%%", "-", "+", "?", "=", "#", "%"):
        if rest.startswith(operator):
            return Variable(name, quoted, operator, rest[len(operator) :])
    if rest or not name:
        raise ShellFault(f"${{{inside}}}: bad substitution")
    return Variable(name, quoted)


def cut(text: str) -> list[Token]:
    """Cut a text into words and operators; raises ShellFault for what a shell cannot read."""
    return Cutter(text).tokens()
