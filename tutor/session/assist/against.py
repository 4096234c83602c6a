"""Sets a text against the cluster: what an apply would change, and what the server added by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from typing import Any, Final, Literal

from tutor.api.wire import Path
from tutor.cluster.cluster import Cluster
from tutor.kubectl.lastapplied import ANNOTATION
from tutor.manifest import dump
from tutor.session.marks import span_of
from tutor.session.parsed import parsed
from tutor.session.rehearse import Rehearsal, rehearse
from tutor.values import frozen

LONGEST: Final = 4_000  # longer texts are not rehearsed while one types
_OWN: Final = frozenset(("status", "metadata", "apiVersion", "kind"))
# What the server draws for a new object is not known before it is there.
_DRAWN: Final = frozenset(("clusterIP", "clusterIPs", "nodePort", "healthCheckNodePort"))
_LATE: Final = frozenset(("internalTrafficPolicy", "ipFamilies", "ipFamilyPolicy"))
_UNSPOKEN: Final = ("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp")


@frozen
class Difference:
    """One object of a text against the cluster: the lines of a unified diff, or the server's refusal."""

    name: str
    state: Literal["new", "same", "changed", "refused"]
    lines: tuple[str, ...] = ()


def differences(text: str, cluster: Cluster) -> tuple[Difference, ...]:
    """What an apply of a text would change, object by object."""
    return tuple(_difference(one) for one in rehearse(parsed(text).documents, cluster))


def _difference(one: Rehearsal) -> Difference:
    name = f"{one.kind.kind}/{one.value['metadata']['name']}"
    if one.refusal is not None:
        return Difference(name=name, state="refused", lines=tuple(one.refusal.message.splitlines()))
    lines = list(unified_diff(_lines(one.live), _lines(one.merged), lineterm="", n=2))[2:]
    state: Literal["new", "same", "changed"] = "new" if one.live is None else "changed" if lines else "same"
    return Difference(name=name, state=state, lines=tuple(line for line in lines if not line.startswith("@@")))


def _lines(body: Mapping[str, Any] | None) -> list[str]:
    """An object as a person reads it: without status and bookkeeping."""
    if body is None:
        return []
    metadata = {key: value for key, value in body["metadata"].items() if key not in _UNSPOKEN}
    notes = {key: text for key, text in (metadata.pop("annotations", None) or {}).items() if key != ANNOTATION}
    metadata |= {"annotations": notes} if notes else {}
    return dump({key: value for key, value in {**body, "metadata": metadata}.items() if key != "status"}).splitlines()


def added(text: str, cluster: Cluster) -> Mapping[int, str]:
    """What the server fills in beside the learner's fields, by the line that it belongs to, counted from 1."""
    found: dict[int, list[str]] = {}
    for one in rehearse(parsed(text).documents, cluster) if len(text) <= LONGEST else ():
        if one.merged is not None:
            for path, name, value in _added(one.value, one.merged, (), new=one.live is None):
                span = span_of(one.document, (*one.root, *path), key=bool(path) and isinstance(path[-1], str))
                if span is not None:
                    found.setdefault(span.start.line, []).append(f"{name}: {value}")
    return {line: "  ".join(texts) for line, texts in found.items()}


def _added(ours: Any, theirs: Any, path: Path, *, new: bool) -> Iterator[tuple[Path, str, str]]:
    """Every plain field that stands in a map of the server's object and not in ours."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in sorted(theirs, key=lambda name: (name in _LATE, name != "type")):
            value = theirs[name]
            if (not path and name in _OWN) or (name == "clusterIPs" and value == [theirs.get("clusterIP")]):
                continue
            if name in ours:
                yield from _added(ours[name], value, (*path, name), new=new)
            elif path and not (new and name in _DRAWN):
                yield from ((path, name, written) for written in _written(value))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from _added(*pair, (*path, number), new=new)


def _written(value: Any) -> Iterable[str]:
    """A value for one line; maps are too much for it."""
    if isinstance(value, list) and value and all(isinstance(item, str | int) for item in value):
        return [f"[{', '.join(map(str, value))}]"]
    return [] if isinstance(value, dict | list) or value is None or value == "" else [dump(value).strip()]
