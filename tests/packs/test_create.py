"""A new lesson passes at once, nothing is written over, and the pack's own words stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.grading import proofs
from tutor.packs.create import CannotCreateError, create
from tutor.packs.lint import check
from tutor.packs.load import load
from tutor.packs.places import Places


def test_a_new_pack_keeps_every_rule_that_needs_no_cluster(tmp_path: Path) -> None:
    create(tmp_path / "my-lessons", "first")
    assert check(tmp_path / "my-lessons") == ()


def test_the_known_answers_of_a_new_lesson_are_graded_as_promised(tmp_path: Path) -> None:
    create(tmp_path, "first")
    loaded = load(tmp_path)
    assert loaded.pack is not None
    assert proofs.check(loaded.pack, Places(source=loaded.source)) == ()


def test_a_second_lesson_is_added_and_comments_stay(tmp_path: Path) -> None:
    create(tmp_path, "first")
    head = tmp_path / "pack.yaml"
    head.write_text(head.read_text() + "# mine\n")
    before = head.read_text()
    create(tmp_path, "second")
    assert head.read_text() == before.replace("[first]", "[first, second]")
    pack = load(tmp_path).pack
    assert pack is not None
    assert len({lesson.uuid for lesson in pack.lessons}) == 2


def test_the_names_of_what_was_written_are_given(tmp_path: Path) -> None:
    names = create(tmp_path, "first")
    assert names[:4] == tuple(f".schema/{name}.schema.json" for name in ("feedback", "glossary", "lesson", "pack"))
    assert "lessons/first/lesson.yaml" in names
    assert "prose/ko/first.md" in names


@pytest.mark.parametrize("name", ["First", "a b", "../x", "", "a" * 33])
def test_an_id_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotCreateError, match="cannot be a lesson's id"):
        create(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_a_lesson_is_never_written_over(tmp_path: Path) -> None:
    create(tmp_path, "first")
    with pytest.raises(CannotCreateError, match="first is a lesson of this pack already"):
        create(tmp_path, "first")


def test_a_file_that_lies_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "prose/ko").mkdir(parents=True)
    (tmp_path / "prose/ko/first.md").write_text("mine\n")
    with pytest.raises(CannotCreateError, match=r"prose/ko/first\.md is there already"):
        create(tmp_path, "first")
    assert not (tmp_path / "pack.yaml").exists()


def test_a_pack_with_faults_gets_no_lesson(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("format: 1\n")
    with pytest.raises(CannotCreateError, match=r"the pack has faults; mend them first: pack\.yaml:1:1 L1"):
        create(tmp_path, "first")
