"""Who grades: this process, several, or an interrupted run before them; the rows are the same."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator

from tutor.cli.grade_inputs import Inputs
from tutor.cli.grade_journal import Journal
from tutor.console import run_script
from tutor.grading.batch import Batch
from tutor.grading.pool import CHUNK, Crew, Graded, grade_with
from tutor.packs.model import Pack


def graded_by(
    inputs: Inputs, packs: tuple[Pack, ...], args: argparse.Namespace, journal: Journal | None
) -> Iterator[Graded]:
    """Give what an interrupted run has graded, then grade the rest."""
    if journal is None:
        return _grade(inputs, packs, args, 0)
    kept = journal.kept(inputs.answers()) if args.resume else ()
    rest = journal.write(kept, _grade(inputs, packs, args, len(kept)))
    return itertools.chain(zip(inputs.answers(), kept, strict=False), rest)


def _grade(inputs: Inputs, packs: tuple[Pack, ...], args: argparse.Namespace, done: int) -> Iterator[Graded]:
    """Grade here, or with several processes when there is enough to do."""
    answers = itertools.islice(inputs.answers(), done, None)
    if args.jobs == 1 or inputs.count - done <= CHUNK:
        batch = batch_of(inputs, packs)
        return ((handed, batch.grade(handed)) for handed in answers)
    return grade_with(Crew(packs=packs, jobs=args.jobs, console=run_script), answers)


def batch_of(inputs: Inputs, packs: tuple[Pack, ...]) -> Batch:
    """What grades in this process."""
    return Batch(packs, console=run_script, intake=inputs.intake())
