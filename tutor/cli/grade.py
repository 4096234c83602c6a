"""`tutor grade`: a file or a folder of answers, one row each, in the order of the paths."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TextIO

from tutor.cli.choose import lesson_named, packs_at
from tutor.cli.locales import locale_of
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse, parser_of
from tutor.cli.progress_line import with_progress
from tutor.grading.batch import Batch
from tutor.grading.formats import FORMATS, Format, Totals, View
from tutor.grading.handed import Handed, Naming, find_answers
from tutor.grading.intake import read_file
from tutor.grading.pool import CHUNK, Crew, grade_with
from tutor.grading.verdict import Result
from tutor.packs.model import Pack

STAMP = (
    "CLASSROOM",
    "ASSIGNMENT",
    "ASSIGNMENT_TYPE",
    "OWNER",
    "SUBMISSION_TAG",
    "SUBMISSION_DATETIME",
    "COMMIT_URL",
    "RELEASE_URL",
    "REVIEW_URL",
)
UNREAD = frozenset({"UNREADABLE", "LINK", "NOT_A_FILE"})
WIDEST = 100


def run(words: list[str]) -> int:
    """Grade; 0 when every answer has full marks, 1 when some has not, 3 when not one could be read."""
    args = _parse(words)
    if args.jobs < 1:
        raise Misuse(f"-j {args.jobs} is too few", "tutor grade PATH -j 1")
    packs = packs_at(args.pack)
    lesson = lesson_named(packs, args.lesson)[1].id if args.lesson else ""
    answers = _answers(tuple(args.path), packs, lesson)
    view = _view(answers, packs)
    with ExitStack() as stack:
        outputs = _outputs(args, stack)
        results = with_progress(_graded(answers, packs, args.jobs), len(answers))
        if len(answers) == 1:
            return _write_one(next(iter(results)), outputs, view)
        return _write(zip(answers, results, strict=True), outputs, view)


def _graded(answers: tuple[Handed, ...], packs: tuple[Pack, ...], jobs: int) -> Iterator[Result]:
    """Grade here, or with several processes when there is enough to do; the rows are the same."""
    if jobs == 1 or len(answers) <= CHUNK:
        return map(Batch(packs).grade, answers)
    return grade_with(Crew(packs=packs, jobs=jobs), answers)


def _parse(words: list[str]) -> argparse.Namespace:
    parser = parser_of("grade", "Grade a file or a folder of answers.", "  tutor grade answers/ -l clusterip -f jsonl")
    parser.add_argument("path", nargs="+", metavar="PATH", help="a file, or a folder of answers")
    parser.add_argument("-l", "--lesson", metavar="LESSON", help="the lesson, when the path does not name it")
    parser.add_argument(
        "-p", "--pack", action="append", default=[], metavar="PACK", help="another lesson pack; may be repeated"
    )
    parser.add_argument(
        "-f",
        "--format",
        action="append",
        choices=sorted(FORMATS),
        help="how to write the results; may be repeated with -o",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write there; each of several formats adds its ending")
    parser.add_argument("-j", "--jobs", type=int, default=1, metavar="N", help="how many processes grade a folder")
    return parser.parse_args(words)


def _answers(paths: tuple[str, ...], packs: tuple[Pack, ...], lesson: str) -> tuple[Handed, ...]:
    """Find what there is to grade; a path that leads nowhere ends the command."""
    for path in paths:
        try:
            Path(path).lstat()
        except (OSError, ValueError) as fault:
            reason = fault.strerror if isinstance(fault, OSError) else "not a file name"
            raise Misuse(f"cannot read {path}: {reason}", "tutor grade PATH", UNUSABLE_INPUT) from fault
    known = frozenset(one.id for pack in packs for one in pack.lessons)
    answers = tuple(find_answers(paths, Naming(lessons=known, default=lesson)))
    if not answers:
        raise Misuse(f"there is nothing to grade in {' '.join(paths)}", "tutor grade PATH", UNUSABLE_INPUT)
    if not lesson and not any(one.lesson for one in answers):
        raise Misuse(f"no lesson is named for {paths[0]}", "tutor grade PATH -l LESSON")
    return answers


def _view(answers: tuple[Handed, ...], packs: tuple[Pack, ...]) -> View:
    """Choose language and width; the text of an answer that is alone is shown with it."""
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    stamp = {name: os.environ[name] for name in STAMP if name in os.environ}
    if len(answers) > 1:
        return View(packs=packs, locale=locale_of(), width=width, stamp=stamp)
    lessons = (lesson for pack in packs for lesson in pack.lessons if lesson.id == answers[0].lesson)
    first = next((lesson.submission[0] for lesson in lessons), "")
    files = answers[0].files
    named = {(first if len(files) == 1 else name): path for name, path in files}
    return View(
        packs=packs, locale=locale_of(), width=width, texts=_texts(tuple(named.items())), paths=named, stamp=stamp
    )


def _texts(files: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Read the files of an answer again, to show them; what cannot be read is not shown."""
    read = {name: read_file(path, name) for name, path in files}
    return {name: one.decode("utf-8-sig", "replace") for name, one in read.items() if isinstance(one, bytes)}


def _outputs(args: argparse.Namespace, stack: ExitStack) -> list[tuple[Format, TextIO]]:
    """Open where each format goes."""
    names = list(dict.fromkeys(args.format or ["text"]))
    if args.output is None:
        if len(names) > 1:
            raise Misuse("several formats need a file each", f"tutor grade PATH -f {' -f '.join(names)} -o FILE")
        return [(FORMATS[names[0]], sys.stdout)]
    targets = {name: args.output + (FORMATS[name].suffix if len(names) > 1 else "") for name in names}
    return [(FORMATS[name], stack.enter_context(_open(target))) for name, target in targets.items()]


def _open(target: str) -> TextIO:
    try:
        return Path(target).open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "not a file name"
        raise Misuse(f"cannot write {target}: {reason}", "tutor grade PATH > FILE", UNUSABLE_INPUT) from fault


def _write_one(result: Result, outputs: list[tuple[Format, TextIO]], view: View) -> int:
    for format_, stream in outputs:
        stream.write(format_.alone(result, view))
    return UNUSABLE_INPUT if result.code in UNREAD else int(not result.full)


def _write(graded: Iterable[tuple[Handed, Result]], outputs: list[tuple[Format, TextIO]], view: View) -> int:
    """Write each row as soon as it is there, so that what was graded before an interruption is kept."""
    totals, unread = Totals(), 0
    writers = [(format_.many(view), stream) for format_, stream in outputs]
    for writer, stream in writers:
        stream.write(writer.head())
    for handed, result in graded:
        totals.add(result)
        unread += result.code in UNREAD
        texts = partial(_texts, _called(handed, result))
        for writer, stream in writers:
            stream.write(writer.row(result, texts))
            stream.flush()
    for writer, stream in writers:
        stream.write(writer.tail(totals))
    if unread == totals.answers:
        return UNUSABLE_INPUT
    return int(totals.full < totals.answers)


def _called(handed: Handed, result: Result) -> tuple[tuple[str, str], ...]:
    """Name an answer's only file as its places do."""
    places = [check.at.file for check in result.checks if check.at]
    if len(handed.files) == 1 and places:
        return ((places[0], handed.files[0][1]),)
    return handed.files
