"""Every file becomes an answer or a rejection with its code and place, never an exception."""

from __future__ import annotations

import pytest

from tests.clusterip import LESSON
from tests.notes import SERVICE
from tutor.grading.answer import Answer, Rejection, digest, read_answer
from tutor.grading.verdict import At, Submission
from tutor.packs.model import Lesson


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    """The lesson that takes Service default/testapp-svc-clusterip alone."""
    return LESSON


def read(lesson: Lesson, content: bytes) -> Answer | Rejection:
    return read_answer(Submission(id="one", files={"service.yaml": content}), lesson)


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", "EMPTY", 1, 1),
        (b"# only a comment\n---\n", "EMPTY", 1, 1),
        (b"\x00\x01\x02\xff", "ENCODING", 1, 1),
        (b"[" * 50_000, "TOO_DEEP", 1, 65),
        (b"hello\n", "NOT_AN_OBJECT", 1, 1),
        (b"- a\n", "NOT_AN_OBJECT", 1, 1),
        (b"a: b\n", "MISSING_KIND", 1, 1),
        (b"apiVersion: 1\nkind: 2\n", "MISSING_KIND", 1, 1),
        (SERVICE.replace("-clusterip", "").encode(), "NOT_ALLOWED", 4, 9),
        (f"{SERVICE}---\n{SERVICE}".encode(), "NOT_ALLOWED", 12, 1),
        (SERVICE.replace("kind: Service", "kind: service").encode(), "NOT_ALLOWED", 2, 7),
        (SERVICE.replace("metadata:\n", "metadata:\n  namespace: x\n").encode(), "NOT_ALLOWED", 4, 14),
        (SERVICE.replace("  name", "\tname").encode(), "INDENT", 4, 1),
    ],
)
def test_what_cannot_be_graded_is_rejected_with_code_and_place(
    lesson: Lesson, content: bytes, code: str, line: int, column: int
) -> None:
    rejected = read(lesson, content)
    assert isinstance(rejected, Rejection)
    assert rejected.code == code
    assert rejected.problems[0].at == At(file="service.yaml", line=line, column=column)


def test_a_byte_order_mark_and_carriage_returns_change_nothing(lesson: Lesson) -> None:
    plain, other = (
        read(lesson, SERVICE.encode()),
        read(lesson, b"\xef\xbb\xbf" + SERVICE.replace("\n", "\r\n").encode()),
    )
    assert isinstance(plain, Answer)
    assert isinstance(other, Answer)
    assert plain.canonical == other.canonical


def test_comments_and_the_order_of_keys_do_not_change_what_an_answer_means(lesson: Lesson) -> None:
    moved = "kind: Service # a comment\napiVersion: v1\n" + SERVICE.split("kind: Service\n")[1]
    plain, other = read(lesson, SERVICE.encode()), read(lesson, moved.encode())
    assert isinstance(plain, Answer)
    assert isinstance(other, Answer)
    assert plain.canonical == other.canonical


def test_a_list_stands_for_its_items_and_keeps_their_places(lesson: Lesson) -> None:
    items = "".join(f"{'- ' if number == 0 else '  '}{line}\n" for number, line in enumerate(SERVICE.splitlines()))
    answer = read(lesson, f"apiVersion: v1\nkind: List\nitems:\n{items}".encode())
    assert isinstance(answer, Answer)
    assert answer.objects[0].ref == ("Service", "default", "testapp-svc-clusterip")
    assert answer.objects[0].at(("spec", "ports", 0, "port")) == At(file="service.yaml", line=10, column=13)


def test_a_missing_field_is_placed_at_the_nearest_thing_around_it(lesson: Lesson) -> None:
    answer = read(lesson, SERVICE.partition("  selector:")[0].encode())
    assert isinstance(answer, Answer)
    assert answer.objects[0].at(("spec", "selector", "app")) == At(file="service.yaml", line=5, column=1)


def test_objects_before_a_broken_document_are_kept(lesson: Lesson) -> None:
    answer = read(lesson, f"{SERVICE}---\na: [\n".encode())
    assert isinstance(answer, Answer)
    assert len(answer.objects) == 1
    assert answer.broken is not None
    assert answer.broken.code == "SYNTAX"


def test_the_digest_covers_names_and_contents() -> None:
    one = digest(Submission(id="x", files={"a": b"1", "b": b"2"}))
    assert one == digest(Submission(id="y", files={"b": b"2", "a": b"1"}))
    assert one != digest(Submission(id="x", files={"a": b"12", "b": b""}))
