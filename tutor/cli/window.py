"""`tutor [LESSON]`: the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tutor.cli.misuse import UNUSABLE_INPUT, Misuse, parser_of
from tutor.cli.table import COMMANDS

if TYPE_CHECKING:
    from tutor.packs.model import Pack


def run(words: list[str]) -> int:
    """Open the window, in a lesson when one is named."""
    args = _parsed(words)
    from tutor.cli.choose import lesson_named, packs_at, places

    if _has_terminal() and not args.serve:
        from tutor.tui.start import run_at_once

        status = run_at_once(places(args.pack), args.lesson, lambda: _read(args.pack))
        if status is not None and (status != UNUSABLE_INPUT or packs_at(args.pack)):  # says what is wrong with them
            return status
    packs = packs_at(args.pack)
    lesson = lesson_named(packs, args.lesson)[1].id if args.lesson else None
    if not _has_terminal():
        raise Misuse("the window needs a terminal", "tutor shell, tutor grade or tutor lessons")
    if args.serve:
        from tutor.cli.beside import run as open_beside

        return open_beside(lesson, packs)
    from tutor.tui.start import run as open_window

    return open_window(lesson, packs)


def _parsed(words: list[str]) -> argparse.Namespace:
    parser = parser_of("", "Open the window: contents, or straight into a lesson.", "  tutor clusterip")
    parser.add_argument("lesson", nargs="?", metavar="LESSON", help="the lesson's name or number")
    parser.add_argument(
        "-p", "--pack", action="append", default=[], metavar="PACK", help="another lesson pack; may be repeated"
    )
    parser.add_argument(
        "--serve", action="store_true", help="let a real kubectl on this machine work on the same cluster"
    )
    args = parser.parse_args(words)
    if args.serve:
        from tutor.cli.beside import check_extra

        check_extra("--serve")
    near = get_close_matches(args.lesson or "", [row.name for row in COMMANDS], n=1, cutoff=0.8)
    if near:
        raise Misuse(f"there is no command {args.lesson!r}", f"tutor {near[0]}")
    return args


def _has_terminal() -> bool:
    drawn_elsewhere = "TEXTUAL_DRIVER" in os.environ  # `tutor web` passes keys and pictures on to a browser
    streams = (sys.stdin, sys.stdout, sys.stderr)  # Textual draws on the last
    return drawn_elsewhere or all(stream is not None and stream.isatty() for stream in streams)


def _read(paths: Sequence[str]) -> Sequence[Pack] | None:
    """The whole course, or None when a pack of it cannot be used."""
    from tutor.cli.choose import packs_at

    try:
        return packs_at(paths)
    except Misuse:
        return None
