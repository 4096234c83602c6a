"""What the learner asks of a lesson: to be judged, to be told why, hints, the solution, a new beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.tui.screens.dialog import Choice
from tutor.tui.screens.glossary import GlossaryScreen
from tutor.tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from tutor.tui.screens.lesson import LessonScreen


class Conductor:
    """Asks the session, and goes to the pane that has the answer."""

    def __init__(self, screen: LessonScreen) -> None:
        self._screen = screen

    def check(self) -> None:
        """Judge the cluster, once what was typed before the key is in the editor."""
        self._screen.when_typed(self._check)

    def _check(self) -> None:
        screen = self._screen
        screen.wake()
        screen.texts.keep()
        screen.session.check()
        screen.verdict.shows = "check"
        screen.show()
        screen.go_where_small("lesson" if screen.session.done else "check")

    def why(self) -> None:
        """Explain the last connection."""
        screen = self._screen
        screen.verdict.explanation = screen.session.why()
        screen.verdict.shows = "why"
        screen.go("check")

    def hint(self) -> None:
        """Open the next hint."""
        screen = self._screen
        screen.wake()
        screen.query_one(KeyBar).bright = ""
        screen.session.hint()
        screen.show()
        screen.go_where_small("lesson")

    def solution(self) -> None:
        """Put the solution into the editor, after asking."""
        self._screen.run_worker(self._solution())

    async def _solution(self) -> None:
        screen = self._screen
        if await self._sure("solution"):
            for name, text in screen.session.solve().items():
                screen.session.edit(name, text)
            screen.editor.replace(screen.session.work.texts[screen.editor.file])
            screen.go("editor")

    def reset(self) -> None:
        """Start the lesson again, after asking."""
        self._screen.run_worker(self._reset())

    async def _reset(self) -> None:
        screen = self._screen
        if await self._sure("reset"):
            screen.session.reset()
            screen.console.wipe()
            screen.verdict.explanation = None
            screen.texts.open(next(iter(screen.session.work.names), ""))
            screen.show()

    async def _sure(self, question: str) -> bool:
        screen = self._screen
        answers = [screen.say("confirm.no"), screen.say("confirm.yes")]
        return await screen.app.push_screen_wait(Choice(screen.say(f"confirm.{question}"), answers)) == 1

    def glossary(self, word: str = "") -> None:
        """Explain the words of this page, beginning with one."""
        screen = self._screen
        screen.app.push_screen(GlossaryScreen(screen.lesson.words(), screen.say, start=word))
