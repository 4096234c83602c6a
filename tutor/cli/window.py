"""`tutor [LESSON]`: the window."""

from __future__ import annotations

import os
import sys

from tutor.cli.misuse import Misuse, parser_of
from tutor.cli.table import COMMANDS


def run(words: list[str]) -> int:
    """Open the window, in a lesson when one is named."""
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
    from difflib import get_close_matches

    near = get_close_matches(args.lesson or "", [row.name for row in COMMANDS], n=1, cutoff=0.8)
    if near:
        raise Misuse(f"there is no command {args.lesson!r}", f"tutor {near[0]}")
    from tutor.cli.choose import lesson_named, packs_at

    packs = packs_at(args.pack)
    lesson = lesson_named(packs, args.lesson)[1].id if args.lesson else None
    drawn_elsewhere = "TEXTUAL_DRIVER" in os.environ  # `tutor web` passes keys and pictures on to a browser
    if not drawn_elsewhere and not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Misuse("the window needs a terminal", "tutor shell, tutor grade or tutor lessons")
    if args.serve:
        from tutor.cli.beside import run as open_beside

        return open_beside(lesson, packs)
    from tutor.tui.start import run as open_window

    return open_window(lesson, packs)
