"""What many results come to, lesson by lesson: points, checks, feedback, codes and groups of equal answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.grading.formats.firsts import Firsts
from tutor.grading.formats.writer import Texts
from tutor.grading.verdict import Message, Result

MOST_GROUPS = 20_000  # more different answers than that are counted, but not told apart
MOST_NAMES = 12


@dataclass(slots=True, kw_only=True)
class Group:
    """Answers that mean the same: one of them to look at, how many there are, and the first names."""

    result: Result
    texts: Texts
    size: int = 0
    names: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Tally:
    """The sums of one lesson."""

    lesson: str
    max: int = 0
    points: Counter[int] = field(default_factory=Counter)
    counted: Counter[int] = field(default_factory=Counter)  # of the attempts that count, where a course has rules
    passed: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    feedback: Counter[str] = field(default_factory=Counter)
    first_said: dict[str, tuple[Message, Result]] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    groups: dict[str, Group] = field(default_factory=dict)
    firsts: Firsts = field(default_factory=Firsts)

    @property
    def answers(self) -> int:
        """How many answers there were."""
        return sum(self.points.values()) + sum(self.codes.values())

    @property
    def sample(self) -> Result:
        """One of the answers."""
        return next(iter(self.groups.values())).result

    def add(self, result: Result, texts: Texts) -> None:
        """Count one result."""
        self.max = max(self.max, result.max)
        if result.status == "graded":
            self.points[result.score] += 1
        else:
            self.codes[result.code] += 1
        for check in result.checks:
            self.judged[check.id] += 1
            self.passed[check.id] += check.status == "pass"
        if result.policy and result.policy.counts:
            self.counted[result.counted] += 1
        for message in result.feedback:
            name = message.id.removeprefix("feedback.")
            self.feedback[name] += 1
            self.first_said.setdefault(name, (message, result))
        self.firsts.add(result)
        self._group(result, texts)

    def _group(self, result: Result, texts: Texts) -> None:
        text = result.origin.canonical or result.origin.sha256
        key = f"{text} {result.code} {result.score}"  # one text gets other points where values are a learner's own
        if key not in self.groups:
            if len(self.groups) >= MOST_GROUPS:
                return
            self.groups[key] = Group(result=result, texts=texts)
        group = self.groups[key]
        group.size += 1
        if len(group.names) < MOST_NAMES:
            group.names.append(result.origin.submission)

    def largest(self, number: int) -> list[Group]:
        """The groups with most answers; equal ones by the first name."""
        return sorted(self.groups.values(), key=lambda group: (-group.size, group.names))[:number]


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent first; equal ones by name."""
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))
