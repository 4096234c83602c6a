"""Where progress lies on this system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_dir


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return `$TUTOR_HOME` when it is set, else the system's own place for a person's data."""
    chosen = environment.get("TUTOR_HOME", "")
    return Path(chosen).expanduser() if chosen else Path(user_data_dir("tutor", appauthor=False))
