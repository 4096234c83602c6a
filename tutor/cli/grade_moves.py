"""`--against OLD.jsonl`: each answer that moved, told as soon as it is graded, and how many stayed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from tutor import words
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse
from tutor.grading.batch import Graded
from tutor.grading.formats.layout import padded
from tutor.grading.formats.view import plain
from tutor.grading.moves import Change, Earlier, Move, UnreadableRowError

SCHEMA = "tutor/moves/v1"
SHORT = 12  # letters of a digest that tell it from another


class Moves:
    """Passes results on and writes who moves, as text or as one JSON document."""

    __slots__ = ("_between", "_counts", "_earlier", "_json", "_locale")

    def __init__(self, file: BinaryIO, *, as_json: bool, locale: str) -> None:
        try:
            self._earlier = Earlier(file)
        except UnreadableRowError as fault:
            again = "tutor regrade PATH --against OLD.jsonl"
            raise Misuse(f"{file.name}: {fault}", again, UNUSABLE_INPUT) from fault
        self._json, self._locale, self._between = as_json, locale, ""
        self._counts = {"answers": 0, "moved": 0, "new": 0, "gone": 0}

    @property
    def moved(self) -> bool:
        """Whether anything is not as it was."""
        return any(self._counts[name] for name in ("moved", "new", "gone"))

    def watch(self, graded: Iterable[Graded]) -> Iterator[Graded]:
        """Pass results on, and write each that moved."""
        self._write(f'{{"schema":"{SCHEMA}","moves":[' if self._json else "")
        for handed, result in graded:
            self._counts["answers"] += 1
            move = self._earlier.move(result)
            if move is not None:
                self._counts["moved" if move.before is not None else "new"] += 1
                self._one(move)
            yield handed, result
        for submission, lesson in self._earlier.missing():
            self._counts["gone"] += 1
            self._one(Move(submission=submission, lesson=lesson, before="", after="", points=0))
        self._write(
            f'\n],"totals":{json.dumps(self._counts)}}}\n' if self._json else self._said("totals", self._counts)
        )

    def _one(self, move: Move) -> None:
        if self._json:
            self._write(f"{self._between}\n{json.dumps(_value(move), separators=(',', ':'))}")
            self._between = ","
        else:
            self._write("".join(self._lines(move)))

    def _lines(self, move: Move) -> Iterator[str]:
        head = f"{padded(plain(move.submission), 28)}  {padded(plain(move.lesson), 14)}"
        if move.before is None or not move.after:
            yield f"{head} {self._said('new' if move.before is None else 'gone', {'grade': move.after})}"
            return
        yield f"{head} {plain(move.before)} → {plain(move.after)} ({move.points:+d})\n"
        yield from (f"    {_changed(one)}\n" for one in move.checks)
        for name in ("gone", "came"):
            said: tuple[str, ...] = getattr(move, name)
            if said:
                yield f"    {self._said(f'feedback-{name}', {'ids': plain(', '.join(said))})}"
        yield from (f"    {_changed(one)}\n" for one in move.causes)

    def _said(self, name: str, params: dict[str, Any]) -> str:
        return words.text(self._locale, f"grading.moves.{name}", params) + "\n"

    def _write(self, text: str) -> None:
        sys.stdout.write(text)


def _changed(one: Change) -> str:
    return plain(f"{one.name}: {_short(one.before)} → {_short(one.after)}")


def _short(text: str) -> str:
    """Shorten a digest; anything else is short already."""
    return text[:SHORT] if len(text) == 64 else text or "-"


def _value(move: Move) -> dict[str, Any]:
    return {
        "submission": move.submission,
        "lesson": move.lesson,
        "before": move.before or None,
        "after": move.after or None,
        "points": move.points,
        "checks": [_row(one) for one in move.checks],
        "feedback": {"gone": move.gone, "came": move.came},
        "causes": [_row(one) for one in move.causes],
    }


def _row(one: Change) -> dict[str, str]:
    return {"name": one.name, "before": one.before, "after": one.after}


def open_earlier(path: str, outputs: Iterable[str]) -> BinaryIO:
    """Open the rows of an earlier run, which must not be written over while they are read."""
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - the caller closes it
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "not a file name"
        raise Misuse(
            f"cannot read {path}: {reason}", "tutor regrade PATH --against OLD.jsonl", UNUSABLE_INPUT
        ) from fault
    if any(Path(one).exists() and Path(one).samefile(path) for one in outputs):
        file.close()
        raise Misuse(f"-o would write over {path}", "another file after -o")
    return file
