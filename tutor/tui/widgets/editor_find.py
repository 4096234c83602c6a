"""The line in which one looks for a word of the text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static
from textual.widgets.text_area import Selection

from tutor.tui.widgets.editor_type import matches
from tutor.tui.widgets.yaml_area import YamlEditor


class FindBar(Horizontal):
    """A word and how often it is there; Enter and the arrows go from place to place, Esc goes back to the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("enter,down", "step(1)", show=False, priority=True),
        Binding("shift+enter,up", "step(-1)", show=False, priority=True),
    ]
    title: reactive[str] = reactive("")
    none: reactive[str] = reactive("")

    def compose(self) -> ComposeResult:
        """Put the word between its title and the count."""
        yield Static(classes="title", markup=False)
        yield Input(compact=True)
        yield Static(classes="count", markup=False)

    def on_mount(self) -> None:
        """Wait to be asked."""
        self.display = False

    @property
    def area(self) -> YamlEditor:
        """The text that is searched."""
        return self.parent.query_one(YamlEditor)  # type: ignore[union-attr]  # the line stands beside its text

    @property
    def word(self) -> str:
        """The word that is looked for."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Ask for a word, beginning with the selected one; when it is asked for already, go on to the next place."""
        if self.display and self.query_one(Input).has_focus:
            self.action_step(1)
            return
        entry, selected = self.query_one(Input), self.area.selected_text
        entry.value = selected if selected and "\n" not in selected else entry.value
        self.display = True
        entry.focus()
        self.call_after_refresh(self._show, 0)

    def watch_title(self, title: str) -> None:
        """Name the line."""
        if self.is_mounted:
            self.query_one(".title", Static).update(Content(f" {title} "))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self._show(0)

    def action_step(self, step: int) -> None:
        """Go on to the next place, or back."""
        self._show(step)

    def action_leave(self) -> None:
        """Put the line away; the text has the keys again, and the word that was found selected."""
        self.display = False
        area = self.area
        if area.found_at is not None:
            row, column = area.found_at
            area.selection = Selection((row, column), (row, column + len(self.word)))
        area.found, area.found_at = {}, None
        area.repaint()
        area.focus()

    def _show(self, step: int) -> None:
        """Mark every place and go to one: the first at or behind the cursor, or a step from there."""
        area, word = self.area, self.word
        places = matches(area.text, word)
        rows: dict[int, list[tuple[int, int]]] = {}
        for row, column in places:
            rows.setdefault(row, []).append((column, column + len(word)))
        area.found = rows
        here = area.cursor_location
        ahead = [number for number, one in enumerate(places) if one >= here]
        at = ahead[0] if ahead else 0
        on_one = bool(places) and places[at] == here
        if step:
            at += step if on_one or step < 0 else 0
        self._go(places, at % len(places) if places else 0)

    def _go(self, places: list[tuple[int, int]], at: int) -> None:
        count = f"{at + 1}/{len(places)}" if places else self.none if self.word else ""
        self.query_one(".count", Static).update(Content(f" {count} "))
        area = self.area
        area.found_at = places[at] if places else None
        if places:
            area.move_cursor(places[at], center=True)
        area.repaint()
