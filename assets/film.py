"""Turns screens that follow one another into one animated SVG: each line is drawn once, and shown while it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from svg import LINE, draw_line, frame

Screen = Sequence[Sequence[Segment]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line in one place, from one frame to another (not included)."""

    row: int
    line: str
    begin: int
    end: int


def film(screens: Sequence[tuple[Screen, float]], width: int, *, foreground: str, background: str) -> str:
    """Draw screens with the seconds that each stays; it begins anew after the last."""
    drawn = [[draw_line(line, foreground=foreground, background=background) for line in lines] for lines, _ in screens]
    names = {line: f"l{number}" for number, line in enumerate(dict.fromkeys(line for rows in drawn for line in rows))}
    shown = [*_shown(drawn)]
    times = _times([seconds for _, seconds in screens])
    periods = sorted({(one.begin, one.end) for one in shown} - {(0, len(drawn))})
    parts = (
        frame(width, len(drawn[0]), background),
        f"<style>{''.join(_rule(period, times) for period in periods)}</style>",
        "<defs>",
        *(f'<g id="{name}">{line}</g>' for line, name in names.items() if line),
        "</defs>",
        *(_use(one, names[one.line], len(drawn)) for one in shown if one.line),
        "</svg>\n",
    )
    return "\n".join(parts)


def _shown(drawn: Sequence[Sequence[str]]) -> Iterator[Shown]:
    """Each line of each row with the frames through which it stands."""
    for row in range(len(drawn[0])):
        begin = 0
        for end in range(1, len(drawn) + 1):
            if end == len(drawn) or drawn[end][row] != drawn[begin][row]:
                yield Shown(row=row, line=drawn[begin][row], begin=begin, end=end)
                begin = end


def _times(seconds: Sequence[float]) -> list[float]:
    """When each frame begins, and when the last ends."""
    times = [0.0]
    for one in seconds:
        times.append(times[-1] + one)
    return times


def _rule(period: tuple[int, int], times: Sequence[float]) -> str:
    """The style that shows a line from one moment to another; 100 % is the whole film."""
    begin, end = (100 * times[at] / times[-1] for at in period)
    name = _name(period)
    steps = f"0%{{opacity:{int(begin == 0)}}}"
    if begin:
        steps += f"{begin:.3f}%{{opacity:1}}"
    if end < 100:
        steps += f"{end:.3f}%{{opacity:0}}"
    steps += f"100%{{opacity:{int(end >= 100)}}}"
    return f"@keyframes {name}{{{steps}}}.{name}{{animation:{name} {times[-1]:g}s step-end infinite}}"


def _use(one: Shown, name: str, frames: int) -> str:
    moved = f' y="{one.row * LINE}"' if one.row else ""
    always = (one.begin, one.end) == (0, frames)
    timed = "" if always else f' class="{_name((one.begin, one.end))}"'
    return f'<use href="#{name}"{moved}{timed}/>'


def _name(period: tuple[int, int]) -> str:
    return f"k{period[0]}-{period[1]}"
