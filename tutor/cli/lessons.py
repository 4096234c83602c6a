"""`tutor lessons`: what there is to learn, what is done."""

from __future__ import annotations

import json
import os
from typing import Any

from tutor.cli.choose import packs_at
from tutor.cli.learner import tell_notice
from tutor.cli.locales import locale_of
from tutor.cli.misuse import parser_of
from tutor.packs.model import Lesson, Pack
from tutor.progress import LessonProgress, Progress, data_folder


def run(words: list[str]) -> int:
    """List the lessons."""
    parser = parser_of("lessons", "What there is to learn, what is done.", "  tutor lessons --json")
    parser.add_argument("--json", action="store_true", help="one JSON array")
    parser.add_argument(
        "-p", "--pack", action="append", default=[], metavar="PACK", help="another lesson pack; may be repeated"
    )
    args = parser.parse_args(words)
    packs = packs_at(args.pack)
    progress = Progress.open(data_folder(os.environ))
    tell_notice(progress.notice)
    rows = [(pack, lesson, progress.lesson(lesson.uuid)) for pack in packs for lesson in pack.lessons]
    progress.close()
    if args.json:
        print(json.dumps([_row(*row) for row in rows], ensure_ascii=False, indent=2))
    else:
        print(_listing(rows))
    return 0


def _title(lesson: Lesson, locale: str) -> str:
    return lesson.title.get(locale) or next(iter(lesson.title.values()), lesson.id)


def _row(pack: Pack, lesson: Lesson, done: LessonProgress) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "uuid": lesson.uuid,
        "rev": lesson.rev,
        "pack": pack.id,
        "title": dict(lesson.title),
        "level": lesson.meta.level,
        "minutes": lesson.meta.minutes,
        "teaches": list(lesson.meta.teaches),
        "requires": list(lesson.meta.requires),
        "done": done.done,
        "score": done.score,
        "max": lesson.points,
    }


def _listing(rows: list[tuple[Pack, Lesson, LessonProgress]]) -> str:
    locale = locale_of()
    width = max((len(lesson.id) for _, lesson, _ in rows), default=0)
    lines = []
    for at, (_, lesson, done) in enumerate(rows, 1):
        mark = "✓" if done.done else "▸" if done.uuid and done.score else " "
        lines.append(f"{at:3} {mark} {lesson.id:{width}}  {_title(lesson, locale)}")
    return "\n".join(lines)
