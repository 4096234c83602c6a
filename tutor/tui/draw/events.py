"""The events of the cluster, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from tutor.session.views import EventRow
from tutor.tui.cells import clean, fit, shorten, wrap
from tutor.tui.draw.line import Drawn, Say

MESSAGE_LINES = 2


def event_lines(rows: Sequence[EventRow], say: Say, width: int) -> Iterable[Drawn]:
    """One event in two or three lines: when, what, to whom; then the message."""
    if not rows:
        yield Drawn(content=Content.styled(say("cluster.no-events"), "$muted"))
    for row in reversed(rows):
        times = f" ×{row.count}" if row.count > 1 else ""
        glyph, style = ("!", "$warning") if row.warning else ("·", "$muted")
        name = f"{row.target.kind}/{row.target.name}"
        room = max(8, width - 15 - len(row.reason) - len(times))
        head = Content.assemble(
            (f"{glyph} ", style),
            (f"{row.time}  ", "$muted"),
            (clean(row.reason), "bold" if row.warning else ""),
            (times, "$muted"),
            f"  {shorten(clean(name), room)}",
        )
        yield Drawn(content=head, target=row.target)
        for line in wrap(clean(row.message), width - 4, MESSAGE_LINES):
            yield Drawn(content=Content.styled(fit(f"    {line}", width), "$muted"))
