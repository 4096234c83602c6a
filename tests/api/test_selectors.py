"""Label and field selectors."""

from __future__ import annotations

import pytest

from tutor.api.meta import LabelSelector, LabelSelectorRequirement
from tutor.api.selectors import (
    SelectorError,
    from_label_selector,
    from_labels,
    parse_field_selector,
    parse_label_selector,
)

LABELS = {"app": "web", "tier": "front", "weight": "5"}


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("", True),
        ("app=web", True),
        ("app==web,tier!=back", True),
        ("app in (web, db),!old", True),
        ("tier notin (front)", False),
        ("nothere notin (x)", True),
        ("nothere", False),
        ("weight>4,weight<6", True),
        ("app>4", False),
        ("in=x", False),
        ("app=", False),
    ],
)
def test_a_selector_matches_as_kubernetes_does(text: str, matches: bool) -> None:
    assert parse_label_selector(text).matches(LABELS) is matches


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
        ("a=b,", "found '', expected: identifier after ','"),
        ("(a)", "found '(', expected: !, identifier, or 'end of string'"),
        ("a=b c", "found 'c', expected: ',' or 'end of string'"),
        ("a in b", "unable to parse requirement: found 'b' expected: '('"),
        ("a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"),
        (
            "a>x",
            (
                'unable to parse requirement: values[0]: Invalid value: "x": '
                "for 'Gt', 'Lt' operators, the value must be an integer"
            ),
        ),
    ],
)
def test_a_selector_that_cannot_be_read_is_refused_in_kubectl_s_words(text: str, words: str) -> None:
    with pytest.raises(SelectorError) as refusal:
        parse_label_selector(text)
    assert str(refusal.value) == words


def test_no_label_selector_matches_nothing_and_an_empty_one_everything() -> None:
    assert not from_label_selector(None).matches(LABELS)
    assert from_label_selector(LabelSelector()).matches({})


def test_the_terms_of_a_label_selector_must_all_hold() -> None:
    term = LabelSelectorRequirement(key="tier", operator="NotIn", values=("back",))
    selector = from_label_selector(LabelSelector(match_labels={"app": "web"}, match_expressions=(term,)))
    assert selector.matches(LABELS)
    assert not selector.matches({"app": "web", "tier": "back"})


def test_a_service_s_selector_asks_for_every_pair() -> None:
    assert from_labels({"app": "web", "tier": "front"}).matches(LABELS)
    assert not from_labels({"app": "web", "tier": "back"}).matches(LABELS)


def test_a_field_selector_compares_fields() -> None:
    selector = parse_field_selector("status.phase=Running,metadata.name!=a")
    assert selector.matches({"status.phase": "Running", "metadata.name": "b"})
    assert not selector.matches({"status.phase": "Running", "metadata.name": "a"})


def test_a_field_selector_without_an_operator_is_refused() -> None:
    with pytest.raises(SelectorError, match="invalid selector: 'a=b,c'; can't understand 'c'"):
        parse_field_selector("a=b,c")
