"""One learner in one lesson, without any window."""

from __future__ import annotations

from tutor.session.lab import EditorWanted
from tutor.session.session import Session

__all__ = ["EditorWanted", "Session"]
