"""Packs that are installed as Python packages, found by their metadata; nothing of them is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution

GROUP = "tutor.packs"


def installed(found: Iterable[Distribution] | None = None) -> Iterator[Path]:
    """Name the folders of installed packs, sorted by the names that their distributions give them.

    A distribution says `[project.entry-points."tutor.packs"]` with `NAME = "package.folder"`, where pack.yaml lies.
    """
    rows = (row for dist in (_distributions() if found is None else found) for row in _entries(dist))
    yield from (place for _, place in sorted(rows))


def _distributions() -> Iterable[Distribution]:
    """All distributions, when one of them may have a pack: to import what reads them takes longer than to look."""
    if not any(_mentioned(folder) for folder in sys.path):
        return ()
    found: Iterable[Distribution] = import_module("importlib.metadata").distributions()
    return found


def _mentioned(folder: str) -> bool:
    """Whether a distribution of this folder may say our group; what is no folder, such as an archive, may."""
    try:
        rows = [entry.path for entry in os.scandir(folder or ".") if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return os.path.isfile(folder)  # noqa: PTH113 - an archive on the path
    return any(GROUP.encode() in _read(f"{row}/entry_points.txt") for row in rows)


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - hundreds of them, before the first frame
            return file.read()
    except OSError:
        return b""


def _entries(dist: Distribution) -> Iterator[tuple[str, Path]]:
    for one in dist.entry_points:
        if one.group == GROUP:
            place = Path(str(dist.locate_file(one.value.replace(".", "/"))))
            if (place / "pack.yaml").is_file():
                yield one.name, place
