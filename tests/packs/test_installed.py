"""Installed packs are found by what their distributions say; their code is never run."""

from __future__ import annotations

from importlib.metadata import PathDistribution
from pathlib import Path

from tutor.packs.create import create
from tutor.packs.installed import installed
from tutor.packs.load import load


def distribution(root: Path, name: str, entries: str) -> PathDistribution:
    """Write what pip leaves behind of a distribution."""
    folder = root / f"{name}-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text(entries)
    return PathDistribution(folder)


def test_a_pack_is_found_where_its_distribution_says(tmp_path: Path) -> None:
    create(tmp_path / "school_lessons" / "network", "first")
    (tmp_path / "school_lessons" / "__init__.py").write_text("raise SystemExit('imported')\n")
    mine = distribution(tmp_path, "school", "[tutor.packs]\nnetwork = school_lessons.network\n")
    (place,) = installed([mine])
    assert place == tmp_path / "school_lessons" / "network"
    assert load(place).pack is not None


def test_other_distributions_and_missing_folders_are_left_alone(tmp_path: Path) -> None:
    other = distribution(tmp_path, "other", "[console_scripts]\nx = y:z\n")
    gone = distribution(tmp_path, "gone", "[tutor.packs]\ngone = nowhere.at.all\n")
    assert list(installed([other, gone])) == []
