"""Keeps two windows apart: each holds the lane of a lesson that it writes to, until it closes or dies."""

from __future__ import annotations

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks; there the last window to write wins
    fcntl = None  # type: ignore[assignment]

MOST_LANES = 8


class Lanes:
    """The lanes that this program holds; the system lets go of them when it dies, however it dies."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._held: dict[str, int] = {}

    def claim(self, name: str) -> str:
        """Take the first free lane of a lesson: its own name, else the name with `#2`, `#3` and so on."""
        for lane in (name, *(f"{name}#{number}" for number in range(2, MOST_LANES + 1))):
            if lane not in self._held and self._lock(lane):
                return lane
        return name

    def release(self, lane: str) -> None:
        """Let a lane go."""
        held = self._held.pop(lane, None)
        if held is not None:
            os.close(held)

    def close(self) -> None:
        """Let all lanes go."""
        for lane in tuple(self._held):
            self.release(lane)

    def _lock(self, lane: str) -> bool:
        """Whether nobody else has the lane; where no lock can be made, it is ours."""
        if self._folder is None or fcntl is None:
            return True
        safe = "".join(sign if sign.isalnum() or sign == "-" else "_" for sign in lane)
        try:
            held = os.open(self._folder / f"open-{safe}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            return False
        except OSError:  # a file system without locks
            os.close(held)
            return True
        self._held[lane] = held
        return True
