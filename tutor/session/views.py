"""The values a front end shows: faults in the text, tasks, verdict rows, the explanation of a connection."""

from __future__ import annotations

from typing import Literal

from tutor.api.wire import Path
from tutor.grading.verdict import At
from tutor.kubectl.output import Output
from tutor.values import frozen

State = Literal["done", "current", "todo"]
CheckState = Literal["pass", "fail", "blocked", "error", "hidden"]


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
    """One line of the console and what it left; `line` is "" for what the tutor says itself."""

    prompt: str
    line: str
    output: Output


@frozen
class Task:
    """One task as the learner sees it: ticked, at hand or to come, with the hints that are open."""

    number: int
    title: str
    body: str
    state: State
    hints: tuple[str, ...] = ()
    hints_left: int = 0


@frozen
class Page:
    """The lesson in one language; `why` and `next` are empty until it is done."""

    title: str
    situation: str
    tasks: tuple[Task, ...]
    why: str = ""
    next: str = ""


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
    """The verdict: its rows and the points together; `capped_by` names the guard that limits them."""

    rows: tuple[CheckRow, ...] = ()
    score: float = 0
    most: float = 0
    capped_by: str = ""
    stale: bool = False

    @property
    def done(self) -> bool:
        """Whether every point is there."""
        return bool(self.rows) and self.score >= self.most


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
class Connection:
    """The last connection in short; `outcome` is answered, refused, timed-out or no-such-host."""

    place: str
    asked: str
    outcome: str
    pod: str = ""

    @property
    def delivered(self) -> bool:
        """Whether somebody took it."""
        return self.outcome == "answered"
