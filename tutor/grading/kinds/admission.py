"""Check kind `admission`: what the API server said to the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.grading.admit import Admission, Complaint
from tutor.grading.fields import value_at
from tutor.grading.match import glob
from tutor.grading.observation import Observation
from tutor.grading.scene import Scene
from tutor.grading.verdict import At, Message
from tutor.manifest import Json
from tutor.packs.model import Check
from tutor.values import make


def observe(scene: Scene, check: Check) -> Observation:
    """Pass when some answer of the server fits; `verdict: allowed` asks that every object is let in."""
    ask: Any = check.ask
    wants_in = ask.get("verdict", "refused" if set(ask) & {"reason", "field", "message", "value"} else "allowed")
    refused = next((one for one in scene.admissions if not one.allowed), None)
    broken = scene.answer.broken
    let_in = refused is None and broken is None and _warned(scene, ask)
    passed = let_in if wants_in == "allowed" else fits(scene, ask)
    expected = make(Message)(id=f"grading.admission-{wants_in}")
    return make(Observation)(passed=passed, expected=expected, actual=_actual(scene, refused), at=_at(scene, refused))


def fits(scene: Scene, ask: Mapping[str, Any]) -> bool:
    """Whether some refusal is what is asked for; several words about a field must fit the same complaint."""
    return any(_fits(one, ask) for one in scene.admissions if not one.allowed)


def _warned(scene: Scene, ask: Mapping[str, Any]) -> bool:
    return "warnings" not in ask or sum(len(one.warnings) for one in scene.admissions) == ask["warnings"]


def _fits(one: Admission, ask: Mapping[str, Any]) -> bool:
    if "reason" in ask and one.reason != ask["reason"]:
        return False
    if not set(ask) & {"field", "message", "value"}:
        return True
    whole = Complaint(path=(), field="", message=one.message)
    # The whole refusal repeats every complaint, so it is searched once and not once for each.
    rules = {word: rule for word, rule in _WORDS.items() if word in ask}
    if "message" in rules and glob(ask["message"], one.message):
        del rules["message"]
    return any(
        all(rule(one, complaint, ask[word]) for word, rule in rules.items()) for complaint in (*one.complaints, whole)
    )


def _value(one: Admission, complaint: Complaint, ask: Any) -> bool:
    """Hold the offending value against what the lesson says of it."""
    value: Json = value_at(one.object.value, complaint.path)
    wanted = ask.get("digits-only")
    return wanted is None or (isinstance(value, str) and value.isascii() and value.isdigit()) == wanted


_WORDS: Mapping[str, Callable[[Admission, Complaint, Any], bool]] = {
    "field": lambda _, complaint, ask: glob(ask, complaint.field),
    "message": lambda _, complaint, ask: glob(ask, complaint.message),
    "value": _value,
}


def _actual(scene: Scene, refused: Admission | None) -> Message:
    if refused is not None:
        return Message(id="grading.refused-by-server", params={"message": refused.message})
    if scene.answer.broken is not None:
        return Message(id="grading.refused-by-server", params=dict(scene.answer.broken.message.params))
    return make(Message)(id="grading.admitted")


def _at(scene: Scene, refused: Admission | None) -> At | None:
    """Point at the first field that the server complains of; an unknown one by its key."""
    if refused is None:
        return scene.answer.broken.at if scene.answer.broken else None
    first = next(iter(refused.complaints), None)
    return refused.object.at(first.path if first else (), key=first is not None and first.strict)
