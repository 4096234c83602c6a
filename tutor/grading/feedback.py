"""Which of a lesson's feedbacks fits what was seen: rules in order, the first that holds wins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.grading.fields import read_path, value_at
from tutor.grading.kinds import admission, endpoints, objects
from tutor.grading.kinds.traffic import outcome_of
from tutor.grading.match import mismatch
from tutor.grading.observation import Observation
from tutor.grading.scene import Scene, subject
from tutor.packs.model import FeedbackRule
from tutor.values import frozen


@frozen
class Seen:
    """A judged answer: the scene, and what each check saw by id; blocked checks saw nothing."""

    scene: Scene
    observations: Mapping[str, Observation]


def first_match(rules: tuple[FeedbackRule, ...], seen: Seen) -> FeedbackRule | None:
    """Find the first rule that holds."""
    return next((rule for rule in rules if holds(rule.when, seen)), None)


def holds(when: Mapping[str, Any], seen: Seen) -> bool:
    """Whether a condition is true of what was seen."""
    word, ask = next(iter(when.items()))
    return _CONDITIONS[word](seen, ask)


def _admission(seen: Seen, ask: Any) -> bool:
    return admission.fits(seen.scene, ask)


def _object(seen: Seen, ask: Any) -> bool:
    return objects.fits(seen.scene, ask)


def _status(seen: Seen, ask: Any) -> bool:
    found = seen.scene.encoded(ask["ref"])
    return found is not None and mismatch({"status": ask["match"]}, found) is None


def _endpoints(seen: Seen, ask: Any) -> bool:
    return endpoints.fits(seen.scene, ask)


def _http(seen: Seen, ask: Any) -> bool:
    """Whether the connection of a check ended in this way, at this step, for this reason."""
    observation = seen.observations.get(ask["check"])
    trace = observation.trace if observation else None
    if trace is None:
        return False
    last = trace.hops[-1] if trace.hops else None
    return (
        ask.get("outcome") in {None, outcome_of(trace)}
        and ask.get("at") in {None, last.step if last else ""}
        and ask.get("reason") in {None, last.reason.id if last else ""}
    )


def _submission(seen: Seen, ask: Any) -> bool:
    """Whether no object, or some object, of the answer has a field; a script's answer is what it left."""
    left = seen.scene.encoded(subject(seen.scene.lesson)) if not seen.scene.answer.objects else None
    objects = [left] if left else [one.value for one in seen.scene.answer.objects]
    if "present" in ask:
        return any(_has(one, ask["present"]) for one in objects)
    return not any(_has(one, ask["absent"]) for one in objects)


def _has(value: Any, path: str) -> bool:
    return value_at(value, read_path(path)) is not None


def _failed(seen: Seen, ask: Any) -> bool:
    observation = seen.observations.get(ask)
    return observation is not None and not observation.passed


def _not(seen: Seen, ask: Any) -> bool:
    return not holds(ask, seen)


def _all(seen: Seen, ask: Any) -> bool:
    return all(holds(one, seen) for one in ask)


_CONDITIONS: Mapping[str, Callable[[Seen, Any], bool]] = {
    "admission": _admission,
    "object": _object,
    "status": _status,
    "endpoints": _endpoints,
    "http": _http,
    "tcp": _http,
    "udp": _http,
    "submission": _submission,
    "failed": _failed,
    "not": _not,
    "all": _all,
}
