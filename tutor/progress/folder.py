"""Where progress and the shell's history lie on this system."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from platformdirs import user_data_dir, user_state_dir

# A folder that cannot be made, for a person who has none: work goes on in memory, and the window says so.
NOWHERE = Path(os.devnull, "no-home")


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return `$TUTOR_HOME` when it is set, else the system's own place for a person's data; NOWHERE without a home."""
    return _folder(environment, lambda: user_data_dir("tutor", appauthor=False))


def state_folder(environment: Mapping[str, str]) -> Path:
    """Return `$TUTOR_HOME` when it is set, else the place for what may be lost, such as a history."""
    return _folder(environment, lambda: user_state_dir("tutor", appauthor=False))


def _folder(environment: Mapping[str, str], usual: Callable[[], str]) -> Path:
    try:
        return Path(environment.get("TUTOR_HOME") or usual()).expanduser()
    except RuntimeError:  # no HOME, and nobody by this user's number or this name
        return NOWHERE
