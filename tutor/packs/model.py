"""A pack and its lessons, read, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from tutor.cluster.faults import Fault, Planned
from tutor.manifest import Json
from tutor.packs.source import Source
from tutor.values import frozen

Localized = Mapping[str, str]
Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]
VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")  # by when a learner sees it, never at last


@frozen
class Meta:
    """Where a lesson stands in a course; `minutes` is what a newcomer needs."""

    level: str = "basic"
    minutes: int = 10
    teaches: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()


@frozen
class App:
    """What really listens in the pods with these labels, whatever their image says."""

    pods: Localized
    tcp: tuple[int, ...] = ()
    udp: tuple[int, ...] = ()
    reply: str = "hostname"


@frozen
class World:
    """The cluster a lesson starts from; `objects` is a manifest, no `nodes` means the course's four.

    `faults` come at their virtual times, counted from when the objects stand.
    """

    nodes: tuple[str, ...] = ()
    objects: str = ""
    apps: tuple[App, ...] = ()
    proxy: Literal["ipvs", "iptables", "nftables"] = "ipvs"
    load_balancer: Literal["none", "metallb"] = "none"
    seed: int = 0
    faults: tuple[Planned, ...] = ()


@frozen
class Allow:
    """What an answer may hold; empty means the starter's own kinds and objects."""

    kinds: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    documents: int = 100


@frozen
class Step:
    """One thing the grader does: apply, create, delete, settle, wait, or break and mend something (`fault`)."""

    verb: Literal["apply", "create", "delete", "settle", "wait", "fault"]
    argument: str = ""
    fault: Fault | None = None


@frozen
class Task:
    """A step of the lesson that a learner ticks off."""

    id: str
    title: Localized
    checks: tuple[str, ...]


@frozen
class Partial:
    """Points for a part of the way: `measure` reached `least`."""

    measure: Literal["ready-at-least", "served-at-least"]
    least: int
    points: int


@frozen
class Check:
    """One row that is judged: a check kind, what it asks and what it expects; a guard has `cap`."""

    id: str
    kind: str
    ask: Json
    expect: Json = None
    points: int = 0
    cap: int | None = None
    title: Localized = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    visibility: Visibility = "visible"
    partial: tuple[Partial, ...] = ()
    docs: str = ""


@frozen
class FeedbackRule:
    """What to say when something is seen; `at` names the field to point at, "" leaves that to the check."""

    id: str
    when: Mapping[str, Json]
    docs: str = ""
    at: str = ""


@frozen
class Hints:
    """How many hints a task has, what each costs in points, and whether the last may show lines of the solution."""

    levels: int = 3
    cost: tuple[int, ...] = ()
    last_shows_solution: bool = False


@frozen
class Assist:
    """What the editor may do for the learner; a lesson about reading refusals has no quick `fixes`."""

    fixes: bool = True


@frozen
class Outcome:
    """What grading a proof must give; None means not said; `also` are other files with the same mistake in them."""

    score: int | None = None
    fails: tuple[str, ...] | None = None
    guard: str = ""
    feedback: str = ""
    status: str = "graded"
    code: str = ""
    also: tuple[str, ...] = ()


@frozen
class Proof:
    """Answers whose grades are known, by file name."""

    starter: Outcome = Outcome()
    solution: Outcome = Outcome()
    also_passes: tuple[str, ...] = ()
    mistakes: Mapping[str, Outcome] = field(default_factory=dict)


@frozen
class TaskText:
    """The prose of one task and its hints, the mildest first."""

    title: str
    body: str
    hints: tuple[str, ...] = ()


@frozen
class Prose:
    """The page of a lesson in one language, in Markdown."""

    situation: str = ""
    tasks: tuple[TaskText, ...] = ()
    why: str = ""
    next: str = ""


@frozen
class Lesson:
    """One lesson; `files` are the texts of its folder by name, `starter` and `solution` by submission file.

    A lesson with values of its own for each learner keeps its `raw` files, before the values were written in.
    """

    id: str
    uuid: str
    rev: int = 1
    status: Literal["wip", "beta", "active", "deprecated"] = "wip"
    title: Localized
    meta: Meta = Meta()
    files: Localized
    submission: tuple[str, ...]
    allow: Allow
    starter: Localized
    solution: Localized
    world: World
    script: tuple[Step, ...]
    tasks: tuple[Task, ...]
    guards: tuple[Check, ...] = ()
    checks: tuple[Check, ...]
    feedback: tuple[FeedbackRule, ...] = ()
    hints: Hints = Hints()
    assist: Assist = Assist()
    proof: Proof = Proof()
    prose: Mapping[str, Prose]
    feedback_texts: Mapping[str, Localized] = field(default_factory=dict)
    raw: Source | None = None
    learner: str = ""

    @property
    def points(self) -> int:
        """The sum of all checks' points."""
        return sum(check.points for check in self.checks)

    @property
    def given(self) -> tuple[str, ...]:
        """Names of the files that a learner finds beside the answer: those that the script creates."""
        names = (step.argument for step in self.script if step.verb in {"create", "apply"})
        return tuple(name for name in names if name in self.files)


@frozen
class Pack:
    """A set of lessons; `feedback_texts` are those that lessons share, `glossary` explains words by language.

    `digest` is SHA-256 over all its files.
    """

    id: str
    version: str
    title: Localized
    locales: tuple[str, ...]
    default_locale: str
    lessons: tuple[Lesson, ...]
    docs: Localized
    feedback_texts: Mapping[str, Localized] = field(default_factory=dict)
    glossary: Mapping[str, Localized] = field(default_factory=dict)
    digest: str


def localized(texts: Localized, locale: str, fallback: str = "en") -> str:
    """Choose a text by language, else by the fallback, else the first by name; "" when there is none."""
    for wanted in (locale, fallback, *sorted(texts)):
        if wanted in texts:
            return texts[wanted]
    return ""
