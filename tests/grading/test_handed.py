"""Which answers lie behind a path, and for which lesson."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from tutor.grading.handed import Naming, find_answers

NAMING = Naming(lessons=frozenset({"clusterip", "nodeport"}))
DEFAULT = Naming(lessons=frozenset({"clusterip", "nodeport"}), default="clusterip")
LAYOUTS = (
    ("a file named for its lesson", ("clusterip.yaml",), NAMING, [("clusterip.yaml", "clusterip")]),
    ("a file that names none", ("x.yaml",), NAMING, [("x.yaml", "")]),
    ("a file that names none, with -l", ("x.yaml",), DEFAULT, [("x.yaml", "clusterip")]),
    ("the path wins over -l in a folder", ("nodeport.yaml",), DEFAULT, [("nodeport.yaml", "nodeport")]),
    (
        "student/lesson.yaml",
        ("kim/clusterip.yaml", "kim/nodeport.yaml"),
        NAMING,
        [("kim/clusterip.yaml", "clusterip"), ("kim/nodeport.yaml", "nodeport")],
    ),
    ("student/lesson/*.yaml", ("kim/nodeport/a.yaml", "kim/nodeport/b.yaml"), NAMING, [("kim/nodeport", "nodeport")]),
    ("a student's folder, with -l", ("kim/a.yaml", "kim/b.yaml"), DEFAULT, [("kim", "clusterip")]),
    ("lesson/student.yaml", ("nodeport/kim.yaml",), DEFAULT, [("nodeport/kim.yaml", "nodeport")]),
    ("hidden files", (".x.yaml", "a.yaml"), DEFAULT, [("a.yaml", "clusterip")]),
)


@pytest.mark.parametrize(("files", "naming", "found"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS])
def test_a_folder_holds_one_answer_a_file_or_a_sub_folder(
    tmp_path: Path, files: tuple[str, ...], naming: Naming, found: list[tuple[str, str]]
) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [(one.id, one.lesson) for one in find_answers((str(tmp_path),), naming)] == found


def test_a_lesson_that_is_asked_for_wins_over_the_name_of_a_lone_file(tmp_path: Path) -> None:
    (tmp_path / "nodeport.yaml").touch()
    assert [one.lesson for one in find_answers((str(tmp_path / "nodeport.yaml"),), DEFAULT)] == ["clusterip"]


def test_a_name_that_is_no_text_is_shown_escaped(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml")).touch()
    assert [one.id for one in find_answers((str(tmp_path),), DEFAULT)] == ["\\xff.yaml"]


def test_a_link_to_a_folder_is_one_answer_that_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [one.id for one in find_answers((str(tmp_path),), DEFAULT)] == ["loop"]


OWNERS = (
    ("kim.yaml", "kim"),
    ("clusterip.yaml", "class"),
    ("kim/clusterip.yaml", "kim"),
    ("nodeport/kim.yaml", "kim"),
    ("kim/nodeport/a.yaml", "kim"),
    ("kim/a.yaml", "kim"),
)


@pytest.mark.parametrize(("file", "owner"), OWNERS)
def test_an_answer_belongs_to_the_folder_or_the_file_that_names_its_learner(
    tmp_path: Path, file: str, owner: str
) -> None:
    (tmp_path / "class" / file).parent.mkdir(parents=True)
    (tmp_path / "class" / file).touch()
    assert [one.learner for one in find_answers((str(tmp_path / "class"),), DEFAULT)] == [owner]


def test_of_several_folders_each_row_says_its_own(tmp_path: Path) -> None:
    for name in ("kim", "park"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "clusterip.yaml").touch()
    found = find_answers((str(tmp_path / "kim"), str(tmp_path / "park")), NAMING)
    assert [(one.id, one.learner) for one in found] == [
        ("kim/clusterip.yaml", "kim"),
        ("park/clusterip.yaml", "park"),
    ]


def test_an_archive_is_a_folder_of_answers(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in ("kim/clusterip.yaml", "park/nodeport/b.yaml", "park/nodeport/a.yaml", ".hidden/clusterip.yaml"):
            archive.writestr(name, "a: 1\n")
    found = [(one.id, one.lesson, one.learner) for one in find_answers((str(tmp_path / "class.zip"),), NAMING)]
    assert found == [("kim/clusterip.yaml", "clusterip", "kim"), ("park/nodeport", "nodeport", "park")]


def packed(path: Path, *names: str) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "a: 1\n")
    return str(path)


@pytest.mark.parametrize(
    ("names", "naming"),
    [
        (("answers/kim/clusterip.yaml", "answers/lee/clusterip.yaml", "__MACOSX/answers/._kim"), NAMING),
        (("answers/kim/x.yaml", "answers/lee/x.yaml", "answers/.DS_Store", "Thumbs.db"), DEFAULT),
    ],
)
def test_a_folder_that_was_packed_with_its_own_name_is_looked_into(
    tmp_path: Path, names: tuple[str, ...], naming: Naming
) -> None:
    found = find_answers((packed(tmp_path / "class.zip", *names),), naming)
    assert [(one.learner, one.lesson) for one in found] == [("kim", "clusterip"), ("lee", "clusterip")]


def test_one_students_folder_is_no_folder_of_students(tmp_path: Path) -> None:
    found = find_answers((packed(tmp_path / "class.zip", "kim/nodeport/a.yaml", "kim/nodeport/b.yaml"),), NAMING)
    assert [(one.id, one.learner) for one in found] == [("kim/nodeport", "kim")]


def test_a_name_that_leads_out_of_an_archive_keeps_its_row(tmp_path: Path) -> None:
    names = ("../kim/clusterip.yaml", "/lee/clusterip.yaml", "a/../b/clusterip.yaml", "park/clusterip.yaml")
    found = [(one.id, one.lesson) for one in find_answers((packed(tmp_path / "class.zip", *names),), NAMING)]
    assert found == [(name, "clusterip") for name in names]


def test_an_empty_archive_holds_no_answer(tmp_path: Path) -> None:
    assert list(find_answers((packed(tmp_path / "class.zip"),), NAMING)) == []


def test_a_named_learner_owns_every_answer_whatever_its_path_says(tmp_path: Path) -> None:
    (tmp_path / "clusterip.yaml").touch()
    (tmp_path / "x.yaml").touch()
    naming = Naming(lessons=NAMING.lessons, default="nodeport", learner="kim")
    assert [(one.id, one.learner) for one in find_answers((str(tmp_path),), naming)] == [
        ("clusterip.yaml", "kim"),
        ("x.yaml", "kim"),
    ]
