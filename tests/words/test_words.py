"""The catalogues: both languages say the same things with the same parameters."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from tutor import words
from tutor.cluster.network.reasons import REASONS


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_ids() -> None:
    assert words.ids("en") == words.ids("ko")


@pytest.mark.parametrize(
    "id_", [id_ for id_ in words.ids("en") if id_.startswith(("why.", "verdict.", "fault.", "assist.", "repair."))]
)
def test_both_languages_use_the_same_parameters(id_: str) -> None:
    assert fields(words.sentence("en", id_)) == fields(words.sentence("ko", id_))


@pytest.mark.parametrize("id_", sorted(REASONS))
def test_every_reason_has_words_that_use_only_its_parameters(id_: str) -> None:
    kinds = ("why", "verdict") if REASONS[id_].ending else ("why",)
    for kind in kinds:
        assert fields(words.sentence("en", f"{kind}.{id_}")) <= set(REASONS[id_].fields)


def test_every_sentence_about_traffic_belongs_to_a_reason() -> None:
    known = {id_.partition(".")[2] for id_ in words.ids("en") if id_.startswith(("why.", "verdict."))}
    assert known == set(REASONS)


def test_korean_puts_no_particle_that_depends_on_the_word_before_it_behind_a_parameter() -> None:
    wrong = re.compile(
        r"\}[\"']?(가|이|은|는|을|를|와|과|로|으로|라는|이라는|란|이란|나|이나|라|이라|여야|.\(.\)|\(.\).)(?=[ .,)]|$)"
    )
    assert [id_ for id_ in words.ids("ko") if wrong.search(words.sentence("ko", id_).replace("}}", ""))] == []


def test_a_sentence_takes_its_parameters() -> None:
    told = words.text("en", "verdict.service-port-name-unmatched", {"node": "kube-node1"})
    assert told == "Refused by kube-proxy on kube-node1: the Service has no endpoint with a port."


def test_a_locale_may_name_its_country_and_an_unknown_one_means_english() -> None:
    params = {"address": "10.0.0.1"}
    assert words.text("ko_KR", "why.ping-answered", params) == "10.0.0.1에서 ping에 응답합니다."
    assert words.text("fr", "why.ping-answered", params) == "10.0.0.1 answers the ping."
