"""Somebody who plays one lesson in the window: sees only the screen, presses only keys, notes what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import yaml
from textual import events
from textual.widgets import OptionList

from assets.svg import draw
from tests.lessons.leaks import leaks
from tests.tui.screen import Window
from tutor import words
from tutor.packs.model import Lesson, Pack, localized
from tutor.session.page import prose_of
from tutor.tui.markdown import inline
from tutor.tui.widgets.walk import Walk

WAITS = ("sleep 5", "sleep 60", "sleep 60")
TOLD = re.compile(r"`(kubectl delete [^`]+)`")
PATIENCE = 100
BUGS = ("command not found", "Traceback", "internal error")


class Player:
    """Somebody who plays one lesson; sees only the screen and presses only keys."""

    def __init__(self, tutor: Window, pack: Pack, lesson: Lesson, locale: str, svg: Path | None) -> None:
        self.tutor, self.pack, self.lesson, self.locale = tutor, pack, lesson, locale
        self.prose = prose_of(pack, lesson, locale)
        self.faults: list[str] = []
        self._svg = svg

    # Looking

    def expect(self, *, said: bool, what: str) -> None:
        """Note what is missing."""
        if not said and what not in self.faults:
            self.faults.append(what)

    async def see(self, seen: Callable[[], bool], what: str) -> None:
        """Wait until something is to be seen, for as long as a slow machine may need; else note what is missing."""
        for _ in range(PATIENCE):
            if seen():
                return
            await self.tutor.pilot.pause(0.02)
        self.expect(said=seen(), what=what)

    def look(self, name: str = "") -> str:
        """Read the screen, note what must not stand there, and keep its picture under a name."""
        lines = self.tutor.lines
        for fault in leaks(lines, self.locale):
            self.expect(said=False, what=fault)
        if name and self._svg is not None:
            self._draw(name)
        return "\n".join(lines)

    def _draw(self, name: str) -> None:
        app, (columns, rows) = self.tutor.app, self.tutor.app.size
        known = app.theme_variables
        lines = [list(strip) for strip in app.screen._compositor.render_strips()]
        picture = draw(lines, columns, foreground=known["foreground"], background=known["background"])
        path = Path(f"{self._svg}/{self.lesson.id}-{self.locale}-{columns}x{rows}-{name}.svg")
        path.write_text(picture, encoding="utf-8")

    def says(self, text: str) -> bool:
        """Whether a text stands on the screen, however its lines are broken."""
        return _squeezed(inline(text).plain) in _squeezed(self._columns())

    def _columns(self) -> str:
        """The text of the lesson's pane alone, so that a wrapped paragraph reads on."""
        pane = self.tutor.lesson.lesson.region
        rows = self.tutor.app.screen._compositor.render_strips()[pane.y + 1 : pane.bottom]
        return "\n".join(strip.crop(pane.x, pane.right).text for strip in rows)

    # Keys

    async def type(self, line: str) -> None:
        """Type a line into the console and run it; what is long is pasted, as people do."""
        await self.tutor.press("alt+3")
        if len(line) < 80:
            await self.tutor.pilot.press(*line)
        else:
            await self.paste(line)
        await self.tutor.press("enter")
        await self.tutor.pilot.pause()

    async def paste(self, text: str) -> None:
        """Paste where the cursor is."""
        self.tutor.app.post_message(events.Paste(text))
        await self.tutor.pilot.pause()
        await self.tutor.pilot.pause()

    async def open(self) -> None:
        """Find the lesson in the contents."""
        number = [one.id for one in self.pack.lessons].index(self.lesson.id)
        await self.tutor.press("f2", "home", *["down"] * number)
        title = localized(self.lesson.title, self.locale, self.pack.default_locale)
        await self.see(lambda: title[:12] in self.tutor.text, "its title is not in the contents")
        self.look("contents")
        self.expect(said=bool(self.tutor.app.screen.query(OptionList)), what="F2 does not open the contents")
        await self.tutor.press("enter")
        await self.see(self._is_open, "another lesson opened")
        self.lesson = self.tutor.lesson.session.lesson  # the window draws a learner's own names
        self.prose = prose_of(self.pack, self.lesson, self.locale)
        await self.tutor.press("alt+1")
        await self.see(lambda: title[:6] in self.tutor.lines[0], "its title is not in the first line")
        self.look("start")

    def _is_open(self) -> bool:
        screen = self.tutor.app.lesson_screen
        return screen is not None and screen.is_mounted and screen.session.lesson.id == self.lesson.id

    async def see_zero(self) -> None:
        """Ask for the verdict on the starter."""
        await self.tutor.press("f6")
        board = self.tutor.lesson.session.board()
        self.expect(said=board.net == 0, what=f"the starter has {board.net:g} points")
        await self.see(lambda: "✕" in self.tutor.text, "no check has failed on the screen")
        self.look("zero")

    async def read_hints(self) -> None:
        """Open the hints of the task at hand, and read each as it comes."""
        await self.tutor.press("alt+1")
        for text in self.prose.tasks[0].hints if self.prose.tasks else ():
            await self.tutor.press("f4")
            begin = text.split("\n\n")[0]
            await self.see(partial(self.says, begin), f"the hint is not to be seen: {begin[:40]}")
            self.look()
        self.look("hints")

    async def run_prose(self) -> None:
        """Read on from command to command of the prose and run each where it stands."""
        await self.tutor.press("alt+1", "home")
        walk = self.tutor.lesson.lesson.query_one(Walk)
        for number, row in enumerate(walk.stops):
            if isinstance(row.choice, str):
                await self._reach(walk, number)
                await self.tutor.press("enter")
                ran = self.tutor.lesson.session.lab.transcript
                self.expect(said=bool(ran) and ran[-1].line == row.choice, what=f"did not run: {row.choice}")
                bug = next((bug for bug in BUGS if ran and bug in ran[-1].output.stderr), "")
                self.expect(said=not bug, what=f"{row.choice}: {bug}")
                self.look(f"prose{number:02}" if number < 1 else "")
        self.look("prose")

    async def _reach(self, walk: Walk, number: int) -> None:
        await self.tutor.press("alt+1")
        for _ in range(200):
            if walk.current == number:
                return
            await self.tutor.press("down" if walk.current < number else "up")
        self.expect(said=False, what=f"command {number + 1} of the prose is out of reach")

    # Solving

    async def solve_in_the_editor(self) -> None:
        """Put the solution in place of the text, and send it with F5."""
        for name in self.lesson.submission:
            await self.tutor.press("alt+2", "ctrl+home", "ctrl+shift+end")
            await self.paste(self.lesson.solution[name])
            here = self.tutor.lesson.editor
            self.expect(said=here.area.text == self.lesson.solution[name], what=f"{name} is not what was pasted")
            await self.tutor.press("f5")
            self.look("applied")
            if len(self.lesson.submission) > 1:
                await self.tutor.press("alt+2", "ctrl+pagedown")

    async def solve_in_the_console(self) -> None:
        """Type what the solution says, object by object, as commands."""
        for name in self.lesson.submission:
            text = self.lesson.solution[name]
            for line in text.splitlines() if name.endswith(".sh") else _commands(text):
                await self.type(line)
        self.look("applied")

    async def finish(self, way: str) -> None:
        """Solve, wait and ask for the verdict, until every point is there."""
        told = self._told()
        for line in (line for line in told if " -l " not in line):
            await self.type(line)
            await self.type("sleep 40")
        await (self.solve_in_the_console() if way == "console" else self.solve_in_the_editor())
        for line in (line for line in told if " -l " in line):
            await self.type(line)
        for wait in WAITS:
            await self.type(wait)
            await self.tutor.press("f6")
            await self.tutor.pilot.pause()
            if self.tutor.lesson.session.done:
                break
        board = self.tutor.lesson.session.board()
        wrong = ", ".join(row.title for row in board.rows if row.state != "pass")
        self.expect(said=self.tutor.lesson.session.done, what=f"{board.score:g} of {board.most:g} points: {wrong}")

    def _told(self) -> list[str]:
        """The deletions that a sentence of the tasks asks for; those by label come after the new file."""
        return [line for task in self.prose.tasks for line in TOLD.findall(task.body)]

    async def read_the_end(self) -> None:
        """See the ticks and read the debrief to its last line."""
        head = words.text(self.locale, "window.lesson.why")
        await self.see(lambda: head in self._columns(), "the debrief does not come into sight")
        self.look("done")
        screens = [self._columns()]
        await self.tutor.press("alt+1", "home")
        for number in range(30):
            before = self._columns()
            screens.append(before)
            self.look(f"end{number}")
            await self.tutor.press("pagedown")
            await self.tutor.pilot.pause(0.05)
            if self._columns() == before:
                break
        text = _squeezed("".join(screens))
        for number, task in enumerate(self.tutor.lesson.session.page().tasks, 1):
            self.expect(said=_squeezed(f"✓ {number} {task.title}") in text, what=f"task {number} is not ticked")
        for word in ("why", "next"):
            head = words.text(self.locale, f"window.lesson.{word}")
            self.expect(said=_squeezed(head) in text, what=f"no {head!r} on the page")
        for part in filter(None, f"{self.prose.why}\n\n{self.prose.next}".split("\n\n")):
            if part[0] not in "~-*1|" and not part.startswith("```"):
                self.expect(said=_squeezed(inline(part).plain)[:24] in text, what=f"not to be read: {part[:40]}")

    async def go_on(self) -> None:
        """Press the key for the next lesson."""
        number = [one.id for one in self.pack.lessons].index(self.lesson.id) + 1
        await self.tutor.press("ctrl+n")
        if number == len(self.pack.lessons):
            last = words.text(self.locale, "window.lesson.last")
            await self.see(lambda: last in self.tutor.text, "nothing says that this was the last lesson")
            self.look("next")
            return
        following = self.pack.lessons[number]
        title = localized(following.title, self.locale, self.pack.default_locale)
        begin = f" {number + 1} · {title[:6]}"
        await self.see(lambda: self.tutor.lines[0].startswith(begin), f"Ctrl+N does not lead to {following.id}")
        self.look("next")
        named = following.id in self.prose.next or title in self.prose.next
        self.expect(said=named, what=f"the page does not name {following.id} as the next lesson")


def _squeezed(text: str) -> str:
    """A text without blanks, rules and the ends of rows."""
    return re.sub(r"[\s│┃▌▐█▁-▇↵]+", "", text)


def _commands(text: str) -> list[str]:
    """Each document of a file as a command that applies it."""
    made = [json.dumps(one, ensure_ascii=False) for one in yaml.safe_load_all(text) if one]
    return [f"echo '{one}' | kubectl apply -f -" for one in made]
