"""A titled part of the window; its title is a rule whose corners join those of its neighbours."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tutor import words
from tutor.tui.cells import clean, fit
from tutor.tui.keys import ALL_KEYS, key_names


class PaneTitle(Widget):
    """One line: `─ Console · laptop ───── detail ─`, heavy where the focus is, also without colour."""

    ALLOW_SELECT = False
    title: reactive[str] = reactive("")
    detail: reactive[str] = reactive("")
    focused: reactive[bool] = reactive(False)

    def render(self) -> Content:
        """Draw the rule to the width of the pane."""
        return titled(self.title, self.detail, self.size.width, focused=self.focused)


def titled(title: str, detail: str, room: int, *, focused: bool) -> Content:
    """The rule with the words of a title, `room` cells wide."""
    rule = "━" if focused else "─"
    detail = f" {clean(detail)} " if detail else ""
    title = fit(f" {title} ", max(0, min(cell_len(title) + 2, room - 4)))
    detail = detail if cell_len(title) + cell_len(detail) + 4 <= room else ""
    gap = max(0, room - cell_len(title) - cell_len(detail) - 2)
    line = "$accent" if focused else "$line"
    return Content.assemble(
        (rule, line),
        (title, "bold $accent" if focused else "$muted"),
        (rule * gap, line),
        (detail, "$muted"),
        (rule, line),
    )


class Pane(Vertical):
    """A title over whatever a subclass yields in `body`; the pane's id names its word."""

    locale: reactive[str] = reactive("en")
    detail: reactive[str] = reactive("")
    suffix: reactive[str] = reactive("")
    keys: reactive[Mapping[str, str]] = reactive(key_names(ALL_KEYS))

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes="pane")
        self._corner: str | None = None

    def compose(self) -> ComposeResult:
        """Put the title over the body."""
        with Horizontal(classes="heading"):
            yield Static(self._corner or "", classes="corner", markup=False)
            yield PaneTitle()
        with Vertical(classes="body"):
            yield from self.body()

    def body(self) -> ComposeResult:
        """Yield the widgets under the title."""
        yield from ()

    def say(self, word: str, **params: object) -> str:
        """Return a sentence of the window in the learner's language, with the learner's keys."""
        return words.text(self.locale, f"window.{word}", {**self.keys, **params})

    def key(self, action: str) -> str:
        """Name the key of an action."""
        return self.keys[f"key_{action}"]

    def take_focus(self) -> None:
        """Focus the widget of this pane that takes the keys."""
        target = next((widget for widget in self.query("*") if widget.focusable), None)
        if target is not None:
            target.focus()

    def on_mount(self) -> None:
        """Write the title once."""
        self._write_title()

    def on_descendant_focus(self) -> None:
        """Draw the title heavy."""
        for title in self.query(PaneTitle):
            title.focused = True

    def on_descendant_blur(self) -> None:
        """Draw the title light, unless the keys only went elsewhere in this pane."""
        for title in self.query(PaneTitle):
            title.focused = self.has_focus_within

    def watch_locale(self) -> None:
        """Write the title in the new language."""
        self._write_title()

    def watch_detail(self) -> None:
        """Show what stands right in the title."""
        self._write_title()

    def watch_suffix(self) -> None:
        """Show what stands after the title."""
        self._write_title()

    def _write_title(self) -> None:
        for title in self.query(PaneTitle):
            end = f" · {self.suffix}" if self.suffix else ""
            title.title = self.heading() + end
            title.detail = self.detail

    def join(self, corner: str) -> None:
        """Join the title to the rules around it; where there is none, nothing stands at the left."""
        if corner == self._corner:
            return
        self._corner = corner
        self.set_class(not corner, "-first")
        for sign in self.query(".corner").results(Static):
            sign.update(corner)

    def heading(self) -> str:
        """Name the pane."""
        return self.say(f"pane.{self.id}")
