"""The application: languages, screens, progress; everything about one lesson is the lesson screen's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen

from tutor import words
from tutor.grading.world import WorldError
from tutor.packs.load import find_lesson
from tutor.packs.model import Lesson, Pack
from tutor.progress import Notice, Progress, data_folder
from tutor.session import Session
from tutor.tui.cells import clean
from tutor.tui.keys import KEYS, Key, bindings
from tutor.tui.screens.contents import ContentsScreen, Entry
from tutor.tui.screens.dialog import Choice
from tutor.tui.screens.field import FieldScreen
from tutor.tui.screens.help import HelpScreen
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.theme import DARK, THEMES
from tutor.tui.widgets.bars import Line

LANGUAGES = ("ko", "en")
LANGUAGE_NAMES = ("한국어", "English")
UNUSABLE = 3


class TutorApp(App[None]):
    """One learner at one terminal."""

    CSS_PATH = "tutor.tcss"
    TITLE = "tutor"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("app"))
    locale: reactive[str] = reactive("en")

    def __init__(
        self, packs: Sequence[Pack], progress: Progress, *, lesson: str | None = None, ticking: bool = True
    ) -> None:
        super().__init__()
        self.packs = tuple(packs)
        self.progress = progress
        self._asked = lesson
        self._ticking = ticking
        self._warned: Notice | None = None
        self.fault = ""
        for theme in THEMES:
            self.register_theme(theme)
        colours = progress.setting("theme")
        self.theme = colours if colours in self.available_themes else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give every theme the colours that our style sheet names."""
        return dict(DARK.variables)

    @work
    async def on_mount(self) -> None:
        """Ask for the language once, then go to where the learner was."""
        kept = self.progress.setting("locale")
        first = kept not in LANGUAGES
        self.locale = _system_language() if first else kept
        if first:
            self.locale = await self._ask_language()
        self._begin(welcome=first)

    async def _ask_language(self) -> str:
        start = LANGUAGES.index(self.locale)
        how = "\n".join(words.text(locale, "window.welcome.how") for locale in LANGUAGES)
        ask = "  ·  ".join(words.text(locale, "window.welcome.ask") for locale in LANGUAGES)
        chosen = await self.push_screen_wait(Choice(ask, LANGUAGE_NAMES, how=how, start=start))
        locale = LANGUAGES[start if chosen is None else chosen]
        self.progress.keep_setting("locale", locale)
        return locale

    def _begin(self, *, welcome: bool) -> None:
        wanted = self._asked or self.progress.setting("lesson")
        found = find_lesson(self.packs, wanted) if wanted else None
        if found is None and self._asked:
            self.show_contents(note=self._say("note.no-lesson", lesson=self._asked))
            return
        if found is None:
            pack = self.packs[0]
            found = (pack, pack.lessons[0])
        self.open_lesson(*found, welcome=welcome)

    def _say(self, word: str, **params: object) -> str:
        return words.text(self.locale, f"window.{word}", params)

    # Screens

    def open_lesson(self, pack: Pack, lesson: Lesson, *, welcome: bool = False) -> None:
        """Show a lesson as the learner left it."""
        try:
            session = Session(pack=pack, lesson=lesson, progress=self.progress, locale=self.locale)
        except WorldError as fault:
            self._refuse(lesson, str(fault))
            return
        self.progress.keep_setting("lesson", f"{pack.id}/{lesson.id}")
        count = session.resume()
        entries = self._entries()
        number = next(n for n, entry in enumerate(entries, 1) if entry.lesson.uuid == lesson.uuid)
        others = sum(entry.progress.done for entry in entries if entry.lesson.uuid != lesson.uuid)
        screen = LessonScreen(
            session, number=number, others_done=others, count=len(entries), welcome=welcome, ticking=self._ticking
        )
        screen.locale = self.locale
        self._change(screen)
        screen.call_after_refresh(screen.note, self._back_words(session, count) if count else "")
        self._warn()

    def _refuse(self, lesson: Lesson, fault: str) -> None:
        """Say that a lesson's own world cannot be made: leave when it was asked for, else show the others."""
        self.fault = f"the world of lesson {lesson.id} cannot be made: {fault}"
        if self._asked == lesson.id:
            self.exit(return_code=UNUSABLE)
        else:
            self.show_contents(note=clean(self._say("note.no-world", lesson=lesson.id, detail=fault)))

    def _back_words(self, session: Session, count: int) -> str:
        rebuilt = f" {self._say('note.rebuilt')}" if session.rebuilt_differently else ""
        return self._say("note.back", count=count, time=session.time) + rebuilt

    def _warn(self) -> None:
        """Say once what is wrong with the progress file."""
        notice = self.progress.notice
        if notice is not None and notice != self._warned:
            self._warned = notice
            text = self._say(f"progress.{notice.id}", path=notice.path, detail=notice.detail)
            self.notify(clean(text), severity="warning", timeout=30, markup=False)

    def show_contents(self, note: str = "") -> None:
        """Show all lessons."""
        self._keep()
        current = next((entry.lesson.uuid for entry in self._entries() if self._is_last(entry)), "")
        screen = ContentsScreen(self._entries(), current=current, note=note)
        screen.locale = self.locale
        self._change(screen)

    def _is_last(self, entry: Entry) -> bool:
        return f"{entry.pack.id}/{entry.lesson.id}" == self.progress.setting("lesson")

    def _entries(self) -> tuple[Entry, ...]:
        kept = {row.uuid: row for row in self.progress.lessons()}
        return tuple(
            Entry(pack=pack, lesson=lesson, progress=kept.get(lesson.uuid) or self.progress.lesson(lesson.uuid))
            for pack in self.packs
            for lesson in pack.lessons
        )

    def _change(self, screen: Screen[None]) -> None:
        self._keep()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    @property
    def lesson_screen(self) -> LessonScreen | None:
        """The lesson that is open, under whatever dialog."""
        return next((screen for screen in self.screen_stack if isinstance(screen, LessonScreen)), None)

    def _keep(self) -> None:
        screen = self.lesson_screen
        if screen is not None and screen.is_mounted:
            screen.keep()

    @on(ContentsScreen.Opened)
    def _opened(self, event: ContentsScreen.Opened) -> None:
        self.open_lesson(event.pack, event.lesson)

    @on(ContentsScreen.Left)
    def _left(self) -> None:
        found = find_lesson(self.packs, self.progress.setting("lesson"))
        if found is not None:
            self.open_lesson(*found)

    @on(LessonScreen.Next)
    def _next(self) -> None:
        entries = self._entries()
        here = next((n for n, entry in enumerate(entries) if self._is_last(entry)), 0)
        if here + 1 < len(entries):
            self.open_lesson(entries[here + 1].pack, entries[here + 1].lesson)
        else:
            self.show_contents(note=self._say("lesson.last"))

    @on(Line.Pressed)
    async def _pressed(self, event: Line.Pressed) -> None:
        await self.screen.run_action(_qualified(event.action))

    # Keys and palette

    def watch_locale(self) -> None:
        """Say everything in the new language."""
        for screen in self.screen_stack:
            if isinstance(screen, LessonScreen | ContentsScreen):
                screen.locale = self.locale

    def watch_theme(self, theme: str) -> None:
        """Keep the colours."""
        self.progress.keep_setting("theme", theme)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a question be answered before anything else happens."""
        own = action in {key.id for key in KEYS if key.scope == "app"} - {"quit"}
        return not (own and isinstance(self.screen, ModalScreen)) and super().check_action(action, parameters)

    def action_language(self) -> None:
        """Change to the other language."""
        self.locale = LANGUAGES[(LANGUAGES.index(self.locale) + 1) % len(LANGUAGES)]
        self.progress.keep_setting("locale", self.locale)

    def action_help(self) -> None:
        """Explain the field under the cursor of the editor first, then show the keys."""
        lesson = self.lesson_screen
        editing = lesson is not None and lesson is self.screen and lesson.here == "editor"
        field = lesson.editor.explained() if lesson is not None and editing else None
        if field is None:
            self._show_keys(wanted=True)
        else:
            self.push_screen(FieldScreen(field, self.locale), lambda more: self._show_keys(wanted=bool(more)))

    def _show_keys(self, *, wanted: bool) -> None:
        if wanted:
            self.push_screen(HelpScreen(self.locale))

    def action_contents(self) -> None:
        """Show all lessons."""
        self.show_contents()

    def action_help_quit(self) -> None:
        """Ctrl+C where there is nothing to copy: say how to leave."""
        if self.lesson_screen is not None:
            self.lesson_screen.note(self._say("note.quit"))

    async def action_quit(self) -> None:
        """Keep everything and leave."""
        self._keep()
        self.exit()

    def action_command_palette(self) -> None:
        """Open the palette in the learner's language."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=self._say("about.command_palette"), id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List our keys in the palette, then the colours."""
        wanted = [key for key in KEYS if key.scope == "app" or isinstance(screen, LessonScreen)]
        for key in wanted:
            yield SystemCommand(*self._described(key), lambda key=key: screen.run_action(_qualified(key.id)))
        yield SystemCommand(self._say("key.theme"), self._say("about.theme"), self.action_change_theme)

    def _described(self, key: Key) -> tuple[str, str]:
        return f"{self._say(f'key.{key.id}')}  {key.shown}", self._say(f"about.{key.id}")


def _qualified(action: str) -> str:
    """Name an action with the part of the window that has it."""
    own = {key.id for key in KEYS if key.scope == "app"}
    return f"app.{action}" if action in own else f"screen.{action}"


def _system_language() -> str:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "ko" if spoken.startswith("ko") else "en"


def run(lesson: str | None, packs: Sequence[Pack]) -> int:
    """Open the window; returns the exit status, 3 with a line on stderr when the lesson asked for cannot be made."""
    progress = Progress.open(data_folder(os.environ))
    app = TutorApp(packs, progress, lesson=lesson)
    app.run()
    progress.close()
    if app.return_code == UNUSABLE:
        sys.stderr.write(f"tutor: {' '.join(clean(app.fault).split())}. Try: tutor pack check PACK\n")
    return app.return_code or 0
