"""Where each pane stands in a window of a certain size: columns, widths, heights, and what is folded away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from tutor.values import frozen, replace

PANES = ("lesson", "editor", "console", "cluster", "check")
BREAKPOINTS: list[tuple[int, str]] = [(0, "-narrow"), (110, "-two"), (150, "-wide")]
HEIGHTS: list[tuple[int, str]] = [(0, "-low"), (36, "-tall"), (44, "-high")]
# How F9 folds the window, by how much room there is; the first is what one finds.
FOLDS: Mapping[str, tuple[str, ...]] = {
    "-wide": ("all", "alone", "two"),
    "-two": ("two", "alone"),
    "-narrow": ("alone", "pair"),
}
LEAST_WIDTH, LEAST_HEIGHT = 80, 24
LEAST_COLUMN, LEAST_PANE = 22, 5
LIGHT, HEAVY = 10, 90
STEP = 4

Columns = tuple[tuple[str, ...], ...]


@frozen
class Place:
    """A pane's rectangle in cells, and the sign that joins its title to the rules around it."""

    x: int
    y: int
    width: int
    height: int
    corner: str = ""


@frozen
class Arrangement:
    """The learner's own order and sizes; widths and heights are weights, `fold` counts how often F9 was pressed."""

    columns: Columns = (("lesson",), ("editor", "console"), ("cluster", "check"))
    widths: tuple[int, ...] = (31, 36, 33)
    heights: Mapping[str, int] = field(
        default_factory=lambda: {"lesson": 20, "editor": 65, "console": 35, "cluster": 57, "check": 43}
    )
    fold: int = 0

    def column_of(self, pane: str) -> int:
        """The number of the column that holds a pane."""
        return next(number for number, panes in enumerate(self.columns) if pane in panes)


def room(width: int) -> str:
    """Name how much room a width gives."""
    return next(name for least, name in reversed(BREAKPOINTS) if width >= least)


def classes(arrangement: Arrangement, width: int, height: int) -> tuple[str, ...]:
    """Name what the style sheet has to know of a window: how much room there is, and whether panes are folded away."""
    tall = next(name for least, name in reversed(HEIGHTS) if height >= least)
    return (room(width), tall, *(("-strip",) if folded(arrangement, width) != "all" else ()))


def folded(arrangement: Arrangement, width: int) -> str:
    """Name what F9 has chosen at this width: all, two, alone or pair."""
    folds = FOLDS[room(width)]
    return folds[arrangement.fold % len(folds)]


def after(pane: str, by: int) -> str:
    """Name the pane that Tab (1) or Shift+Tab (-1) goes to."""
    return PANES[(PANES.index(pane) + by) % len(PANES)]


def plan(arrangement: Arrangement, width: int, height: int, here: str, side: str) -> Mapping[str, Place]:
    """Give every pane that is shown its place: `here` always, and where room is short the column of `side`."""
    shown = _shown(arrangement, folded(arrangement, width), here, side)
    numbers = [number for number, panes in enumerate(shown) if panes]
    widths = _shares([arrangement.widths[number] for number in numbers], width, LEAST_COLUMN)
    places: dict[str, Place] = {}
    x, before = 0, frozenset[int]()
    for number, size in zip(numbers, widths, strict=True):
        panes = shown[number]
        heights = _shares([arrangement.heights.get(pane, 50) for pane in panes], height, LEAST_PANE)
        tops = [sum(heights[:row]) for row in range(len(panes))]
        for pane, top, tall in zip(panes, tops, heights, strict=True):
            places[pane] = Place(x=x, y=top, width=size, height=tall, corner=_corner(x, top, before))
        x, before = x + size, frozenset(tops)
    return places


def _corner(x: int, top: int, before: frozenset[int]) -> str:
    """Join the title to the rule at its left, which is there wherever a column stands before."""
    if not x:
        return ""
    return "┬" if not top else "┼" if top in before else "├"


def _shown(arrangement: Arrangement, fold: str, here: str, side: str) -> Columns:
    if fold == "all":
        return arrangement.columns
    if fold == "alone":
        return ((here,), *((),) * (len(arrangement.columns) - 1))
    if fold == "pair":
        partner = "console" if here != "console" else "editor"
        upper, lower = sorted((here, partner), key=PANES.index)
        return ((upper, lower), *((),) * (len(arrangement.columns) - 1))
    main = arrangement.column_of("editor")
    other = arrangement.column_of(here)
    other = arrangement.column_of(side) if other == main else other
    keep = {main, other}
    return tuple(panes if number in keep else () for number, panes in enumerate(arrangement.columns))


def _shares(weights: Sequence[int], room: int, least: int) -> list[int]:
    """Share cells by weight, none below `least` where there is enough; all cells are given away."""
    total = sum(weights) or 1
    sizes = [max(min(least, room // len(weights)), room * weight // total) for weight in weights]
    while sum(sizes) > room:
        sizes[sizes.index(max(sizes))] -= 1
    sizes[-1] += room - sum(sizes)
    return sizes


# Changing it


def widen(arrangement: Arrangement, pane: str, by: int) -> Arrangement:
    """Make the column of a pane wider or narrower; its neighbour gives or takes."""
    at = arrangement.column_of(pane)
    other = at + 1 if at + 1 < len(arrangement.columns) else at - 1
    widths = list(arrangement.widths)
    if other >= 0 and widths[at] + by >= LIGHT and widths[other] - by >= LIGHT:
        widths[at], widths[other] = widths[at] + by, widths[other] - by
    return replace(arrangement, widths=tuple(widths))


def heighten(arrangement: Arrangement, pane: str, by: int) -> Arrangement:
    """Make a pane higher or lower; the other panes of its column give or take."""
    panes = arrangement.columns[arrangement.column_of(pane)]
    total = sum(arrangement.heights.get(one, 50) for one in panes)
    mine = arrangement.heights.get(pane, 50) + by * total // 100
    if len(panes) < 2 or not total * LIGHT // 100 <= mine <= total * HEAVY // 100:
        return arrangement
    rest = total - arrangement.heights.get(pane, 50) or 1
    heights = {one: arrangement.heights.get(one, 50) * (total - mine) // rest for one in panes if one != pane}
    return replace(arrangement, heights={**arrangement.heights, **heights, pane: mine})


def move(arrangement: Arrangement, pane: str) -> Arrangement:
    """Put a pane at the foot of the next column; a column that it leaves empty goes to the end."""
    at = arrangement.column_of(pane)
    target = (at + 1) % len(arrangement.columns)
    columns = [[one for one in panes if one != pane] for panes in arrangement.columns]
    columns[target].append(pane)
    return replace(arrangement, columns=tuple(tuple(panes) for panes in columns))


# Keeping it


def dump(arrangement: Arrangement) -> str:
    """Write an arrangement as JSON."""
    columns, widths = [list(panes) for panes in arrangement.columns], list(arrangement.widths)
    heights = dict(arrangement.heights)
    return json.dumps({"columns": columns, "widths": widths, "heights": heights, "fold": arrangement.fold})


def load(text: str) -> Arrangement:
    """Read what `dump` wrote; anything else gives the usual arrangement."""
    try:
        row: Any = json.loads(text)
        columns = tuple(tuple(panes) for panes in row["columns"])
        widths = tuple(max(LIGHT, min(HEAVY, int(width))) for width in row["widths"])
        heights = {pane: max(1, min(1000, int(row["heights"][pane]))) for pane in PANES}
        fold = max(0, int(row["fold"])) % 6
    except (ValueError, TypeError, KeyError, RecursionError):
        return Arrangement()
    whole = sorted(pane for panes in columns for pane in panes if isinstance(pane, str)) == sorted(PANES)
    if not whole or len(columns) != len(widths):
        return Arrangement()
    return Arrangement(columns=columns, widths=widths, heights=heights, fold=fold)
