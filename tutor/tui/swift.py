"""The window that shows the lesson first and brings the engine in behind it."""

from __future__ import annotations

import asyncio  # noqa: TID251 - a front end
import gc
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import events, on, work
from textual.screen import Screen

from tutor.packs.model import Lesson, Pack
from tutor.progress import Progress
from tutor.tui import engine
from tutor.tui.app import ALL_STYLES, FIRST_STYLES, UNUSABLE, TutorApp
from tutor.tui.course import Course
from tutor.tui.engine import Refused
from tutor.tui.first import Opening
from tutor.tui.opening import Opened, resumed
from tutor.tui.screens.opening import OpeningScreen

Packs = Callable[[], Sequence[Pack] | None]


class SwiftApp(TutorApp):
    """One learner at one terminal; `packs` reads the whole course while the opening is looked at, None is a fault."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [FIRST_STYLES]

    def __init__(
        self,
        opening: Opening,
        packs: Packs,
        progress: Progress,
        *,
        lesson: str | None = None,
        own_keys: Mapping[str, str] | None = None,
        keys_path: str = "",
    ) -> None:
        ticking = opening.setting.ticking
        super().__init__(
            (opening.pack,), progress, lesson=lesson, ticking=ticking, own_keys=own_keys, keys_path=keys_path
        )
        self._opening = opening
        self._packs = packs
        self._made: Opened | Refused | None = None
        self.turns.shut = True

    def get_default_screen(self) -> Screen[None]:
        """Begin with the lesson instead of nothing."""
        return OpeningScreen(self._opening)

    def _begin(self, *, welcome: bool) -> None:
        """The first screen is there already."""

    @on(OpeningScreen.Shown)
    @work
    async def _bring(self) -> None:
        """Bring the engine in beside the window, then put the lesson where its opening is."""
        opening = self._opening
        packs, lab = await asyncio.to_thread(lambda: (self._packs(), engine.lab_of(opening.lesson, opening.locale)))
        gc.freeze()  # the engine stays for good, so nobody looks for garbage among it
        gc.enable()
        if packs is None:
            self.exit(return_code=UNUSABLE)
            return
        self._dress_the_rest()
        self.course = Course(packs, self.progress)
        pack, lesson = self.course.find(f"{opening.pack.id}/{opening.lesson.id}") or (opening.pack, opening.lesson)
        if isinstance(lab, Refused):
            self._made = lab
        else:
            self._made = await resumed(pack, lab, opening.record, self.locale, known=opening.known)
        self.open_lesson(pack, lesson)
        self.screen.call_after_refresh(self.call_later, self._let_keys_in)

    def _dress_the_rest(self) -> None:
        """Read the styles of what comes now."""
        self.stylesheet.read(ALL_STYLES)
        self.stylesheet.reparse()

    async def _let_keys_in(self) -> None:
        """Hand the text on with its cursor and what can be undone, then let the keys in that waited."""
        lesson, opening = self.lesson_screen, self.screen_stack[0]
        if lesson is not None and isinstance(opening, OpeningScreen):
            lesson.editor.take_over(opening.area)
        self.turns.shut = False
        await self.take_turns()

    def _open(self, pack: Pack, lesson: Lesson) -> Opened | Refused:
        """Take what is ready; every other lesson is opened as usual."""
        made, self._made = self._made, None
        return made or super()._open(pack, lesson)

    async def on_event(self, event: events.Event) -> None:
        """Let the learner type into the opening's text as long as nothing waits; all else waits for the engine."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        at_once = isinstance(event, events.Key) and isinstance(screen, OpeningScreen) and screen.takes(event)
        if self.turns.shut and at_once and not self.turns and not event.is_forwarded:
            await self.hand_on(event)
        else:
            await super().on_event(event)
