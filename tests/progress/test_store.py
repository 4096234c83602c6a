"""What is kept comes back, whatever happens to the file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.progress import Command, LessonProgress, Notice, Progress, data_folder

SEED = LessonProgress(
    uuid="u-1", id="clusterip", score=6, most=10, hints={"1": 2}, place={"file": "service.yaml", "row": 3, "column": 7}
)
APPLY = Command(
    at=3.5, line="kubectl apply -f service.yaml", files={"service.yaml": "a: 가\n"}, edits=("x",), code=1, laptop=True
)


def test_tutor_home_says_where_progress_lies() -> None:
    assert data_folder({"TUTOR_HOME": "/somewhere"}) == Path("/somewhere")


def test_settings_lessons_texts_and_commands_come_back_after_closing(tmp_path: Path) -> None:
    first = Progress.open(tmp_path)
    first.keep_setting("locale", "ko")
    first.keep_lesson(SEED)
    first.keep_file("u-1", "service.yaml", "kind: Service\n")
    first.keep_command("u-1", 0, APPLY)
    first.close()
    second = Progress.open(tmp_path)
    assert second.notice is None
    assert second.setting("locale") == "ko"
    assert second.lesson("u-1") == SEED
    assert second.files("u-1") == {"service.yaml": "kind: Service\n"}
    assert second.commands("u-1") == (APPLY,)


def test_a_lesson_never_opened_has_nothing() -> None:
    assert Progress.open(None).lesson("u-2") == LessonProgress(uuid="u-2")


def test_reset_of_one_lesson_leaves_the_others_and_the_settings() -> None:
    progress = Progress.open(None)
    progress.keep_setting("locale", "en")
    progress.keep_lesson(SEED)
    progress.keep_lesson(LessonProgress(uuid="u-2"))
    progress.reset("u-1")
    assert [row.uuid for row in progress.lessons()] == ["u-2"]
    assert progress.setting("locale") == "en"


def test_reset_of_everything_leaves_nothing() -> None:
    progress = Progress.open(None)
    progress.keep_setting("locale", "en")
    progress.keep_lesson(SEED)
    progress.reset()
    assert progress.export() == Progress.open(None).export()


def test_export_and_load_carry_everything_through_json() -> None:
    progress = Progress.open(None)
    progress.keep_lesson(SEED)
    progress.keep_command("u-1", 0, APPLY)
    exported = json.loads(json.dumps(progress.export()))
    other = Progress.open(None)
    assert other.load(exported) == ""
    assert other.export() == progress.export()


@pytest.mark.parametrize(
    ("exported", "wrong"),
    [
        ({}, "format: tutor-progress/v1"),
        ({"format": "tutor-progress/v1", "setting": [["locale"]]}, "setting"),
        ({"format": "tutor-progress/v1", "file": "no list"}, "file"),
        ({"format": "tutor-progress/v1", "lesson": [["u", "i", 1, 2, 0, "[]", "{}"]]}, "lesson"),
    ],
)
def test_a_load_of_something_else_is_refused_and_changes_nothing(exported: dict[str, object], wrong: str) -> None:
    progress = Progress.open(None)
    assert progress.load(exported) == wrong
    assert progress.export() == Progress.open(None).export()


def test_a_file_whose_damage_cannot_even_be_quoted_is_kept_beside_a_new_one(tmp_path: Path) -> None:
    Progress.open(tmp_path).close()
    path = tmp_path / "progress.db"
    path.write_bytes(path.read_bytes().replace(b"tablesettingsetting", b"tables\xe4ttingsetting"))
    progress = Progress.open(tmp_path)
    kept = tmp_path / "progress-damaged-1.db"
    assert progress.notice == Notice(id="damaged", path=str(kept), detail="malformed database schema")


def test_a_damaged_file_is_kept_beside_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "progress.db").write_bytes(b"not a database" * 100)
    progress = Progress.open(tmp_path)
    kept = tmp_path / "progress-damaged-1.db"
    assert progress.notice == Notice(id="damaged", path=str(kept), detail="file is not a database")
    assert kept.read_bytes() == b"not a database" * 100
    progress.keep_setting("locale", "ko")
    progress.close()
    assert Progress.open(tmp_path).setting("locale") == "ko"


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    first = Progress.open(tmp_path)
    first._connection.execute("pragma user_version = 99")
    first.close()
    progress = Progress.open(tmp_path)
    assert progress.notice == Notice(id="newer", path=str(tmp_path / "progress.db"), detail="version 99")
    progress.keep_setting("locale", "ko")
    assert progress.setting("locale") == "ko"


def test_a_folder_that_cannot_be_made_is_said_and_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    progress = Progress.open(tmp_path / "file" / "folder")
    assert progress.notice is not None
    assert progress.notice.id == "read-only"
    progress.keep_setting("locale", "ko")
    assert progress.setting("locale") == "ko"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_file_can_still_be_read(tmp_path: Path) -> None:
    first = Progress.open(tmp_path)
    first.keep_setting("locale", "ko")
    first.close()
    (tmp_path / "progress.db").chmod(0o400)
    tmp_path.chmod(0o500)
    progress = Progress.open(tmp_path)
    tmp_path.chmod(0o700)
    assert progress.setting("locale") == "ko"
    assert progress.notice is not None
    assert progress.notice.id == "read-only"


def test_a_write_that_fails_goes_on_in_memory_and_says_so() -> None:
    progress = Progress.open(None)
    progress.keep_setting("layout", "solo")
    progress._connection.execute("pragma query_only = on")
    progress.keep_setting("locale", "ko")
    assert (progress.setting("locale"), progress.setting("layout")) == ("ko", "solo")
    assert progress.notice is not None
    assert progress.notice.id == "failed"


def test_what_was_written_survives_kill_9(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from tutor.progress import Progress\n"
        "progress = Progress.open(Path(sys.argv[1])); progress.keep_setting('locale', 'ko')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)  # noqa: S603 - our own program
    assert killed.returncode == -signal.SIGKILL
    assert Progress.open(tmp_path).setting("locale") == "ko"


def test_a_file_that_somebody_edited_gives_only_values_that_can_be_used() -> None:
    progress = Progress.open(None)
    row = ["u-1", "clusterip", 1, 10, 0, '{"1": "two", "2": 2}', '{"row": "x", "column": [1], "time": -5}']
    command = ["u-1", 0, 1.5, "true", '{"a": 1, "b": "text"}', '[1, "edit"]', 0, 0]
    assert progress.load({"format": "tutor-progress/v1", "lesson": [row], "command": [command]}) == ""
    lesson = progress.lesson("u-1")
    assert (lesson.hints, lesson.place) == ({"2": 2}, {"row": "x", "time": -5})
    assert (lesson.number("row"), lesson.number("column"), lesson.number("time")) == (0, 0, 0)
    assert progress.commands("u-1") == (Command(at=1.5, line="true", files={"b": "text"}, edits=("edit",)),)
