"""Who grades: this process, several, a cluster, or an interrupted run before them; the rows are the same."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from tutor.cli.grade_inputs import Inputs
from tutor.cli.grade_journal import Journal
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse
from tutor.cli.streams import tell
from tutor.cluster.cluster import Cluster
from tutor.grading.batch import CHUNK, Batch, Graded
from tutor.grading.handed import Handed
from tutor.packs.model import Lesson, Pack

INSTALL = "pip install 'service-tutor[dask]'"


def graded_by(
    inputs: Inputs, packs: tuple[Pack, ...], args: argparse.Namespace, journal: Journal | None
) -> Iterator[Graded]:
    """Give what an interrupted run has graded, then grade the rest."""
    if journal is None:
        return _grade(inputs, packs, args, 0)
    kept = journal.kept(inputs.answers()) if args.resume else ()
    rest = journal.write(kept, _grade(inputs, packs, args, len(kept)))
    return itertools.chain(zip(inputs.answers(), kept, strict=False), rest)


def type_script(lesson: Lesson, cluster: Cluster, files: Mapping[str, str], script: str) -> Cluster:
    """Type a script at a lesson's console, which is a quarter of all imports and read when a script is handed in."""
    left: Cluster = import_module("tutor.console").run_script(lesson, cluster, files, script)
    return left


def _grade(inputs: Inputs, packs: tuple[Pack, ...], args: argparse.Namespace, done: int) -> Iterator[Graded]:
    """Grade here, or with several processes when there is enough to do."""
    answers, batch = itertools.islice(inputs.answers(), done, None), batch_of(inputs, packs)
    if args.scheduler:
        return _grade_there(args, batch, answers)
    if args.jobs == 1 or inputs.count - done <= CHUNK:
        return _grade_here(batch, answers)
    return _grade_together(args, batch, answers)


def _grade_here(batch: Batch, answers: Iterable[Handed]) -> Iterator[Graded]:
    return ((handed, batch.grade(handed)) for handed in answers)


def _grade_together(args: argparse.Namespace, batch: Batch, answers: Iterable[Handed]) -> Iterator[Graded]:
    """Share the work; where one process has to do, the rows are the same, and it is said why they take longer."""
    from tutor.grading.pool import Crew, grade_with, why_alone  # a twentieth of all imports, which one answer spares

    why = why_alone()
    if why:
        tell(f"tutor: processes cannot share memory here ({why}), so that one grades alone")
        return _grade_here(batch, answers)
    return grade_with(Crew(packs=batch.packs, jobs=args.jobs, console=type_script), answers)


def _grade_there(args: argparse.Namespace, reader: Batch, answers: Iterable[Handed]) -> Iterator[Graded]:
    """Send the work to a Dask cluster; the extra that it takes may be missing."""
    import logging

    from tutor.grading.pool import Crew

    try:
        farm = import_module("tutor.grading.farm")
    except ModuleNotFoundError as fault:
        raise Misuse(f"--scheduler needs the extra dask ({fault.name} is missing)", INSTALL) from fault
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said by us, on one line
    crew = Crew(packs=reader.packs, jobs=args.jobs, console=type_script)
    try:
        yield from farm.grade_there(args.scheduler, crew, reader, answers)
    except farm.FarmError as fault:
        again = "dask scheduler, and dask worker tcp://HOST:8786; --resume goes on with what was written"
        raise Misuse(str(fault), again, UNUSABLE_INPUT) from fault


def batch_of(inputs: Inputs, packs: tuple[Pack, ...]) -> Batch:
    """What grades in this process."""
    return Batch(packs, console=type_script, intake=inputs.intake())
