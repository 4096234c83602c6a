"""The console: what was run and what came back, and a line to type the next command."""

from __future__ import annotations

from collections.abc import Sequence
from os.path import commonprefix
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from tutor.kubectl.output import Output
from tutor.session.views import Ran
from tutor.tui.cells import clean
from tutor.tui.highlight import colour, guess
from tutor.tui.keys import ALT_DIGITS, keys_of
from tutor.tui.tables import fit_tables
from tutor.tui.widgets.fitted import Fitted
from tutor.tui.widgets.pane import Pane

MOST_ENTRIES = 300
MOST_LINES = 2_000  # of all entries together: each is laid out anew for another width
BACK_LINES = 400  # of what was printed before, for a learner who comes back
LONG_LINE = 100


class Entry(Fitted):
    """One command with its output, laid out for the width it has."""

    def __init__(self, ran: Ran, most: int = MOST_LINES, why: str = "") -> None:
        super().__init__()
        self.lines = min(_lines(ran), most)
        self._ran, self._most, self._why = ran, most, why if ran.failed else ""
        self._drawn: tuple[int, Content] | None = None

    def draw(self, width: int) -> Content:
        """Lay tables out for the width; the last layout is kept, because a console is drawn often."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, _content(self._ran, width, self._most, self._why))
        return self._drawn[1]


def _content(ran: Ran, width: int, most: int, why: str) -> Content:
    parts: list[Content] = []
    if ran.line:
        parts.append(Content.assemble((ran.prompt, "$accent"), colour(ran.line, "command")))
    for text, wrong in ((ran.output.stdout, False), (ran.output.stderr, True)):
        if text:
            shown = fit_tables(clean(_tail(text, most)).rstrip("\n"), width)
            parts.append(_faults(shown) if wrong else colour(shown, guess(shown)))
    if why:
        parts.append(Content.styled(f"  {why}", "$muted"))
    return Content("\n").join(parts)


def _faults(text: str) -> Content:
    """Show what came on stderr: warnings in yellow, the rest in red."""
    warned = text.startswith("Warning:") and "\nError" not in text and "\nerror" not in text
    return Content.styled(text, "$warning" if warned else "$error")


def _lines(ran: Ran) -> int:
    """About how many lines an entry takes, with its command and the gap after it."""
    output = ran.output.stdout + ran.output.stderr
    return 2 + max(output.count("\n"), len(output) // LONG_LINE)


def _tail(text: str, most: int) -> str:
    """Keep the end of what is too long to read."""
    lines = text.split("\n")
    return text if len(lines) <= most else "\n".join(["…", *lines[-most:]])


def _latest(entries: Sequence[Ran], most: int, why: str) -> list[Entry]:
    """The last entries that fit into so many lines together, in order; the first of them may lack its beginning."""
    made: list[Entry] = []
    for ran in reversed(entries):
        if most <= 0 or len(made) == MOST_ENTRIES:
            break
        if ran.line or ran.output.stdout or ran.output.stderr:
            made.append(Entry(ran, most, why))
            most -= made[-1].lines
    return made[::-1]


class Prompt(Input):
    """The line being typed, with the history under the arrow keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", show=False),
        Binding("down", "newer", show=False),
        Binding("ctrl+c", "drop", show=False),
        Binding("ctrl+l", "wipe", show=False),
    ]
    # As in the editor: Textual would do them after letters that were typed behind them.
    AT_ONCE: ClassVar[dict[str, str]] = keys_of(Input.BINDINGS) | keys_of(BINDINGS)

    def __init__(self) -> None:
        super().__init__(id="prompt", select_on_focus=False, compact=True)
        self.history: list[str] = []
        self._place = 0
        self._draft = ""

    async def _on_key(self, event: events.Key) -> None:
        """Do the keys of editing in the order in which they were typed."""
        action = self.AT_ONCE.get(event.key)
        if action is not None and await self.app.run_action(action, self):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Leave the keys that go from pane to pane to the screen."""
        return key not in ALT_DIGITS and super().check_consume_key(key, character)

    def remember(self, line: str) -> None:
        """Add a line to the history and stand after it."""
        if line and self.history[-1:] != [line]:
            self.history.append(line)
        self._place = len(self.history)

    def action_older(self) -> None:
        """Go one line back in the history."""
        self._go(self._place - 1)

    def action_newer(self) -> None:
        """Go one line on in the history, at its end to what was being typed."""
        self._go(self._place + 1)

    async def action_submit(self) -> None:
        """Take the line away at once: what is typed next belongs to the next one."""
        line, self.value = self.value, ""
        self.post_message(self.Submitted(self, line))

    def action_drop(self) -> None:
        """Forget the line being typed."""
        self.value = ""
        self._place = len(self.history)

    def action_wipe(self) -> None:
        """Clear the console."""
        self.post_message(ConsolePane.Wiped())

    def _go(self, place: int) -> None:
        if not 0 <= place <= len(self.history):
            return
        if self._place == len(self.history):
            self._draft = self.value
        self._place = place
        self.value = self.history[place] if place < len(self.history) else self._draft
        self.cursor_position = len(self.value)


class Log(VerticalScroll):
    """Shows its end whenever it has become longer, however late that is laid out."""

    def watch_virtual_size(self, before: Size, now: Size) -> None:
        """Follow what was printed, once it has its height."""
        if now.height > before.height:
            self.scroll_end(animate=False)


class ConsolePane(Pane):
    """Entries above, the prompt below; the title says where one is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    prompt: reactive[str] = reactive("$ ")

    class Entered(Message):
        """A command was typed."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class Wiped(Message):
        """The console is to be cleared."""

    def __init__(self) -> None:
        super().__init__(id="console")
        self._count = 0

    def body(self) -> ComposeResult:
        """Set the log over the prompt."""
        with Log(id="log", can_focus=False):
            yield Horizontal(Static("", id="sign"), Prompt(), id="line")

    @property
    def line(self) -> Prompt:
        """The line being typed."""
        return self.query_one(Prompt)

    def watch_prompt(self) -> None:
        """Show where the next command runs."""
        if self.is_mounted:
            sign = self.query_one("#sign", Static)
            sign.update(Content.styled(clean(self.prompt), "$accent"))
            sign.styles.width = max(1, cell_len(self.prompt))

    def watch_locale(self) -> None:
        """Say in the new language what one could type."""
        super().watch_locale()
        if self.is_mounted:
            self.line.placeholder = self.say("console.hint")

    def on_mount(self) -> None:
        """Begin with the prompt."""
        super().on_mount()
        self.watch_prompt()
        self.watch_locale()

    def print(self, entries: Sequence[Ran], most: int = MOST_LINES) -> None:
        """Add what was run, the last lines of it; what is too much for the console leaves it at the top."""
        log = self.query_one(Log)
        made = _latest(entries, most, self.say("console.why"))
        room, left = MOST_LINES - sum(one.lines for one in made), MOST_ENTRIES - len(made)
        for number, old in enumerate(reversed(log.query(Entry)), 1):
            room -= old.lines
            if room < 0 or number > left:
                old.remove()
        log.mount_all(made, before="#line")
        for ran in entries:
            self.line.remember(ran.line)
        self.call_after_refresh(log.scroll_end, animate=False)

    def action_page(self, by: int) -> None:
        """Look at what was printed before, or after."""
        log = self.query_one(Log)
        log.scroll_relative(y=by * max(1, log.size.height - 2), animate=False)

    def wipe(self) -> None:
        """Clear the console."""
        self.query(Entry).remove()

    def offer(self, line: str, candidates: Sequence[str]) -> None:
        """Complete the line as far as it is sure, and list the rest; whole lines are offered."""
        if not candidates or line != self.line.value:
            return
        common = commonprefix(list(candidates))  # noqa: RUF071 - characters are meant
        if len(candidates) == 1 and not common.endswith(("/", "=")):
            common += " "
        if len(common) > len(line):
            self.line.value = common
            self.line.cursor_position = len(common)
            return
        self.print([Ran(prompt="", line="", output=_listing(candidates))])

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(event.value))

    def on_click(self, event: events.Click) -> None:
        """A click anywhere in the console goes to the prompt."""
        del event
        if not self.screen.get_selected_text():
            self.line.focus()


def _listing(candidates: Sequence[str]) -> Output:
    """List the last words of what is offered."""
    return Output(stdout="  ".join(one.rstrip().rpartition(" ")[2] for one in candidates[:60]))
