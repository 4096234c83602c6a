"""Many answers: one row each, whatever lies in the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clusterip import PACK, SOLUTION, STARTER
from tutor.grading.batch import Batch
from tutor.grading.formats.jsonl import row
from tutor.grading.handed import Naming, find_answers
from tutor.grading.verdict import Result

INPUTS: tuple[tuple[str, bytes, str], ...] = (
    ("nothing", b"", "EMPTY"),
    ("only a comment", b"# later\n", "EMPTY"),
    ("only a separator", b"---\n", "EMPTY"),
    ("a program", b"\x7fELF\x02\x01\x01\x00\x00", "ENCODING"),
    ("UTF-16", SOLUTION.encode("utf-16"), "ENCODING"),
    ("50 kB of [", b"[" * 50_000, "TOO_DEEP"),
    ("300 kB", b"#" * 300_000, "TOO_LARGE"),
    ("an alias of itself", b"a: &a [*a]\n", "ALIAS_CYCLE"),
    ("a Python object", b"!!python/object/apply:os.system [id]\n", "NOT_AN_OBJECT"),
    ("a word", b"hello\n", "NOT_AN_OBJECT"),
    ("no kind", b"a: 1\n", "MISSING_KIND"),
    ("a Pod of the same name", SOLUTION.replace("kind: Service", "kind: Pod").encode(), "NOT_ALLOWED"),
    ("another name", SOLUTION.replace("name: testapp", "name: tastapp").encode(), "NOT_ALLOWED"),
    ("a number for a name", SOLUTION.replace("testapp-svc-clusterip", "7").encode(), "NOT_ALLOWED"),
    ("two answers", f"{SOLUTION}---\n{SOLUTION}".encode(), "NOT_ALLOWED"),
    ("a BOM and CRLF", b"\xef\xbb\xbf" + SOLUTION.replace("\n", "\r\n").encode(), "10"),
    ("a list for a map", SOLUTION.partition("spec:")[0].encode() + b"spec: []\n", "0"),
    ("annotations that are a list", SOLUTION.replace("metadata:\n", "metadata:\n  annotations: [x]\n").encode(), "0"),
    ("a group that has no Services", SOLUTION.replace(": v1", ": apps/v1").encode(), "0"),
    ("an object, then a broken one", f"{SOLUTION}---\na: [\n".encode(), "0"),
)


def graded(folder: Path, lesson: str = "clusterip") -> list[Result]:
    batch = Batch((PACK,))
    naming = Naming(lessons=frozenset({"clusterip"}), default=lesson)
    return [batch.grade(handed) for handed in find_answers((str(folder),), naming)]


@pytest.mark.parametrize(("content", "outcome"), [row[1:] for row in INPUTS], ids=[row[0] for row in INPUTS])
def test_each_input_has_one_row_with_a_code_or_points(tmp_path: Path, content: bytes, outcome: str) -> None:
    (tmp_path / "answer.yaml").write_bytes(content)
    (result,) = graded(tmp_path)
    assert (result.code or str(result.score)) == outcome
    assert result.status == ("rejected" if result.code else "graded")


def test_rows_stand_in_the_order_of_names_and_equal_answers_have_equal_rows(tmp_path: Path) -> None:
    for name, text in (("b.yaml", SOLUTION), ("a.yaml", STARTER), ("c.yaml", SOLUTION)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, second, third = map(row, graded(tmp_path))
    assert '"id":"a.yaml"' in first
    assert second.replace("b.yaml", "c.yaml") == third


def test_an_answer_that_means_the_same_is_graded_the_same_with_its_own_remarks(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SOLUTION, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(f"# mine\n{SOLUTION}...\nmore\n", encoding="utf-8")
    first, second = graded(tmp_path)
    assert (first.score, second.score) == (10, 10)
    assert first.checks == second.checks
    assert first.origin.canonical == second.origin.canonical
    assert first.origin.sha256 != second.origin.sha256
    assert (first.problems, [one.code for one in second.problems]) == ((), ["IGNORED_TEXT"])


def test_the_row_of_an_equal_answer_is_its_own(tmp_path: Path) -> None:
    for name in ("kim", "park"):
        (tmp_path / f"{name}.yaml").write_text(STARTER, encoding="utf-8")
    assert [one.origin.submission for one in graded(tmp_path)] == ["kim.yaml", "park.yaml"]


def test_a_million_replicas_are_refused_after_a_bounded_number_of_steps(tmp_path: Path) -> None:
    lesson = next(one for one in PACK.lessons if one.id == "pod-ips")
    text = lesson.solution["replicaset.yaml"].replace("replicas: 3", "replicas: 1000000")
    (tmp_path / "pod-ips.yaml").write_text(text, encoding="utf-8")
    (handed,) = find_answers((str(tmp_path),), Naming(lessons=frozenset({"pod-ips"})))
    result = Batch((PACK,)).grade(handed)
    assert (result.status, result.code, result.score) == ("rejected", "TOO_MUCH_WORK", 0)


def test_an_answer_to_no_lesson_has_a_row_as_well(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(SOLUTION, encoding="utf-8")
    (result,) = graded(tmp_path, "")
    assert (result.status, result.code, result.max) == ("rejected", "NO_LESSON", 0)
