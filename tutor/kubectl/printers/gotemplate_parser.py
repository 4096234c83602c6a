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
    """Commands joined by `|`, and the variables that keep the result."""

    commands: tuple[tuple[Term, ...], ...]
    variables: tuple[str, ...] = ()
    shown: bool = True


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


def parse_go_template(text: str) -> tuple[Node, ...]:
    """Split a template into nodes; raises TemplateError."""
    nodes, rest, closing = _read(_split(text), 0)
    if closing:
        raise TemplateError(f"template: output:1: unexpected {{{{{closing}}}}}")
    del rest
    return nodes


def _split(text: str) -> list[tuple[bool, str]]:
    """Part words from actions; `{{-` and `-}}` take blanks away around them."""
    parts: list[tuple[bool, str]] = []
    at, trim = 0, False
    for found in _ACTION.finditer(text):
        words = text[at : found.start()]
        words = words.lstrip() if trim else words
        parts.append((False, words.rstrip() if found[1] else words))
        parts.append((True, found[2].strip()))
        at, trim = found.end(), bool(found[3])
    tail = text[at:]
    if "{{" in tail:
        raise TemplateError("template: output:1: unclosed action")
    parts.append((False, tail.lstrip() if trim else tail))
    return parts


def _read(parts: list[tuple[bool, str]], at: int) -> tuple[tuple[Node, ...], int, str]:
    """Nodes up to `end` or `else`; says where that was and which it was."""
    nodes: list[Node] = []
    while at < len(parts):
        action, text = parts[at]
        at += 1
        word = text.split(" ", 1)[0] if action else ""
        if not action:
            if text:
                nodes.append(Text(text))
        elif word in {"end", "else"}:
            return tuple(nodes), at, text
        elif word in _BLOCKS:
            block, at = _read_block(parts, at, word, text[len(word) :])
            nodes.append(block)
        elif not text.startswith("/*"):
            nodes.append(_pipe(text))
    return tuple(nodes), at, ""


def _read_block(parts: list[tuple[bool, str]], at: int, word: str, head: str) -> tuple[Block, int]:
    body, at, closing = _read(parts, at)
    otherwise: tuple[Node, ...] = ()
    if closing.startswith("else if"):
        inner, at = _read_block(parts, at, "if", closing[len("else if") :])
        return Block(word, _pipe(head, word), body, (inner,)), at
    if closing == "else":
        otherwise, at, closing = _read(parts, at)
    if closing != "end":
        raise TemplateError("template: output:1: unexpected EOF")
    return Block(word, _pipe(head, word), body, otherwise), at


def _pipe(text: str, word: str = "command") -> Pipe:
    """A pipeline; `word` is what lacks its value when there is none."""
    tokens = _tokens(text)
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
    return Pipe(commands, variables, shown)


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
