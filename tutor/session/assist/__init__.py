"""What the editor offers at a place of a text: explanation, completion, quick fixes; values in, values out."""

from __future__ import annotations

from tutor.session.assist.against import Difference
from tutor.session.assist.assistant import Assistant
from tutor.session.assist.complete import Completion, Completions, completions_at
from tutor.session.assist.field import Explained, explain_at
from tutor.session.assist.repairs import Fix, repairs_at, repairs_of

__all__ = [
    "Assistant",
    "Completion",
    "Completions",
    "Difference",
    "Explained",
    "Fix",
    "completions_at",
    "explain_at",
    "repairs_at",
    "repairs_of",
]
