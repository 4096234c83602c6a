"""Finds the field at a place inside braces and brackets of one line: `{app: |}`, `[{port: 80, |}]`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from tutor.api.wire import Path
from tutor.values import frozen

_OPEN: Final = "{["
_CLOSE: Final = "}]"
_KEY: Final = re.compile(r"[ \t]*([A-Za-z0-9_./-]+|\"[^\"]*\"|'[^']*')[ \t]*:")


@frozen
class FlowSpot:
    """What a place in a flow value is: its path below the value, whether at a key, where its word starts."""

    path: Path
    at_key: bool
    start: int
    taken: frozenset[str]


@dataclass(slots=True)
class _Frame:
    """A brace or bracket that is open: its keys so far, the key at hand, the item at hand, where its part starts."""

    is_map: bool
    start: int
    key: str = ""
    index: int = 0
    keys: set[str] = field(default_factory=set)


def flow_spot(value: str, at: int) -> FlowSpot | None:
    """Find the place at an offset of a value that starts with a brace or bracket; None outside of them."""
    frames: list[_Frame] = []
    _read(value[:at], 0, frames)
    if not frames:
        return None
    top = frames[-1]
    keys = top.keys | _later_keys(value[at:]) if top.is_map else set()
    path = tuple(frame.key if frame.is_map else frame.index for frame in frames[:-1])
    at_key = top.is_map and not top.key
    path = path if at_key else (*path, top.key if top.is_map else top.index)
    start = top.start + len(value[top.start : at]) - len(value[top.start : at].lstrip())
    return FlowSpot(path=path, at_key=at_key, start=start, taken=frozenset(keys - {top.key}))


def _read(text: str, at: int, frames: list[_Frame]) -> None:
    """Follow the signs of a text and leave open what it does not close."""
    while at < len(text):
        sign = text[at]
        at += 1
        if sign in "\"'":
            end = text.find(sign, at)
            at = len(text) if end < 0 else end + 1
        elif sign in _OPEN:
            frames.append(_Frame(sign == "{", at))
        elif not frames:
            return
        elif sign in _CLOSE:
            frames.pop()
        elif sign == ",":
            top = frames[-1]
            top.start, top.key, top.index = at, "", top.index + 1
        elif sign == ":" and frames[-1].is_map and not frames[-1].key and text[at : at + 1] in ("", " "):
            top = frames[-1]
            top.key = text[top.start : at - 1].strip(" \"'")
            top.keys.add(top.key)
            top.start = at


def _later_keys(rest: str) -> set[str]:
    """The keys that stand behind the cursor in the same braces."""
    depth, found, part = 0, set(), ""
    for sign in rest:
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if depth < 0:
            break
        part = "" if sign == "," and not depth else part + sign
        match = _KEY.fullmatch(part)
        if match:
            found.add(match[1].strip("\"'"))
    return found
