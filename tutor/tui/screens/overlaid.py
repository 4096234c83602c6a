"""A screen on which what lies over the panes is whole: no wide letter of it is cut at an edge of a pane below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets._toast import Toast
from textual.widgets._tooltip import Tooltip

from tutor.tui.widgets.pop_list import PopList

OVER = (Toast, Tooltip, PopList)


class OverlaidCompositor(Compositor):
    """Puts lines together from pieces; Textual's own also cuts at edges that nobody sees."""

    @property
    def cuts(self) -> list[list[int]]:
        """Where pieces begin and end, by line."""
        if self._cuts is None and self._is_overlaid():
            self._cuts = self._seen_cuts()
        return super().cuts

    def _is_overlaid(self) -> bool:
        return any(isinstance(widget, OVER) for widget in self.visible_widgets)

    def _seen_cuts(self) -> list[list[int]]:
        """The edges of all widgets, from the front to the back, without those that something before them hides."""
        lines: list[set[int]] = [{0, self.size.width} for _ in range(self.size.height)]
        before: list[Region] = []
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for y in seen.line_range if seen else ():
                over = [one for one in before if one.y <= y < one.bottom]
                lines[y].update(x for x in (seen.x, seen.right) if not any(one.x < x < one.right for one in over))
            if isinstance(widget, OVER):
                before.append(seen)
        return [sorted(line) for line in lines]

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        """Give each piece to the first widget that has all of it."""
        if not self._is_overlaid():
            return super()._render_chops(crop, is_rendered_line)
        lines: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in self.cuts]
        for region, clip, strips in self._get_renders(crop):
            seen = region.intersection(clip)
            for y, strip in zip(seen.line_range, strips, strict=False):
                if is_rendered_line(y):
                    _fill(lines[y], self.cuts[y], strip, seen)
        return cast("Sequence[Mapping[int, Strip]]", lines)  # None, as with Textual, is what is not asked for


def _fill(line: dict[int, Strip | None], cuts: Sequence[int], strip: Strip, seen: Region) -> None:
    for start, end in pairwise(cuts):
        if line[start] is None and seen.x <= start and end <= seen.right:
            line[start] = strip.crop(start - seen.x, end - seen.x)


class OverlaidScreen(Screen[None]):
    """A screen that notes, explanations and lists may lie over."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = OverlaidCompositor()
