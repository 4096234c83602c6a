"""One drawn line and what can be selected on it; the glyphs and widths that all drawings share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual.content import Content

from tutor.session.views import Target
from tutor.tui.cells import fit, shorten
from tutor.values import frozen

Say = Callable[..., str]
GLYPHS = {
    "ready": ("●", "$success"),
    "waiting": ("◌", "$warning"),
    "leaving": ("◌", "$muted"),
    "wrong": ("✕", "$error"),
}
LEAST_NAME = 14


@frozen
class Drawn:
    """A line; with a target it can be selected."""

    content: Content
    target: Target | None = None


def blank() -> Drawn:
    """An empty line."""
    return Drawn(content=Content(""))


def sizes(rows: Sequence[tuple[str, str]], room: int) -> tuple[int, int]:
    """How wide names and addresses are drawn in one list; names give way, down to what tells them apart."""
    address = max((len(address) for _, address in rows), default=0)
    longest = max((cell_len(name) for name, _ in rows), default=0)
    return min(longest, max(LEAST_NAME, room - address - 6)), address


def named(name: str, namespace: str) -> str:
    """A name, with its namespace where that is not the learner's."""
    return name if namespace in {"", "default"} else f"{namespace}/{name}"


def cell(text: str, width: int) -> str:
    """Fit a name into a column; its end, which tells pods of one owner apart, stays."""
    return fit(shorten(text, width), width)
