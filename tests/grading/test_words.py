"""Verdicts in words: both languages say the same, and a pack's texts reach nothing but facts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

import tutor
from tests.clusterip import LESSON
from tutor import words
from tutor.grading.kinds.endpoints import _asked
from tutor.grading.verdict import Message
from tutor.grading.words import text

IDS = tuple(id_ for id_ in words.ids("en") if id_.startswith("grading."))


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("id_", IDS)
def test_korean_uses_no_parameter_that_english_lacks_and_drops_hints_in_english_only(id_: str) -> None:
    english, korean = fields(words.sentence("en", id_)), fields(words.sentence("ko", id_))
    assert english - {"hint"} == korean


def test_every_id_in_the_program_has_words() -> None:
    sources = (Path(tutor.__file__).parent / "grading").rglob("*.py")
    used = {found for path in sources for found in re.findall(r'"(grading\.[a-z.-]+[a-z])"', path.read_text("utf-8"))}
    assert used - set(IDS) == set()


def test_every_code_of_a_text_has_words() -> None:
    sources = (Path(tutor.__file__).parent / "manifest").rglob("*.py")
    text = "\n".join(path.read_text("utf-8") for path in sources)
    codes = set(re.findall(r'"([A-Z]{4,}(?:_[A-Z]+)*)"', text)) - {"FALSE", "TRUE", "KUBECTL", "LIMITS"}
    assert len(codes) > 15
    assert {f"grading.problem-{code.lower().replace('_', '-')}" for code in codes} <= set(IDS)


def test_a_place_and_a_check_are_named_for_people() -> None:
    asked = Message(
        id="grading.answer-wanted", params={"from": "Pod/default/client", "url": "http://x/", "requests": "1"}
    )
    assert text(asked, "ko", LESSON) == "파드 client에서 http://x/ 주소로 요청하면 응답이 와야 합니다."
    waits = Message(id="grading.blocked", params={"check": "endpoints"})
    assert text(waits, "en", LESSON) == "Waits for: The endpoints are the three pods"


def test_a_packs_text_reaches_no_attribute_and_no_unknown_name() -> None:
    hostile = replace(LESSON, feedback_texts={"en": {"x": "{service} {service.__class__} {0} {nothing}"}})
    said = text(Message(id="feedback.x", params={"service": "web"}), "en", hostile)
    assert said == "web {service.__class__} {0} {nothing}"


def test_a_language_that_a_pack_lacks_falls_back() -> None:
    only = replace(LESSON, feedback_texts={"ko": {"x": "파드"}})
    assert text(Message(id="feedback.x"), "en", only) == "파드"


@pytest.mark.parametrize(
    ("ask", "id_"),
    [
        ({"ready": 3}, "grading.endpoints"),
        ({"ready": 3, "target": 8080}, "grading.endpoints-on"),
        ({"selected": 2}, "grading.endpoints-selected"),
        ({"empty": False}, "grading.endpoints-some"),
        ({"empty": True}, "grading.endpoints-none"),
    ],
)
def test_what_a_check_wants_of_endpoints_is_said_as_it_was_asked(ask: dict[str, object], id_: str) -> None:
    assert _asked(ask) == id_
