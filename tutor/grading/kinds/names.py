"""Check kinds `dns` and `env`: how a pod finds a Service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.cluster.network import variables
from tutor.grading.kinds.places import asleep, filled, place_of
from tutor.grading.observation import Observation
from tutor.grading.scene import Scene, key_of
from tutor.grading.verdict import Message
from tutor.packs.model import Check


def observe_dns(scene: Scene, check: Check) -> Observation:
    """Ask for a name as a pod or a node would."""
    ask: Any = check.ask
    type_ = ask.get("type", "A")
    place = place_of(ask["from"])
    expected = Message(id="grading.resolves", params={"name": ask["name"], "type": type_})
    silent = asleep(scene, place)
    if silent is not None:
        return Observation(passed=False, expected=expected, actual=silent)
    found = scene.cluster.resolve(place, ask["name"], type_)
    data = sorted(record.data for record in found.answers if record.type == type_)
    params = {"name": ask["name"], "type": type_, "rcode": found.rcode, "answers": ", ".join(data) or "<none>"}
    expect: Mapping[str, Any] = check.expect if isinstance(check.expect, Mapping) else {}
    asked = expect.get("asked")
    passed = _answers_fit(scene, expect.get("answers", "any"), found.rcode, data) and (
        asked is None or list(found.asked) == asked
    )
    return Observation(passed=passed, expected=expected, actual=Message(id="grading.resolved", params=params))


def _answers_fit(scene: Scene, wanted: Any, rcode: str, data: list[str]) -> bool:
    match wanted:
        case "any":
            return bool(data)
        case "empty":
            return rcode == "NOERROR" and not data
        case "nxdomain":
            return rcode == "NXDOMAIN"
        case {"count": count}:
            return bool(len(data) == count)
        case {"equal": list(texts)}:
            return data == sorted(filled(scene, text) or "?" for text in texts)
        case _:
            return False


def observe_env(scene: Scene, check: Check) -> Observation:
    """Look at the variables that a pod's container was started with."""
    ask: Any = check.ask
    wanted: Any = check.expect or {}
    key = key_of(ask["pod"])
    pod = scene.find(ask["pod"])
    told = variables(scene.cluster.view, pod, pod.spec.containers[0]) if pod else {}
    expected = Message(id="grading.env-wanted", params={"pod": key.name, "names": ", ".join(wanted)})
    for name, value in wanted.items():
        seen = told.get(name)
        if not _same(scene, value, seen):
            params = {"pod": key.name, "name": name, "value": "<none>" if seen is None else seen}
            return Observation(passed=False, expected=expected, actual=Message(id="grading.env-is", params=params))
    return Observation(passed=True, expected=expected, actual=expected)


def _same(scene: Scene, wanted: Any, seen: str | None) -> bool:
    if isinstance(wanted, Mapping):
        return bool((seen is None) == wanted.get("absent", True))
    return seen is not None and seen == filled(scene, str(wanted))
