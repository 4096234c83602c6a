"""Opens the window on this machine: the learner's folder, keys and progress, and the exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

from tutor.packs.model import Pack
from tutor.progress import Progress, data_folder
from tutor.tui.app import UNUSABLE, TutorApp
from tutor.tui.cells import clean
from tutor.tui.first import opening
from tutor.tui.keys import read_keys, with_own
from tutor.tui.swift import Packs, SwiftApp

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
    progress, own, path = _learner()
    return _shown(opener(packs, progress, lesson, own, path), progress)


def run_at_once(paths: Iterable[str], lesson: str | None, packs: Packs) -> int | None:
    """Open the window with the lesson that was asked for, or the last one, before the course is read by `packs`.

    None where the whole course has to be known first: at the first start, or when no pack has such a lesson.
    """
    gc.disable()  # until the engine is there: what is imported stays for good
    progress, own, path = _learner()
    first = opening(paths, lesson or progress.setting("lesson"), progress, with_own(own))
    if first is None:
        gc.enable()
        progress.close()
        return None
    return _shown(SwiftApp(first, packs, progress, lesson=lesson, own_keys=own, keys_path=path), progress)


def _learner() -> tuple[Progress, Mapping[str, str], str]:
    """The learner's progress and keys, and where the keys are kept."""
    folder = data_folder(os.environ)
    progress = Progress.open(folder)
    path = folder / KEYS_FILE
    try:
        with path.open("rb") as file:
            own = read_keys(file.read(MOST_BYTES).decode("utf-8", "replace"))
    except OSError:
        own = {}
    return progress, own, str(path)


def _shown(app: TutorApp, progress: Progress) -> int:
    app.run()
    progress.close()
    if app.return_code == UNUSABLE and app.fault:
        sys.stderr.write(f"tutor: {' '.join(clean(app.fault).split())}. Try: tutor pack check PACK\n")
    return app.return_code or 0
