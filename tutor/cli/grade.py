"""`tutor grade`: a file or a folder of answers, one row each, in the order of the paths."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tutor.cli.choose import lesson_named, packs_at
from tutor.cli.locales import locale_of
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse, parser_of
from tutor.cli.submissions import Found, submissions_at
from tutor.grading.formats.jsonl import row
from tutor.grading.grade import Grader
from tutor.grading.verdict import Result
from tutor.grading.words import text
from tutor.packs.load import find_lesson
from tutor.packs.model import Lesson, Pack

Writer = Callable[[Lesson, Result], str]
GLYPHS = {"pass": "●", "fail": "✕", "blocked": "◌", "error": "!"}


def run(words: list[str]) -> int:
    """Grade; 0 when every answer has full marks, 1 when some has not."""
    args = _parse(words)
    packs = packs_at(args.pack)
    found = [one for path in args.path for one in submissions_at(path)]
    graded = list(_graded(packs, found, args.lesson))
    write = _FORMATS[args.format]
    output = "".join(write(lesson, result) + "\n" for lesson, result in graded)
    _deliver(output, args.output)
    return int(not all(result.full for _, result in graded))


def _parse(words: list[str]) -> argparse.Namespace:
    parser = parser_of("grade", "Grade a file or a folder of answers.", "  tutor grade answers/ -l clusterip -f jsonl")
    parser.add_argument("path", nargs="+", metavar="PATH", help="a file, or a folder of answers")
    parser.add_argument("-l", "--lesson", metavar="LESSON", help="the lesson, when the path does not name it")
    parser.add_argument("-p", "--pack", action="append", default=[], metavar="PACK", help="another lesson pack")
    parser.add_argument("-f", "--format", choices=sorted(_FORMATS), default="text", help="how to write the results")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")
    return parser.parse_args(words)


def _graded(packs: tuple[Pack, ...], found: list[Found], named: str | None) -> Iterator[tuple[Lesson, Result]]:
    graders: dict[str, Grader] = {}
    chosen = lesson_named(packs, named) if named else None
    for one in found:
        pack, lesson = chosen or _lesson_of(packs, one)
        grader = graders.setdefault(pack.id, Grader(pack))
        yield lesson, grader.grade(lesson, one.submission(lesson.submission))


def _lesson_of(packs: tuple[Pack, ...], one: Found) -> tuple[Pack, Lesson]:
    """The lesson that a file or its folder is named after."""
    for name in one.names:
        lesson = find_lesson(packs, name)
        if lesson is not None:
            return lesson
    raise Misuse(f"which lesson does {one.path} answer?", "tutor grade PATH -l LESSON")


def _deliver(output: str, target: str | None) -> None:
    if target is None:
        sys.stdout.write(output)
        return
    try:
        Path(target).write_text(output, encoding="utf-8")
    except OSError as fault:
        raise Misuse(f"cannot write {target}: {fault.strerror}", "tutor grade PATH > FILE", UNUSABLE_INPUT) from fault


def _report(lesson: Lesson, result: Result) -> str:
    """A report that a person can act on: each check, what was seen, where, what to try."""
    locale = locale_of()
    grade = f"{result.score}/{result.max}" if result.status == "graded" else f"{result.status} {result.code}"
    lines = [f"{result.origin.submission}: {lesson.id} {grade}"]
    for check in result.checks:
        place = f"  {check.at.file}:{check.at.line}:{check.at.column}" if check.at else ""
        lines.append(f"  {GLYPHS[check.status]} {text(check.title, locale, lesson)}  {check.points}/{check.max}{place}")
        if check.status == "fail" and check.actual:
            lines.append(f"      {text(check.actual, locale, lesson)}")
    for fault in result.problems:
        place = f"{fault.at.file}:{fault.at.line}:{fault.at.column} " if fault.at else ""
        lines.append(f"  {place}{fault.code}: {text(fault.message, locale, lesson)}")
    lines += [f"  → {text(message, locale, lesson)}" for message in result.feedback]
    return "\n".join(lines)


_FORMATS: dict[str, Writer] = {"jsonl": lambda _, result: row(result), "text": _report}
