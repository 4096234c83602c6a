"""The lines at the edges: where one is above, the panes of a small window, the next keys below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor import words
from tutor.tui.cells import fit
from tutor.tui.keys import ALL_KEYS, Key, key_names
from tutor.values import frozen

Part = tuple[str, str, str]  # text, style, action


@frozen
class Standing:
    """What the top line tells; `time` is the cluster's clock, `pace` its speed (0: it stands), `undo` the changes."""

    number: int = 0
    title: str = ""
    done: int = 0
    count: int = 0
    place: str = ""
    time: str = ""
    pace: int = 1
    undo: int = 0


class Line(Widget):
    """One line of parts; those with an action can be clicked."""

    ALLOW_SELECT = False
    locale: reactive[str] = reactive("en")

    class Pressed(Message):
        """A click on a part."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def left(self) -> Sequence[Part]:
        """Parts from the left edge."""
        return ()

    def right(self) -> Sequence[Part]:
        """Parts up to the right edge; they give way when there is no room."""
        return ()

    def laid(self) -> list[Part]:
        """All parts with the gap between them, as wide as the line."""
        left, right = list(self.left()), list(self.right())
        gap = self.size.width - _width(left) - _width(right)
        while gap < 0 and right:
            right = right[1:]
            gap = self.size.width - _width(left) - _width(right)
        return [*left, (" " * max(0, gap), "", ""), *right]

    def render(self) -> Content:
        """Draw the parts."""
        return Content.assemble(*((text, style) for text, style, _ in self.laid()))

    def on_click(self, event: events.Click) -> None:
        """Find the part under the pointer."""
        edge = 0
        for text, _, action in self.laid():
            edge += cell_len(text)
            if event.x < edge:
                if action:
                    self.post_message(self.Pressed(action))
                return


def _width(parts: Sequence[Part]) -> int:
    return sum(cell_len(text) for text, _, _ in parts)


class TopBar(Line):
    """The lesson, how far the course is, the place of the console, the cluster's clock, the language."""

    standing: reactive[Standing] = reactive(Standing())
    MARKS, LEAST_MARKS = 20, 5  # the title comes first: where it needs the room, there are fewer marks or none

    def left(self) -> Sequence[Part]:
        """Show the lesson and the course."""
        now = self.standing
        if not now.count:
            return ((f" tutor  {now.title}", "bold", ""),)
        number, tally = f" {now.number} · " if now.number else " ", f" {now.done}/{now.count}"
        room = self.size.width - cell_len(number + tally) - _width(self.right()) - 5
        spare = room - cell_len(now.title)
        marks = min(self.MARKS, now.count, spare) if spare >= min(self.LEAST_MARKS, now.count) else 0
        full = marks if now.done == now.count else min(max(0, marks - 1), ceil(marks * now.done / now.count))
        course: tuple[Part, ...] = (
            ("   " + "■" * full, "$accent", "contents"),
            ("□" * (marks - full), "$muted", "contents"),
            (tally, "$muted", "contents"),
        )
        title = fit(now.title, min(cell_len(now.title), max(8, room)))
        return ((number, "$muted", "contents"), (title, "bold", "contents"), *course)

    def right(self) -> Sequence[Part]:
        """Show clock, undo and language."""
        now = self.standing
        korean = self.locale == "ko"
        return (
            (f"{now.place}   " if now.place else "", "$muted", "pane(3)"),
            (f"↶ {now.undo}   " if now.undo else "", "$muted", "history"),
            (
                f"{now.time} {_pace(now.pace)}   " if now.time else "",
                "$muted" if now.pace == 1 else "$warning",
                "pause",
            ),
            ("한국어", "bold" if korean else "$muted", "language"),
            (" / ", "$muted", "language"),
            ("EN ", "$muted" if korean else "bold", "language"),
        )


def _pace(pace: int) -> str:
    return "‖" if not pace else "▶" if pace == 1 else f"▶{pace}x"


class Strip(Line):
    """The five panes of a small window, and what changed in those one does not see."""

    current: reactive[str] = reactive("lesson")
    news: reactive[Mapping[str, tuple[str, str]]] = reactive({})
    keys: reactive[Mapping[str, str]] = reactive(key_names(ALL_KEYS))
    PANES = ("lesson", "editor", "console", "cluster", "check")

    def left(self) -> Sequence[Part]:
        """Show number, name and news of each pane."""
        parts: list[Part] = []
        for number, pane in enumerate(self.PANES, 1):
            here = pane == self.current
            name = words.text(self.locale, f"window.pane.{pane}", {})
            mark, colour = self.news.get(pane, ("", ""))
            action = f"pane({number})"
            parts.append((f" {number} " if not here else f"▐{number} ", "$accent" if here else "$muted", action))
            parts.append((name, "bold underline" if here else "", action))
            parts.append((f" {mark}" if mark else "", colour, action))
            parts.append(("  ", "", action))
        return parts

    def right(self) -> Sequence[Part]:
        """Name the keys that go there."""
        first, last = self.keys["key_pane(1)"], self.keys["key_pane(5)"]
        named = f"{first}..{last[-1]}" if first == f"{last[:-1]}1" else f"{first} … {last}"
        return ((f"{named} ", "$muted", ""),)


class KeyBar(Line):
    """The next keys; one can be made to stand out, and a note can stand in for them."""

    keys: reactive[tuple[Key, ...]] = reactive(())
    bright: reactive[str] = reactive("")
    note: reactive[str] = reactive("")

    def left(self) -> Sequence[Part]:
        """Show the keys that fit."""
        if self.note:
            return ((f" {fit(self.note, min(cell_len(self.note), self.size.width - 2))}", "$foreground", "note"),)
        last = self._part(self.keys[-1]) if self.keys else []
        parts: list[Part] = []
        for key in self.keys[:-1]:
            more = self._part(key)
            if _width(parts) + _width(more) + _width(last) <= self.size.width:
                parts += more
        return parts

    def right(self) -> Sequence[Part]:
        """The last key, the way out, always has its place."""
        return () if self.note or not self.keys else self._part(self.keys[-1])

    def _part(self, key: Key) -> list[Part]:
        word = words.text(self.locale, f"window.key.{key.id}", {})
        style = "bold reverse" if key.id == self.bright else "$muted"
        return [(f" {key.shown} ", "bold $accent", key.id), (word, style, key.id), (" ", "", key.id)]
