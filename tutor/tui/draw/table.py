"""The cluster as tables: what the picture holds, one object a row, under column names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.content import Content

from tutor.session.picture import Picture, PodRow, ServiceRow
from tutor.session.views import Target
from tutor.tui.cells import clean, fit
from tutor.tui.draw.line import GLYPHS, Drawn, blank, cell, named
from tutor.values import frozen

GAP = "  "
WHOLE = 1000
# How far a column gives way; an address and a count are read whole or not at all.
LEAST = {
    "SERVICE": 14, "POD": 14, "NODE": 10, "TYPE": 9, "STATUS": 7, "PORTS": 6, "LABELS": 6,
    "ADDRESS": WHOLE, "READY": WHOLE, "PODS": WHOLE,
}  # fmt: skip


@frozen
class Line:
    """The cells of one row after its glyph, and the object it speaks of."""

    state: str
    cells: tuple[str, ...]
    target: Target


def table_lines(picture: Picture, width: int) -> Iterable[Drawn]:
    """Services, pods and nodes, each under its heading."""
    services = [_service(row) for row in picture.services]
    yield from _table(("SERVICE", "READY", "TYPE", "ADDRESS", "PORTS"), services, width)
    yield blank()
    yield from _table(("POD", "STATUS", "ADDRESS", "NODE", "LABELS"), [_pod(row) for row in picture.pods], width)
    yield blank()
    nodes = [
        Line(state=row.state, cells=(row.name, row.address, str(row.pods)), target=Target(kind="Node", name=row.name))
        for row in picture.nodes
    ]
    yield from _table(("NODE", "ADDRESS", "PODS"), nodes, width)


def _service(row: ServiceRow) -> Line:
    ports = ",".join(f"{port.port}→{port.target}{f':{port.node_port}' if port.node_port else ''}" for port in row.ports)
    ready = sum(one.state == "ready" and bool(one.port) for one in row.endpoints)
    state = "ready" if ready or row.note in {"external-name", "no-selector"} else "wrong"
    return Line(
        state="waiting" if row.note == "pending" else state,
        cells=(named(row.name, row.namespace), f"{ready}/{len(row.endpoints)}", row.type, row.address or "-", ports),
        target=Target(kind="Service", namespace=row.namespace, name=row.name),
    )


def _pod(row: PodRow) -> Line:
    return Line(
        state=row.state,
        cells=(named(row.name, row.namespace), row.status, row.address or "-", row.node or "-", row.labels or "-"),
        target=Target(kind="Pod", namespace=row.namespace, name=row.name),
    )


def _table(head: Sequence[str], rows: Sequence[Line], width: int) -> Iterable[Drawn]:
    texts = [[clean(text) for text in row.cells] for row in rows]
    widths = _widths(head, texts, width - 2)
    yield Drawn(content=Content.styled(fit("  " + _row(head, widths), width), "bold $muted"))
    for row, cells in zip(rows, texts, strict=True):
        glyph, style = GLYPHS[row.state]
        yield Drawn(
            content=Content.assemble((f"{glyph} ", style), fit(_row(cells, widths), width - 2)), target=row.target
        )


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Give each column what it needs; the widest of those that can give way do."""
    widths = [max(map(cell_len, column)) for column in zip(head, *rows, strict=True)]
    while sum(widths) + len(GAP) * (len(widths) - 1) > room:
        spare = [width if width > LEAST[name] else 0 for name, width in zip(head, widths, strict=True)]
        if not any(spare):
            break
        widths[spare.index(max(spare))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = [cell(cells[0], widths[0]), *(fit(text, size) for text, size in zip(cells[1:], widths[1:], strict=True))]
    return GAP.join(parts).rstrip()
