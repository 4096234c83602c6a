"""Bodies of requests: JSON or YAML to values, refused in the server's words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from tutor.api.kinds import Kind
from tutor.api.quoting import quote
from tutor.api.status import bad_request
from tutor.api.wire import Path
from tutor.manifest import KUBECTL, Json, parse
from tutor.manifest.jsonscan import JSONError, end_of_value
from tutor.server import protobuf
from tutor.server.exchange import Ask, unsupported
from tutor.values import frozen

_JSON, _YAML = "application/json", "application/yaml"
_MEDIA = "application/json, application/yaml, application/vnd.kubernetes.protobuf"
_LONE = re.compile(r"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_DEEPEST = 300  # readers of values recurse
_SHOWN = 30


@frozen
class Body:
    """What a client sent; `duplicates` are the paths of keys that stood twice."""

    value: Json
    duplicates: tuple[Path, ...] = ()


class _Twice(dict[str, Any]):
    """A JSON object some of whose keys stood twice."""

    twice: tuple[str, ...] = ()


def read_object(ask: Ask, kind: Kind) -> Body:
    """The object of a create or update; raises StatusError."""
    media = ask.header("content-type").partition(";")[0].strip() or _JSON
    if media == _YAML:
        return read_yaml(ask.body)
    if media == protobuf.MEDIA:
        return Body(value=protobuf.read_protobuf(ask.body, kind))
    if media != _JSON:
        raise unsupported(f"the body of the request was in an unknown format - accepted media types include: {_MEDIA}")
    return _json_object(ask.body, kind)


def read_options(ask: Ask) -> dict[str, Any]:
    """The DeleteOptions of a body, empty without one."""
    if not ask.body.strip():
        return {}
    if ask.header("content-type").startswith(protobuf.MEDIA):
        return protobuf.read_delete_options(ask.body)
    found = read_json(ask.body).value
    return found if isinstance(found, dict) else {}


def read_json(data: bytes) -> Body:
    """One JSON value; raises StatusError in the words of Go's decoder."""
    try:
        _check(data)
        value = json.loads(_text(data), object_pairs_hook=_pairs, parse_constant=_no_number)
    except JSONError as fault:
        raise bad_request(_words(fault)) from fault
    except (RecursionError, ValueError) as fault:  # too deep, a number of thousands of digits
        raise bad_request("exceeded max depth" if isinstance(fault, RecursionError) else "invalid JSON") from fault
    if _depth(value) > _DEEPEST:
        raise bad_request("exceeded max depth")
    duplicates = tuple(_duplicates(value, ()))
    return Body(value=_plain(value) if duplicates else value, duplicates=duplicates)


def read_yaml(data: bytes) -> Body:
    """One YAML document as kubectl and the server read it; raises StatusError."""
    documents = parse(data, KUBECTL).documents
    if not documents:
        return Body(value=None)
    if documents[0].error is not None:
        raise bad_request(f"error decoding YAML: {documents[0].error}")
    return Body(value=documents[0].value)


def _json_object(data: bytes, kind: Kind) -> Body:
    opening = f"the object provided is unrecognized (must be of type {kind.kind}): couldn't get version/kind"
    try:
        _check(data)
    except JSONError as fault:
        shown = data[:_SHOWN].decode("utf-8", "replace") + (" ..." if len(data) > _SHOWN else "")
        raise bad_request(f"{opening}; json parse error: {_words(fault)} ({shown or '<empty>'})") from fault
    return read_json(data)


def _check(data: bytes) -> None:
    """Refuse what is no JSON."""
    end = end_of_value(data, 0)
    rest = data[end:].lstrip()
    if rest:
        shown = quote(chr(rest[0]))[1:-1]
        raise JSONError(f"json: offset {end + 1}: invalid character '{shown}' after top-level value", end + 1)


def _text(data: bytes) -> str:
    """What Go reads: it puts U+FFFD for bytes and escapes that are no character, which no answer could carry."""
    text = data.decode("utf-8", "replace")
    return _LONE.sub(lambda found: found[1] or "\\ufffd", text) if "\\u" in text else text


def _words(fault: JSONError) -> str:
    """Go's words when it has the whole text before it, not a stream."""
    if fault.words == "unexpected EOF":
        return "unexpected end of JSON input"
    return fault.words.partition(": ")[2].partition(": ")[2] if fault.words.startswith("json: offset") else fault.words


def _depth(value: Json) -> int:
    """How deep a value goes; found without recursion, for it may go far."""
    deep, level = 0, [value]
    while level:
        deep += 1
        level = [one for item in level for one in _parts(item)]
    return deep


def _parts(item: Json) -> list[Json]:
    return list(item.values()) if isinstance(item, dict) else item if isinstance(item, list) else []


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    counted = Counter(name for name, _ in pairs)
    found = _Twice(plain)
    found.twice = tuple(name for name in plain if counted[name] > 1)
    return found


def _plain(value: Any) -> Json:
    """The value without what was noted of its keys: readers take dicts alone."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _duplicates(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        if isinstance(value, _Twice):
            yield from ((*path, name) for name in value.twice)
        for name, item in value.items():
            yield from _duplicates(item, (*path, name))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _duplicates(item, (*path, at))
