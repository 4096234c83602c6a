"""An application that answers what a learner asks of it anywhere: help, figures, the palette."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen

from tutor import words
from tutor.packs.model import Pack
from tutor.progress import Progress
from tutor.tui.course import Course
from tutor.tui.dressed import DressedApp
from tutor.tui.keys import bindings, key_names, with_own
from tutor.tui.palette import APP_ACTIONS, palette_rows
from tutor.tui.screens.field import FieldScreen
from tutor.tui.screens.help import HelpScreen
from tutor.tui.screens.lesson import LessonScreen


class AskedApp(DressedApp):
    """A course, its learner's keys and language, and the dialogs that need no lesson."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("app"))
    locale: reactive[str] = reactive("en")

    def __init__(
        self, packs: Sequence[Pack], progress: Progress, *, own_keys: Mapping[str, str], keys_path: str
    ) -> None:
        super().__init__(progress)
        self.course = Course(packs, progress)
        self.keys, self.keys_path = with_own(own_keys), keys_path
        self.set_keymap(dict(own_keys))

    @property
    def lesson_screen(self) -> LessonScreen | None:
        """The lesson that is open, under whatever dialog."""
        return next((screen for screen in self.screen_stack if isinstance(screen, LessonScreen)), None)

    def _say(self, word: str, **params: object) -> str:
        return words.text(self.locale, f"window.{word}", {**key_names(self.keys), **params})

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a question be answered before anything else happens."""
        own = action in APP_ACTIONS - {"quit"}
        return not (own and isinstance(self.screen, ModalScreen)) and super().check_action(action, parameters)

    def action_help(self) -> None:
        """Explain the field under the cursor of the editor first, then show the keys."""
        lesson = self.lesson_screen
        editing = lesson is not None and lesson is self.screen and lesson.here == "editor"
        field = lesson.editor.explained() if lesson is not None and editing else None
        if field is None:
            self._show_keys(wanted=True)
        else:
            self.push_screen(
                FieldScreen(field, self._say("field.keys")), lambda more: self._show_keys(wanted=bool(more))
            )

    def _show_keys(self, *, wanted: bool) -> None:
        if wanted:
            self.push_screen(HelpScreen(self.locale, self.keys, where=self.keys_path))

    def action_help_quit(self) -> None:
        """Ctrl+C where there is nothing to copy: say how to leave."""
        if self.lesson_screen is not None:
            self.lesson_screen.note(self._say("note.quit"))

    def action_command_palette(self) -> None:
        """Open the palette in the learner's language."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=self._say("about.command_palette"), id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List our keys in the palette, then the colours."""
        for title, about, action in palette_rows(self.keys, self.locale, lesson=isinstance(screen, LessonScreen)):
            yield SystemCommand(title, about, lambda action=action: screen.run_action(action))
        yield SystemCommand(self._say("key.theme"), self._say("about.theme"), self.action_change_theme)
