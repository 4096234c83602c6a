"""`tutor grade`: a file, a folder or an archive of answers, one row each, in the order of the paths."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

from tutor.cli.choose import known_lessons, lesson_id, packs_at
from tutor.cli.grade_ending import ended_in_order
from tutor.cli.grade_inputs import Inputs, inputs_of
from tutor.cli.grade_journal import Journal
from tutor.cli.grade_moves import Moves, open_earlier
from tutor.cli.grade_options import options_of
from tutor.cli.grade_outputs import open_outputs, targets_of, texts_of, write_many, write_one
from tutor.cli.grade_policy import register_of
from tutor.cli.grade_work import batch_of, graded_by
from tutor.cli.locales import locale_of
from tutor.cli.misuse import UNUSABLE_INPUT
from tutor.cli.progress_line import with_progress
from tutor.grading.batch import Graded
from tutor.grading.formats import View, columns_for
from tutor.grading.handed import SCRIPT
from tutor.grading.policy.register import Register
from tutor.grading.policy.spool import ruled
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


def run(words: list[str], command: str = "grade") -> int:
    """Grade; 0 when every answer has full marks, 1 when some has not, 3 when not one could be read.

    Against an earlier run it is 0 when nobody moves and 1 when somebody does.
    """
    args = options_of(command, words)
    known = known_lessons(args.pack)
    lesson = lesson_id(known, args.lesson) if args.lesson else ""
    inputs = inputs_of(tuple(args.path), known, lesson, args.learner)
    packs = packs_at(args.pack, inputs.lessons)
    register = register_of(args.policy, inputs) if args.policy else None
    view = _view(inputs, packs)
    with ExitStack() as stack:
        if inputs.count == 1 and not args.against:
            outputs = open_outputs(args.format, args.output, stack)
            ((_, result),) = _ruled(register, [(inputs.first, batch_of(inputs, packs).grade(inputs.first))])
            return write_one(result, outputs, view)
        moves = _moves(args, stack, view) if args.against else None
        journal = Journal.beside(args.output, packs)
        stack.enter_context(ended_in_order(journal))
        graded = _ruled(register, with_progress(graded_by(inputs, packs, args, journal), inputs.count))
        outputs = open_outputs(args.format, args.output, stack) if args.output or not moves else []
        code = write_many(moves.watch(graded) if moves else graded, outputs, view)
    if journal:
        journal.finish()
    return int(moves.moved) if moves and code != UNUSABLE_INPUT else code


def _moves(args: argparse.Namespace, stack: ExitStack, view: View) -> Moves:
    """What tells who moves; its file must be whole before anything is graded."""
    targets = targets_of(args.format, args.output).values() if args.output else ()
    file = stack.enter_context(open_earlier(args.against, targets))
    return Moves(file, as_json=args.json, locale=view.locale)


def _ruled(register: Register | None, graded: Iterable[Graded]) -> Iterator[Graded]:
    return iter(graded) if register is None else ruled(register, graded)


def _view(inputs: Inputs, packs: tuple[Pack, ...]) -> View:
    """Choose language and width; the text of an answer that is alone is shown with it."""
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    stamp = {name: os.environ[name] for name in STAMP if name in os.environ}
    if inputs.count > 1:
        columns = columns_for(inputs.widest)
        return View(packs=packs, locale=locale_of(), width=width, stamp=stamp, columns=columns)
    lessons = (lesson for pack in packs for lesson in pack.lessons if lesson.id == inputs.first.lesson)
    first = next((lesson.submission[0] for lesson in lessons), "")
    files = inputs.first.files
    alone = len(files) == 1 and not files[0][0].endswith(SCRIPT)
    named = {(first if alone else name): path for name, path in files}
    texts = texts_of(tuple(named.items()), inputs.intake())
    return View(packs=packs, locale=locale_of(), width=width, texts=texts, paths=named, stamp=stamp)
