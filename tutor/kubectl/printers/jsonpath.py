"""Carries a jsonpath template out on an object, as client-go's util/jsonpath does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tutor.kubectl.printers.gojson import compact_json, indented_json
from tutor.kubectl.printers.govalue import go_text
from tutor.kubectl.printers.jsonpath_parser import (
    Action,
    Array,
    Bool,
    Field,
    Filter,
    Identifier,
    Node,
    Number,
    Recursive,
    TemplateError,
    Text,
    Union,
    Wildcard,
    parse_template,
)
from tutor.values import frozen

Values = list[Any]


@frozen(kw_only=False)
class JSONPath:
    """A template that was read; missing keys are an error unless `allow_missing`."""

    template: str
    parts: tuple[Text | Action, ...]
    allow_missing: bool = True

    @classmethod
    def parse(cls, template: str, *, allow_missing: bool = True) -> JSONPath:
        """Read a template; raises TemplateError."""
        return cls(template, parse_template(template), allow_missing)

    def results(self, value: Any) -> list[Values]:
        """What each part of the template finds, in order."""
        found, _ = self._run(list(self.parts), value)
        return found

    def render(self, value: Any) -> str:
        """The text that kubectl prints."""
        return "".join(" ".join(map(_text, values)) for values in self.results(value))

    def render_json(self, value: Any) -> str:
        """The text of `-o jsonpath-as-json`."""
        everything = [one for values in self.results(value) for one in values]
        return indented_json(everything) + "\n"

    def _run(self, parts: Sequence[Text | Action], value: Any, *, inside: bool = False) -> tuple[list[Values], int]:
        """Carry parts out up to the end of the template or of a range; also says where that was."""
        found: list[Values] = []
        at = 0
        while at < len(parts):
            part = parts[at]
            at += 1
            if isinstance(part, Text):
                found.append([part.text])
            elif part.nodes and part.nodes[0] == Identifier("end"):
                if not inside:
                    raise TemplateError("not in range, nothing to end")
                return found, at
            elif part.nodes and part.nodes[0] == Identifier("range"):
                length = 0
                for item in _walk([value], part.nodes[1:], self.allow_missing) or [None]:
                    more, length = self._run(parts[at:], item, inside=True)
                    found += more if item is not None else []
                at += length
            else:
                found.append(_walk([value], part.nodes, self.allow_missing))
        return found, at


def _walk(values: Values, nodes: Sequence[Node], allow_missing: bool) -> Values:
    for node in nodes:
        values = _step(values, node, allow_missing)
    return values


def _step(values: Values, node: Node, allow_missing: bool) -> Values:
    match node:
        case Text(text):
            return [text]
        case Number(number):
            return [number for _ in values]
        case Bool(truth):
            return [truth for _ in values]
        case Field(name):
            return _fields(values, name, allow_missing)
        case Array():
            return [item for value in values if value is not None for item in _items(value, node)]
        case Wildcard():
            return [item for value in values for item in _children(value)]
        case Recursive():
            return [item for value in values for item in _descend(value)]
        case Union(choices):
            return [item for choice in choices for item in _walk(values, choice, allow_missing)]
        case Filter():
            return [item for value in values for item in _kept(value, node)]
        case Identifier(word):
            if word not in {"range", "end"}:
                raise TemplateError(f"unrecognized identifier {word}")
            return values


def _fields(values: Values, name: str, allow_missing: bool) -> Values:
    if not name:
        return values
    found = [value[name] for value in values if isinstance(value, dict) and name in value]
    if not found and not allow_missing:
        raise TemplateError(f"{name} is not found")
    return found


def _children(value: Any) -> Values:
    if isinstance(value, list):
        return value
    return [value[key] for key in sorted(value)] if isinstance(value, dict) else []


def _descend(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for child in _children(value):
            yield from _descend(child)


_GO_TYPES = {dict: "map[string]interface {}", str: "string", bool: "bool", int: "int64", float: "float64"}


def _items(value: Any, node: Array) -> Values:
    if not isinstance(value, list):
        raise TemplateError(f"{_GO_TYPES[type(value)]} is not array or slice")
    length = len(value)
    start = 0 if node.start is None else node.start
    start += length if start < 0 else 0
    end = length if node.end is None else node.end
    end += length if end < 0 or (end == 0 and node.derived) else 0
    if start == end:
        return []
    _check_bounds(start, end, length)
    if node.step is not None and node.step <= 0:
        raise TemplateError("step must be > 0")
    return value[start : end : node.step or 1]


def _check_bounds(start: int, end: int, length: int) -> None:
    if not 0 <= start < length:
        raise TemplateError(f"array index out of bounds: index {start}, length {length}")
    if not 0 <= end <= length:
        raise TemplateError(f"array index out of bounds: index {end - 1}, length {length}")
    if start > end:
        raise TemplateError(f"starting index {start} is greater than ending index {end}")


def _kept(value: Any, node: Filter) -> Values:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TemplateError(f"{_GO_TYPES.get(type(value), 'nil')} is not array or slice and cannot be filtered")
    return [item for item in value if _holds(item, node)]


def _holds(item: Any, node: Filter) -> bool:
    left = _walk([item], node.left, allow_missing=True)
    if node.operator == "exists":
        return bool(left)
    right = _walk([item], node.right, allow_missing=True)
    if len(left) > 1 or len(right) > 1:
        raise TemplateError("can only compare one element at a time")
    if not left or not right:
        return False
    return _compare(left[0], node.operator, right[0])


def _compare(left: Any, operator: str, right: Any) -> bool:
    alike = type(left) is type(right) or (isinstance(left, int | float) and isinstance(right, int | float))
    if isinstance(left, dict | list) or not alike or isinstance(left, bool) != isinstance(right, bool):
        raise TemplateError("incompatible types for comparison")
    match operator:
        case "==":
            return bool(left == right)
        case "!=":
            return bool(left != right)
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case ">=":
            return bool(left >= right)
        case _:
            raise TemplateError(f"unrecognized filter operator {operator}")


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        return compact_json(value)
    return "null" if value is None else go_text(value)
