"""A home that is full, read-only, or not there: nothing is lost that was there, and nothing is claimed to be kept."""

from __future__ import annotations

import pwd
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tutor.cli import main
from tutor.cli.editor import open_editor
from tutor.cluster.cluster import Cluster
from tutor.kubectl.context import EditorFault
from tutor.packs.writing import write_whole
from tutor.progress import Progress, data_folder, state_folder
from tutor.progress.folder import NOWHERE
from tutor.server.kubeconfig import write_private
from tutor.server.run import opened
from tutor.server.world import World


@contextmanager
def _no_room(most: int = 10) -> Iterator[None]:
    """No file grows over so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("words", [("learner", "ada"), ("reset", "--yes"), ("import", "mine.json")])
def test_a_command_that_keeps_nothing_ends_with_3(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "file" / "home"))
    assert main(["progress", *words]) == 3
    place = tmp_path / "file" / "home" / "progress.db"
    again = f"TUTOR_HOME=FOLDER tutor progress {words[0]}"
    assert capsys.readouterr().err == f"tutor: cannot write {place}: Not a directory; nothing was kept. Try: {again}\n"


def test_progress_of_a_newer_tutor_is_not_exported_as_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = Progress.open(tmp_path)
    progress._connection.execute("pragma user_version = 99")
    progress.close()
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    assert main(["progress", "export"]) == 3
    line = f"tutor: {tmp_path / 'progress.db'} was written by a newer tutor. Try: pip install -U service-tutor\n"
    assert capsys.readouterr() == ("", line)


def test_a_file_that_finds_no_room_is_as_it_was(tmp_path: Path) -> None:
    mine, private = tmp_path / "mine.json", tmp_path / "kubeconfig"
    mine.write_text("old", encoding="utf-8")
    for write in (write_whole, write_private):
        for place in (mine, private):
            with _no_room(), pytest.raises(OSError, match="File too large") as caught:
                write(place, "new" * 100)
            assert caught.value.filename == str(place)
    assert (mine.read_text(encoding="utf-8"), [one.name for one in tmp_path.iterdir()]) == ("old", ["mine.json"])


def test_a_link_stays_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    write_whole(link, "new")
    assert (real.read_text(encoding="utf-8"), real.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)


def test_without_a_home_work_goes_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def nobody(number: int) -> pwd.struct_passwd:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for name in ("HOME", "TUTOR_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert (data_folder({}), state_folder({}), data_folder({"TUTOR_HOME": "~no-such-user/x"})) == (NOWHERE,) * 3
    assert main(["serve"]) == 3
    again = "tutor serve --kubeconfig FILE, in a folder that can be written"
    line = f"tutor: cannot write {NOWHERE}/serve/kubeconfig: Not a directory. Try: {again}\n"
    assert capsys.readouterr().err == line


def test_an_editor_that_finds_no_room_is_a_fault_of_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    with _no_room():
        fault = open_editor("true", "a: b\n" * 100)
    assert fault == EditorFault(message="cannot write a temporary file for the editor: File too large")


def test_the_servers_key_is_on_no_disk_while_it_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with opened(World(Cluster.start()), 0, tmp_path / "kubeconfig", "error"):
        assert [one.name for one in tmp_path.iterdir()] == ["kubeconfig"]
