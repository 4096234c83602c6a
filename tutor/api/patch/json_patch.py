"""JSON patches (RFC 6902), refused in the words of the library that the server uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.api.codec.scalars import json_word
from tutor.api.patch.errors import PatchContentError, PatchFormatError
from tutor.api.quoting import quote
from tutor.api.wire import Json

_MISSING = "missing value"


def json_patch(current: Json, operations: Json) -> Json:
    """Apply a list of operations in order; raises PatchContentError at the first that does not apply."""
    _check_form(operations)
    document = current
    for operation in operations or ():
        name = _text(operation, "op")
        rule = _OPERATIONS.get(name)
        if rule is None:
            raise PatchContentError(f"Unexpected kind: {name}")
        document = rule(document, operation)
    return document


def _check_form(operations: Json) -> None:
    """Refuse what is no list of operations. Mirrors DecodePatch."""
    if operations is not None and not isinstance(operations, list):
        words = "error decoding patch: json: cannot unmarshal"
        raise PatchFormatError(f"{words} {json_word(operations)} into Go value of type []interface {{}}")
    wrong = next((one for one in operations or () if not isinstance(one, dict)), None)
    if wrong is not None:
        raise PatchFormatError(f"json: cannot unmarshal {json_word(wrong)} into Go value of type jsonpatch.Operation")


def _text(operation: Any, name: str) -> str:
    """A word of an operation; what is no text is refused like a word that means nothing."""
    value = operation.get(name, "") if isinstance(operation, dict) else ""
    if not isinstance(value, str):
        raise PatchContentError(f"operation has no readable {name}")
    return value


def _add(document: Json, operation: dict[str, Any]) -> Json:
    path = _text(operation, "path")
    return _put(
        document,
        _parts(path),
        operation.get("value"),
        f"add operation does not apply: doc is missing path: {quote(path)}",
    )


def _remove(document: Json, operation: dict[str, Any]) -> Json:
    path = _text(operation, "path")
    return _take(document, _parts(path), f"remove operation does not apply: doc is missing path: {quote(path)}")


def _replace(document: Json, operation: dict[str, Any]) -> Json:
    path = _text(operation, "path")
    parts = _parts(path)
    _value_at(document, parts, f"replace operation does not apply: doc is missing key: {path}")
    return _put(_take(document, parts, ""), parts, operation.get("value"), "") if parts else operation.get("value")


def _move(document: Json, operation: dict[str, Any]) -> Json:
    origin, path = _text(operation, "from"), _text(operation, "path")
    value = _value_at(document, _parts(origin), f"move operation does not apply: doc is missing from path: {origin}")
    left = _take(document, _parts(origin), "")
    return _put(left, _parts(path), value, f"move operation does not apply: doc is missing destination path: {path}")


def _copy(document: Json, operation: dict[str, Any]) -> Json:
    origin, path = _text(operation, "from"), _text(operation, "path")
    value = _value_at(document, _parts(origin), f"copy operation does not apply: doc is missing from path: {origin}")
    return _put(
        document, _parts(path), value, f"copy operation does not apply: doc is missing destination path: {path}"
    )


def _test(document: Json, operation: dict[str, Any]) -> Json:
    path = _text(operation, "path")
    if _find(document, _parts(path)) != (operation.get("value"),):
        raise PatchContentError(f"testing value {path} failed: test failed")
    return document


_OPERATIONS: dict[str, Callable[[Json, dict[str, Any]], Json]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "move": _move,
    "copy": _copy,
    "test": _test,
}


def _parts(path: str) -> tuple[str, ...]:
    """The tokens of a JSON pointer."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:])


def _index(part: str, length: int) -> int | None:
    """A place in a list, or None when there is none."""
    if not part.isascii() or not part.isdigit() or len(part) > 9:
        return None
    return int(part) if int(part) < length else None


def _find(document: Json, parts: tuple[str, ...]) -> tuple[Any] | None:
    """The value at a place, in a tuple because null is a value; None when there is no such place."""
    here = document
    for part in parts:
        if isinstance(here, dict) and part in here:
            here = here[part]
        elif isinstance(here, list) and (at := _index(part, len(here))) is not None:
            here = here[at]
        else:
            return None
    return (here,)


def _value_at(document: Json, parts: tuple[str, ...], refusal: str) -> Any:
    found = _find(document, parts)
    if found is None:
        raise PatchContentError(f"{refusal}: {_MISSING}")
    return found[0]


def _put(document: Json, parts: tuple[str, ...], value: Any, refusal: str) -> Json:
    if not parts:
        return value
    head, rest = parts[0], parts[1:]
    if isinstance(document, dict):
        if rest and head not in document:
            raise PatchContentError(f"{refusal}: {_MISSING}")
        return _sorted({**document, head: _put(document[head], rest, value, refusal) if rest else value})
    if not isinstance(document, list):
        raise PatchContentError(f"{refusal}: {_MISSING}")
    at = len(document) if head == "-" else _index(head, len(document) + 1)
    if at is None or (rest and at >= len(document)):
        raise PatchContentError(f"{refusal}: {_MISSING}")
    if rest:
        return [*document[:at], _put(document[at], rest, value, refusal), *document[at + 1 :]]
    return [*document[:at], value, *document[at:]]


def _sorted(document: dict[str, Any]) -> dict[str, Any]:
    """What the library has touched it writes in order."""
    return dict(sorted(document.items()))


def _take(document: Json, parts: tuple[str, ...], refusal: str) -> Json:
    if not parts:
        return None
    head, rest = parts[0], parts[1:]
    found = _find(document, (head,))
    if found is None:
        raise PatchContentError(f"{refusal}: {_MISSING}")
    if isinstance(document, dict):
        others = {name: value for name, value in document.items() if name != head}
        return _sorted({**document, head: _take(found[0], rest, refusal)} if rest else others)
    at = int(head)
    kept = [_take(found[0], rest, refusal)] if rest else []
    return [*document[:at], *kept, *document[at + 1 :]]
