"""Own kubectl's `-o yaml`: values written as sigs.k8s.io/yaml does, keys sorted, lists not indented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cmp_to_key
from typing import Any, Final

import yaml
from yaml.cyaml import CDumper

from tutor.manifest.model import Json
from tutor.manifest.numbers import MAX_UINT64, MIN_INT64, general_text
from tutor.manifest.scalars import STR, resolve

_WIDTH: Final = 80
_BASE60: Final = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_IMPLICIT: Final = (True, True)


def dump(value: Json) -> str:
    """Write a value as kubectl's `-o yaml` does, ending in a newline."""
    # libyaml 0.2.5 closes a document that ends in kept line breaks with "...", go-yaml does not.
    text: str = yaml.emit(_events(value), Dumper=CDumper, width=_WIDTH, indent=2, allow_unicode=True)
    return text.removesuffix("\n...\n") + "\n" if text.endswith("\n...\n") else text


def sort_keys(keys: list[str]) -> list[str]:
    """Sort keys as go-yaml does: numbers within them by value, letters after other signs. Mirrors keyList."""
    return sorted(keys, key=cmp_to_key(_compare))


def _events(value: Json) -> Iterator[Any]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield from _value_events(value)
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _value_events(value: Json) -> Iterator[Any]:
    if isinstance(value, dict):
        yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=False)
        for key in sort_keys(list(value)):
            yield _scalar(key)
            yield from _value_events(value[key])
        yield yaml.MappingEndEvent()
    elif isinstance(value, list):
        yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False)
        for item in value:
            yield from _value_events(item)
        yield yaml.SequenceEndEvent()
    else:
        yield _scalar(value)


def _scalar(value: bool | float | str | None) -> Any:
    if isinstance(value, str):
        return yaml.ScalarEvent(None, None, _IMPLICIT, value, style=_style(value))
    return yaml.ScalarEvent(None, None, _IMPLICIT, _plain(value), style=None)


def _plain(value: bool | float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and MIN_INT64 <= value <= MAX_UINT64:
        return str(value)
    return general_text(float(value))


def _style(text: str) -> str | None:
    """Choose between plain, quoted and block; libyaml quotes singly what cannot stay plain. Mirrors stringv."""
    if "\t" in text:
        # go-yaml counts a tab as unprintable, wherever it stands.
        return '"'
    if "\n" in text:
        return "|"
    plain = resolve(text, None)[0] == STR and not (":" in text and _BASE60.fullmatch(text))
    return None if plain else '"'


def _compare(left: str, right: str) -> int:
    for at, (one, two) in enumerate(zip(left, right, strict=False)):
        if one == two:
            continue
        if one.isalpha() or two.isalpha():
            both = one.isalpha() and two.isalpha()
            return (-1 if one < two else 1) if both else (-1 if two.isalpha() else 1)
        return _compare_numbers(left, right, at)
    return len(left) - len(right)


def _compare_numbers(left: str, right: str, at: int) -> int:
    lead = "1" if "0" in (left[at], right[at]) and _follows_number(left, at) else ""
    one, two = _digits(left, at), _digits(right, at)
    keys = [(int(lead + digits or "0"), len(digits), ord(char)) for digits, char in ((one, left[at]), (two, right[at]))]
    return -1 if keys[0] < keys[1] else 1


def _follows_number(text: str, at: int) -> bool:
    match = re.search(r"[0-9]*\Z", text[:at])
    return bool(match and match[0].strip("0"))


def _digits(text: str, at: int) -> str:
    match = re.match(r"[0-9]{0,18}", text[at:])
    return match[0] if match else ""
