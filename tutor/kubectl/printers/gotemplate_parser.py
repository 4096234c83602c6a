"""Reads Go templates into nodes: text, pipelines and blocks."""

from __future__ import annotations

import json
import re

from tutor.kubectl.printers.jsonpath_parser import TemplateError
from tutor.values import frozen

_ACTION = re.compile(r"\{\{(-\s)?(.*?)(\s-)?\}\}", re.DOTALL)
_TOKEN = re.compile(
    r"""\s+|(?P<string>"(?:\\.|[^"\\])*"|`[^`]*`)|(?P<number>[+-]?\d+(?:\.\d+)?)|(?P<mark>:=|[|(),=])"""
    r"""|(?P<word>\$?\w*(?:\.\w+)+|\$\w*|\.|\w+)"""
)
_BLOCKS = frozenset({"if", "range", "with"})
_LITERALS = frozenset({"true", "false", "nil"})
FUNCTIONS = frozenset({"and", "or", "not", "len", "index", "slice", "eq", "ne", "lt", "le", "gt", "ge", "exists"}) | {
    *("print", "println", "printf", "html", "js", "urlquery", "base64decode"),
}
Term = tuple[str, object]


@frozen(kw_only=False)
class Text:
    """Words that stand for themselves."""

    text: str


@frozen(kw_only=False)
class Pipe:
    """Commands joined by `|`, the variables that keep the result, and where its fields stand, as `1:25`."""

    commands: tuple[tuple[Term, ...], ...]
    variables: tuple[str, ...] = ()
    shown: bool = True
    places: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=False)
class Chain:
    """Fields of what stands in parentheses before them."""

    term: Term
    fields: tuple[str, ...]


@frozen(kw_only=False)
class Block:
    """`if`, `range` or `with`, with what to do otherwise."""

    word: str
    pipe: Pipe
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...] = ()


Node = Text | Pipe | Block


@frozen(kw_only=False)
class _Action:
    """What stands between braces, and where it begins: its line, and how many bytes into it."""

    text: str
    line: int
    column: int

    def behind(self, word: str) -> _Action:
        """What follows the word that it begins with."""
        return _Action(self.text[len(word) :], self.line, self.column + len(word))

    def place(self, at: int) -> str:
        """Where a character of it stands in the template."""
        before = self.text[:at]
        column = len(before.rpartition("\n")[2].encode()) + (0 if "\n" in before else self.column)
        return f"{self.line + before.count(chr(10))}:{column}"


Part = str | _Action


def parse_go_template(text: str) -> tuple[Node, ...]:
    """Split a template into nodes; raises TemplateError."""
    nodes, rest, closing = _read(_split(text), 0)
    if closing.text:
        raise TemplateError(f"template: output:1: unexpected {{{{{closing.text}}}}}")
    del rest
    return nodes


def _split(text: str) -> list[Part]:
    """Part words from actions; `{{-` and `-}}` take blanks away around them."""
    parts: list[Part] = []
    at, trim = 0, False
    for found in _ACTION.finditer(text):
        words = text[at : found.start()]
        words = words.lstrip() if trim else words
        parts.append(words.rstrip() if found[1] else words)
        before = text[: found.start(2)] + found[2][: len(found[2]) - len(found[2].lstrip())]
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2].encode())
        parts.append(_Action(found[2].strip(), line, column))
        at, trim = found.end(), bool(found[3])
    tail = text[at:]
    if "{{" in tail:
        raise TemplateError("template: output:1: unclosed action")
    parts.append(tail.lstrip() if trim else tail)
    return parts


_NOTHING = _Action("", 1, 0)


def _read(parts: list[Part], at: int) -> tuple[tuple[Node, ...], int, _Action]:
    """Nodes up to `end` or `else`; says where that was and which it was."""
    nodes: list[Node] = []
    while at < len(parts):
        part = parts[at]
        at += 1
        if isinstance(part, str):
            nodes += [Text(part)] if part else []
            continue
        word = part.text.split(" ", 1)[0]
        if word in {"end", "else"}:
            return tuple(nodes), at, part
        if word in _BLOCKS:
            block, at = _read_block(parts, at, word, part.behind(word))
            nodes.append(block)
        elif not part.text.startswith("/*"):
            nodes.append(_pipe(part))
    return tuple(nodes), at, _NOTHING


def _read_block(parts: list[Part], at: int, word: str, head: _Action) -> tuple[Block, int]:
    body, at, closing = _read(parts, at)
    otherwise: tuple[Node, ...] = ()
    if closing.text.startswith("else if"):
        inner, at = _read_block(parts, at, "if", closing.behind("else if"))
        return Block(word, _pipe(head, word), body, (inner,)), at
    if closing.text == "else":
        otherwise, at, closing = _read(parts, at)
    if closing.text != "end":
        raise TemplateError("template: output:1: unexpected EOF")
    return Block(word, _pipe(head, word), body, otherwise), at


def _places(action: _Action) -> tuple[tuple[str, str], ...]:
    """Where each field is first met: at its second part, as Go has it, when it has several."""
    found: dict[str, str] = {}
    for token in _TOKEN.finditer(action.text):
        if word := token["word"]:
            found.setdefault(word, action.place(token.start() + max(word.find(".", 1), 0)))
    return tuple(found.items())


def _pipe(action: _Action, word: str = "command") -> Pipe:
    """A pipeline; `word` is what lacks its value when there is none."""
    tokens = _tokens(action.text)
    variables: tuple[str, ...] = ()
    shown = True
    marks = [index for index, token in enumerate(tokens) if token in {("mark", ":="), ("mark", "=")}]
    if marks:
        names = tokens[: marks[0]]
        variables = tuple(str(value) for kind, value in names if kind == "word")
        tokens, shown = tokens[marks[0] + 1 :], False
    commands, rest = _commands(tokens, 0)
    if rest < len(tokens) or not all(commands):
        raise TemplateError(f"template: output:1: missing value for {word}")
    return Pipe(commands, variables, shown, _places(action))


def _commands(tokens: list[Term], at: int) -> tuple[tuple[tuple[Term, ...], ...], int]:
    commands: list[tuple[Term, ...]] = []
    terms: list[Term] = []
    while at < len(tokens) and tokens[at] != ("mark", ")"):
        token = tokens[at]
        at += 1
        if token == ("mark", "|"):
            commands.append(tuple(terms))
            terms = []
        elif token == ("mark", "("):
            inner, at = _commands(tokens, at)
            if at >= len(tokens):
                raise TemplateError("template: output:1: unclosed left paren")
            at += 1
            terms.append(("pipe", Pipe(inner)))
        elif token[0] == "chain":
            terms[-1] = ("pipe", Chain(terms[-1], tuple(filter(None, str(token[1]).split(".")))))
        else:
            terms.append(_known(token))
    return (*commands, tuple(terms)), at


def _known(term: Term) -> Term:
    """A word that is neither field, variable nor literal must be a function, which Go asks before it runs anything."""
    kind, value = term
    head = str(value).partition(".")[0]
    if kind == "word" and head and not head.startswith("$") and head not in _LITERALS | FUNCTIONS:
        raise TemplateError(f'template: output:1: function "{head}" not defined')
    return term


def _tokens(text: str) -> list[Term]:
    tokens: list[Term] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise TemplateError(f'template: output:1: unexpected "{text[at]}" in operand')
        at = found.end()
        kind = found.lastgroup
        if kind == "string":
            tokens.append(("value", _string(found[0])))
        elif kind == "number":
            tokens.append(("value", float(found[0]) if "." in found[0] else int(found[0])))
        elif kind == "word" and found[0].startswith(".") and text[: found.start()].endswith(")"):
            tokens.append(("chain", found[0]))
        elif kind in {"mark", "word"}:
            tokens.append((str(kind), found[0]))
    return tokens


def _string(text: str) -> str:
    if text.startswith("`"):
        return text[1:-1]
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        raise TemplateError("template: output:1: invalid syntax") from None
