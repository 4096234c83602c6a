"""The lesson: what the situation is, which task is at hand, lines to run with one key, hints, the debrief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
from tutor.tui.keys import FIRST_FIVE
from tutor.tui.markdown import Glossed
from tutor.tui.widgets.pane import Pane
from tutor.tui.widgets.prose import prose
from tutor.tui.widgets.walk import Row, Walk
from tutor.values import frozen

MARKS = {"done": ("✓", "$success"), "current": ("▸", "$accent"), "todo": ("□", "$muted")}


@frozen
class HintRow:
    """The choice of a row that opens a hint."""


class LessonPane(Pane):
    """One lesson, as far as the learner is."""

    page: reactive[Page | None] = reactive(None)
    done: reactive[str] = reactive("")
    welcome: reactive[bool] = reactive(False)

    class HintWanted(Message):
        """The row of the next hint was chosen."""

    class Take(Message):
        """A `$` line of the prose is wanted in the console, to be changed before it runs."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class Run(Message):
        """A `$` line of the prose was chosen."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    def __init__(self) -> None:
        super().__init__(id="lesson")
        self._shown: Page | None = None
        self._drawn: tuple[object, ...] = ()
        self._glossed = Glossed({})

    def words(self) -> Mapping[str, str]:
        """The words of this page that are explained, in the order in which they stand."""
        known = self.page.glossary if self.page else {}
        return {word: known[word] for word in self._glossed.found if word in known}

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
        drawn = (self.page, self.done, self.welcome, self.locale)
        if self.page is None or not self.is_mounted or drawn == self._drawn:
            return  # drawn twice, the page would jump back from what is new on it
        self._drawn = drawn
        same = self._shown is not None and self._shown.title == self.page.title
        walk = self.query_one(Walk)
        await walk.show(list(self.rows(self.page)), keep=same)
        if same and self._shown is not None:
            walk.bring(_news(self._shown, self.page))
        self._shown = self.page

    def rows(self, page: Page) -> Iterable[Widget]:
        """The page from its top to its end."""
        self._glossed = glossed = Glossed(page.glossary)
        if self.welcome:
            yield from self._welcome()
        yield from prose(page.situation, glossed)
        if page.tasks:
            yield Static(Content.styled(self.say("lesson.tasks"), "bold $muted"), classes="head")
        for task in page.tasks:
            yield from self._task_rows(task)
        if self.done:
            yield Static(Content.styled(self.done, "bold $success"), classes="head why")
        for word, text in (("why", page.why), ("next", page.next)):
            if text:
                yield Static(Content.styled(self.say(f"lesson.{word}"), "bold $muted"), classes="head")
                yield from prose(text, glossed)
        yield Static(" ", classes="end-of-page")  # what has no height cannot be scrolled to

    def _welcome(self) -> Iterable[Widget]:
        for number in (1, 2, 3):
            yield Row("· ", self.say(f"welcome.{number}"), classes="welcome")
        named = {action: (self.key(action), self.say(f"key.{action}")) for action in FIRST_FIVE}
        width = max(cell_len(name) for _, name in named.values()) + 2
        for number, action in enumerate(FIRST_FIVE):
            shown, name = named[action]
            mark = Content.assemble((f"  {shown:<5}", "bold $accent"), fit(name, width))
            about = Content.styled(self.say(f"about.{action}"), "$muted")
            yield Row(mark, about, classes="keys" if number else "keys first")
        yield Static("", classes="gap")

    def _task_rows(self, task: Task) -> Iterable[Widget]:
        mark, style = MARKS[task.state]
        colour = {"current": "bold", "done": ""}.get(task.state, "$muted")
        title = Content.styled(clean(task.title), colour)
        head = Content.styled(f"{mark} {task.number} ", style)
        yield Row(head, title, tail=self._points(task), classes=f"task {task.state}")
        if task.state != "current":
            return
        yield from prose(task.body, self._glossed, indent=True)
        for number, hint in enumerate(task.hints, 1):
            label = self.say("lesson.hint", number=number, count=len(task.hint_costs))
            yield Static(Content.styled(label, "$warning"), classes="hint indent")
            yield from prose(hint, self._glossed, indent=True)
        yield from self._hints_left(task)

    def _points(self, task: Task) -> str:
        """What the task gives, and once some of it is there, how much."""
        if not task.most:
            return ""
        if task.points:
            return self.say("lesson.points-of", points=f"{task.points:g}", most=f"{task.most:g}")
        return self.say("lesson.points", most=f"{task.most:g}")

    def _hints_left(self, task: Task) -> Iterable[Widget]:
        """A row that opens the next hint and says what that costs."""
        opened = len(task.hints)
        if task.hints_left:
            cost = task.hint_costs[opened] if opened < len(task.hint_costs) else 0
            price = self.say("lesson.hint-cost", points=cost) if cost else self.say("lesson.hint-free")
            label = self.say("lesson.hint-open", number=opened + 1, count=len(task.hint_costs))
            text = Content.assemble((label, "$accent"), (f"  {price}", "$warning" if cost else "$muted"))
            yield Row(
                Content.styled(f"{self.key('hint')} ", "bold $accent"), text, end="↵", choice=HintRow(), classes="left"
            )
        elif task.hints:
            yield Static(Content.styled(self.say("lesson.hint-last"), "$muted"), classes="indent left")

    @on(Walk.Chosen)
    def _chosen(self, event: Walk.Chosen) -> None:
        event.stop()
        if isinstance(event.choice, HintRow):
            self.post_message(self.HintWanted())
        else:
            self.post_message((self.Take if event.only_take else self.Run)(str(event.choice)))


def _news(before: Page, now: Page) -> str:
    """Name the row that shows what has changed, "" when nothing has."""
    hints = [sum(len(task.hints) for task in page.tasks) for page in (before, now)]
    current = [next((task.number for task in page.tasks if task.state == "current"), 0) for page in (before, now)]
    changes = (
        (bool(now.why) and not before.why, ".why"),
        (hints[1] > hints[0], ".left"),
        (current[0] != current[1], ".task.current"),
    )
    return next((selector for changed, selector in changes if changed), "")
