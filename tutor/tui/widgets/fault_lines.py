"""The lines under the editor's text: kubectl's words for a fault, ours, and the quick fix with its key."""

from __future__ import annotations

from typing import Literal

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.tui.cells import clean, wrap
from tutor.values import frozen

GLYPHS = {"error": "✕ ", "warning": "! ", "": ""}
COLOURS = {"error": "$error", "warning": "$warning", "": "$muted"}


@frozen
class Note:
    """What to say: kubectl's line, the words under it, the quick fix; no severity for what is no fault."""

    head: str = ""
    body: str = ""
    fix: str = ""
    fix_key: str = ""
    severity: Literal["error", "warning", ""] = ""


class FaultLines(Widget):
    """A few lines that are always there, so that what they say moves nothing."""

    note: reactive[Note] = reactive(Note())

    def render(self) -> Content:
        """Give each part as many lines as it needs and there are; the fix keeps the last."""
        note, width = self.note, self.content_size.width
        room = self.content_size.height - bool(note.fix)
        body = wrap(clean(note.body), width, max(0, room - 1))
        head = wrap(GLYPHS[note.severity] + clean(note.head), width, room - len(body))
        fix = wrap(f"{note.fix_key}: {clean(note.fix)}", width, 1) if note.fix else []
        body_style = "$foreground" if note.severity else "$muted"
        parts = [("\n".join(head), COLOURS[note.severity]), ("\n".join(body), body_style), ("\n".join(fix), "$accent")]
        return Content("\n").join(Content.styled(*part) for part in parts if part[0])
