"""Check kinds `object`, `status`, `unchanged` and `events`: what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.api.codec import encode
from tutor.grading.fields import value_at
from tutor.grading.match import glob, mismatch
from tutor.grading.observation import Observation
from tutor.grading.scene import Scene, key_of, ref_of
from tutor.grading.verdict import Message
from tutor.manifest import Json, Path
from tutor.packs.model import Check
from tutor.values import make

_VOLATILE = frozenset({"uid", "resourceVersion", "creationTimestamp", "managedFields", "generation"})


def observe_object(scene: Scene, check: Check) -> Observation:
    """Hold a stored object against a pattern."""
    ask: Any = check.ask
    return _observe(scene, ask["ref"], ask.get("match", {}), exists=ask.get("exists", True))


def observe_status(scene: Scene, check: Check) -> Observation:
    """Hold an object's status against a pattern."""
    ask: Any = check.ask
    return _observe(scene, ask["ref"], {"status": ask["match"]}, exists=True)


def observe_unchanged(scene: Scene, check: Check) -> Observation:
    """Compare objects with what they were before the answer, bookkeeping and status left out."""
    ask: Any = check.ask
    for ref in ask:
        found = scene.encoded(ref)
        if found is None or lasting(found) != scene.before.get(ref):
            shown = Message(id="grading.changed" if found else "grading.no-object", params={"object": _shown(ref)})
            where = scene.written(ref_of(ref))
            return Observation(passed=False, expected=_same(ask), actual=shown, at=where.at(()) if where else None)
    return Observation(passed=True, expected=_same(ask), actual=Message(id="grading.as-before"))


def observe_events(scene: Scene, check: Check) -> Observation:
    """Look for an event about an object."""
    ask: Any = check.ask
    key = key_of(ask["of"])
    for event in scene.cluster.store.list("Event", key.namespace or None):
        about = event.involved_object
        if (about.kind, about.name) == (key.kind, key.name) and _event_fits(encode(event), ask):
            return Observation(passed=True, expected=_event(ask), actual=_event(ask))
    actual = Message(id="grading.no-event", params={"object": _shown(ask["of"])})
    return Observation(passed=False, expected=_event(ask), actual=actual)


def fits(scene: Scene, ask: Mapping[str, Any]) -> bool:
    """Whether a stored object, or the answer's own where none is stored, fits a pattern."""
    found: Any = scene.encoded(ask["ref"])
    if found is None:
        written = scene.written(ref_of(ask["ref"]))
        found = written.value if written else None
    wanted = bool(ask.get("exists", True))
    if found is None or not wanted:
        return (found is not None) == wanted
    return mismatch(ask.get("match", {}), found) is None


def lasting(found: dict[str, Any]) -> dict[str, Any]:
    """What of an object does not change by itself."""
    meta = {key: value for key, value in found["metadata"].items() if key not in _VOLATILE}
    return {key: value for key, value in found.items() if key != "status"} | {"metadata": meta}


def _observe(scene: Scene, ref: str, pattern: Json, *, exists: bool) -> Observation:
    found = scene.encoded(ref)
    shown = {"object": _shown(ref)}
    if found is None or not exists:
        passed = (found is not None) == exists
        words = "grading.object-exists" if exists else "grading.object-absent"
        actual = Message(id="grading.no-object" if found is None else "grading.object-there", params=shown)
        return Observation(passed=passed, expected=Message(id=words, params=shown), actual=actual)
    wrong = mismatch(pattern, found)
    if wrong is None:
        right = make(Message)(id="grading.object-fits", params=shown)
        return make(Observation)(passed=True, expected=right, actual=right)
    params = {**shown, "field": _dotted(wrong)}
    return Observation(
        passed=False,
        expected=Message(id="grading.field-wanted", params={**params, "value": _written(_wanted(pattern, wrong))}),
        actual=Message(id="grading.field-is", params={**params, "value": _written(value_at(found, wrong))}),
        at=scene.at(ref_of(ref), wrong),
    )


def _wanted(pattern: Json, path: Path) -> Json:
    """Find what a pattern asks for at a path of the object; list words stand between a list and its items."""
    here: Json = pattern
    for part in path:
        if isinstance(part, int) and isinstance(here, dict):
            here = next((here[word] for word in ("one", "any", "all") if word in here), here)
        elif isinstance(part, str) and isinstance(here, dict):
            here = here.get(part)
    return here


def _event_fits(event: dict[str, Any], ask: Mapping[str, Any]) -> bool:
    words = (word for word in ("type", "reason", "message") if word in ask)
    return all(glob(ask[word], str(event.get(word, ""))) for word in words)


def _event(ask: Mapping[str, Any]) -> Message:
    params = {"object": _shown(ask["of"]), "reason": ask.get("reason", "*"), "message": ask.get("message", "*")}
    return Message(id="grading.event", params=params)


def _same(refs: list[str]) -> Message:
    return Message(id="grading.stays", params={"objects": ", ".join(map(_shown, refs))})


def _shown(ref: str) -> str:
    """Write `Service/default/web` as `Service default/web`."""
    return ref.replace("/", " ", 1)


def _dotted(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _written(value: Json) -> str:
    """Write a value on one line for a person."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_written(item)}" for key, item in value.items()) or "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
