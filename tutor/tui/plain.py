"""The window without any colour: what is marked is reversed, what is unimportant dim, the rest plain."""

from __future__ import annotations

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

DEFAULT = Style.from_color(RichColor.parse("default"), RichColor.parse("default"))
MARKED = ("block-cursor-background", "input-selection-background", "input-cursor-background")
DIM = ("muted", "line")


class Plain(LineFilter):
    """Takes every colour away, and says with reverse and dim what two of them said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._marked = _colours(theme, MARKED)
        self._dim = _colours(theme, DIM)
        self._known: dict[Style, Style] = {}

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Change the style of each segment."""
        del background
        return [Segment(text, self._plain(style), control) for text, style, control in segments]

    def _plain(self, style: Style | None) -> Style | None:
        if style is None:
            return None
        if style not in self._known:
            self._known[style] = self._made(style)
        return self._known[style]

    def _made(self, style: Style) -> Style:
        marked = _hex(style.bgcolor) in self._marked
        dim = _hex(style.color) in self._dim and not marked
        changed = Style(reverse=True) if marked else Style(dim=True) if dim else Style()
        return style + DEFAULT + changed


def _hex(colour: RichColor | None) -> str:
    return colour.triplet.hex if colour is not None and colour.triplet is not None else ""


def _colours(theme: Theme, names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(theme.variables[name].lower() for name in names if name in theme.variables)
