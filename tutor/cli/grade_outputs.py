"""Where `tutor grade` writes: one stream for each format, row by row, so that nothing graded is lost."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TextIO

from tutor.cli.misuse import UNUSABLE_INPUT, Misuse
from tutor.grading.batch import Graded
from tutor.grading.formats import FORMATS, Format, Totals, View
from tutor.grading.handed import Handed
from tutor.grading.intake import Intake
from tutor.grading.verdict import Result

UNREAD = frozenset({"UNREADABLE", "LINK", "NOT_A_FILE"})
Outputs = list[tuple[Format, TextIO]]


def open_outputs(names: list[str], target: str | None, stack: ExitStack) -> Outputs:
    """Open where each format goes; several need a file each."""
    if target is None:
        if len(names) > 1:
            raise Misuse("several formats need a file each", f"tutor grade PATH -f {' -f '.join(names)} -o FILE")
        return [(FORMATS[names[0]], sys.stdout)]
    targets = targets_of(names, target)
    return [(FORMATS[name], stack.enter_context(open_to_write(path))) for name, path in targets.items()]


def targets_of(names: list[str], target: str) -> dict[str, str]:
    """Name the file of each format; several add their endings."""
    return {name: target + (FORMATS[name].suffix if len(names) > 1 else "") for name in names}


def open_to_write(target: str, mode: str = "w") -> TextIO:
    """Open a file; what cannot be opened ends the command."""
    try:
        return Path(target).open(mode, encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[return-value]  # a text mode
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "not a file name"
        raise Misuse(f"cannot write {target}: {reason}", "tutor grade PATH > FILE", UNUSABLE_INPUT) from fault


def write_one(result: Result, outputs: Outputs, view: View) -> int:
    """Write an answer that is alone, and give the exit status."""
    for format_, stream in outputs:
        stream.write(format_.alone(result, view))
    return UNUSABLE_INPUT if result.code in UNREAD else int(not result.full)


def write_many(graded: Iterable[Graded], outputs: Outputs, view: View) -> int:
    """Write each row as soon as it is there, and give the exit status."""
    totals, unread = Totals(), 0
    intake = Intake()
    writers = [(format_.many(view), stream) for format_, stream in outputs]
    for writer, stream in writers:
        stream.write(writer.head())
    for handed, result in graded:
        totals.add(result)
        unread += result.code in UNREAD
        texts = partial(texts_of, _called(handed, result), intake)
        for writer, stream in writers:
            stream.write(writer.row(result, texts))
            stream.flush()
    for writer, stream in writers:
        stream.write(writer.tail(totals))
    return UNUSABLE_INPUT if unread == totals.answers else int(totals.full < totals.answers)


def texts_of(files: tuple[tuple[str, str], ...], intake: Intake) -> Mapping[str, str]:
    """Read the files of an answer again, to show them; what cannot be read is not shown."""
    read = {name: intake.read_file(path, name) for name, path in files}
    return {name: one.decode("utf-8-sig", "replace") for name, one in read.items() if isinstance(one, bytes)}


def _called(handed: Handed, result: Result) -> tuple[tuple[str, str], ...]:
    """Name an answer's only file as its places do."""
    spoken = (*(check.at for check in result.checks), *(fault.at for fault in result.problems))
    places = [at.file for at in spoken if at and at.file]
    if len(handed.files) == 1 and places:
        return ((places[0], handed.files[0][1]),)
    return handed.files
