"""What grading says: rows of ids and parameters; words come from locale files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from tutor.packs.model import Visibility
from tutor.values import frozen, replace

MOST_LETTERS = 2_000  # of one parameter of a message

CheckStatus = Literal["pass", "fail", "blocked", "error"]
ResultStatus = Literal["graded", "rejected", "error"]


@frozen
class Message:
    """A sentence to be: an id of words/grading_*, or `title` and `feedback` for the lesson's own texts."""

    id: str
    params: Mapping[str, str] = field(default_factory=dict)


@frozen
class At:
    """A place in the learner's file; line and column count from 1."""

    file: str
    line: int
    column: int


@frozen
class CheckResult:
    """How one check or guard went; a guard's `max` is 0 and its task is ""."""

    id: str
    task: str
    title: Message
    status: CheckStatus
    points: int
    max: int
    visibility: Visibility = "visible"
    expected: Message | None = None
    actual: Message | None = None
    at: At | None = None
    feedback: tuple[Message, ...] = ()
    docs: str = ""


@frozen
class Fault:
    """Why a submission was rejected, or what to know about its text: a code with its place and words."""

    code: str
    at: At | None
    message: Message
    severity: Literal["error", "warning"] = "error"


@frozen
class Submission:
    """One answer: files by name, as they came."""

    id: str
    files: Mapping[str, bytes]


@frozen
class Origin:
    """Which answer was graded against which lesson of which pack, and whose answer it is."""

    submission: str = ""
    sha256: str = ""
    canonical: str = ""
    pack: str = ""
    version: str = ""
    digest: str = ""
    uuid: str = ""
    rev: int = 0
    learner: str = ""


@frozen
class Standing:
    """What the rules of a course make of a grade; times as RFC 3339 in UTC, "" where unknown, `late` in seconds.

    `penalty` points are taken and `score` is what remains; of several attempts of a learner one counts.
    """

    due: str
    submitted: str
    late: int
    penalty: int
    score: int
    attempt: int
    attempts: int
    counts: bool
    learner: str = ""


@frozen
class Result:
    """The grade of one answer; `code` says why there is none, `capped_by` names the guard that took points."""

    lesson: str
    status: ResultStatus
    code: str = ""
    score: int = 0
    max: int = 0
    capped_by: str | None = None
    checks: tuple[CheckResult, ...] = ()
    feedback: tuple[Message, ...] = ()
    problems: tuple[Fault, ...] = ()
    origin: Origin = Origin()
    policy: Standing | None = None

    @property
    def counted(self) -> int:
        """The points that count: those of the policy when there is one."""
        return self.policy.score if self.policy else self.score

    @property
    def full(self) -> bool:
        """Whether nothing is missing."""
        return self.status == "graded" and self.score == self.max


def shortened(result: Result) -> Result:
    """Cut what a hostile answer makes its own row repeat; most results have nothing to cut."""
    told = (*(message for check in result.checks for message in _told(check)), *result.feedback)
    if not any(_long(message) for message in (*told, *(fault.message for fault in result.problems))):
        return result
    return replace(
        result,
        checks=tuple(
            replace(
                check,
                expected=check.expected and _cut(check.expected),
                actual=check.actual and _cut(check.actual),
                feedback=tuple(map(_cut, check.feedback)),
            )
            for check in result.checks
        ),
        feedback=tuple(map(_cut, result.feedback)),
        problems=tuple(replace(fault, message=_cut(fault.message)) for fault in result.problems),
    )


def _told(check: CheckResult) -> tuple[Message, ...]:
    return tuple(message for message in (check.expected, check.actual, *check.feedback) if message is not None)


def _long(message: Message) -> bool:
    return any(len(value) > MOST_LETTERS for value in message.params.values())


def _cut(message: Message) -> Message:
    if not _long(message):
        return message
    short = {
        name: value if len(value) <= MOST_LETTERS else f"{value[:MOST_LETTERS]} ... (truncated)"
        for name, value in message.params.items()
    }
    return replace(message, params=short)
