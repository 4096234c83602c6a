"""Own the step from events to one value: kubectl's scalars, keys, anchors and merges, within limits."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Final

from yaml import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent
from yaml.events import CollectionEndEvent

from tutor.manifest import gosyntax
from tutor.manifest.events import COLON, QUOTE, SimpleMark, Unreadable, read_events, restore
from tutor.manifest.model import Json, Limits
from tutor.manifest.nodes import Mark, Node
from tutor.manifest.numbers import MAX_INT64, general_text32
from tutor.manifest.scalars import BOOL, FLOAT, INT, MERGE, STR, Refused, resolve, scalar

_EMPTY: Final = SimpleMark(0, 0, 0)
_RATIO_LOW: Final = 400_000
_RATIO_HIGH: Final = 4_000_000
_WANT_MAP: Final = "map merge requires map or sequence of maps as the value"
_FAILURES: Final = ("yaml: ", "", "json: ")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a document is refused: a code, kubectl's words or ours, the place, and what else is to be told."""

    code: str
    words: str
    mark: Mark
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that kubectl takes in silence and a learner may not have meant."""

    code: str
    start: Mark
    end: Mark
    params: dict[str, str]


class TooMuch(Exception):
    """A document past our limits, which kubectl might still take."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault


@dataclass(slots=True)
class _Anchor:
    value: Json = None
    node: Node | None = None
    size: int = 0
    done: bool = False


class _Frame:
    """One open collection while events come in."""

    __slots__ = ("anchor", "key", "merged", "merging", "node", "odd", "size", "value")

    def __init__(self, value: Any, node: Node, anchor: _Anchor | None, size: int) -> None:
        self.value = value
        self.node = node
        self.anchor = anchor
        self.size = size
        self.key: tuple[str | None, Node] | None = None
        self.merging = False
        self.merged = False
        self.odd: dict[str, Json] = {}


class Builder:
    """Builds the value of one document from its events, remembering the first refusal of each stage of kubectl."""

    __slots__ = (
        "_aliased",
        "_anchors",
        "_counted",
        "_data",
        "_frames",
        "_limits",
        "_text",
        "faults",
        "notes",
        "root",
        "value",
    )

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._text = data.decode("utf-8", "replace").removeprefix("\ufeff") if b"!" in data or b"\\/" in data else ""
        self._anchors: dict[str, _Anchor] = {}
        self._frames: list[_Frame] = []
        self._counted = 1
        self._aliased = 0
        self.faults: list[Fault | None] = [None, None, None]
        self.notes: list[Note] = []
        self.root = Node(_EMPTY, _EMPTY)
        self.value: Json = None

    def build(self) -> None:
        """Read all events; Unreadable for syntax, TooMuch past our limits, other refusals land in `faults`."""
        for event in read_events(self._data):
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, MappingStartEvent):
                self._open({}, event)
            elif isinstance(event, SequenceStartEvent):
                self._open([], event)
            elif isinstance(event, CollectionEndEvent):
                self._close(event)
            elif isinstance(event, AliasEvent):
                self._alias(event)

    def _fail(self, stage: int, words: str, mark: Mark, code: str = "SYNTAX", **params: str) -> None:
        if self.faults[stage] is None:
            self.faults[stage] = Fault(code, _FAILURES[stage] + words, mark, params)

    def _count(self, mark: Mark) -> None:
        self._counted += 1
        if self._counted > self._limits.nodes:
            words = f"the document has more than {self._limits.nodes} values once its aliases are expanded"
            raise TooMuch(Fault("TOO_MANY_NODES", words, mark, {"limit": str(self._limits.nodes)}))
        if self._aliased > 100:
            self._check_aliasing(mark)

    def _check_aliasing(self, mark: Mark) -> None:
        """Refuse a document that is nearly all aliases. Mirrors allowedAliasRatio."""
        share = (self._counted - _RATIO_LOW) / (_RATIO_HIGH - _RATIO_LOW)
        allowed = 0.99 - 0.89 * min(max(share, 0.0), 1.0)
        if self._counted > 1000 and self._aliased / self._counted > allowed:
            words = "yaml: document contains excessive aliasing"
            raise TooMuch(Fault("TOO_MANY_NODES", words, mark, {"limit": str(self._limits.nodes)}))

    def _anchor(self, name: str | None) -> _Anchor | None:
        if name is None:
            return None
        anchor = self._anchors[name] = _Anchor()
        return anchor

    def _open(self, value: Json, event: Any) -> None:
        frame_size = self._counted
        self._count(event.start_mark)
        node = Node(event.start_mark, event.end_mark)
        if isinstance(value, dict):
            node.entries = {}
        else:
            node.items = []
        if len(self._frames) >= self._limits.depth:
            raise TooMuch(_too_deep(event.start_mark, self._limits))
        self._frames.append(_Frame(value, node, self._anchor(event.anchor), frame_size))

    def _close(self, event: Any) -> None:
        frame = self._frames.pop()
        frame.node.end = event.end_mark
        if frame.anchor is not None:
            self._finish(frame.anchor, frame.value, frame.node, self._counted - frame.size)
        self._add(frame.value, frame.node, odd=frame.odd)

    def _finish(self, anchor: _Anchor, value: Json, node: Node, size: int) -> None:
        anchor.value, anchor.node, anchor.size, anchor.done = value, node, size, True

    def _alias(self, event: Any) -> None:
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            problem = f"unknown anchor '{event.anchor}' referenced"
            raise Unreadable(problem, problem, event.start_mark)
        self._count(event.start_mark)
        if not anchor.done or anchor.node is None:
            words = f"anchor '{event.anchor}' value contains itself"
            self._fail(0, words, event.start_mark, "ALIAS_CYCLE", anchor=event.anchor)
            self._add(None, Node(event.start_mark, event.end_mark))
            return
        self._counted += anchor.size - 1
        self._aliased += anchor.size
        self._count(event.start_mark)
        room = self._limits.depth - len(self._frames)
        value = _copy(anchor.value, room, event.start_mark, self._limits)
        merging_list = bool(self._frames) and self._frames[-1].merging and isinstance(value, list)
        self._add(None if merging_list else value, anchor.node)

    def _scalar(self, event: Any) -> None:
        self._count(event.start_mark)
        node = Node(event.start_mark, event.end_mark)
        text: str = event.value
        if COLON in text or QUOTE in text:
            text = restore(text)
        frame = self._frames[-1] if self._frames else None
        is_key = frame is not None and isinstance(frame.value, dict) and frame.key is None and not frame.merging
        if is_key and text == "<<" and (event.implicit[0] or event.tag == MERGE):
            self._counted -= 1
            frame.merging = frame.merged = True  # type: ignore[union-attr]
            return
        plain = event.implicit[0] and not (self._text and self._has_bare_tag(event))
        value, tag = self._read(text, event, plain=plain)
        if event.anchor is not None:
            self._finish(self._anchor(event.anchor), value, node, 1)  # type: ignore[arg-type]
        if plain and event.tag is None and not is_key:
            self._note(text, value, tag, event)
        self._add(value, node, tag=tag, text=text)

    def _has_bare_tag(self, event: Any) -> bool:
        """Say whether the tag is a lone `!`, which libyaml drops and which makes go-yaml keep the text."""
        if event.tag is not None:
            return False
        before = self._text[event.start_mark.index : event.end_mark.index].split(None, 2)
        return before[:1] == ["!"] or (before[:1] != [] and before[0][0] == "&" and before[1:2] == ["!"])

    def _read(self, text: str, event: Any, *, plain: bool) -> tuple[Json, str | None]:
        if self._text and event.style == '"':
            self._check_escapes(event)
        if not plain and event.tag is None:
            return text, STR
        try:
            value = scalar(text, None, event.tag)
            tag = resolve(text, event.tag)[0] if not isinstance(value, str) else STR
        except Refused as refusal:
            self._fail(0, str(refusal), event.start_mark)
            return None, None
        if isinstance(value, float) and not math.isfinite(value):
            name = "NaN" if math.isnan(value) else "+Inf" if value > 0 else "-Inf"
            self._fail(2, f"unsupported value: {name}", event.start_mark, "NOT_JSON", seen=text)
        return value, tag

    def _check_escapes(self, event: Any) -> None:
        raw = self._text[event.start_mark.index : event.end_mark.index]
        at = raw.replace("\\\\", "  ").find("\\/")
        if at < 0:
            return
        line = event.start_mark.line + raw.count("\n", 0, at)
        problem = "found unknown escape character"
        column = at + event.start_mark.column if "\n" not in raw[:at] else at - raw.rfind("\n", 0, at) - 1
        words = f"line {line + 1}: {problem}" if line else problem
        raise Unreadable(words, problem, SimpleMark(line, column, event.start_mark.index + at))

    def _note(self, text: str, value: Json, tag: str | None, event: Any) -> None:
        if tag == BOOL and text.lower() not in ("true", "false"):
            code = "BOOLEAN_WORD"
        elif tag in (INT, FLOAT) and isinstance(value, int) and str(value) != text:
            code = "NUMBER_FORM"
        elif tag == STR and ":" in text and _looks_like_pair(text):
            code = "MISSING_SPACE"
        else:
            return
        shown = str(value).lower() if tag == BOOL else str(value)
        self.notes.append(Note(code, event.start_mark, event.end_mark, {"seen": text, "value": shown}))

    def _add(
        self, value: Json, node: Node, *, tag: str | None = STR, text: str = "", odd: dict[str, Json] | None = None
    ) -> None:
        if not self._frames:
            self.value, self.root = value, node
            return
        frame = self._frames[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            frame.node.items.append(node)  # type: ignore[union-attr]
        elif frame.merging:
            self._merge(frame, value, node)
        elif frame.key is None:
            frame.key = (self._key(frame, value, tag, text, node, odd), node)
        else:
            self._set(frame, value, node)

    def _set(self, frame: _Frame, value: Json, node: Node) -> None:
        key, name = frame.key  # type: ignore[misc]
        frame.key = None
        if key is None:
            shown = "<nil>" if value is None else gosyntax.write(value)
            self._fail(
                1, f"unsupported map key of type: %!s(<nil>), key: <nil>, value: {shown}", name.start, "NOT_JSON"
            )
            return
        entries = frame.node.entries
        assert entries is not None  # noqa: S101  (a mapping's node has entries; for the type checker)
        if key in entries and not frame.merged:
            first = entries[key][0].start
            params = {"key": key, "first": str(first.line + 1), "second": str(name.start.line + 1)}
            self.notes.append(Note("DUPLICATE_KEY", name.start, name.end, params))
        frame.value[key] = value
        entries[key] = (name, node)

    def _key(
        self, frame: _Frame, value: Json, tag: str | None, text: str, node: Node, odd: dict[str, Json] | None
    ) -> str | None:
        """Turn a key into text as sigs.k8s.io/yaml does; None for null, which it refuses with the value."""
        if isinstance(value, str) or value is None:
            return value
        if isinstance(value, dict | list):
            seen = gosyntax.write(value, odd or {})
            self._fail(
                0,
                f"invalid map key: {seen}",
                node.start,
                "TEMPLATE" if isinstance(value, dict) else "SYNTAX",
                seen=seen,
            )
            return ""
        key = _key_text(value, tag, text)
        frame.odd[key] = value
        return key

    def _merge(self, frame: _Frame, value: Json, node: Node) -> None:
        frame.merging = False
        sources = [(value, node)] if isinstance(value, dict) else None
        if isinstance(value, list) and node.items is not None:
            sources = list(zip(reversed(value), reversed(node.items), strict=True))
        for source, origin in sources or [(None, node)]:
            if not isinstance(source, dict):
                self._fail(0, _WANT_MAP, node.start)
                return
            frame.value.update(source)
            frame.node.entries.update(origin.entries or {})  # type: ignore[union-attr]


def _key_text(value: bool | float, tag: str | None, text: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if tag == FLOAT or abs(value) > MAX_INT64:
        written = general_text32(float(value))
        return {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}.get(str(value), written)
    return str(value)


def _looks_like_pair(text: str) -> bool:
    name, _, rest = text.partition(":")
    return name.isidentifier() and name[:1].islower() and rest[:1].isalnum() and " " not in text and "." not in name


def _too_deep(mark: Mark, limits: Limits) -> Fault:
    number = f"line {mark.line + 1}: " if mark.line else ""
    return Fault("TOO_DEEP", f"yaml: {number}exceeded max depth of 10000", mark, {"limit": str(limits.depth)})


def _copy(value: Json, room: int, mark: Mark, limits: Limits) -> Json:
    """Copy an anchor's value, so that no two places share one; TooMuch when it would nest too deep."""
    if not isinstance(value, dict | list):
        return value
    if room <= 0:
        raise TooMuch(_too_deep(mark, limits))
    if isinstance(value, dict):
        return {key: _copy(child, room - 1, mark, limits) for key, child in value.items()}
    return [_copy(child, room - 1, mark, limits) for child in value]
