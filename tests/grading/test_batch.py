"""Many answers: one row each, whatever lies in the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.grading.batch import grade_paths
from tutor.grading.formats.jsonl import row
from tutor.packs.load import builtin

PACK = builtin()
SOLUTION = PACK.lessons[0].solution["service.yaml"]
STARTER = PACK.lessons[0].starter["service.yaml"]
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


def rows(folder: Path, jobs: int = 1) -> list[str]:
    return [row(result) for result in grade_paths((str(folder),), (PACK,), "clusterip", jobs)]


@pytest.mark.parametrize(("content", "outcome"), [row[1:] for row in INPUTS], ids=[row[0] for row in INPUTS])
def test_each_input_has_one_row_with_a_code_or_points(tmp_path: Path, content: bytes, outcome: str) -> None:
    (tmp_path / "answer.yaml").write_bytes(content)
    (result,) = grade_paths((str(tmp_path),), (PACK,), "clusterip")
    assert (result.code or str(result.score)) == outcome
    assert result.status == ("rejected" if result.code else "graded")


def test_rows_stand_in_the_order_of_names_and_equal_answers_have_equal_rows(tmp_path: Path) -> None:
    for name, text in (("b.yaml", SOLUTION), ("a.yaml", STARTER), ("c.yaml", SOLUTION)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, second, third = rows(tmp_path)
    assert '"id":"a.yaml"' in first
    assert second.replace("b.yaml", "c.yaml") == third


def test_the_bytes_depend_neither_on_the_number_of_processes_nor_on_the_folder(tmp_path: Path) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        for number in range(20):
            text = f"{STARTER if number % 3 else SOLUTION}# {number}\n"
            (tmp_path / folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    assert rows(tmp_path / "here") == rows(tmp_path / "there", jobs=2)


def test_an_answer_to_no_lesson_has_a_row_as_well(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(SOLUTION, encoding="utf-8")
    (result,) = grade_paths((str(tmp_path),), (PACK,))
    assert (result.status, result.code, result.max) == ("rejected", "NO_LESSON", 0)
