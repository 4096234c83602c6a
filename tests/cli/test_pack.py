"""`tutor pack`: a lesson is begun, checked, proven and surveyed; each rule of a pack, broken, is named at its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutor.cli import main

LESSON = "lessons/first/lesson.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new pack."""
    folder = tmp_path_factory.mktemp("packs") / "small"
    assert main(["pack", "new", str(folder), "-l", "first"]) == 0
    return folder


def copied(made: Path, tmp_path: Path) -> Path:
    for path in made.rglob("*"):
        if path.is_file():
            target = tmp_path / path.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return tmp_path


def test_a_new_pack_keeps_every_rule(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(made)]) == 0
    assert capsys.readouterr().out == "● small 0.1.0: 1 lessons, every rule is kept\n"


BROKEN: tuple[tuple[str, str, str, str, str], ...] = (
    ("L1", LESSON, "points: 4", "point: 4", f'{LESSON}:18:3 L1 checks[0].point: unknown key "point"; did'),
    ("L2", LESSON, "needs: [accepted]\n  endpoints", "needs: [acepted]\n  endpoints", "L2 nothing here is called"),
    ("L3", LESSON, "world.yaml", "word.yaml", 'L3 the file "word.yaml" is not there'),
    ("L4", LESSON, "starter: {score: 0,", "starter: {score: 1,", "L4 starter: score promised 1, got 0"),
    ("L5", "lessons/first/solution.yaml", "8080", "80", "L5 solution: score promised 10, got 4"),
    ("L6", LESSON, "{score: 4,", "{score: 6,", "L6 proof/target-80.yaml: score promised 6, got 4"),
    ("L7", LESSON, "when: {submission: {absent: spec.selector}}", "when: {failed: accepted}", "L7 no known answer"),
    ("L8", LESSON, "requests: 6}\n  expect: {outcome: http, status: 200, served-by: {all: {app: shop}}}",
     "requests: 6}\n  expect: {outcome: dns-fail}", 'L8 the check "from-pod" is always fail'),
    ("L9", "prose/en/first.md", "shop-b   1/1", "shop-c   1/1", "prose/en/first.md:13:1 L9 `kubectl get pods"),
    ("L10", "prose/en/first.feedback.yaml", "{service} has", "{servce} has", 'L10 "no-selector" speaks of {servce}'),
    ("L12", "prose/en/first.md", "The table above", "`app: shop`. The table above", "L12 gives a line of the solution"),
)  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda row: row[0])
def test_a_broken_rule_is_named_in_its_file_and_line(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: tuple[str, str, str, str, str]
) -> None:
    rule, name, old, new, words = broken
    pack = copied(made, tmp_path)
    text = (pack / name).read_text(encoding="utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert main(["pack", "check", str(pack)]) in {1, 3}
    lines = capsys.readouterr().out.splitlines()
    assert any(words in line and f" {rule} " in line for line in lines), lines


def test_new_proofs_are_taken_in_with_what_they_get(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = copied(made, tmp_path)
    starter = (pack / "lessons/first/starter.yaml").read_text()
    (pack / "lessons/first/proof/udp.yaml").write_text(starter.replace("- port: 80", "- protocol: UDP\n    port: 80"))
    assert main(["pack", "prove", "--update", str(pack)]) == 0
    assert capsys.readouterr().out == f"{pack}/{LESSON}: proof rewritten; review it\n"
    assert (
        (pack / LESSON)
        .read_text()
        .endswith("    proof/udp.yaml: {score: 0, fails: [endpoints, from-pod], feedback: no-pods-selected}\n")
    )
    assert main(["pack", "prove", "--update", str(pack)]) == 0
    assert capsys.readouterr().out == ""


def test_a_right_answer_that_fails_is_named_and_its_proof_stays(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = copied(made, tmp_path)
    solution = pack / "lessons/first/solution.yaml"
    solution.write_text(solution.read_text().replace("8080", "80"))
    before = (pack / LESSON).read_text()
    assert main(["pack", "prove", "--update", str(pack)]) == 1
    assert capsys.readouterr().out == f"{pack}/{LESSON}: solution should get every point; mend that first\n"
    assert (pack / LESSON).read_text() == before


def test_prove_prints_each_known_answer_with_its_grade(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "prove", str(made)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[:3] == [
        ["first", "starter", "0/10", "no-pods-selected"],
        ["first", "solution", "10/10"],
        ["first", "proof/named-port.yaml", "10/10"],
    ]


def test_the_report_counts_by_lesson(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "report", "--json", str(made)]) == 0
    assert json.loads(capsys.readouterr().out)["checks"] == {"admission": 1, "endpoints": 1, "http": 1}
    assert main(["pack", "report", str(made)]) == 0
    assert "checks\n   1  admission\n   1  endpoints\n   1  http\n" in capsys.readouterr().out


def test_an_id_that_is_taken_ends_with_3_and_one_line(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "new", str(made), "-l", "first"]) == 3
    assert capsys.readouterr().err == (
        f"tutor: first is a lesson of this pack already. Try: tutor pack new {made} -l ID\n"
    )
