"""Keys, words and layouts agree."""

from __future__ import annotations

import re
from string import Formatter

from tests.tui.screen import learner, window
from tutor import words
from tutor.tui.app import TutorApp
from tutor.tui.keys import ALL_KEYS, EDITOR_KEYS, FIRST_FIVE, KEYS, OF_TEXT_AREA, key_names
from tutor.tui.layout import PANES, Arrangement, after
from tutor.tui.screens.deeds import deeds_of
from tutor.tui.widgets.editor import EditorPane


def test_every_key_has_its_words_in_both_languages() -> None:
    for locale in words.LOCALES:
        for key in (*KEYS, *EDITOR_KEYS):
            assert words.text(locale, f"window.key.{key.id}")
            assert words.text(locale, f"window.about.{key.id}")


def test_no_sentence_names_a_key_that_the_learner_may_have_changed() -> None:
    named = re.compile(r"\bF\d|Alt\+|Ctrl\+(?!S)")
    found = [id_ for id_ in words.ids("en") if id_.startswith(("window.", "assist.", "fault.", "repair."))]
    assert [id_ for id_ in found for locale in words.LOCALES if named.search(words.sentence(locale, id_))] == []


def test_every_key_that_a_sentence_names_is_one_of_the_table() -> None:
    fields = {name for id_ in words.ids("en") for _, name, _, _ in Formatter().parse(words.sentence("ko", id_)) if name}
    assert {name for name in fields if name.startswith("key_")} <= key_names(ALL_KEYS).keys()


async def test_every_key_has_an_action() -> None:
    async with window(learner()) as tutor:
        deeds = deeds_of(tutor.lesson)
    for key in (*KEYS, *EDITOR_KEYS):
        if key.scope == "lesson":
            assert key.id in deeds, key.id
        elif key.id not in OF_TEXT_AREA:
            assert hasattr({"app": TutorApp, "editor": EditorPane}[key.scope], f"action_{key.id}"), key.id


def test_no_two_keys_are_the_same() -> None:
    keys = [key.keys for key in (*KEYS, *EDITOR_KEYS)]
    assert len(keys) == len(set(keys))


def test_the_first_five_keys_exist() -> None:
    assert set(FIRST_FIVE) <= {key.id for key in KEYS}


def test_every_pane_is_in_one_column_and_tab_goes_round() -> None:
    arrangement = Arrangement()
    assert [pane for panes in arrangement.columns for pane in panes] == list(PANES)
    assert arrangement.column_of("check") == 2
    assert after("check", 1) == "lesson"
    assert after("lesson", -1) == "check"
