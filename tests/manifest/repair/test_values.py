"""Repairs of one key or value."""

from __future__ import annotations

import pytest

from tutor.manifest import Document, parse
from tutor.manifest.repair import (
    Repair,
    apply,
    label_repairs,
    nearest,
    quote,
    rename_key,
    replace_value,
    unquote,
)

TEXT = """\
# a Service
kind: Service
metadata: {name: web, labels: {on: y, v: 1.10, x: "2", n: 0777}} # flow
spec:
    type: Nodeport   # the type
    externalTrafficPolicy: 'local'
    ports:
    - "targetport": 8080  # the container's
      port: "80"
"""


def document(text: str = TEXT) -> Document:
    (only,) = parse(text).documents
    return only


def after(repair: Repair | None, text: str = TEXT) -> str:
    assert repair is not None
    return apply(text, repair)


def test_a_key_is_renamed_in_its_quotes() -> None:
    repair = rename_key(TEXT, document(), ("spec", "ports", 0, "targetport"), "targetPort")
    assert after(repair) == TEXT.replace("targetport", "targetPort")
    assert repair is not None
    assert dict(repair.params) == {"was": "targetport", "to": "targetPort", "line": "8"}


def test_a_key_is_not_renamed_to_one_that_is_there() -> None:
    assert rename_key(TEXT, document(), ("spec", "ports", 0, "targetport"), "port") is None


def test_a_value_is_replaced_and_the_comment_behind_it_stays() -> None:
    assert after(replace_value(TEXT, document(), ("spec", "type"), "NodePort")) == TEXT.replace("Nodeport", "NodePort")


def test_a_quoted_value_keeps_its_quotes() -> None:
    repair = replace_value(TEXT, document(), ("spec", "externalTrafficPolicy"), "Local")
    assert after(repair) == TEXT.replace("'local'", "'Local'")


def test_a_value_that_would_read_as_something_else_gets_quotes() -> None:
    repair = replace_value(TEXT, document(), ("spec", "type"), "yes")
    assert after(repair) == TEXT.replace("Nodeport", '"yes"')


def test_quotes_around_a_number_are_taken_off() -> None:
    assert after(unquote(TEXT, document(), ("spec", "ports", 0, "port"))) == TEXT.replace('"80"', "80")


@pytest.mark.parametrize("value", ["80", '"http"', '"080"', '""', "'1e3'"])
def test_quotes_stay_around_what_is_no_plain_number(value: str) -> None:
    text = f"port: {value}\n"
    assert unquote(text, document(text), ("port",)) is None


def test_labels_that_are_no_text_are_quoted_as_they_were_written() -> None:
    text = TEXT
    for _ in range(3):
        text = apply(text, label_repairs(text, document(text))[0])
    assert text == TEXT.replace("on: y", 'on: "y"').replace("1.10", '"1.10"').replace("0777", '"0777"')
    assert label_repairs(text, document(text)) == ()


@pytest.mark.parametrize(
    ("path", "text"), [(("a",), "a: 'b'\n"), (("a",), "a: [1]\n"), (("b",), "a: 1\n"), ((), "1\n")]
)
def test_what_is_no_plain_scalar_is_not_quoted(path: tuple[str, ...], text: str) -> None:
    assert (path == ()) == (quote(text, document(text), path) is not None)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("targetport", "targetPort"),
        ("target-port", "targetPort"),
        ("tagetPort", "targetPort"),
        ("selectors", "selector"),
        ("Nodeport", "NodePort"),
        ("image", None),
        ("", None),
        ("x" * 1_000, None),
    ],
)
def test_a_known_name_is_found_by_case_signs_or_a_slip(name: str, known: str | None) -> None:
    assert nearest(name, ("selector", "targetPort", "NodePort", "ports", "type")) == known
