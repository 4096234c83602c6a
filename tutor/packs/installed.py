"""Packs that are installed as Python packages, found by their metadata; nothing of them is imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

GROUP = "tutor.packs"


def installed(found: Iterable[Distribution] | None = None) -> Iterator[Path]:
    """Name the folders of installed packs, sorted by the names that their distributions give them.

    A distribution says `[project.entry-points."tutor.packs"]` with `NAME = "package.folder"`, where pack.yaml lies.
    """
    rows = (row for dist in (distributions() if found is None else found) for row in _entries(dist))
    yield from (place for _, place in sorted(rows))


def _entries(dist: Distribution) -> Iterator[tuple[str, Path]]:
    for one in dist.entry_points:
        if one.group == GROUP:
            place = Path(str(dist.locate_file(one.value.replace(".", "/"))))
            if (place / "pack.yaml").is_file():
                yield one.name, place
