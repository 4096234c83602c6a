"""The live picture: the last connection, each Service with its endpoints, the pods."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tutor.session.picture import EndpointRow, Picture, PodRow, PortRow, ServiceRow
from tutor.session.views import Connection
from tutor.tui.cells import clean, fit, shorten
from tutor.tui.widgets.pane import Pane

Say = Callable[..., str]
GLYPHS = {
    "ready": ("●", "$success"),
    "waiting": ("◌", "$warning"),
    "leaving": ("◌", "$muted"),
    "wrong": ("✕", "$error"),
}
BAD = ("none-selected", "no-such-port", "none-ready", "no-endpoints")
NAME_CELLS = 26


class Drawing(Widget):
    """Draws the picture for the width it has."""

    picture: reactive[Picture] = reactive(Picture(), layout=True)
    last: reactive[Connection | None] = reactive(None, layout=True)
    locale: reactive[str] = reactive("en", layout=True)

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say

    def render(self) -> Content:
        """Draw for the present width."""
        return self._draw(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Count the lines at this width."""
        del container, viewport
        return self._draw(width).get_height({}, width)

    def _draw(self, width: int) -> Content:
        lines = [*self._last(width), *self._services(width), Content(""), *self._pods(width)]
        return Content("\n").join(lines)

    def _last(self, width: int) -> Iterable[Content]:
        if self.last is None:
            return
        glyph, style = ("●", "$success") if self.last.delivered else ("✕", "$error")
        yield Content(fit(clean(self.last.place or self._say("cluster.laptop")), width))
        yield Content.styled(fit(f"  │ {clean(self.last.asked)}", width), "$muted")
        outcome = self._say(f"cluster.{self.last.outcome}")
        end = f" {shorten(clean(self.last.pod), NAME_CELLS)}" if self.last.pod else ""
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
        name = row.name if row.namespace == "default" else f"{row.namespace}/{row.name}"
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
        for endpoint in row.endpoints:
            yield self._endpoint(endpoint, width)
        if row.selector and row.note != "none-selected":
            yield Content.styled(fit(f"    {clean(row.selector)}", width), "$muted")

    def _endpoint(self, row: EndpointRow, width: int) -> Content:
        glyph, style = GLYPHS[row.state]
        name = shorten(clean(row.name or "-"), min(NAME_CELLS, max(9, width - 26)))
        port = row.port or "—"
        answered = self.last is not None and self.last.pod == row.name and bool(row.name)
        mark = ("  ◂", "$accent") if answered else ("", "")
        return Content.assemble(
            (f"  {glyph} ", style),
            fit(name, min(NAME_CELLS, max(9, width - 26))),
            f"  {fit(row.address, 15)}",
            (f" {port}", "$success" if row.port and row.state == "ready" else "$error" if not row.port else "$muted"),
            mark,
        )

    def _pods(self, width: int) -> Iterable[Content]:
        yield Content.styled(self._say("cluster.pods"), "bold $muted")
        if not self.picture.pods:
            yield Content.styled(self._say("cluster.no-pods"), "$muted")
        size = min(NAME_CELLS, max(9, width - 26))
        address = max((len(row.address) for row in self.picture.pods), default=0)
        for row in self.picture.pods:
            yield _pod(row, size, address, width)


def _port(row: PortRow) -> Content:
    name = f"{clean(row.name)} " if row.name else ""
    protocol = f"/{row.protocol}" if row.protocol != "TCP" else ""
    node = f"  :{row.node_port}" if row.node_port else ""
    return Content.assemble(
        "  ", (name, "$muted"), (f"{row.port}{protocol}", ""), (" → ", "$muted"), clean(row.target), (node, "$muted")
    )


def _pod(row: PodRow, size: int, address: int, width: int) -> Content:
    glyph, style = GLYPHS[row.state]
    name = row.name if row.namespace == "default" else f"{row.namespace}/{row.name}"
    status = "" if row.state == "ready" else clean(row.status)
    line = f"{fit(shorten(clean(name), size), size)}  {fit(row.address or '-', address)}  "
    end = status or clean(row.node)
    end = end if cell_len(line) + cell_len(end) + 4 <= width else fit(status, max(0, width - cell_len(line) - 4))
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
