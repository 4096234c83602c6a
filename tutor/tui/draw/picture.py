"""The picture of the cluster: the way of the last connection, Services with their endpoints, pods, machines."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.content import Content

from tutor.session.picture import EndpointRow, NodeRow, Picture, PodRow, PortRow, ServiceRow
from tutor.session.views import Connection, Target
from tutor.tui.cells import clean, fit, shorten, wrap
from tutor.tui.draw.line import GLYPHS, Drawn, Say, blank, cell, named, sizes

BAD = ("none-selected", "no-such-port", "none-ready", "no-endpoints")
VERDICT_LINES = 3


def picture_lines(picture: Picture, last: Connection | None, say: Say, width: int) -> Iterable[Drawn]:
    """Put the last connection over the Services, those over the pods, the machines last."""
    if last is not None:
        yield from _way(last, say, width)
    if not picture.services:
        yield Drawn(content=Content.styled(say("cluster.none"), "$muted"))
    for number, service in enumerate(picture.services):
        if number:
            yield blank()
        yield from _service(service, last, say, width)
    yield blank()
    yield from _pods(picture, say, width)
    yield blank()
    yield from _nodes(picture.nodes, say, width)


def _way(last: Connection, say: Say, width: int) -> Iterable[Drawn]:
    """The path of the last connection: where it began, its stops, how it ended."""
    glyph, style = ("●", "$success") if last.delivered else ("✕", "$error")
    yield Drawn(content=Content(fit(clean(last.place or say("cluster.laptop")), width)))
    yield Drawn(content=Content.styled(fit(f"  │ {clean(last.asked)}", width), "$muted"))
    for stop in last.stops:
        room = width - 4
        name = shorten(clean(stop.name), max(12, room - cell_len(stop.detail) - 2))
        detail = f"  {clean(stop.detail)}" if stop.detail else ""
        mark = "●" if last.pod and stop.name == f"Pod/{last.pod}" else "│"
        content = Content.assemble((f"  {mark} ", "$accent"), name, (detail, "$muted"))
        yield Drawn(content=content, target=stop.target)
    yield Drawn(content=Content.assemble(("  ▼ ", "$accent"), (f"{glyph} {say(f'cluster.{last.outcome}')}", style)))
    for line in wrap(clean(last.verdict), width - 6, VERDICT_LINES):
        yield Drawn(content=Content.styled(f"      {line}", "$muted"))
    yield blank()


def _service(row: ServiceRow, last: Connection | None, say: Say, width: int) -> Iterable[Drawn]:
    target = Target(kind="Service", namespace=row.namespace, name=row.name)
    yield Drawn(content=_service_head(row, width), target=target)
    for port in row.ports:
        yield Drawn(content=_port(port))
    if row.note:
        style = "$error" if row.note in BAD else "$warning" if row.note == "pending" else "$muted"
        glyph = {"$error": "✕ ", "$warning": "◌ "}.get(style, "")
        params = {"selector": row.about, "target": row.about, "name": row.about, "namespace": row.namespace}
        for number, line in enumerate(wrap(clean(say(f"cluster.{row.note}", **params)), width - 4, 2)):
            yield Drawn(content=Content.styled(f"  {'  ' if number else glyph}{line}", style))
    widths = sizes([(one.name or "-", one.address) for one in row.endpoints], width - 9)
    for endpoint in row.endpoints:
        yield from _endpoint(endpoint, row.namespace, last, widths, width)
    if row.selector and row.note != "none-selected":
        yield Drawn(content=Content.styled(fit(f"    {clean(row.selector)}", width), "$muted"))


def _service_head(row: ServiceRow, width: int) -> Content:
    name = named(row.name, row.namespace)
    address = " ".join((row.address or "-", *row.external))
    room = max(8, min(cell_len(name), width - len(row.type) - cell_len(address) - 4))
    return Content.assemble((shorten(clean(name), room), "bold"), (f"  {row.type}", "$muted"), f"  {clean(address)}")


def _port(port: PortRow) -> Content:
    name = f"{clean(port.name)} " if port.name else ""
    protocol = f"/{port.protocol}" if port.protocol != "TCP" else ""
    node = f"  :{port.node_port}" if port.node_port else ""
    return Content.assemble(
        "  ", (name, "$muted"), (f"{port.port}{protocol}", ""), (" → ", "$muted"), clean(port.target), (node, "$muted")
    )


def _endpoint(
    row: EndpointRow, namespace: str, last: Connection | None, widths: tuple[int, int], width: int
) -> Iterable[Drawn]:
    """An endpoint; one that the last connection could not have chosen is grey, with the reason under it."""
    size, address = widths
    name = cell(clean(row.name or "-"), size)
    target = Target(kind="Pod", namespace=namespace, name=row.name) if row.name else None
    reason = last.left_out.get(row.address, "") if last is not None else ""
    if reason:
        line = fit(f"  ○ {name}  {fit(row.address, address)}  {row.port or '—'}", width)
        yield Drawn(content=Content.styled(line, "$muted"), target=target)
        for part in wrap(clean(reason), width - 6, 2):
            yield Drawn(content=Content.styled(f"      {part}", "$muted italic"))
        return
    glyph, style = GLYPHS[row.state]
    answered = last is not None and last.pod == row.name and bool(row.name)
    port_style = "$error" if not row.port else "$success" if row.state == "ready" else "$muted"
    parts = ((f"  {glyph} ", style), f"{name}  {fit(row.address, address)}  ", (row.port or "—", port_style))
    yield Drawn(content=Content.assemble(*parts, ("  ◂" if answered else "", "$accent")), target=target)


def _pods(picture: Picture, say: Say, width: int) -> Iterable[Drawn]:
    yield Drawn(content=Content.styled(say("cluster.pods"), "bold $muted"))
    if not picture.pods:
        yield Drawn(content=Content.styled(say("cluster.no-pods"), "$muted"))
    names = [(named(row.name, row.namespace), row.address) for row in picture.pods]
    node = max((len(row.node) for row in picture.pods), default=0)
    widths = sizes(names, width - node - 2)
    for (name, _), row in zip(names, picture.pods, strict=True):
        target = Target(kind="Pod", namespace=row.namespace, name=row.name)
        yield Drawn(content=_pod(name, row, widths, width), target=target)


def _pod(name: str, row: PodRow, widths: tuple[int, int], width: int) -> Content:
    glyph, style = GLYPHS[row.state]
    size, address = widths
    line = f"{cell(clean(name), size)}  {fit(row.address or '-', address)}  "
    status = "" if row.state == "ready" else clean(row.status)
    end = fit(status or clean(row.node), max(0, width - cell_len(line) - 4)).rstrip()
    return Content.assemble((f"  {glyph} ", style), line, (end, "$muted" if row.state == "ready" else style))


def _nodes(rows: tuple[NodeRow, ...], say: Say, width: int) -> Iterable[Drawn]:
    yield Drawn(content=Content.styled(say("cluster.nodes"), "bold $muted"))
    widths = sizes([(row.name, row.address) for row in rows], width - 10)
    for row in rows:
        glyph, style = GLYPHS[row.state]
        line = f"{cell(clean(row.name), widths[0])}  {fit(row.address, widths[1])}  "
        words = {"leaving": say("cluster.cordoned"), "wrong": say("cluster.down")}
        end = words.get(row.state, say("cluster.pods-on", count=row.pods) if row.pods else "")
        content = Content.assemble((f"  {glyph} ", style), line, (end, "$muted" if row.state == "ready" else style))
        yield Drawn(content=content, target=Target(kind="Node", name=row.name))
