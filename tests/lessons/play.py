"""Plays lessons to their end in the window, by keyboard alone, in both languages.

`python -m tests.lessons.play [PACK] [LESSON...] --svg FOLDER --size 120x36` plays them all and prints what is wrong.
"""

from __future__ import annotations

import argparse
import asyncio  # noqa: TID251 - plays a front end
import sys
import time
from pathlib import Path

from tests.lessons.player import Player
from tests.tui.screen import Window, learner
from tutor import words
from tutor.packs.load import builtin_path, load
from tutor.packs.model import Lesson, Pack
from tutor.tui.app import TutorApp
from tutor.values import frozen


@frozen
class Round:
    """One play of one lesson: where, in which language and size, by which way, and what was wrong."""

    lesson: str
    locale: str
    size: tuple[int, int]
    way: str
    seconds: float
    faults: tuple[str, ...]

    def __str__(self) -> str:
        """One line, and one for each fault."""
        columns, rows = self.size
        head = f"{'ok ' if not self.faults else 'NOT'} {self.lesson:22} {self.locale} {columns}x{rows} {self.way:8}"
        return "\n  ".join([f"{head} {self.seconds:5.1f} s", *self.faults])


async def play(
    pack: Pack,
    lesson: Lesson,
    locale: str,
    *,
    size: tuple[int, int] = (120, 36),
    way: str = "editor",
    prose: bool = True,
    svg: Path | None = None,
) -> Round:
    """Play one lesson from the contents to the one after it."""
    began = time.perf_counter()
    app = TutorApp([pack], learner(locale), ticking=False)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        player = Player(Window(app, pilot), pack, lesson, locale, svg)
        await player.open()
        await player.see_zero()
        await player.read_hints()
        if prose:
            await player.run_prose()
        await player.finish(way)
        await player.read_the_end()
        await player.go_on()
    seconds = time.perf_counter() - began
    return Round(lesson=lesson.id, locale=locale, size=size, way=way, seconds=seconds, faults=tuple(player.faults))


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m tests.lessons.play", description=__doc__)
    reader.add_argument("pack", nargs="?", type=Path, default=builtin_path())
    reader.add_argument("lessons", nargs="*")
    reader.add_argument("--svg", type=Path, help="a folder for pictures of the screens")
    reader.add_argument("--size", default="120x36")
    reader.add_argument("--way", choices=("editor", "console"), default="editor")
    reader.add_argument("--locale", choices=words.LOCALES, action="append")
    reader.add_argument("--no-prose", action="store_true", help="do not run the commands of the prose")
    return reader.parse_args()


def _main() -> int:
    """Play what is asked for; the exit status is 1 when something was wrong."""
    options = _options()
    columns, _, rows = options.size.partition("x")
    size = (int(columns), int(rows))
    pack = load(options.pack).pack
    if pack is None:
        sys.exit(f"{options.pack} cannot be used")
    if options.svg is not None:
        options.svg.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for lesson in pack.lessons:
        for locale in (options.locale or words.LOCALES) if not options.lessons or lesson.id in options.lessons else ():
            played = asyncio.run(
                play(pack, lesson, locale, size=size, way=options.way, prose=not options.no_prose, svg=options.svg)
            )
            wrong += bool(played.faults)
            sys.stdout.write(f"{played}\n")
            sys.stdout.flush()
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(_main())
