"""Chance comes from the seed alone."""

from __future__ import annotations

from tutor.cluster.random import SUFFIX_LETTERS, Random


def test_the_same_seed_makes_the_same_choices() -> None:
    assert [Random(7).next() for _ in range(3)] == [Random(7).next() for _ in range(3)]
    assert Random(7).uid() != Random(8).uid()


def test_a_suffix_has_five_letters_that_cannot_spell_a_word() -> None:
    suffix = Random(1).suffix()
    assert len(suffix) == 5
    assert set(suffix) <= set(SUFFIX_LETTERS)


def test_a_uid_is_a_uuid_of_version_four() -> None:
    parts = Random(3).uid().split("-")
    assert [len(part) for part in parts] == [8, 4, 4, 4, 12]
    assert parts[2][0] == "4"
    assert parts[3][0] in "89ab"
