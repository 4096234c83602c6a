"""Shapes that a YAML value must have, as data, and the walk that names every place where it has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from difflib import get_close_matches

from tutor.manifest import Json, Path
from tutor.values import frozen


@frozen
class Text:
    """A string, of a pattern or of a few words; patterns come from this program, never from a pack."""

    pattern: str = ".*"
    words: tuple[str, ...] = ()
    what: str = "text"


@frozen
class Whole:
    """An integer from `low` to `high`."""

    low: int = 0
    high: int = 2**31 - 1


@frozen
class Truth:
    """true or false."""


@frozen
class Anything:
    """Any value: part of a Kubernetes object."""


@frozen
class Items:
    """A list, each item of one shape."""

    of: Shape
    least: int = 0
    most: int = 64


@frozen
class Entries:
    """A mapping with free keys, each value of one shape."""

    of: Shape
    key: str = ".+"
    least: int = 0


@frozen
class Record:
    """A mapping with known keys; `one_of` says which keys exclude each other and must not all be absent."""

    fields: Mapping[str, Shape]
    required: frozenset[str] = frozenset()
    one_of: tuple[str, ...] = ()


@frozen
class Either:
    """The first shape whose JSON type fits the value."""

    shapes: tuple[Shape, ...] = field(default=())


UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
Shape = Text | Whole | Truth | Anything | Items | Entries | Record | Either


@frozen
class Fault:
    """A place where a value has not its shape; `key` when the key itself is at fault."""

    path: Path
    message: str
    key: bool = False


_TYPES: Mapping[type, tuple[str, type]] = {
    Text: ("text", str),
    Whole: ("a whole number", int),
    Truth: ("true or false", bool),
    Items: ("a list", list),
    Entries: ("a mapping", dict),
    Record: ("a mapping", dict),
}


def faults(shape: Shape, value: Json, path: Path = ()) -> Iterator[Fault]:
    """Name every place of a value that has not its shape, in the order of the shape."""
    if isinstance(shape, Anything):
        return
    if isinstance(shape, Either):
        yield from _either(shape, value, path)
    elif not _fits(shape, value):
        yield Fault(path=path, message=f"must be {_TYPES[type(shape)][0]}, not {_seen(value)}")
    else:
        yield from _inside(shape, value, path)


def _fits(shape: Shape, value: Json) -> bool:
    """Whether the value has the JSON type of a shape; true is no number."""
    if isinstance(shape, Anything):
        return True
    if isinstance(shape, Either):
        return any(_fits(one, value) for one in shape.shapes)
    wanted = _TYPES[type(shape)][1]
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))


def _seen(value: Json) -> str:
    """Name the JSON type of a value for a person."""
    if value is None:
        return "nothing"
    names: Mapping[type, str] = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return names.get(type(value), "a mapping")


def _either(shape: Either, value: Json, path: Path) -> Iterator[Fault]:
    fitting = next((one for one in shape.shapes if _fits(one, value)), None)
    if fitting is None:
        wanted = " or ".join(_TYPES[type(one)][0] for one in shape.shapes if type(one) in _TYPES)
        yield Fault(path=path, message=f"must be {wanted}, not {_seen(value)}")
    else:
        yield from faults(fitting, value, path)


def _inside(shape: Shape, value: Json, path: Path) -> Iterator[Fault]:
    match shape, value:
        case Text(), str():
            yield from _text(shape, value, path)
        case Whole(), int() if not shape.low <= value <= shape.high:
            yield Fault(path=path, message=f"must be from {shape.low} to {shape.high}, not {value}")
        case Items(), list():
            if not shape.least <= len(value) <= shape.most:
                yield Fault(path=path, message=f"must have {shape.least} to {shape.most} items, not {len(value)}")
            for index, item in enumerate(value):
                yield from faults(shape.of, item, (*path, index))
        case Entries(), dict():
            yield from _entries(shape, value, path)
        case Record(), dict():
            yield from _record(shape, value, path)
        case _:
            return


def _text(shape: Text, value: str, path: Path) -> Iterator[Fault]:
    if shape.words and value not in shape.words:
        yield Fault(path=path, message=f'"{value}" is not known{_meant(value, shape.words)}')
    elif UNSAFE.search(value):
        yield Fault(path=path, message=f"has {named(UNSAFE.findall(value)[0])}, a character that terminals act on")
    elif not re.fullmatch(shape.pattern, value, re.DOTALL):
        yield Fault(path=path, message=f'"{value[:80]}" is not {shape.what}')


def named(character: str) -> str:
    """Write a character as U+202E."""
    return f"U+{ord(character):04X}"


def _entries(shape: Entries, value: dict[str, Json], path: Path) -> Iterator[Fault]:
    if len(value) < shape.least:
        yield Fault(path=path, message=f"must have at least {shape.least} entries")
    for key, item in value.items():
        if not re.fullmatch(shape.key, key):
            yield Fault(path=(*path, key), message=f'"{key[:80]}" cannot be a key here', key=True)
        yield from faults(shape.of, item, (*path, key))


def _record(shape: Record, value: dict[str, Json], path: Path) -> Iterator[Fault]:
    for key in value:
        if key not in shape.fields:
            message = f'unknown key "{key[:80]}"{_meant(key, tuple(shape.fields))}'
            yield Fault(path=(*path, key), message=message, key=True)
    for key in sorted(shape.required - value.keys()):
        yield Fault(path=path, message=f'"{key}" is missing')
    chosen = [key for key in shape.one_of if key in value]
    if shape.one_of and len(chosen) != 1:
        found = " and ".join(chosen) or "none"
        yield Fault(path=path, message=f"must have exactly one of {', '.join(shape.one_of)}; it has {found}")
    for key, item in value.items():
        if key in shape.fields:
            yield from faults(shape.fields[key], item, (*path, key))


def _meant(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1)
    return f'; did you mean "{close[0]}"?' if close else f"; known: {', '.join(known[:12])}"
