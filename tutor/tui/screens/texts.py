"""The learner's texts on the screen and in the session: each takes over what the other has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.grading.verdict import At
    from tutor.tui.screens.showing import SessionScreen


class Texts:
    """Opens files, keeps what is typed, takes over what a command wrote."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen

    def open(self, file: str, place: tuple[int, int] = (0, 0)) -> None:
        """Show a file with its faults."""
        editor, work = self._screen.editor, self._screen.session.work
        editor.open(file, work.texts.get(file, ""), place)
        self.show_faults()
        editor.dirty = not work.is_applied(file)

    def open_next(self) -> None:
        """Open the lesson's next file."""
        names = self._screen.session.work.names
        self.keep()
        self.open(names[(names.index(self._screen.editor.file) + 1) % len(names)])

    def jump(self, at: At | None) -> None:
        """Go to a line of the learner's files."""
        screen = self._screen
        if at is not None and at.file in screen.session.work.names:
            if at.file != screen.editor.file:
                self.open(at.file)
            screen.go("editor")
            screen.editor.jump(at.line, at.column)

    def reload(self) -> None:
        """Take over what a command wrote into the file that is open."""
        editor = self._screen.editor
        text = self._screen.session.work.texts.get(editor.file, "")
        if text != editor.area.text:
            editor.replace(text)

    def show_faults(self) -> None:
        """Mark what is wrong with the text on the screen."""
        editor = self._screen.editor
        editor.show_faults(self._screen.session.problems(editor.file, editor.area.text))

    def keep(self) -> None:
        """Take the text as it is on the screen, without waiting for the pause."""
        editor = self._screen.editor
        self._screen.session.edit(editor.file, editor.area.text)
