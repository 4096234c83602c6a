"""How the cluster's time follows the learner's: pause and pace, rest and work, when to judge and when to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.tui.widgets.time_bar import PACES
from tutor.values import frozen

if TYPE_CHECKING:
    from tutor.session import Session

TICK = 0.25
STUCK_SECONDS = 240.0
IDLE_SECONDS = 120.0
JUDGE_SECONDS = 0.75
KEEP_SECONDS = 5.0


@frozen
class Beaten:
    """What a tick brought: whether there is another verdict, and whether the learner seems to be stuck."""

    judged: bool = False
    stuck: bool = False
    keep: bool = False


class Pulse:
    """Counts the seconds of one lesson on the screen; all of it begins anew with the next."""

    def __init__(self) -> None:
        self.pace = 1
        self._before = 1
        self._quiet = 0.0
        self._unchanged = 0.0
        self._offered = False
        self._unjudged = 0.0
        self._unkept = 0.0
        self._worked = 0.0

    def wish(self, wish: str) -> None:
        """Stand, go on, go faster or slower."""
        if wish == "pause":
            self.pace, self._before = (0, self.pace) if self.pace else (self._before, self._before)
        elif wish in {"faster", "slower"}:
            at = PACES.index(self.pace or self._before) + (1 if wish == "faster" else -1)
            self.pace = PACES[max(0, min(at, len(PACES) - 1))]

    def wake(self) -> None:
        """Take note that the learner is at work."""
        self._quiet = 0.0

    def change(self) -> None:
        """Take note that the learner has changed a text or the cluster."""
        self._unchanged = 0.0

    def beat(self, session: Session, seconds: float) -> Beaten:
        """Let `seconds` of the learner's time pass."""
        if self.pace:
            session.lab.advance(seconds * self.pace)
        self._quiet += seconds
        self._unchanged += seconds
        return Beaten(
            judged=self._judge(session, seconds), stuck=self._stuck(session), keep=self._keep(session, seconds)
        )

    def _judge(self, session: Session, seconds: float) -> bool:
        """Judge when something has changed, but not at every tick of a rollout."""
        self._unjudged += seconds
        if self._unjudged < JUDGE_SECONDS or session.judged:
            return False
        self._unjudged = 0.0
        return session.judge()

    def _stuck(self, session: Session) -> bool:
        """Say once that nothing has changed for long, where there is a hint to offer."""
        if self._unchanged <= STUCK_SECONDS or self._offered or session.done:
            return False
        self._offered = True
        return any(task.hints_left for task in session.page().tasks if task.state == "current")

    def _keep(self, session: Session, seconds: float) -> bool:
        """Count the seconds of work, and keep them and the clock now and then."""
        if self._quiet < IDLE_SECONDS:
            self._worked += seconds
        self._unkept += seconds
        if self._unkept < KEEP_SECONDS:
            return False
        session.record.work(int(self._worked))
        self._worked -= int(self._worked)
        self._unkept = 0.0
        return True
