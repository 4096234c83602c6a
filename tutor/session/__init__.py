"""One learner in one lesson, without any window."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tutor.session.session import Session
    from tutor.session.views import EditorWanted

__all__ = ["EditorWanted", "Session"]

_HOMES = {"EditorWanted": "tutor.session.views", "Session": "tutor.session.session"}


def __getattr__(name: str) -> Any:
    """Bring the engine in when it is asked for: the first frame of the window shows our values without it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
