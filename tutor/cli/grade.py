"""`tutor grade`: a file, a folder or an archive of answers, one row each, in the order of the paths."""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

from tutor.cli.choose import known_lessons, lesson_id, packs_at
from tutor.cli.grade_inputs import Inputs, inputs_of
from tutor.cli.grade_journal import Journal
from tutor.cli.grade_outputs import open_outputs, texts_of, write_many, write_one
from tutor.cli.grade_policy import register_of
from tutor.cli.locales import locale_of
from tutor.cli.misuse import Misuse, parser_of
from tutor.cli.progress_line import with_progress
from tutor.console import run_script
from tutor.grading.batch import Batch
from tutor.grading.formats import FORMATS, View
from tutor.grading.handed import SCRIPT
from tutor.grading.policy.register import Register
from tutor.grading.policy.spool import ruled
from tutor.grading.pool import CHUNK, Crew, Graded, grade_with
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
WIDEST = 100


def run(words: list[str]) -> int:
    """Grade; 0 when every answer has full marks, 1 when some has not, 3 when not one could be read."""
    args = _parse(words)
    if args.jobs < 1:
        raise Misuse(f"-j {args.jobs} is too few", "tutor grade PATH -j 1")
    if args.resume and not args.output:
        raise Misuse("--resume goes on with a file", "tutor grade PATH -o FILE --resume")
    known = known_lessons(args.pack)
    inputs = inputs_of(tuple(args.path), known, lesson_id(known, args.lesson) if args.lesson else "")
    packs = packs_at(args.pack, inputs.lessons)
    register = register_of(args.policy, inputs) if args.policy else None
    view = _view(inputs, packs)
    names = list(dict.fromkeys(args.format or ["text"]))
    with ExitStack() as stack:
        if inputs.count == 1:
            outputs = open_outputs(names, args.output, stack)
            ((_, result),) = _ruled(register, [(inputs.first, _batch(inputs, packs).grade(inputs.first))])
            return write_one(result, outputs, view)
        journal = Journal.beside(args.output, packs)
        graded = _ruled(register, with_progress(_graded(inputs, packs, args, journal), inputs.count))
        outputs = open_outputs(names, args.output, stack)
        code = write_many(graded, outputs, view)
    if journal:
        journal.finish()
    return code


def _graded(
    inputs: Inputs, packs: tuple[Pack, ...], args: argparse.Namespace, journal: Journal | None
) -> Iterator[Graded]:
    """Give what an interrupted run has graded, then grade the rest."""
    if journal is None:
        return _grade(inputs, packs, args.jobs, 0)
    kept = journal.kept(inputs.answers()) if args.resume else ()
    rest = journal.write(kept, _grade(inputs, packs, args.jobs, len(kept)))
    return itertools.chain(zip(inputs.answers(), kept, strict=False), rest)


def _grade(inputs: Inputs, packs: tuple[Pack, ...], jobs: int, done: int) -> Iterator[Graded]:
    """Grade here, or with several processes when there is enough to do; the rows are the same."""
    answers = itertools.islice(inputs.answers(), done, None)
    if jobs == 1 or inputs.count - done <= CHUNK:
        batch = _batch(inputs, packs)
        return ((handed, batch.grade(handed)) for handed in answers)
    return grade_with(Crew(packs=packs, jobs=jobs, console=run_script), answers)


def _ruled(register: Register | None, graded: Iterable[Graded]) -> Iterator[Graded]:
    return iter(graded) if register is None else ruled(register, graded)


def _batch(inputs: Inputs, packs: tuple[Pack, ...]) -> Batch:
    return Batch(packs, console=run_script, intake=inputs.intake())


def _parse(words: list[str]) -> argparse.Namespace:
    parser = parser_of("grade", "Grade a file or a folder of answers.", "  tutor grade answers/ -l clusterip -f jsonl")
    parser.add_argument("path", nargs="+", metavar="PATH", help="a file, a folder or a zip of answers; - is stdin")
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
    parser.add_argument("--resume", action="store_true", help="go on where an interrupted run with -o stopped")
    parser.add_argument("--policy", metavar="FILE", help="rules for late answers and attempts, see docs/grading.md")
    return parser.parse_args(words)


def _view(inputs: Inputs, packs: tuple[Pack, ...]) -> View:
    """Choose language and width; the text of an answer that is alone is shown with it."""
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    stamp = {name: os.environ[name] for name in STAMP if name in os.environ}
    if inputs.count > 1:
        return View(packs=packs, locale=locale_of(), width=width, stamp=stamp)
    lessons = (lesson for pack in packs for lesson in pack.lessons if lesson.id == inputs.first.lesson)
    first = next((lesson.submission[0] for lesson in lessons), "")
    files = inputs.first.files
    alone = len(files) == 1 and not files[0][0].endswith(SCRIPT)
    named = {(first if alone else name): path for name, path in files}
    texts = texts_of(tuple(named.items()), inputs.intake())
    return View(packs=packs, locale=locale_of(), width=width, texts=texts, paths=named, stamp=stamp)
