"""Reads and writes the rows of progress; every write is one transaction."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Any

from tutor.progress.file import NAME, copy_of, memory, open_file
from tutor.progress.lanes import Lanes
from tutor.progress.model import Command, LessonProgress, Notice
from tutor.values import replace

TABLES: Mapping[str, tuple[str, ...]] = {
    "setting": ("name", "value"),
    "lesson": ("uuid", "id", "score", "most", "done", "hints", "place"),
    "file": ("uuid", "name", "body"),
    "command": ("uuid", "number", "at", "line", "files", "edits", "code", "laptop"),
}
READ: Mapping[str, str] = {
    "setting": "select name, value from setting order by name",
    "lesson": "select uuid, id, score, most, done, hints, place from lesson order by uuid",
    "file": "select uuid, name, body from file order by uuid, name",
    "command": "select uuid, number, at, line, files, edits, code, laptop from command order by uuid, number",
}
WRITE: Mapping[str, str] = {
    "setting": "insert or replace into setting (name, value) values (?, ?)",
    "lesson": "insert or replace into lesson (uuid, id, score, most, done, hints, place) values (?, ?, ?, ?, ?, ?, ?)",
    "file": "insert or replace into file (uuid, name, body) values (?, ?, ?)",
    "command": (
        "insert or replace into command (uuid, number, at, line, files, edits, code, laptop)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)"
    ),
}
FORGET = (
    "delete from lesson where ?1 is null or uuid = ?1",
    "delete from file where ?1 is null or uuid = ?1",
    "delete from command where ?1 is null or uuid = ?1",
)
FORMAT = "tutor-progress/v1"


class Progress:
    """One learner's file; when it cannot be written, work goes on in memory and `notice` says so."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        path: str = "",
        notice: Notice | None = None,
        folder: Path | None = None,
    ) -> None:
        self.path = path
        self.lanes = Lanes(folder)
        self.notice = notice
        self._hold(connection)

    def _hold(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # A session without a learner's file drops its own, and Python 3.13 warns of a database that is dropped open
        self._let_go = weakref.finalize(self, connection.close)

    @classmethod
    def open(cls, folder: Path | None) -> Progress:
        """Open the file in `folder`; without a folder nothing outlives the program."""
        if folder is None:
            return cls(memory())
        opened = open_file(folder)
        return cls(opened.connection, path=str(folder / NAME), notice=opened.notice, folder=folder)

    def close(self) -> None:
        """Let the file go."""
        self.lanes.close()
        self._let_go()

    def setting(self, name: str, default: str = "") -> str:
        """One setting of the learner, as the window keeps them: locale, lesson, layout."""
        rows = self._read("select value from setting where name = ?", name)
        return str(rows[0][0]) if rows else default

    def keep_setting(self, name: str, value: str) -> None:
        """Write one setting."""
        self._put("setting", (name, value))

    def lesson(self, uuid: str) -> LessonProgress:
        """How far one lesson is; nothing yet when it was never opened."""
        return next((row for row in self.lessons() if row.uuid == uuid), LessonProgress(uuid=uuid))

    def lessons(self) -> tuple[LessonProgress, ...]:
        """All lessons that were ever opened, by uuid."""
        return tuple(_lesson(row) for row in self._read(READ["lesson"]))

    def keep_lesson(self, lesson: LessonProgress) -> None:
        """Write how far one lesson is."""
        hints, place = _dump(lesson.hints), _dump(lesson.place)
        row = (lesson.uuid, lesson.id, lesson.score, lesson.most, int(lesson.done), hints, place)
        self._put("lesson", row)

    def files(self, uuid: str) -> dict[str, str]:
        """Read the learner's texts in one lesson, by file name."""
        rows = self._read("select name, body from file where uuid = ? order by name", uuid)
        return {str(name): str(body) for name, body in rows}

    def keep_file(self, uuid: str, name: str, body: str) -> None:
        """Write one text."""
        self._put("file", (uuid, name, body))

    def commands(self, uuid: str) -> tuple[Command, ...]:
        """Read what was done in one lesson since it was last reset, in order."""
        rows = self._read(
            "select at, line, files, edits, code, laptop from command where uuid = ? order by number", uuid
        )
        return tuple(map(_command, rows))

    def keep_command(self, uuid: str, number: int, command: Command) -> None:
        """Write the command with the number `number`, counted from 0."""
        files, edits = _dump(command.files), _dump(command.edits)
        row = (uuid, number, command.at, command.line, files, edits, command.code, int(command.laptop))
        self._put("command", row)

    def copy(self, uuid: str, lane: str) -> None:
        """Begin a lane with what the lesson has; one that has begun before goes on as it was left."""
        if self.lesson(lane).id:
            return
        row = self.lesson(uuid)
        if row.id:
            self.keep_lesson(replace(row, uuid=lane))
        for name, body in self.files(uuid).items():
            self.keep_file(lane, name, body)
        for number, command in enumerate(self.commands(uuid)):
            self.keep_command(lane, number, command)

    def reset(self, uuid: str | None = None) -> None:
        """Drop one lesson, or everything."""
        for statement in FORGET:
            self._write(statement, uuid)
        if uuid is None:
            self._write("delete from setting")

    def export(self) -> dict[str, Any]:
        """Everything, as JSON can carry it."""
        return {"format": FORMAT, **{table: [list(row) for row in self._read(query)] for table, query in READ.items()}}

    def load(self, exported: Mapping[str, Any]) -> str:
        """Add what `export` gave; returns what is wrong with it, "" when all of it was taken."""
        if exported.get("format") != FORMAT:
            return f"format: {FORMAT}"
        rows = [(table, row) for table in TABLES for row in _rows(exported, table)]
        wrong = next((table for table, row in rows if not _fits(table, row)), "")
        if not wrong:
            for table, row in rows:
                self._put(table, tuple(row))
        return wrong

    def _put(self, table: str, row: tuple[Any, ...]) -> None:
        self._write(WRITE[table], *row)

    def _read(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as fault:
            self._fail(fault)
            return []

    def _write(self, statement: str, *values: Any) -> None:
        try:
            self._connection.execute(statement, values)
        except sqlite3.DatabaseError as fault:
            self._fail(fault)
            self._connection.execute(statement, values)

    def _fail(self, fault: sqlite3.DatabaseError) -> None:
        """Go on in memory: a full disk or a file that vanished must not stop a lesson."""
        self.notice = Notice(id="failed", path=self.path, detail=str(fault))
        copy = copy_of(self._connection)
        self._let_go()
        self._hold(copy)


def _dump(value: Mapping[str, Any] | tuple[str, ...]) -> str:
    return json.dumps(dict(value) if isinstance(value, Mapping) else list(value), ensure_ascii=False, sort_keys=True)


def _lesson(row: tuple[Any, ...]) -> LessonProgress:
    uuid, lesson, score, most, done, hints, place = row
    return LessonProgress(
        uuid=uuid,
        id=lesson,
        score=score,
        most=most,
        done=bool(done),
        hints=_only(hints, int),
        place=_only(place, str | int),
    )


def _command(row: tuple[Any, ...]) -> Command:
    at, line, files, edits, code, laptop = row
    answers = tuple(text for text in _loaded(edits, list) or () if isinstance(text, str))
    return Command(at=at, line=line, files=_only(files, str), edits=answers, code=code, laptop=bool(laptop))


def _only(text: str, kind: type | UnionType) -> dict[str, Any]:
    """Read a JSON object and keep the values of one kind."""
    return {key: value for key, value in (_loaded(text, dict) or {}).items() if isinstance(value, kind)}


def _rows(exported: Mapping[str, Any], table: str) -> list[Any]:
    rows = exported.get(table, [])
    return rows if isinstance(rows, list) else [None]


def _fits(table: str, row: Any) -> bool:
    """Whether a row from outside has the table's columns, plain values and readable JSON."""
    if not (isinstance(row, list) and len(row) == len(TABLES[table])):
        return False
    named = dict(zip(TABLES[table], row, strict=True))
    shapes = {"hints": dict, "place": dict, "files": dict, "edits": list}
    numbers = {"score", "most", "done", "at", "number", "code", "laptop"}
    if not all(isinstance(value, int | float if name in numbers else str) for name, value in named.items()):
        return False
    return all(_loaded(named[name], shape) is not None for name, shape in shapes.items() if name in named)


def _loaded(text: str, shape: type) -> Any:
    """Read JSON of one shape; None when it is something else: the file is the learner's and may have been edited."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, shape) else None
