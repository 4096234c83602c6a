"""Draws a terminal screen as SVG: each run of text stands at its own cell, so that any monospaced font lines up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

REVERSED = {True: "#ccd3dc", False: "#12161c"}  # where the terminal's own colours change places
CELL, LINE, SIZE, BASE = 8.4, 18, 14, 13
RULES = {"─": "lr", "━": "lr", "│": "ud", "┬": "lrd", "├": "udr", "┼": "lrud"}
WIDE = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
PART = re.compile(rf" {{2,}}|([{''.join(RULES)}])\1*|[{WIDE}]+|(?:(?! {{2}})[^{WIDE}{''.join(RULES)}])+")
FONTS = "'DejaVu Sans Mono', 'D2Coding', 'NanumGothicCoding', 'Noto Sans Mono CJK KR', Menlo, Consolas, monospace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some cells of one line in one style, all of them narrow or all of them wide."""

    line: int
    cell: int
    text: str
    style: Style

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return cell_len(self.text)


def draw(lines: Sequence[Iterable[Segment]], width: int, *, foreground: str, background: str) -> str:
    """Draw all lines of a screen that is `width` cells wide."""
    runs = [run for number, line in enumerate(lines) for run in _runs(number, line)]
    body = _drawn(runs, foreground, background)
    return "\n".join([frame(width, len(lines), background), *body, "</svg>", ""])


def draw_line(line: Iterable[Segment], *, foreground: str, background: str) -> str:
    """Draw one line as the first of a screen, to be moved to its place."""
    return "".join(_drawn(list(_runs(0, line)), foreground, background))


def frame(width: int, height: int, background: str) -> str:
    """The opening of a picture of so many cells, and its ground."""
    across, down = round(width * CELL + 2 * CELL), height * LINE + LINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" '
        f'viewBox="0 0 {across} {down}" font-family="{FONTS}" font-size="{SIZE}" xml:space="preserve">\n'
        f'<rect width="100%" height="100%" rx="8" fill="{background}"/>'
    )


def _drawn(runs: Sequence[Run], foreground: str, background: str) -> list[str]:
    grounds = (_ground(run, background) for run in _grounds(runs, background))
    return [part for part in (*grounds, *(_words(run, foreground) for run in runs)) if part]


def _runs(number: int, line: Iterable[Segment]) -> Iterable[Run]:
    cell = 0
    for text, style, control in line:
        if control:
            continue
        for part in _parts(text):
            yield Run(line=number, cell=cell, text=part, style=style or Style())
            cell += cell_len(part)


def _parts(text: str) -> Iterable[str]:
    """Split where the width of the characters changes, at rules and at wide gaps, so that no part can drift."""
    return (match[0] for match in PART.finditer(text))


def _grounds(runs: Sequence[Run], background: str) -> Iterable[Run]:
    """Join neighbours on the same ground, so that each stretch is one rectangle."""
    last: Run | None = None
    for run in runs:
        same = last is not None and (last.line, last.cell + last.width) == (run.line, run.cell)
        if last is not None and same and _shade(last, background) == _shade(run, background):
            last = replace(last, text=last.text + run.text)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _shade(run: Run, background: str) -> str:
    return _colour(run.style, background, ground=True)


def _ground(run: Run, background: str) -> str:
    colour = _colour(run.style, background, ground=True)
    if colour == background:
        return ""
    x, y = _place(run)
    return f'<rect x="{x:g}" y="{y - BASE:g}" width="{run.width * CELL + 0.2:g}" height="{LINE}" fill="{colour}"/>'


def _words(run: Run, foreground: str) -> str:
    if not run.text.strip():
        return ""
    if run.text[0] in RULES:
        return _rule(run, foreground)
    shown = run.text.lstrip(" ")
    run = replace(run, cell=run.cell + len(run.text) - len(shown), text=shown.rstrip(" "))
    x, y = _place(run)
    marks = "".join(
        attribute
        for attribute, holds in (
            (' font-weight="bold"', run.style.bold),
            (' font-style="italic"', run.style.italic),
            (' text-decoration="underline"', run.style.underline),
            (' opacity="0.6"', run.style.dim),
        )
        if holds
    )
    colour = _colour(run.style, foreground, ground=False)
    return f'<text x="{x:g}" y="{y:g}" {_spacing(run)} fill="{colour}"{marks}>{escape(run.text)}</text>'


def _spacing(run: Run) -> str:
    """Spread wide characters, which are one em in every font, over their two cells."""
    if run.width > len(run.text):
        return f'letter-spacing="{2 * CELL - SIZE:g}"'
    return f'textLength="{run.width * CELL:g}" lengthAdjust="spacingAndGlyphs"'


def _rule(run: Run, foreground: str) -> str:
    """Draw the rules between panes as lines, so that they join."""
    x, y = _place(run)
    middle, top, bottom = x + CELL / 2, y - BASE, y - BASE + LINE
    half = top + LINE / 2
    arms = {"l": f"M{x:g} {half:g}H{middle:g}", "r": f"M{middle:g} {half:g}H{x + CELL:g}"}
    arms |= {"u": f"M{middle:g} {top:g}V{half:g}", "d": f"M{middle:g} {half:g}V{bottom:g}"}
    heavy = run.text[0] == "━"
    if RULES[run.text[0]] == "lr":
        path = f"M{x:g} {half:g}H{x + run.width * CELL:g}"
    else:
        path = "".join(arms[arm] for arm in RULES[run.text[0]])
    stroke = _colour(run.style, foreground, ground=False)
    return f'<path d="{path}" stroke="{stroke}" stroke-width="{2 if heavy else 1}" fill="none"/>'


def _place(run: Run) -> tuple[float, float]:
    return round(CELL + run.cell * CELL, 1), LINE / 2 + run.line * LINE + BASE


def _colour(style: Style, default: str, *, ground: bool) -> str:
    colour = style.bgcolor if ground != bool(style.reverse) else style.color
    if colour is not None and colour.triplet is not None:
        return colour.triplet.hex
    return REVERSED[ground] if style.reverse else default
