"""Groups of answers that are alike, for a person to look at: they never touch a score, and prove nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tutor.grading.alike import SIGNALS, WEAK, Sign, own, signs
from tutor.grading.formats.view import Totals, View
from tutor.grading.formats.writer import Texts
from tutor.grading.verdict import Origin, Result
from tutor.values import replace

SCHEMA = "tutor/similar/v1"
MOST_MEMBERS = 200  # names that are kept of one group; more are counted
MOST_READ = 20_000  # different answers that are read for weak signals
FEW, SHARE = 4, 20  # an answer of more than four, and more than one in twenty, is a common one


@dataclass(slots=True, kw_only=True)
class Alike:
    """Answers that share one thing."""

    origin: Origin
    size: int = 0
    members: dict[str, str] = field(default_factory=dict)  # submission -> learner

    def add(self, submission: str, learner: str) -> None:
        """Count one more."""
        self.size += 1
        if len(self.members) < MOST_MEMBERS:
            self.members[submission] = learner


@dataclass(slots=True, kw_only=True)
class Likeness:
    """All that the answers to one lesson share; holds a line for each answer."""

    lesson: str
    answers: int = 0
    read: int = 0
    groups: dict[Sign, Alike] = field(default_factory=dict)

    def add(self, result: Result, texts: Texts) -> None:
        """Count what one answer may share with others; equal bytes are read once."""
        self.answers += 1
        origin = result.origin
        if not origin.sha256 or result.code == "EMPTY":
            return
        found: list[Sign] = [("raw", origin.sha256)]
        if origin.canonical:
            found.append(("canonical", origin.canonical))
            if found[0] not in self.groups and self.read < MOST_READ:
                self.read += 1
                found += signs(texts())
        learner = (result.policy.learner if result.policy else "") or origin.learner or origin.submission
        for sign in found:
            self.groups.setdefault(sign, Alike(origin=origin)).add(origin.submission, learner)

    def remarkable(self, view: View) -> Iterator[tuple[Sign, Alike]]:
        """The groups of several learners, without the lesson's own, the common, and those that a stronger one names."""
        told: dict[str, set[int]] = {}  # of each answer, the groups that it was told in
        known: dict[tuple[str, str], frozenset[Sign]] = {}
        most = max(FEW, self.answers // SHARE)
        for sign, group in sorted(self.groups.items(), key=lambda one: (SIGNALS.index(one[0][0]), one[0][1])):
            if group.size > most or len(set(group.members.values())) < 2 or _together(group, told):
                continue
            if self._own(sign, group.origin, known, view):
                continue
            for member in group.members:
                told.setdefault(member, set()).add(id(group))
            yield sign, group

    def _own(self, sign: Sign, origin: Origin, known: dict[tuple[str, str], frozenset[Sign]], view: View) -> bool:
        """Whether the lesson itself has a sign: as anybody has it, or with values of its learner's own."""
        for learner in ("", origin.learner):
            lesson = view.lesson(Result(lesson=self.lesson, status="graded", origin=replace(origin, learner=learner)))
            key = (origin.uuid, lesson.learner if lesson else "")
            if key not in known:
                known[key] = own(lesson) if lesson else frozenset()
            if sign in known[key]:
                return True
        return False


def _together(group: Alike, told: Mapping[str, set[int]]) -> bool:
    """Whether a stronger group has all of these answers."""
    return bool(set.intersection(*(told.get(member, set()) for member in group.members)))


class Similar:
    """Writes one JSON document when all answers are there."""

    __slots__ = ("_lessons", "_view")

    def __init__(self, view: View) -> None:
        self._view = view
        self._lessons: dict[str, Likeness] = {}

    def head(self) -> str:
        """Nothing can be written before everything is counted."""
        return ""

    def row(self, result: Result, texts: Texts) -> str:
        """Count one result."""
        self._lessons.setdefault(result.lesson, Likeness(lesson=result.lesson)).add(result, texts)
        return ""

    def tail(self, totals: Totals) -> str:
        """The whole document."""
        del totals
        lessons = [_value(self._lessons[name], self._view) for name in sorted(self._lessons, key=self._view.place)]
        return json.dumps({"schema": SCHEMA, "lessons": lessons}, indent=1) + "\n"


def alone(result: Result, view: View) -> str:
    """One answer is like no other."""
    writer, totals = Similar(view), Totals()
    writer.row(result, lambda: view.texts)
    return writer.tail(totals)


def _value(likeness: Likeness, view: View) -> dict[str, object]:
    groups = [
        {
            "signal": signal,
            "weak": signal in WEAK,
            "value": value,
            "size": group.size,
            "submissions": list(group.members),
        }
        for (signal, value), group in likeness.remarkable(view)
    ]
    return {"lesson": likeness.lesson, "answers": likeness.answers, "groups": groups}
