"""Opens the window on this machine: the learner's folder, keys and progress, and the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence

from tutor.packs.model import Pack
from tutor.progress import Progress, data_folder
from tutor.tui.app import UNUSABLE, TutorApp
from tutor.tui.cells import clean
from tutor.tui.keys import read_keys

KEYS_FILE = "keys.yaml"
MOST_BYTES = 64_000


Opener = Callable[[Sequence[Pack], Progress, str | None, Mapping[str, str], str], TutorApp]


def alone(
    packs: Sequence[Pack], progress: Progress, lesson: str | None, own_keys: Mapping[str, str], keys_path: str
) -> TutorApp:
    """The window whose cluster nobody else sees."""
    return TutorApp(packs, progress, lesson=lesson, own_keys=own_keys, keys_path=keys_path)


def run(lesson: str | None, packs: Sequence[Pack], opener: Opener = alone) -> int:
    """Open the window; returns the exit status, 3 with a line on stderr when the lesson asked for cannot be made."""
    folder = data_folder(os.environ)
    progress = Progress.open(folder)
    path = folder / KEYS_FILE
    try:
        with path.open("rb") as file:
            own = read_keys(file.read(MOST_BYTES).decode("utf-8", "replace"))
    except OSError:
        own = {}
    app = opener(packs, progress, lesson, own, str(path))
    app.run()
    progress.close()
    if app.return_code == UNUSABLE:
        sys.stderr.write(f"tutor: {' '.join(clean(app.fault).split())}. Try: tutor pack check PACK\n")
    return app.return_code or 0
