"""Opens the SQLite file of progress, whatever state it is in."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tutor.progress.model import Notice
from tutor.values import frozen

NAME = "progress.db"
VERSION = 1
SCHEMA = """
create table if not exists setting (name text primary key, value text not null) without rowid;
create table if not exists lesson (
    uuid text primary key, id text not null, score real not null, most real not null, done integer not null,
    hints text not null, place text not null
) without rowid;
create table if not exists file (
    uuid text not null, name text not null, body text not null, primary key (uuid, name)
) without rowid;
create table if not exists command (
    uuid text not null, number integer not null, at real not null, line text not null, files text not null,
    edits text not null, code integer not null, laptop integer not null, primary key (uuid, number)
) without rowid;
"""


@frozen
class Opened:
    """A database that can be used, and what had to be said on the way."""

    connection: sqlite3.Connection
    notice: Notice | None = None


def open_file(folder: Path) -> Opened:
    """Open `folder`/progress.db; damaged, newer and read-only files are left as they are and said, never raised."""
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Opened(connection=_open(path))
    except (sqlite3.DatabaseError, OSError) as fault:
        return _recover(path, fault)


def memory() -> sqlite3.Connection:
    """Make a database that lives as long as the program."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    return connection


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=2.0)
    try:
        _prepare(connection)
    except UnicodeDecodeError as fault:  # SQLite quotes the damaged place, and Python cannot read its words
        connection.close()
        raise sqlite3.DatabaseError("malformed database schema") from fault
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    # A write-ahead log survives kill -9 without waiting for the disk at each command.
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    if connection.execute("pragma quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("quick_check")
    (version,) = connection.execute("pragma user_version").fetchone()
    if version > VERSION:
        raise sqlite3.NotSupportedError(f"version {version}")
    connection.executescript(f"begin immediate; {SCHEMA} pragma user_version = {VERSION}; commit;")


def _recover(path: Path, fault: sqlite3.DatabaseError | OSError) -> Opened:
    if isinstance(fault, sqlite3.NotSupportedError):
        return Opened(connection=memory(), notice=Notice(id="newer", path=str(path), detail=str(fault)))
    if isinstance(fault, sqlite3.OperationalError | OSError):
        return Opened(connection=_read(path), notice=Notice(id="read-only", path=str(path), detail=_reason(fault)))
    return _replace(path, fault)


def _reason(fault: sqlite3.DatabaseError | OSError) -> str:
    """What the system says, without the path, which stands beside it."""
    return (isinstance(fault, OSError) and fault.strerror) or str(fault)


def copy_of(source: sqlite3.Connection) -> sqlite3.Connection:
    """Copy what can still be read into memory."""
    copy = memory()
    try:
        source.backup(copy)
        copy.executescript(SCHEMA)
    except sqlite3.DatabaseError:
        copy.close()
        return memory()
    return copy


def _read(path: Path) -> sqlite3.Connection:
    """Copy a file that can be read but not written into memory, so that the learner finds what is there."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as source:
            return copy_of(source)
    except sqlite3.DatabaseError:
        return memory()


def _replace(path: Path, fault: sqlite3.DatabaseError) -> Opened:
    """Keep the damaged file under another name and begin a new one."""
    kept = next(p for n in range(1, 10_000) if not (p := path.with_name(f"progress-damaged-{n}.db")).exists())
    try:
        shutil.copy2(path, kept)
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        return Opened(connection=_open(path), notice=Notice(id="damaged", path=str(kept), detail=str(fault)))
    except (OSError, sqlite3.DatabaseError) as second:
        return Opened(connection=memory(), notice=Notice(id="read-only", path=str(path), detail=_reason(second)))
