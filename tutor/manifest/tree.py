"""Own the step from events to one value: collections, keys, anchors and merges, within limits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from yaml import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent
from yaml.events import CollectionEndEvent

from tutor.manifest import gosyntax
from tutor.manifest.budget import Budget
from tutor.manifest.events import SimpleMark, UnreadableError, read_events
from tutor.manifest.faults import Fault, Note
from tutor.manifest.leaves import Leaf, LeafReader, note_key, note_value
from tutor.manifest.model import Json, Limits
from tutor.manifest.nodes import Mark, Node
from tutor.manifest.numbers import MAX_INT64, general_text32
from tutor.manifest.scalars import FLOAT, MERGE, RefusedError, resolve
from tutor.values import frozen

_EMPTY: Final = SimpleMark(0, 0, 0)
_WANT_MAP: Final = "map merge requires map or sequence of maps as the value"
# Where kubectl refuses: go-yaml's decoder, the step to JSON-like maps, encoding/json. The first stage's words win.
_DECODE, _CONVERT, _ENCODE = range(3)
_PREFIXES: Final = ("yaml: ", "", "json: ")


@dataclass(slots=True)
class _Anchor:
    """What an anchor names; without a node while it is still open."""

    value: Json = None
    node: Node | None = None
    size: int = 0


@frozen(kw_only=False)
class _Unwritable:
    """A key that JSON cannot have: its Go type and how %#v writes it."""

    type: str
    shown: str


_NULL_KEY: Final = _Unwritable("%!s(<nil>)", "<nil>")


class _Frame:
    """One open collection while events come in."""

    __slots__ = ("anchor", "before", "key", "merged", "merging", "node", "odd", "value")

    def __init__(self, value: Any, node: Node, anchor: _Anchor | None, before: int) -> None:
        self.value = value
        self.node = node
        self.anchor = anchor
        self.before = before
        self.key: tuple[str | _Unwritable, Node] | None = None
        self.merging = False
        self.merged = False
        self.odd: dict[str, Json] = {}


class Builder:
    """Builds the value of one document from its events, remembering the first refusal of each stage of kubectl."""

    __slots__ = ("_anchors", "_budget", "_data", "_faults", "_frames", "_leaves", "notes", "root", "value")

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._budget = Budget(limits)
        self._leaves = LeafReader(data)
        self._anchors: dict[str, _Anchor] = {}
        self._frames: list[_Frame] = []
        self._faults: list[Fault | None] = [None, None, None]
        self.notes: list[Note] = []
        self.root = Node(_EMPTY, _EMPTY)
        self.value: Json = None

    @property
    def fault(self) -> Fault | None:
        """The refusal that kubectl prints, once all events are read."""
        return next((fault for fault in self._faults if fault is not None), None)

    @property
    def spent(self) -> int:
        """How many values were counted so far."""
        return self._budget.spent

    def build(self) -> None:
        """Read all events; UnreadableError for syntax, TooMuchError past our limits, other refusals land in `fault`."""
        for event in read_events(self._data):
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, MappingStartEvent):
                self._open({}, event)
            elif isinstance(event, CollectionEndEvent):
                self._close(event)
            elif isinstance(event, SequenceStartEvent):
                self._open([], event)
            elif isinstance(event, AliasEvent):
                self._alias(event)

    def _fail(self, stage: int, words: str, mark: Mark, code: str = "SYNTAX", **params: str) -> None:
        if self._faults[stage] is None:
            self._faults[stage] = Fault(code, _PREFIXES[stage] + words, mark, params)

    def _open(self, value: Json, event: Any) -> None:
        before = self._budget.spent
        self._budget.count(event.start_mark)
        self._budget.check_depth(len(self._frames) + 1, event.start_mark)
        node = Node(event.start_mark, event.end_mark)
        if isinstance(value, dict):
            node.entries = {}
        else:
            node.items = []
        anchor = None
        if event.anchor is not None:
            anchor = self._anchors[event.anchor] = _Anchor()
        self._frames.append(_Frame(value, node, anchor, before))

    def _close(self, event: Any) -> None:
        frame = self._frames.pop()
        frame.node.end = event.end_mark
        if frame.anchor is not None:
            frame.anchor.value, frame.anchor.node = frame.value, frame.node
            frame.anchor.size = self._budget.spent - frame.before
        self._add(frame.value, frame.node, odd=frame.odd)

    def _alias(self, event: Any) -> None:
        name, mark = event.anchor, event.start_mark
        anchor = self._anchors.get(name)
        if anchor is None:
            problem = f"unknown anchor '{name}' referenced"
            raise UnreadableError(problem, problem, mark)
        self._budget.count(mark)
        if anchor.node is None:
            self._fail(_DECODE, f"anchor '{name}' value contains itself", mark, "ALIAS_CYCLE", anchor=name)
            self._add(None, Node(mark, event.end_mark))
            return
        self._budget.count(mark, anchor.size, aliased=True)
        value = self._budget.copy(anchor.value, len(self._frames), mark)
        # An alias may stand for one map to merge, not for a list of maps.
        merging_list = bool(self._frames) and self._frames[-1].merging and isinstance(value, list)
        self._add(None if merging_list else value, anchor.node)

    def _scalar(self, event: Any) -> None:
        frame = self._frames[-1] if self._frames else None
        is_key = frame is not None and frame.key is None and not frame.merging and isinstance(frame.value, dict)
        if is_key and event.value == "<<" and (event.implicit[0] or event.tag == MERGE):
            frame.merging = frame.merged = True  # type: ignore[union-attr]  # a key has a frame
            return
        self._budget.count(event.start_mark)
        leaf = self._read(event, is_key=is_key)
        node = Node(event.start_mark, event.end_mark)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(leaf.value, node, 1)
        if event.tag is None and event.implicit[0]:
            key = frame.key[1] if frame is not None and frame.key is not None else None
            note = note_key(leaf, event) if is_key else note_value(leaf, event, key)
            if note is not None:
                self.notes.append(note)
        self._add(leaf.value, node, leaf)

    def _read(self, event: Any, *, is_key: bool) -> Leaf:
        try:
            leaf = self._leaves.read(event)
        except RefusedError as refusal:
            self._fail(_DECODE, str(refusal), event.start_mark, "BAD_SCALAR")
            return Leaf("", None, None)
        value = leaf.value
        if isinstance(value, float) and not is_key and not math.isfinite(value):
            name = "NaN" if math.isnan(value) else "+Inf" if value > 0 else "-Inf"
            self._fail(_ENCODE, f"unsupported value: {name}", event.start_mark, "NOT_JSON", seen=leaf.text)
        return leaf

    def _add(self, value: Json, node: Node, leaf: Leaf | None = None, *, odd: dict[str, Json] | None = None) -> None:
        """Put a finished value where it belongs: the document, a list, a merge, a key or a key's value."""
        if not self._frames:
            self.value, self.root = value, node
            return
        frame = self._frames[-1]
        if frame.node.items is not None:
            frame.value.append(value)
            frame.node.items.append(node)
        elif frame.merging:
            self._merge(frame, value, node)
        elif frame.key is not None:
            self._set(frame, frame.key, value, node)
        elif isinstance(value, str):
            frame.key = (value, node)
        else:
            frame.key = (self._key(frame, value, node, leaf, odd or {}), node)

    def _set(self, frame: _Frame, pair: tuple[str | _Unwritable, Node], value: Json, node: Node) -> None:
        key, name = pair
        frame.key = None
        if isinstance(key, _Unwritable):
            shown = "<nil>" if value is None else gosyntax.write(value)
            words = f"unsupported map key of type: {key.type}, key: {key.shown}, value: {shown}"
            self._fail(_CONVERT, words, name.start, "NOT_JSON")
            return
        entries = frame.node.entries
        assert entries is not None  # noqa: S101  # a mapping's node has entries: for the type checker
        if key in entries and not frame.merged:
            self._note_duplicate(key, entries[key][0], name)
        frame.value[key] = value
        entries[key] = (name, node)

    def _note_duplicate(self, key: str, first: Node, second: Node) -> None:
        lines = {"first": str(first.start.line + 1), "second": str(second.start.line + 1)}
        places = {**lines, "column": str(first.start.column + 1)}
        self.notes.append(Note("DUPLICATE_KEY", second.start, second.end, {"key": key, **places}))

    def _key(
        self, frame: _Frame, value: Json, node: Node, leaf: Leaf | None, odd: dict[str, Json]
    ) -> str | _Unwritable:
        """Turn a key that is no text into text as sigs.k8s.io/yaml does."""
        if value is None:
            return _NULL_KEY
        if leaf is None or not isinstance(value, bool | int | float):
            seen = gosyntax.write(value, odd)
            code = "TEMPLATE" if isinstance(value, dict) else "SYNTAX"
            self._fail(_DECODE, f"invalid map key: {seen}", node.start, code, seen=seen)
            return ""
        key = _key_text(value, leaf)
        if isinstance(key, str):
            frame.odd[key] = value
        return key

    def _merge(self, frame: _Frame, value: Json, node: Node) -> None:
        """Merge one map, or a list of maps of which earlier ones win; keys that already stand are overwritten."""
        frame.merging = False
        sources: list[tuple[Json, Node]] = [(value, node)]
        if isinstance(value, list) and node.items is not None:
            sources = list(zip(reversed(value), reversed(node.items), strict=True))
        for source, origin in sources:
            if not isinstance(source, dict):
                self._fail(_DECODE, _WANT_MAP, node.start)
                return
            frame.value.update(source)
            frame.node.entries.update(origin.entries or {})  # type: ignore[union-attr]  # a mapping has entries


def _key_text(value: float, leaf: Leaf) -> str | _Unwritable:
    """Write a boolean or number as a key, from its own value: JSON's number may be another."""
    if isinstance(value, bool):
        return "true" if value else "false"
    number = resolve(leaf.text, leaf.tag)[1]
    if isinstance(number, int) and leaf.tag != FLOAT:
        return str(number) if number <= MAX_INT64 else _Unwritable("uint64", f"0x{number:x}")
    real = number if isinstance(number, float) else value
    if not math.isfinite(real):
        return ".nan" if math.isnan(real) else ".inf" if real > 0 else "-.inf"
    return general_text32(real)
