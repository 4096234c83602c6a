"""A lesson with values of a learner's own is shown with them, the same each time, wherever it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screen import Window, learner
from tutor.cli import main
from tutor.packs.load import builtin_path, load
from tutor.packs.model import Pack
from tutor.progress import Progress
from tutor.tui.app import TutorApp
from tutor.tui.learner import learner_of


@pytest.fixture(scope="module")
def pack() -> Pack:
    """Read the one lesson that has such values."""
    found = load(builtin_path(), frozenset({"final"})).pack
    assert found is not None
    return found


async def test_prose_starter_checks_and_hints_name_what_the_learner_has(pack: Pack) -> None:
    progress = learner()
    progress.keep_setting("learner", "kim")
    app = TutorApp([pack], progress, ticking=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        tutor = Window(app, pilot)
        assert "the pods of a three-tier application are ready: lobby draws" in tutor.text
        await tutor.press("alt+2")
        assert "name: lobby" in tutor.text
        await tutor.press("f6")
        assert "From outside, 192.168.56.21:30272 answers" in tutor.text
        await tutor.press("f4")
        assert "<door>" not in tutor.lesson.session.page().tasks[0].hints[0]


def test_who_learns_is_drawn_once_and_kept(tmp_path: Path) -> None:
    drawn = []
    for _ in range(2):
        progress = Progress.open(tmp_path)
        drawn.append(learner_of(progress))
        progress.close()
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 8
    assert learner_of(Progress.open(tmp_path / "other")) != drawn[0]


def test_where_nothing_can_be_kept_the_learner_is_nobody_in_particular(tmp_path: Path) -> None:
    (tmp_path / "progress.db").mkdir()
    assert learner_of(Progress.open(tmp_path)) == ""


def test_the_learner_can_be_named_and_the_console_shows_the_same_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.sh").write_text("cat services.yaml\n")
    assert main(["progress", "learner", "two\nlines"]) == 2
    assert main(["progress", "learner", "kim"]) == 0
    assert main(["progress", "learner"]) == 0
    assert main(["shell", "s.sh", "-l", "final"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[5]) == ("kim", "  name: lobby")
