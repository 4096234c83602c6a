"""`-o go-template` in its common forms: fields, range, if, else, with, end, index, len, printf-free text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tutor.api.quoting import quote
from tutor.kubectl.printers.govalue import go_text
from tutor.kubectl.printers.jsonpath_parser import TemplateFault

_ACTION = re.compile(r"\{\{(- )?\s*(.*?)\s*( -)?\}\}", re.DOTALL)
_WORD = re.compile(r'"(?:\\.|[^"\\])*"|`[^`]*`|\||\(|\)|[^\s()|]+')
_MISSING = "<no value>"


@dataclass(frozen=True, slots=True)
class Block:
    """Text, an action, or a range/if/with with what it holds."""

    word: str
    expression: str = ""
    body: tuple[Block, ...] = ()
    otherwise: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class GoTemplate:
    """A template that was read."""

    blocks: tuple[Block, ...]

    @classmethod
    def parse(cls, text: str) -> GoTemplate:
        """Read a template; raises TemplateFault."""
        blocks, ended = _blocks(iter_parts(text), [0], nested=False)
        if ended:
            raise TemplateFault(f"template: output:1: unexpected {{{{{ended}}}}}")
        return cls(blocks)

    def render(self, value: Any, *, allow_missing: bool = True) -> str:
        """Fill the template with a value; raises TemplateFault."""
        return "".join(_render(block, value, value, allow_missing) for block in self.blocks)


def iter_parts(text: str) -> list[tuple[str, str]]:
    """Part text from actions; `{{-` and `-}}` trim."""
    parts: list[tuple[str, str]] = []
    at, trim = 0, False
    for found in _ACTION.finditer(text):
        words = text[at : found.start()]
        words = words.lstrip() if trim else words
        parts.append(("text", words.rstrip() if found[1] else words))
        parts.append(("action", found[2]))
        at, trim = found.end(), bool(found[3])
    rest = text[at:]
    if "{{" in rest:
        raise TemplateFault("template: output:1: unclosed action")
    parts.append(("text", rest.lstrip() if trim else rest))
    return parts


def _blocks(parts: Sequence[tuple[str, str]], at: list[int], *, nested: bool) -> tuple[tuple[Block, ...], str]:
    """Blocks up to the end or an `else`; says which of them came."""
    found: list[Block] = []
    while at[0] < len(parts):
        kind, text = parts[at[0]]
        at[0] += 1
        if kind == "text":
            found.append(Block("text", text))
            continue
        word, _, rest = text.partition(" ")
        if word in {"end", "else"}:
            return tuple(found), text
        if word in {"range", "if", "with"}:
            found.append(_open(word, rest.strip(), parts, at))
        elif not text.startswith("/*"):
            found.append(Block("print", text))
    if nested:
        raise TemplateFault("template: output:1: unexpected EOF")
    return tuple(found), ""


def _open(word: str, expression: str, parts: Sequence[tuple[str, str]], at: list[int]) -> Block:
    body, ended = _blocks(parts, at, nested=True)
    otherwise: tuple[Block, ...] = ()
    if ended.startswith("else if"):
        otherwise = (_open("if", ended.removeprefix("else if").strip(), parts, at),)
    elif ended == "else":
        otherwise, _ = _blocks(parts, at, nested=True)
    return Block(word, expression, body, otherwise)


def _render(block: Block, dot: Any, root: Any, missing: bool) -> str:
    if block.word == "text":
        return block.expression
    value = _evaluate(block.expression, dot, root, missing)
    if block.word == "print":
        return _MISSING if value is None else go_text(value)
    if block.word == "range":
        items = [value[key] for key in sorted(value)] if isinstance(value, dict) else list(value or ())
        rows = [_all(block.body, item, root, missing) for item in items]
        return "".join(rows) if rows else _all(block.otherwise, dot, root, missing)
    if not value:
        return _all(block.otherwise, dot, root, missing)
    return _all(block.body, value if block.word == "with" else dot, root, missing)


def _all(blocks: Sequence[Block], dot: Any, root: Any, missing: bool) -> str:
    return "".join(_render(block, dot, root, missing) for block in blocks)


def _evaluate(expression: str, dot: Any, root: Any, missing: bool) -> Any:
    """A pipeline: each command gets what came before as its last argument."""
    value, first = None, True
    for command in _split(_WORD.findall(expression)):
        arguments = [_operand(word, dot, root, missing) for word in command[1:]]
        arguments += [] if first else [value]
        if command[0] in _FUNCTIONS:
            value = _FUNCTIONS[command[0]](arguments)
        elif len(command) == 1 and first:
            value = _operand(command[0], dot, root, missing)
        else:
            raise TemplateFault(f"template: output:1: function {quote(command[0])} not defined")
        first = False
    return value


def _split(words: Sequence[str]) -> list[list[str]]:
    commands: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            commands.append([])
        elif word not in {"(", ")"}:
            commands[-1].append(word)
    if not all(commands):
        raise TemplateFault("template: output:1: missing value for command")
    return commands


def _operand(word: str, dot: Any, root: Any, missing: bool) -> Any:
    if word[0] in '"`':
        return word[1:-1].encode().decode("unicode_escape") if word[0] == '"' else word[1:-1]
    if re.fullmatch(r"-?\d+", word):
        return int(word)
    if word in {"true", "false", "nil"}:
        return {"true": True, "false": False, "nil": None}[word]
    if not word.startswith((".", "$")):
        raise TemplateFault(f"template: output:1: function {quote(word)} not defined")
    value = root if word.startswith("$") else dot
    for name in word.lstrip("$").strip(".").split("."):
        if not name:
            continue
        if not isinstance(value, dict) or name not in value:
            if not missing:
                raise TemplateFault(f'template: output:1: map has no entry for key "{name}"')
            return None
        value = value[name]
    return value


def _index(arguments: Sequence[Any]) -> Any:
    value = arguments[0]
    for key in arguments[1:]:
        if isinstance(value, list) and not (isinstance(key, int) and 0 <= key < len(value)):
            raise TemplateFault(f"template: output:1: error calling index: index out of range: {key}")
        value = value[key] if isinstance(value, list) else (value or {}).get(key)
    return value


_FUNCTIONS: dict[str, Callable[[Sequence[Any]], Any]] = {
    "index": _index,
    "len": lambda arguments: len(arguments[0] or ()),
    "print": lambda arguments: " ".join(map(go_text, arguments)),
    "println": lambda arguments: " ".join(map(go_text, arguments)) + "\n",
    "not": lambda arguments: not arguments[0],
    "and": lambda arguments: next((one for one in arguments if not one), arguments[-1]),
    "or": lambda arguments: next((one for one in arguments if one), arguments[-1]),
    "eq": lambda arguments: arguments[0] in arguments[1:],
    "ne": lambda arguments: arguments[0] != arguments[1],
}
