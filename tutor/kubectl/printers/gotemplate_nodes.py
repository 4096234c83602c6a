"""Carries out the nodes of a Go template."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote_plus

from tutor.api.quoting import quote
from tutor.kubectl.printers.gotemplate_parser import Block, Chain, Node, Pipe, Term, Text
from tutor.kubectl.printers.govalue import go_text
from tutor.kubectl.printers.jsonpath_parser import TemplateError
from tutor.values import frozen, replace

_MISSING = "<no value>"
_HTML = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&#39;", '"': "&#34;"})
_JS = str.maketrans(
    {"\\": "\\\\", "'": "\\'", '"': '\\"', "<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "=": "\\u003D"}
)


class UnresolvedError(TemplateError):
    """A field that a value lacks; `word` is how the template names it."""

    def __init__(self, word: str, why: str) -> None:
        super().__init__(f"template: output:1: {why}")
        self.word, self.why = word, why


@frozen
class Scope:
    """What `.` is, and the variables of this block and those around it."""

    dot: Any
    variables: tuple[dict[str, Any], ...]
    allow_missing: bool = True

    def inner(self, dot: Any, **variables: Any) -> Scope:
        """A block inside with another dot."""
        return replace(self, dot=dot, variables=(*self.variables, dict(variables)))

    def variable(self, name: str) -> Any:
        """The value of a variable, the innermost first."""
        for names in reversed(self.variables):
            if name in names:
                return names[name]
        raise TemplateError(f"template: output:1: undefined variable {chr(34)}{name}{chr(34)}")


def render_nodes(nodes: Sequence[Node], scope: Scope) -> Iterator[str]:
    """The text of nodes one after another."""
    for node in nodes:
        if isinstance(node, Block):
            yield from _render_block(node, scope)
        else:
            yield node.text if isinstance(node, Text) else _render_pipe(node, scope)


def _render_pipe(pipe: Pipe, scope: Scope) -> str:
    value = evaluate(pipe, scope)
    for name in pipe.variables:
        scope.variables[-1][name] = value
    return (_MISSING if value is None else go_text(value)) if pipe.shown else ""


def _render_block(block: Block, scope: Scope) -> Iterator[str]:
    value = evaluate(block.pipe, scope)
    if block.word == "range":
        rows = _rows(value)
        for key, item in rows:
            yield from render_nodes(block.body, scope.inner(item, **_loop_variables(block.pipe.variables, key, item)))
        if not rows:
            yield from render_nodes(block.otherwise, scope.inner(scope.dot))
    elif truth(value):
        dot = value if block.word == "with" else scope.dot
        yield from render_nodes(block.body, scope.inner(dot, **dict.fromkeys(block.pipe.variables, value)))
    else:
        yield from render_nodes(block.otherwise, scope.inner(scope.dot))


def _loop_variables(names: Sequence[str], key: Any, item: Any) -> dict[str, Any]:
    return dict(zip(names, (key, item) if len(names) > 1 else (item,), strict=False))


def _rows(value: Any) -> list[tuple[Any, Any]]:
    if value is None:
        return []
    if isinstance(value, dict):
        return [(key, value[key]) for key in sorted(value)]
    if isinstance(value, list):
        return list(enumerate(value))
    raise TemplateError(f"template: output:1: range can't iterate over {go_text(value)}")


def truth(value: Any) -> bool:
    """Whether a value counts as true: not empty, not zero."""
    return bool(value)


def evaluate(pipe: Pipe, scope: Scope) -> Any:
    """The value of a pipeline: each command gets the last result as its last argument."""
    result: tuple[Any, ...] = ()
    try:
        for command in pipe.commands:
            result = (_command(command, result, scope),)
    except UnresolvedError as fault:
        place = dict(pipe.places).get(fault.word)
        if place is None:  # what stands in parentheses knows no places
            raise
        words = f'template: output:{place}: executing "output" at <{fault.word}>: {fault.why}'
        raise TemplateError(words) from None
    return result[0]


def _command(terms: Sequence[Term], piped: tuple[Any, ...], scope: Scope) -> Any:
    head, *rest = terms
    kind, word = head
    if kind == "word" and word in _FUNCTIONS:
        return _call(str(word), (*(_term(term, scope) for term in rest), *piped))
    if rest or piped:
        shown = word if isinstance(word, str) else "what stands in parentheses"
        raise TemplateError(f"template: output:1: can't give argument to non-function {shown}")
    return _term(head, scope)


def _term(term: Term, scope: Scope) -> Any:
    kind, value = term
    if kind == "value":
        return value
    if isinstance(value, Pipe):
        return evaluate(value, scope)
    if isinstance(value, Chain):
        return _fields(_term(value.term, scope), value.fields, scope, "")
    word = str(value)
    if word in {"true", "false", "nil"}:
        return {"true": True, "false": False}.get(word)
    if word in _FUNCTIONS:
        return _call(word, ())
    head, *fields = word.split(".")
    start = scope.variable(head) if head else scope.dot
    return _fields(start, [field for field in fields if field], scope, word)


def _fields(value: Any, names: Sequence[str], scope: Scope, word: str) -> Any:
    for name in names:
        if value is None:
            return None
        if not isinstance(value, dict):
            raise UnresolvedError(word, f"can't evaluate field {name} in type interface {{}}")
        if name not in value and not scope.allow_missing:
            raise UnresolvedError(word, f'map has no entry for key "{name}"')
        value = value.get(name)
    return value


def _call(name: str, arguments: tuple[Any, ...]) -> Any:
    try:
        return _FUNCTIONS[name](*arguments)
    except (TypeError, ValueError, IndexError, KeyError, binascii.Error):
        raise TemplateError(f"template: output:1: error calling {name}") from None


def _index(value: Any, *keys: Any) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else value[key]
    return value


def _format(text: str, *arguments: Any) -> str:
    shown = tuple(argument if isinstance(argument, int | float) else go_text(argument) for argument in arguments)
    quoted = iter([quote(str(one)) for one in arguments])
    if "%q" in text and text.count("%") == text.count("%q"):
        return re.sub("%q", lambda _: next(quoted), text)
    return text.replace("%v", "%s") % shown


def _together(values: tuple[Any, ...]) -> str:
    """Blanks stand between values of which neither is a text. Mirrors fmt.Sprint."""
    spaced = (
        f"{'' if index == 0 or isinstance(value, str) or isinstance(values[index - 1], str) else ' '}{go_text(value)}"
        for index, value in enumerate(values)
    )
    return "".join(spaced)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "and": lambda *values: next((value for value in values if not truth(value)), values[-1]),
    "or": lambda *values: next((value for value in values if truth(value)), values[-1]),
    "not": lambda value: not truth(value),
    "len": len,
    "index": _index,
    "eq": lambda left, *rights: any(left == right for right in rights),
    "ne": lambda left, right: left != right,
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "exists": lambda value, *keys: _index(value, *keys) is not None,
    "print": lambda *values: _together(values),
    "println": lambda *values: " ".join(map(go_text, values)) + "\n",
    "printf": _format,
    "slice": lambda value, *ends: value[slice(*(ends if len(ends) > 1 else (*ends, None)))] if ends else value,
    "html": lambda *values: _together(values).translate(_HTML),
    "js": lambda *values: _together(values).translate(_JS),
    "urlquery": lambda *values: quote_plus(_together(values)),
    "base64decode": lambda text: base64.b64decode(text).decode("utf-8", "replace"),
}
