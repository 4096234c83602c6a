"""Two windows on one lesson do not write over each other."""

from __future__ import annotations

from pathlib import Path

from tests.sample_pack import PACK, SOLUTION, STARTER
from tutor.progress import Progress
from tutor.session import Session


def opened(folder: Path) -> Session:
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=Progress.open(folder))
    session.resume()
    return session


def test_a_second_window_goes_on_with_a_copy(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.edit("service.yaml", SOLUTION)
    first.run("kubectl get pods")
    second = opened(tmp_path)
    assert second.record.elsewhere
    assert second.work.texts == {"service.yaml": SOLUTION}
    assert [ran.line for ran in second.lab.transcript] == ["kubectl get pods"]


def test_neither_window_loses_what_it_did(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    first.run("echo one")
    second.run("echo two")
    first.edit("service.yaml", STARTER + "# one\n")
    second.edit("service.yaml", STARTER + "# two\n")
    assert [command.line for command in first.record.commands()] == ["echo one"]
    assert [command.line for command in second.record.commands()] == ["echo two"]
    assert second.record.texts() == {"service.yaml": STARTER + "# two\n"}
    assert first.record.texts() == {"service.yaml": STARTER + "# one\n"}


def test_what_the_second_window_earns_counts(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    second.edit("service.yaml", SOLUTION)
    second.apply("service.yaml")
    second.lab.advance(2.0)
    second.check()
    assert (first.record.row.score, first.record.row.done) == (10, True)


def test_a_lesson_that_was_left_is_free_again(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.record.close()
    assert not opened(tmp_path).record.elsewhere
