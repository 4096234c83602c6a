"""One learner in one lesson, without any window."""

from __future__ import annotations

from tutor.session.session import EditorWanted, Session

__all__ = ["EditorWanted", "Session"]
