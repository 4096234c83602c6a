"""Drives the window without a terminal and reads its screen as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from tests.sample_pack import PACK
from tutor.progress import Progress
from tutor.tui.app import TutorApp
from tutor.tui.screens.lesson import LessonScreen


def learner(locale: str = "en") -> Progress:
    """Make a learner who has chosen a language."""
    progress = Progress.open(None)
    progress.keep_setting("locale", locale)
    return progress


class Window:
    """A running window."""

    def __init__(self, app: TutorApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def lesson(self) -> LessonScreen:
        """The lesson that is open."""
        screen = self.app.lesson_screen
        assert screen is not None
        return screen

    @property
    def lines(self) -> list[str]:
        """What is on the screen, without the blanks at the ends of the lines."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.lines)

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is drawn."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true, ten seconds at most."""
        for _ in range(500):
            if true():
                return
            await self.pilot.pause(0.02)

    async def write(self, text: str) -> None:
        """Put a text into the editor as typing would."""
        self.lesson.editor.replace(text)
        await self.pilot.pause()
        self.lesson.editor.flush()
        await self.pilot.pause()

    async def enter(self, line: str) -> None:
        """Run a line of the console."""
        self.lesson.console.line.value = line
        self.lesson.console.line.focus()
        await self.press("enter")


@asynccontextmanager
async def window(
    progress: Progress, size: tuple[int, int] = (80, 24), lesson: str | None = None
) -> AsyncIterator[Window]:
    """Open the window with the sample pack; its cluster's time stands still."""
    app = TutorApp([PACK], progress, lesson=lesson, ticking=False)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield Window(app, pilot)
