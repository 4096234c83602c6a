"""The values a front end shows: faults in the text, tasks, verdict rows, the explanation of a connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from tutor.api.wire import Path
from tutor.grading.verdict import At
from tutor.kubectl.output import Output
from tutor.values import frozen

State = Literal["done", "current", "todo"]
CheckState = Literal["pass", "fail", "blocked", "error", "hidden", "open"]


@frozen
class Diagnostic:
    """A fault in a text and the words it stands under; lines and columns count from 1, the end is exclusive.

    `message` is kubectl's own line where there is one, `advice` what the tutor adds in the learner's language. `code`,
    the document's number, the path in it and the word that was meant (`to`) are what quick fixes go by.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    severity: Literal["error", "warning"] = "error"
    advice: str = ""
    code: str = ""
    document: int = 0
    path: Path = ()
    to: str = ""


@frozen
class Ran:
    """One line of the console and what it left; `line` is "" for what the tutor says itself.

    `failed` says that its last connection did not arrive, so that there is something to explain.
    """

    prompt: str
    line: str
    output: Output
    failed: bool = False


@frozen
class EditorWanted:
    """What a command wants edited; run the same line again with the edited text added to `edits`."""

    line: str
    edits: tuple[str, ...]
    text: str


@frozen
class Task:
    """One task as the learner sees it: ticked, at hand or to come, with its points and the hints that are open.

    `hint_costs` are the points that each hint costs, also of those that are still closed.
    """

    number: int
    title: str
    body: str
    state: State
    hints: tuple[str, ...] = ()
    hints_left: int = 0
    hint_costs: tuple[int, ...] = ()
    points: float = 0
    most: float = 0


@frozen
class Page:
    """The lesson in one language; `why` and `next` are empty until it is done, `glossary` explains words."""

    title: str
    situation: str
    tasks: tuple[Task, ...]
    why: str = ""
    next: str = ""
    glossary: Mapping[str, str] = field(default_factory=dict)


@frozen
class CheckRow:
    """One judged check in words."""

    state: CheckState
    title: str
    points: float = 0
    most: float = 0
    wanted: str = ""
    seen: str = ""
    advice: tuple[str, ...] = ()
    docs: str = ""
    at: At | None = None


@frozen
class Board:
    """The verdict: its rows and the points together; `capped_by` names the guard that limits them.

    `spent` is what the open hints cost; unless `told`, the rows only say what is there and what is not yet.
    `unsent` names a file that the cluster has not been given as it stands, so that the verdict does not speak of it.
    """

    rows: tuple[CheckRow, ...] = ()
    score: float = 0
    most: float = 0
    capped_by: str = ""
    stale: bool = False
    spent: float = 0
    told: bool = True
    unsent: str = ""

    @property
    def done(self) -> bool:
        """Whether every point is there."""
        return bool(self.rows) and self.score >= self.most

    @property
    def net(self) -> float:
        """The points less what the hints cost."""
        return max(0.0, self.score - self.spent)


@frozen
class Step:
    """One hop of a connection in words, the object and field that decided it, and where that stands."""

    text: str
    place: str = ""
    at: At | None = None


@frozen
class Explanation:
    """How the last connection went: the verdict first, then the way there."""

    verdict: Step
    delivered: bool
    steps: tuple[Step, ...] = ()
    left_out: tuple[Step, ...] = ()


@frozen
class Target:
    """An object of the picture that can be selected."""

    kind: str
    namespace: str = ""
    name: str


@frozen
class Stop:
    """One stop on the way of a connection: an object or a machine, and what was decided there."""

    name: str
    detail: str = ""
    target: Target | None = None


@frozen
class Connection:
    """The last connection; `outcome` is answered, refused, timed-out or no-such-host.

    `left_out` says by address why an endpoint could not have been chosen.
    """

    place: str
    asked: str
    outcome: str
    pod: str = ""
    stops: tuple[Stop, ...] = ()
    verdict: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def delivered(self) -> bool:
        """Whether somebody took it."""
        return self.outcome == "answered"


@frozen
class EventRow:
    """One event of the cluster; `time` is HH:MM:SS of the virtual clock."""

    time: str
    warning: bool
    reason: str
    message: str
    count: int
    target: Target


@frozen
class Deed:
    """One command that changed the cluster (none at the beginning), when, and the objects that differ since.

    `undone` were taken back and can be had again; `here` is where the cluster stands.
    """

    number: int
    command: str
    time: str
    changed: tuple[str, ...] = ()
    undone: bool = False
    here: bool = False


@frozen
class Details:
    """One object as kubectl describes and prints it, and the line of the learner's file that it comes from."""

    target: Target
    describe: str
    yaml: str
    at: At | None = None
