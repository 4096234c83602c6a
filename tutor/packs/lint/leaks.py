"""Rule L12: nothing that a learner sees at once tells how a check went that is decided later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tutor.packs.model import VISIBILITIES, Check, FeedbackRule, Lesson, Pack
from tutor.packs.places import Places
from tutor.packs.problem import Problem
from tutor.packs.references import checks_of


def needs(pack: Pack, lesson: Lesson, places: Places) -> Iterator[Problem]:
    """A check that waits for one that is seen later would tell how that one went: blocked, or not."""
    del pack
    known = {check.id: check for check in (*lesson.guards, *lesson.checks)}
    for part, checks in (("guards", lesson.guards), ("checks", lesson.checks)):
        for at, check in enumerate(checks):
            for number, name in enumerate(check.needs):
                if VISIBILITIES.index(known[name].visibility) > VISIBILITIES.index(check.visibility):
                    message = _told(check, known[name])
                    yield places.in_lesson(lesson, "L12", message, (part, at, "needs", number))


def _told(check: Check, other: Check) -> str:
    return (
        f'"{check.id}" is {_word(check)} and needs "{other.id}", which is {_word(other)}: whoever sees the first knows '
        f'how the second went; give "{check.id}" the visibility {other.visibility}, or let it not need that check'
    )


def _word(check: Check) -> str:
    return check.visibility.replace("_", " ")


def feedback(pack: Pack, lesson: Lesson, places: Places) -> Iterator[Problem]:
    """A feedback stands at a check that it speaks of and that failed; where none did, it speaks of no hidden one."""
    del pack
    checks = (*lesson.guards, *lesson.checks)
    hidden = {check.id for check in checks if check.visibility != "visible"}
    for at, rule in enumerate(lesson.feedback):
        told = _failures(lesson.feedback[:at])
        for name in sorted(hidden & {*checks_of(rule.when)} if hidden.isdisjoint(_failed(rule.when)) else ()):
            seen = (one.id for one in checks if one.id not in {*told, *hidden, *_needed(checks, name)})
            beside = next(seen, "")
            if beside:
                message = f'"{rule.id}" speaks of "{name}", which is not visible, and would stand at "{beside}" where '
                message += f"that fails; ask for `failed: {name}`, or put a feedback with `when: {{failed: {beside}}}` "
                message += "before it"
                yield places.in_lesson(lesson, "L12", message, ("feedback", at))


def _failures(rules: tuple[FeedbackRule, ...]) -> tuple[str, ...]:
    """The checks whose failure alone is enough for a rule."""
    return tuple(str(rule.when["failed"]) for rule in rules if "failed" in rule.when)


def _failed(when: Mapping[str, Any]) -> Iterator[str]:
    """The checks that must have failed where a condition holds: it stands at one of them."""
    return (one["failed"] for one in when.get("all", (when,)) if "failed" in one)


def _needed(checks: tuple[Check, ...], name: str) -> frozenset[str]:
    """All that a check waits for, so that it is not judged where one of them fails."""
    own = next(check.needs for check in checks if check.id == name)
    return frozenset(own).union(*(_needed(checks, one) for one in own))
