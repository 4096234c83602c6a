"""The lesson: what the situation is, which task is at hand, lines to run with one key, hints, the debrief."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tutor.session.views import Page, Task
from tutor.tui.cells import clean, fit
from tutor.tui.highlight import colour
from tutor.tui.keys import FIRST_FIVE, KEYS
from tutor.tui.markdown import Block, blocks, inline
from tutor.tui.tables import fit_tables
from tutor.tui.widgets.fitted import Fitted
from tutor.tui.widgets.pane import Pane
from tutor.tui.widgets.walk import Row, Walk

TIGHT: dict[str, tuple[str, ...]] = {"item": ("item", "command"), "command": ("command", "output")}
MARKS = {"done": ("✓", "$success"), "current": ("▸", "$accent"), "todo": (" ", "$muted")}


class Printed(Fitted):
    """What a command of the prose prints, its tables laid out for the width."""

    def __init__(self, text: str, *, classes: str) -> None:
        super().__init__(classes=classes)
        self._text = text

    def draw(self, width: int) -> Content:
        """Lay the tables out."""
        return Content.styled(fit_tables(self._text, width), "$muted")


class LessonPane(Pane):
    """One lesson, as far as the learner is."""

    page: reactive[Page | None] = reactive(None)
    done: reactive[str] = reactive("")
    welcome: reactive[bool] = reactive(False)

    class Run(Message):
        """A `$` line of the prose was chosen."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    def __init__(self, *, corner: str = "") -> None:
        super().__init__(id="lesson", corner=corner)
        self._shown: Page | None = None

    def body(self) -> ComposeResult:
        """Set the page."""
        yield Walk(id="page")

    async def watch_page(self) -> None:
        """Show the lesson as it is now, at the place where the reader was, unless it is another lesson or just done."""
        await self._show()

    async def watch_done(self) -> None:
        """Show that the lesson is done."""
        await self._show()

    async def watch_welcome(self) -> None:
        """Show or drop the words of the first start."""
        await self._show()

    async def _show(self) -> None:
        if self.page is None or not self.is_mounted:
            return
        same = self._shown is not None and self._shown.title == self.page.title
        walk = self.query_one(Walk)
        await walk.show(list(self._rows(self.page)), keep=same)
        if same and self._shown is not None:
            walk.bring(_news(self._shown, self.page))
        self._shown = self.page

    def _rows(self, page: Page) -> Iterable[Widget]:
        if self.welcome:
            yield from self._welcome()
        yield from _prose(page.situation)
        if page.tasks:
            yield Static(Content.styled(self.say("lesson.tasks"), "bold $muted"), classes="head")
        for task in page.tasks:
            yield from self._task_rows(task)
        if self.done:
            yield Static(Content.styled(self.done, "bold $success"), classes="head why")
        for word, text in (("why", page.why), ("next", page.next)):
            if text:
                yield Static(Content.styled(self.say(f"lesson.{word}"), "bold $muted"), classes="head")
                yield from _prose(text)
        yield Static(" ", classes="end-of-page")  # what has no height cannot be scrolled to

    def _welcome(self) -> Iterable[Widget]:
        for number in (1, 2, 3):
            yield Row("· ", self.say(f"welcome.{number}"), classes="welcome")
        named = {key.id: (key.shown, self.say(f"key.{key.id}")) for key in KEYS if key.id in FIRST_FIVE}
        width = max(cell_len(name) for _, name in named.values()) + 2
        for number, action in enumerate(FIRST_FIVE):
            shown, name = named[action]
            mark = Content.assemble((f"  {shown:<5}", "bold $accent"), fit(name, width))
            about = Content.styled(self.say(f"about.{action}"), "$muted")
            yield Row(mark, about, classes="keys" if number else "keys first")
        yield Static("", classes="gap")

    def _task_rows(self, task: Task) -> Iterable[Widget]:
        mark, style = MARKS[task.state]
        title = Content.styled(clean(task.title), "bold" if task.state == "current" else "$muted")
        yield Row(Content.styled(f"{mark} {task.number} ", style), title, classes=f"task {task.state}")
        if task.state != "current":
            return
        yield from _prose(task.body, indent=True)
        for number, hint in enumerate(task.hints, 1):
            count = len(task.hints) + task.hints_left
            label = self.say("lesson.hint", number=number, count=count)
            yield Static(Content.styled(label, "$warning"), classes="hint indent")
            yield from _prose(hint, indent=True)
        yield from self._hints_left(task)

    def _hints_left(self, task: Task) -> Iterable[Widget]:
        if task.hints_left:
            word = "lesson.hint-left" if task.hints_left == 1 else "lesson.hints-left"
            yield Static(Content.styled(self.say(word, count=task.hints_left), "$muted"), classes="indent left")
        elif task.hints:
            yield Static(Content.styled(self.say("lesson.hint-last"), "$muted"), classes="indent left")

    @on(Walk.Chosen)
    def _chosen(self, event: Walk.Chosen) -> None:
        event.stop()
        self.post_message(self.Run(str(event.choice)))


def _news(before: Page, now: Page) -> str:
    """Name the row that shows what has changed, "" when nothing has."""
    hints = [sum(len(task.hints) for task in page.tasks) for page in (before, now)]
    current = [next((task.number for task in page.tasks if task.state == "current"), 0) for page in (before, now)]
    changes = (
        (bool(now.why) and not before.why, ".end-of-page"),
        (hints[1] > hints[0], ".left"),
        (current[0] != current[1], ".task.current"),
    )
    return next((selector for changed, selector in changes if changed), "")


def _prose(text: str, *, indent: bool = False) -> Iterable[Widget]:
    """Make the widgets of a piece of prose; a run of items or commands ends with a gap."""
    found = blocks(text)
    for block, after in zip_longest(found, found[1:]):
        tight = after is not None and after.kind in TIGHT.get(block.kind, ())
        last = "" if tight or block.kind not in TIGHT else "last"
        yield _widget(block, f"{'indent' if indent else ''} {last}")


def _widget(block: Block, classes: str) -> Widget:
    """Make the widget of one block."""
    if block.kind == "command":
        line = colour(block.text, "command")
        return Row(Content.styled("$ ", "$muted"), line, end="↵", choice=block.text, classes=f"command {classes}")
    if block.kind == "item":
        indent = " " * (len(block.mark) - len(block.mark.lstrip()))
        mark = "·" if block.mark.strip() == "-" else block.mark.strip()
        return Row(f"{indent}{mark} ".ljust(cell_len(indent) + 2), inline(block.text), classes=f"item {classes}")
    if block.kind == "output":
        return Printed(block.text, classes=f"output {classes}")
    if block.kind == "code":
        return Static(colour(block.text, block.mark), classes=f"code {classes}")
    if block.kind == "heading":
        return Static(Content.styled(block.text, "bold"), classes=f"head {classes}")
    return Static(inline(block.text), classes=f"text {classes}")
