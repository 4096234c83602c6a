"""Prints objects as the server's table, with the columns that flags add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tutor.api.kinds import Kind
from tutor.cluster.ages import age
from tutor.cluster.cluster import Cluster
from tutor.cluster.tables import columns, row
from tutor.kubectl.results import short_name
from tutor.kubectl.tabwriter import table
from tutor.values import frozen

NONE = "<none>"


@frozen
class TableOptions:
    """What `get`'s flags ask of a table; `prefixed` writes names as `service/web`, `event` what became of them.

    `plain` leaves out what only the server knows of a kind: names and ages remain, as under `--server-print=false`.
    """

    wide: bool = False
    headers: bool = True
    namespaces: bool = False
    labels: bool = False
    label_columns: tuple[str, ...] = ()
    prefixed: bool = False
    event: str = ""
    plain: bool = False


def render_table(kind: Kind, objects: Sequence[Any], cluster: Cluster, options: TableOptions) -> str:
    """Lay objects of one kind out as `kubectl get` does."""
    rows = [list(_headers(kind, options))] if options.headers else []
    rows += [list(_cells(kind, obj, cluster, options)) for obj in objects]
    return table(rows)


def render_row(kind: Kind, obj: Any, cluster: Cluster, options: TableOptions, before: Sequence[Sequence[str]]) -> str:
    """One more row under those that were printed `before`."""
    return table([*before, list(_cells(kind, obj, cluster, options))]).splitlines(keepends=True)[-1]


def widest_cells(kind: Kind, objects: Sequence[Any], cluster: Cluster, options: TableOptions) -> list[str]:
    """The longest cell of each column, to which later rows are aligned."""
    rows = [list(_headers(kind, options)), *(list(_cells(kind, obj, cluster, options)) for obj in objects)]
    return [max(column, key=len) for column in zip(*rows, strict=True)]


def _plain_row(obj: Any, cluster: Cluster) -> tuple[str, str]:
    return obj.metadata.name, age(obj.metadata.creation_timestamp, cluster.clock)


def _headers(kind: Kind, options: TableOptions) -> Iterator[str]:
    if options.event:
        yield "EVENT"
    if options.namespaces and kind.namespaced:
        yield "NAMESPACE"
    yield from ("NAME", "AGE") if options.plain else (one.name.upper() for one in columns(kind, wide=options.wide))
    yield from (name.rpartition("/")[2].upper() for name in options.label_columns)
    if options.labels:
        yield "LABELS"


def _cells(kind: Kind, obj: Any, cluster: Cluster, options: TableOptions) -> Iterator[str]:
    labels = obj.metadata.labels
    if options.event:
        yield f"{options.event:8}"
    if options.namespaces and kind.namespaced:
        yield obj.metadata.namespace
    name, *rest = _plain_row(obj, cluster) if options.plain else row(obj, cluster.clock, wide=options.wide)
    named = options.plain or columns(kind)[0].name == "Name"
    yield short_name(kind, name) if options.prefixed and named else name
    yield from rest
    yield from (labels.get(key, "") for key in options.label_columns)
    if options.labels:
        yield ",".join(f"{key}={labels[key]}" for key in sorted(labels)) or NONE
