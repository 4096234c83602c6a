"""The application: where the learner was, and which screen is there; a lesson is the lesson screen's own."""

from __future__ import annotations

import asyncio  # noqa: TID251 - a front end
import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import ClassVar

from textual import on, work
from textual.screen import Screen

from tutor import words
from tutor.packs.model import Lesson, Pack
from tutor.progress import Notice, Progress, figures
from tutor.tui import engine
from tutor.tui.asked import AskedApp
from tutor.tui.cells import clean
from tutor.tui.course import Entry
from tutor.tui.engine import Refused
from tutor.tui.keys import key_names
from tutor.tui.languages import LANGUAGE_NAMES, LANGUAGES, other, spoken
from tutor.tui.opening import Opened, open_session, setting_of
from tutor.tui.palette import qualified
from tutor.tui.screens.contents import ContentsScreen
from tutor.tui.screens.dialog import Choice
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.stats import StatsScreen
from tutor.tui.theme import DARK
from tutor.tui.widgets.bars import Line

UNUSABLE = 3
LOOK = 0.1  # seconds in which the terminal draws the first question
FIRST_STYLES, ALL_STYLES = (Path(__file__).with_name(name) for name in ("first.tcss", "tutor.tcss"))


class TutorApp(AskedApp):
    """One learner at one terminal; `own_keys` are the learner's, `keys_path` says where they are kept."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [FIRST_STYLES, ALL_STYLES]
    TITLE = "tutor"

    def __init__(
        self,
        packs: Sequence[Pack],
        progress: Progress,
        *,
        lesson: str | None = None,
        ticking: bool = True,
        own_keys: Mapping[str, str] | None = None,
        keys_path: str = "",
    ) -> None:
        super().__init__(packs, progress, own_keys=own_keys or {}, keys_path=keys_path)
        self._asked = lesson
        self._ticking = ticking
        self._warned: Notice | None = None
        self.fault = ""

    @work
    async def on_mount(self) -> None:
        """Ask for the language once, then go to where the learner was."""
        self._mind_signals()
        if self.no_color:
            self.theme = DARK.name
        kept = self.progress.setting("locale")
        first = kept not in LANGUAGES
        self.locale = spoken(os.environ) if first else kept
        if first:
            bringing = asyncio.create_task(_bring_soon())
            self.locale = await self._ask_language()
            await bringing
        self._begin(welcome=first)

    def _mind_signals(self) -> None:
        """Leave in order when the terminal is closed or the system wants it."""
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None and not self.is_headless:
                asyncio.get_running_loop().add_signal_handler(number, self._leave)

    def _leave(self) -> None:
        self._keep()
        self.exit()

    async def _ask_language(self) -> str:
        start = LANGUAGES.index(self.locale)
        how = "\n".join(words.text(locale, "window.welcome.how", key_names(self.keys)) for locale in LANGUAGES)
        ask = "  ·  ".join(words.text(locale, "window.welcome.ask") for locale in LANGUAGES)
        chosen = await self.push_screen_wait(Choice(ask, LANGUAGE_NAMES, how=how, start=start))
        locale = LANGUAGES[start if chosen is None else chosen]
        self.progress.keep_setting("locale", locale)
        return locale

    def _begin(self, *, welcome: bool) -> None:
        found = self.course.find(self._asked or self.progress.setting("lesson"))
        if found is None and self._asked:
            self.show_contents(note=self._say("note.no-lesson", lesson=self._asked))
            return
        if found is None:
            pack = self.course.packs[0]
            found = (pack, pack.lessons[0])
        self.open_lesson(*found, welcome=welcome)

    # Screens

    def open_lesson(self, pack: Pack, lesson: Lesson, *, welcome: bool = False) -> None:
        """Show a lesson as the learner left it."""
        self._part()
        opened = self._open(pack, lesson)
        if isinstance(opened, Refused):
            self._refuse(lesson, opened.detail)
            return
        setting = setting_of(
            self.course, self.progress, pack, lesson, self.keys, welcome=welcome, ticking=self._ticking
        )
        screen = LessonScreen(opened.session, setting)
        screen.locale = self.locale
        self._change(screen)
        if opened.known and not welcome:
            screen.call_after_refresh(screen.note, opened.greeting(self._say))
        if opened.session.record.elsewhere:
            self.notify(self._say("progress.elsewhere"), severity="warning", timeout=30, markup=False)
        self._warn()

    def _open(self, pack: Pack, lesson: Lesson) -> Opened | Refused:
        return open_session(self.course, self.progress, pack, lesson, self.locale)

    def _refuse(self, lesson: Lesson, fault: str) -> None:
        """Say that a lesson's own world cannot be made: leave when it was asked for, else show the others."""
        self.fault = f"the world of lesson {lesson.id} cannot be made: {fault}"
        if self._asked == lesson.id:
            self.exit(return_code=UNUSABLE)
        else:
            self.show_contents(note=clean(self._say("note.no-world", lesson=lesson.id, detail=fault)))

    def _warn(self) -> None:
        """Say once what is wrong with the progress file."""
        notice = self.progress.notice
        if notice is not None and notice != self._warned:
            self._warned = notice
            text = self._say(f"progress.{notice.id}", path=notice.path, detail=notice.detail)
            self.notify(clean(text), severity="warning", timeout=30, markup=False)

    def show_contents(self, note: str = "") -> None:
        """Show all lessons."""
        self._part()
        last = self.course.last()
        current = last.lesson.uuid if last else ""
        screen = ContentsScreen(self.course.entries(), current=current, note=note, keys=self.keys, own=self.course.own)
        screen.locale = self.locale
        self._change(screen)

    def _change(self, screen: Screen[None]) -> None:
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _keep(self) -> None:
        screen = self.lesson_screen
        if screen is not None and screen.is_mounted:
            screen.keep()
            self.progress.keep_setting("layout", screen.kept_arrangement())
            self._warn()

    def _part(self) -> None:
        """Leave the lesson that is open, so that another window may have it."""
        self._keep()
        if self.lesson_screen is not None:
            self.lesson_screen.session.record.close()

    @on(ContentsScreen.Opened)
    def _opened(self, event: ContentsScreen.Opened) -> None:
        self.open_lesson(event.pack, event.lesson)

    @on(ContentsScreen.Left)
    def _left(self) -> None:
        last = self.course.last()
        if last is not None:
            self.open_lesson(last.pack, last.lesson)

    @on(LessonScreen.Next)
    def _next(self) -> None:
        following: Entry | None = self.course.following()
        if following is not None:
            self.open_lesson(following.pack, following.lesson)
        else:
            self.show_contents(note=self._say("lesson.last"))

    @on(LessonScreen.Kept)
    def _kept(self) -> None:
        self._warn()

    @on(Line.Pressed)
    async def _pressed(self, event: Line.Pressed) -> None:
        await self.screen.run_action(qualified(event.action))

    # Keys and palette

    def watch_locale(self) -> None:
        """Say everything in the new language."""
        for screen in self.screen_stack:
            if isinstance(screen, LessonScreen | ContentsScreen):
                screen.locale = self.locale

    def action_language(self) -> None:
        """Change to the other language."""
        self.locale = other(self.locale)
        self.progress.keep_setting("locale", self.locale)

    def action_contents(self) -> None:
        """Show all lessons."""
        self.show_contents()

    async def action_quit(self) -> None:
        """Keep everything and leave."""
        self._leave()

    def action_stats(self) -> None:
        """Show the learner's own figures."""
        self._keep()
        titles = {one.lesson.uuid: one.title(self.locale) for one in self.course.entries()}
        rows = [(titles[row.uuid], row) for row in figures(self.progress) if row.uuid in titles]
        self.push_screen(StatsScreen(rows, self._say))


async def _bring_soon() -> None:
    """Bring the engine in while the learner reads the first question."""
    await asyncio.sleep(LOOK)
    await asyncio.to_thread(engine.bring)
