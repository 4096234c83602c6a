"""Console blocks of pages are run on the engine."""

from __future__ import annotations

import pytest

from tests.clusterip import LESSON
from tutor import prove
from tutor.packs.load import builtin, builtin_path
from tutor.packs.source import read_folder


def test_every_block_of_the_builtin_lessons_prints_what_the_page_shows() -> None:
    assert prove.check(builtin(), read_folder(builtin_path())) == ()


def test_a_block_that_prints_something_else_is_named_with_its_line() -> None:
    page = "## Situation\n\n~~~console on=starter\n$ kubectl get pod client -o name\npod/server\n~~~\n"
    assert [str(found) for found in prove.check_page(LESSON, "en", page)] == [
        'prose/en/clusterip.md:3:1 L9 `kubectl get pod client -o name` prints "pod/client", not "pod/server"'
    ]


def test_a_block_without_a_state_goes_on_where_the_one_before_stopped() -> None:
    page = (
        "~~~console on=solution\n$ kubectl delete service testapp-svc-clusterip\n...\n~~~\n"
        "~~~console\n$ kubectl get service testapp-svc-clusterip\n"
        'Error from server (NotFound): services "testapp-svc-clusterip" not found\n~~~\n'
    )
    assert list(prove.check_page(LESSON, "en", page)) == []


MATCHES: tuple[tuple[list[str], list[str], bool], ...] = (
    (["a", "b"], ["a", "b"], True),
    (["a"], ["a", "b"], False),
    (["a", "b"], ["a"], False),
    (["..."], [], True),
    (["...", "b"], ["x", "y", "b"], True),
    (["a", "...", "c"], ["a", "c"], True),
    (["NAME   AGE", "web-*  ..."], ["NAME        AGE", "web-7x2bq   12s"], True),
    (["10.233.*"], ["10.234.1.1"], False),
    (["[a]?"], ["[a]?"], True),
)


@pytest.mark.parametrize(("shown", "seen", "same"), MATCHES)
def test_dots_stand_for_lines_and_stars_for_text(shown: list[str], seen: list[str], same: bool) -> None:
    assert prove.agrees(shown, seen) == same


def test_many_dots_cost_no_more_than_their_number() -> None:
    assert not prove.agrees(["..."] * 200 + ["z"], ["a"] * 400)


def test_a_block_in_a_state_that_the_lesson_has_not_is_named() -> None:
    page = "~~~console on=moon\n$ true\n~~~\n"
    assert [str(found) for found in prove.check_page(LESSON, "en", page)] == [
        "prose/en/clusterip.md:1:1 L9 on=moon is no state of the lesson: starter, solution, or one of its files"
    ]
