"""Who learns at this machine: an id from which a lesson's own values are drawn."""

from __future__ import annotations

import os

from tutor.progress import LEARNER, Progress


def learner_of(progress: Progress) -> str:
    """Draw an id once and keep it beside the progress, never sent anywhere; "" where nothing can be kept."""
    kept = progress.setting(LEARNER)
    if not kept and progress.notice is None:
        kept = os.urandom(4).hex()
        progress.keep_setting(LEARNER, kept)
    return kept
