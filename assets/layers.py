"""Draws the layers of the program from its imports, as `layers.svg` beside it; with `-` as argument it prints them."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
WIDE, HIGH, STEP, GAP, LANE = 104, 30, 66, 26, 14  # a box, from row to row, between boxes, an arrow that passes by
Edge = tuple[str, str]
Rows = list[list[str]]
STYLE = """<style>
text { font: 14px system-ui, 'DejaVu Sans', sans-serif; fill: #1d2733; text-anchor: middle }
rect { fill: #e3ecf7; stroke: #4a6a8f } path { fill: none; stroke: #7890aa; stroke-width: 1.4 }
@media (prefers-color-scheme: dark) { text { fill: #dbe4ee } rect { fill: #22344a; stroke: #7fa2c9 } }
</style>"""
ARROW = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" style="fill: #7890aa; stroke: none"/></marker>'
)


def layers() -> Rows:
    """The rows of the contract that holds them, from the command line down."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = settings["importlinter"]["contracts"]
    rows = next(one["layers"] for one in contracts if one["type"] == "layers")
    return [[name.strip() for name in row.split("|")] for row in rows]


def imports(names: Sequence[str]) -> dict[str, set[str]]:
    """What each layer imports of the others."""
    graph = grimp.build_graph("tutor", cache_dir=None)
    ask = graph.direct_import_exists
    return {
        one: {
            other
            for other in names
            if other != one and ask(importer=f"tutor.{one}", imported=f"tutor.{other}", as_packages=True)
        }
        for one in names
    }


def own_edges(known: Mapping[str, set[str]]) -> list[Edge]:
    """Imports, less those that a layer has through another one anyway."""
    return sorted(
        (one, other)
        for one, others in known.items()
        for other in others
        if not any(other in _reached(known, between) for between in others - {other})
    )


def _reached(known: Mapping[str, set[str]], start: str) -> set[str]:
    found, waiting = set[str](), {start}
    while waiting:
        found |= waiting
        waiting = {other for one in waiting for other in known[one]} - found
    return found


def with_lanes(rows: Rows, edges: Iterable[Edge]) -> tuple[Rows, list[list[str]]]:
    """Give each arrow a place in the rows that it passes; returns the rows and the arrows as chains of places."""
    level = {name: number for number, row in enumerate(rows) for name in row}
    placed, chains = [list(row) for row in rows], []
    for one, other in edges:
        passed = [f"{one}>{other}@{number}" for number in range(level[one] + 1, level[other])]
        for number, lane in enumerate(passed, level[one] + 1):
            placed[number].append(lane)
        chains.append([one, *passed, other])
    return placed, chains


def ordered(rows: Rows, chains: Sequence[Sequence[str]]) -> dict[str, float]:
    """Where each place's middle lies: near the middle of its neighbours, rows swept down and up in turn."""
    links = [link for chain in chains for link in pairwise(chain)]
    at = {name: x for row in rows for name, x in _spread(row)}
    for turn in range(24):
        down = turn % 2 == 0
        near = _neighbours(links if down else [(other, one) for one, other in links])
        for row in rows if down else reversed(rows):
            wish = {name: sum(at[one] for one in near.get(name, [name])) / len(near.get(name, [name])) for name in row}
            at |= dict(_spread(sorted(row, key=lambda name: (wish[name], name))))
    return at


def _neighbours(links: Iterable[Edge]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {}
    for one, other in links:
        near.setdefault(other, []).append(one)
    return near


def _spread(row: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Lay a row out around its middle."""
    widths = [LANE if "@" in name else WIDE for name in row]
    x = -(sum(widths) + GAP * (len(row) - 1)) / 2
    for name, width in zip(row, widths, strict=True):
        yield name, x + width / 2
        x += width + GAP


def draw(rows: Rows, edges: Iterable[Edge]) -> str:
    """The picture as SVG."""
    placed, chains = with_lanes(rows, edges)
    at = ordered(placed, chains)
    left = min(at.values()) - WIDE / 2 - 10
    top = {name: 10 + number * STEP for number, row in enumerate(placed) for name in row}
    size = (round(max(at.values()) + WIDE / 2 + 10 - left), 10 + len(rows) * STEP - STEP + HIGH + 10)
    body = [_arrow([(at[name] - left, top[name]) for name in chain]) for chain in chains]
    body += [_box(name, at[name] - left, top[name]) for row in rows for name in row]
    frame = f'width="{size[0]}" height="{size[1]}" viewBox="0 0 {size[0]} {size[1]}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>'
    return "\n".join([head, STYLE, ARROW, *body, "</svg>", ""])


def _arrow(points: Sequence[tuple[float, float]]) -> str:
    """A line from the bottom of a box, straight past the rows between, to the top of another."""
    path, (x, y) = f"M{points[0][0]:g} {points[0][1] + HIGH:g}", (points[0][0], points[0][1] + HIGH)
    for number, (next_x, next_y) in enumerate(points[1:], 2):
        half = (y + next_y) / 2
        path += f"C{x:g} {half:g} {next_x:g} {half:g} {next_x:g} {next_y:g}"
        if number < len(points):
            path += f"V{next_y + HIGH:g}"
        x, y = next_x, next_y + HIGH
    return f'<path d="{path}" marker-end="url(#tip)"/>'


def _box(name: str, x: float, y: float) -> str:
    box = f'<rect x="{x - WIDE / 2:g}" y="{y:g}" width="{WIDE}" height="{HIGH}" rx="5"/>'
    return f'{box}<text x="{x:g}" y="{y + 20:g}">{name}</text>'


def main() -> None:
    """Draw."""
    rows = layers()
    picture = draw(rows, own_edges(imports([name for row in rows for name in row])))
    if sys.argv[1:] == ["-"]:
        sys.stdout.write(picture)
    else:
        Path(__file__).with_name("layers.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
