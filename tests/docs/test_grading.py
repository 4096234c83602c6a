"""The commands of docs/grading.md print what the page shows, for the class that it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.packs.load import builtin

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n\$ (.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SHOWN = {command: shown for command, _, shown in (block.partition("\n") for block in BLOCKS)}
POLICY = re.findall(r"^```yaml\n# policy.yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
TIMES = re.findall(r"^```\n(submission,submitted_at\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
BY_POLICY = "tutor grade answers --policy policy.yaml"
REGRADE = "tutor regrade answers --against old.jsonl"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five students: two right, one who pasted a fence, one without a selector that fits, one wrong port."""
    lesson = next(one for one in builtin().lessons if one.id == "clusterip")
    starter, solution = lesson.starter["service.yaml"], lesson.solution["service.yaml"]
    texts = {
        "choi": f"# choi\n{solution}",
        "jung": f"```yaml\n{solution}```\n",
        "kim": solution,
        "lee": starter,
        "park": starter.replace("app: testapp", "app: testapp-rs"),
    }
    home = tmp_path_factory.mktemp("class")
    for name, text in texts.items():
        (home / "answers" / name).mkdir(parents=True)
        (home / "answers" / name / "clusterip.yaml").write_text(text, encoding="utf-8")
    (home / "policy.yaml").write_text(f"# policy.yaml\n{POLICY}", encoding="utf-8")
    (home / "submitted.csv").write_text(TIMES, encoding="utf-8")
    return home


def _typed(folder: Path, command: str) -> str:
    environment = {**os.environ, "TUTOR_HOME": str(folder / "home"), "LANG": "C.UTF-8", "COLUMNS": "100"}
    argv = [sys.executable, "-m", *command.split()]
    done = subprocess.run(argv, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout or done.stderr


@pytest.mark.parametrize(
    "command",
    ["tutor grade answers", f"{BY_POLICY} -f csv"],
)
def test_a_command_prints_what_the_page_shows(folder: Path, command: str) -> None:
    assert _typed(folder, command) == SHOWN[command]


def test_a_report_begins_as_the_page_shows(folder: Path) -> None:
    command = "tutor grade answers/park/clusterip.yaml"
    assert _typed(folder, command).startswith(SHOWN[command])


def test_the_tables_of_several_formats_are_those_shown(folder: Path) -> None:
    _typed(folder, "tutor grade answers -j 2 -f csv -f html -f jsonl -o results")
    assert (folder / "results.csv").read_text(encoding="utf-8") == SHOWN["cat results.csv"]


def test_a_faulty_policy_is_refused_as_shown(folder: Path) -> None:
    policy = folder / "policy.yaml"
    good = policy.read_text(encoding="utf-8")
    policy.write_text(
        'format: 1\ntimes: submitted.csv\ndue: "2026-11-20T23:59:00+09:00"\ngrase: 15m\n', encoding="utf-8"
    )
    said = _typed(folder, BY_POLICY)
    policy.write_text(good, encoding="utf-8")
    assert said == SHOWN[BY_POLICY]


def test_who_moves_is_told_as_shown(folder: Path) -> None:
    _typed(folder, "tutor grade answers -f jsonl -o old.jsonl")
    park = folder / "answers" / "park" / "clusterip.yaml"
    wrong = park.read_text(encoding="utf-8")
    park.write_text(wrong.replace("targetPort: 80\n", "targetPort: 8080\n"), encoding="utf-8")
    said = _typed(folder, REGRADE)
    park.write_text(wrong, encoding="utf-8")
    assert said == SHOWN[REGRADE]
