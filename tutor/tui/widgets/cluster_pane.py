"""The live picture: the last connection, each Service with its endpoints, the pods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive

from tutor.session.picture import EndpointRow, Picture, PodRow, PortRow, ServiceRow
from tutor.session.views import Connection
from tutor.tui.cells import clean, fit, shorten
from tutor.tui.widgets.fitted import Fitted
from tutor.tui.widgets.pane import Pane

Say = Callable[..., str]
GLYPHS = {
    "ready": ("●", "$success"),
    "waiting": ("◌", "$warning"),
    "leaving": ("◌", "$muted"),
    "wrong": ("✕", "$error"),
}
BAD = ("none-selected", "no-such-port", "none-ready", "no-endpoints")
LEAST_NAME = 14


class Drawing(Fitted):
    """Draws the picture for the width it has."""

    picture: reactive[Picture] = reactive(Picture(), layout=True)
    last: reactive[Connection | None] = reactive(None, layout=True)
    locale: reactive[str] = reactive("en", layout=True)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say

    def draw(self, width: int) -> Content:
        """Put the last connection over the Services over the pods."""
        lines = [*self._last(width), *self._services(width), Content(""), *self._pods(width)]
        return Content("\n").join(lines)

    def _last(self, width: int) -> Iterable[Content]:
        if self.last is None:
            return
        glyph, style = ("●", "$success") if self.last.delivered else ("✕", "$error")
        yield Content(fit(clean(self.last.place or self._say("cluster.laptop")), width))
        yield Content.styled(fit(f"  │ {clean(self.last.asked)}", width), "$muted")
        outcome = self._say(f"cluster.{self.last.outcome}")
        end = f" {shorten(clean(self.last.pod), width - 24)}" if self.last.pod else ""
        yield Content.assemble(("  ▼ ", "$muted"), (fit(f"{glyph} {outcome}{end}", width - 4), style))
        yield Content("")

    def _services(self, width: int) -> Iterable[Content]:
        if not self.picture.services:
            yield Content.styled(self._say("cluster.none"), "$muted")
        for number, service in enumerate(self.picture.services):
            if number:
                yield Content("")
            yield from self._service(service, width)

    def _service(self, row: ServiceRow, width: int) -> Iterable[Content]:
        name = _named(row.name, row.namespace)
        address = " ".join((row.address or "-", *row.external))
        name_width = max(8, min(cell_len(name), width - len(row.type) - cell_len(address) - 4))
        yield Content.assemble(
            (shorten(clean(name), name_width), "bold"), (f"  {row.type}", "$muted"), f"  {clean(address)}"
        )
        for port in row.ports:
            yield _port(port)
        if row.note:
            style = "$error" if row.note in BAD else "$warning" if row.note == "pending" else "$muted"
            glyph = {"$error": "✕ ", "$warning": "◌ "}.get(style, "")
            params = {"selector": row.about, "target": row.about, "name": row.about}
            yield Content.styled(f"  {glyph}{clean(self._say(f'cluster.{row.note}', **params))}", style)
        sizes = _sizes([(one.name or "-", one.address) for one in row.endpoints], width - 9)
        for endpoint in row.endpoints:
            yield self._endpoint(endpoint, sizes)
        if row.selector and row.note != "none-selected":
            yield Content.styled(fit(f"    {clean(row.selector)}", width), "$muted")

    def _endpoint(self, row: EndpointRow, sizes: tuple[int, int]) -> Content:
        glyph, style = GLYPHS[row.state]
        size, address = sizes
        port = row.port or "—"
        answered = self.last is not None and self.last.pod == row.name and bool(row.name)
        port_style = "$error" if not row.port else "$success" if row.state == "ready" else "$muted"
        name = fit(shorten(clean(row.name or "-"), size), size)
        mark = ("  ◂" if answered else "", "$accent")
        return Content.assemble(
            (f"  {glyph} ", style), f"{name}  {fit(row.address, address)}  ", (port, port_style), mark
        )

    def _pods(self, width: int) -> Iterable[Content]:
        yield Content.styled(self._say("cluster.pods"), "bold $muted")
        if not self.picture.pods:
            yield Content.styled(self._say("cluster.no-pods"), "$muted")
        names = [(_named(row.name, row.namespace), row.address) for row in self.picture.pods]
        node = max((len(row.node) for row in self.picture.pods), default=0)
        sizes = _sizes(names, width - node - 2)
        for (name, _), row in zip(names, self.picture.pods, strict=True):
            yield _pod(name, row, sizes, width)


def _sizes(rows: Sequence[tuple[str, str]], room: int) -> tuple[int, int]:
    """How wide names and addresses are drawn in one list; names give way, down to what tells them apart."""
    address = max((len(address) for _, address in rows), default=0)
    longest = max((cell_len(name) for name, _ in rows), default=0)
    return min(longest, max(LEAST_NAME, room - address - 6)), address


def _named(name: str, namespace: str) -> str:
    return name if namespace == "default" else f"{namespace}/{name}"


def _port(row: PortRow) -> Content:
    name = f"{clean(row.name)} " if row.name else ""
    protocol = f"/{row.protocol}" if row.protocol != "TCP" else ""
    node = f"  :{row.node_port}" if row.node_port else ""
    return Content.assemble(
        "  ", (name, "$muted"), (f"{row.port}{protocol}", ""), (" → ", "$muted"), clean(row.target), (node, "$muted")
    )


def _pod(name: str, row: PodRow, sizes: tuple[int, int], width: int) -> Content:
    glyph, style = GLYPHS[row.state]
    size, address = sizes
    line = f"{fit(shorten(clean(name), size), size)}  {fit(row.address or '-', address)}  "
    status = "" if row.state == "ready" else clean(row.status)
    end = fit(status or clean(row.node), max(0, width - cell_len(line) - 4)).rstrip()
    return Content.assemble((f"  {glyph} ", style), line, (end, "$muted" if row.state == "ready" else style))


class ClusterPane(Pane):
    """The picture under its title."""

    picture: reactive[Picture] = reactive(Picture())
    last: reactive[Connection | None] = reactive(None)

    def __init__(self, *, corner: str = "") -> None:
        super().__init__(id="cluster", corner=corner)

    def body(self) -> ComposeResult:
        """Set the drawing."""
        with VerticalScroll(id="drawing"):
            yield Drawing(self.say)

    def watch_picture(self) -> None:
        """Draw when the cluster changed."""
        self._pass()

    def watch_last(self) -> None:
        """Draw when somebody connected."""
        self._pass()

    def watch_locale(self) -> None:
        """Draw in the new language."""
        super().watch_locale()
        self._pass()

    def _pass(self) -> None:
        for drawing in self.query(Drawing):
            drawing.picture, drawing.last, drawing.locale = self.picture, self.last, self.locale
