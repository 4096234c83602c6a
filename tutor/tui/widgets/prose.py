"""Turns the Markdown of a lesson into rows: text, items, commands to run, their output, code."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.tui.highlight import colour
from tutor.tui.markdown import Block, Glossed, blocks
from tutor.tui.tables import fit_tables
from tutor.tui.widgets.fitted import Fitted
from tutor.tui.widgets.walk import Row

TIGHT: dict[str, tuple[str, ...]] = {"item": ("item", "command"), "command": ("command", "output")}


class Printed(Fitted):
    """What a command of the prose prints, its tables laid out for the width."""

    def __init__(self, text: str, *, classes: str) -> None:
        super().__init__(classes=classes)
        self._text = text

    def draw(self, width: int) -> Content:
        """Lay the tables out."""
        return Content.styled(fit_tables(self._text, width), "$muted")


def prose(text: str, glossed: Glossed, *, indent: bool = False) -> Iterable[Widget]:
    """Make the widgets of a piece of prose; a run of items or commands ends with a gap."""
    found = blocks(text)
    for block, after in zip_longest(found, found[1:]):
        tight = after is not None and after.kind in TIGHT.get(block.kind, ())
        last = "" if tight or block.kind not in TIGHT else "last"
        yield _widget(block, f"{'indent' if indent else ''} {last}", glossed)


def _widget(block: Block, classes: str, glossed: Glossed) -> Widget:
    """Make the widget of one block."""
    if block.kind == "command":
        line = colour(block.text, "command")
        return Row(Content.styled("$ ", "$muted"), line, end="↵", choice=block.text, classes=f"command {classes}")
    if block.kind == "item":
        indent = " " * (len(block.mark) - len(block.mark.lstrip()))
        mark = "·" if block.mark.strip() == "-" else block.mark.strip()
        return Row(f"{indent}{mark} ".ljust(cell_len(indent) + 2), glossed(block.text), classes=f"item {classes}")
    if block.kind == "output":
        return Printed(block.text, classes=f"output {classes}")
    if block.kind == "code":
        return Static(colour(block.text, block.mark), classes=f"code {classes}")
    if block.kind == "heading":
        return Static(Content.styled(block.text, "bold"), classes=f"head {classes}")
    return Static(glossed(block.text), classes=f"text {classes}")
