"""The console of a lesson: lines to run, files to apply, and the way back and forth through what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.kubectl.output import Output
from tutor.session.views import EditorWanted, Ran
from tutor.tui.screens.dialog import EditText
from tutor.tui.screens.history import HistoryScreen

if TYPE_CHECKING:
    from tutor.tui.screens.lesson import LessonScreen


class Commands:
    """Runs what is typed or chosen, and shows what came of it."""

    def __init__(self, screen: LessonScreen) -> None:
        self._screen = screen

    def run(self, line: str) -> None:
        """Run a line of the console and show what came of it."""
        screen = self._screen
        screen.wake()
        screen.texts.keep()
        if line.strip() == "clear":
            screen.console.line.remember(line)
            screen.console.wipe()
        elif not line.strip():
            screen.console.print([Ran(prompt=screen.session.lab.prompt, line=" ", output=Output())])
        else:
            self._came(screen.session.run(line))

    def apply(self) -> None:
        """Send the open file to the cluster, once what was typed before the key is in it."""
        self._screen.when_typed(self._apply)

    def _apply(self) -> None:
        screen = self._screen
        screen.texts.keep()
        screen.texts.show_faults()
        screen.lesson.welcome = False
        self._came(screen.session.apply(screen.editor.file))
        screen.go_where_small("console")

    def _came(self, ran: Ran | EditorWanted) -> None:
        screen = self._screen
        if isinstance(ran, EditorWanted):
            screen.run_worker(self._edit_for(ran))
            return
        screen.pulse.change()
        screen.console.print([ran])
        screen.texts.reload()
        screen.show()
        screen.keep()
        screen.post_message(screen.Kept())
        if screen.session.lab.shell.ended:
            screen.app.exit()

    async def _edit_for(self, wanted: EditorWanted) -> None:
        screen = self._screen
        text = await screen.app.push_screen_wait(EditText(wanted.text, screen.say("console.running")))
        self._came(screen.session.run(wanted.line, (*wanted.edits, wanted.text if text is None else text)))

    def take(self, line: str) -> None:
        """Put a line into the console, to be changed before it runs."""
        screen = self._screen
        screen.go("console")
        screen.console.line.value = line
        screen.console.line.cursor_position = len(line)

    def complete(self) -> bool:
        """Complete the word before the cursor of the console; False when there is nothing to complete."""
        console, line = self._screen.console, self._screen.console.line
        found = self._screen.session.lab.complete(line.value) if line.has_focus and line.value.strip() else ()
        if not found or found == (line.value,):
            return False
        console.offer(line.value, found)
        return True

    def undo(self) -> None:
        """Take the last change in the cluster back."""
        self.run("undo")

    def redo(self) -> None:
        """Do again what was taken back."""
        self.run("redo")

    def history(self) -> None:
        """List what was done, and go back, or forward again, to one of these moments."""
        self._screen.run_worker(self._history())

    async def _history(self) -> None:
        lab = self._screen.session.lab
        here = lab.undoable
        chosen = await self._screen.app.push_screen_wait(HistoryScreen(lab.deeds(), lab.look, self._screen.say))
        for _ in range(abs(chosen - here) if chosen is not None else 0):
            self.run("undo" if chosen is not None and chosen < here else "redo")
