"""All repairs of a text: safe for any text, told in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor import words
from tutor.manifest import Position, Span, parse
from tutor.manifest.repair import Edit, Repair, apply, name_ports, set_value, text_repairs

PIECES = [
    *(
        "a: 1\n",
        "a:b\n",
        "- ",
        "-x: 1\n",
        "  ",
        "\t",
        "\u00a0",
        "\u201c",
        "\u201d",
        "\u2018",
        "'",
        '"',
        "```\n",
        "#",
        "\r",
    ),
    *("labels: {a: y}\n", "labels:\n", "ports: [{port: 1}, {}]\n", "ports:\n- port: 1\n- {}\n", "$ kubectl x <<EOF\n"),
    *(
        "EOF\n",
        "---\n",
        "...\n",
        "{",
        "}",
        "|\n",
        "&a ",
        "*a",
        "!",
        "\x85",
        "\u2028",
        "\ufeff",
        "\x00",
        "<<: ",
        "? ",
        "%Y",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_no_text_raises_and_every_repair_changes_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for repair in text_repairs(text):
        assert apply(text, repair) != text
        assert words.text("ko", repair.id, repair.params) != words.text("en", repair.id, repair.params)


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_an_addition_gives_what_was_wanted_or_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    for document in parse(text).documents:
        for repair in (name_ports(text, document, ("ports",)), set_value(text, document, ("labels", "b"), "y")):
            assert repair is None or parse(apply(text, repair)).documents[document.index].error is None


def test_repairs_come_in_the_order_of_their_places() -> None:
    text = "labels: {a: y}\nspec:\n  type:NodePort\n```\n"
    assert [repair.id for repair in text_repairs(text)] == ["repair.remove-pasted"]
    text = apply(text, text_repairs(text)[0])
    assert [repair.id for repair in text_repairs(text)] == ["repair.quote", "repair.add-space"]


def test_a_long_text_has_no_repairs() -> None:
    assert text_repairs("a:b\n" * 10_000) == ()


def test_edits_outside_the_text_or_over_each_other_change_nothing() -> None:
    def edit(line: int, start: int, end: int) -> Edit:
        return Edit(span=Span(start=Position(line=line, column=start), end=Position(line=line, column=end)), text="X")

    repair = Repair(id="x", edits=(edit(1, 2, 4), edit(1, 3, 5), edit(9, 1, 1), edit(1, 1, 90)))
    assert apply("abcde\n", repair) == "aXde\n"


@pytest.mark.parametrize("locale", ["en", "ko"])
def test_every_repair_has_words(locale: str) -> None:
    kinds = [
        "add-colon",
        "add-space",
        "all",
        "bare-separator",
        "clean",
        "close",
        "curly-quotes",
        "make-list",
        "name-ports",
    ]
    kinds += ["no-break-spaces", "part-documents", "put-value", "quote", "reindent", "remove-control"]
    kinds += ["remove-directive", "remove-duplicate", "remove-pasted", "remove-tag", "remove-value", "rename-key"]
    kinds += ["replace-value", "set-value", "tabs", "take-item", "unquote"]
    assert [id_ for id_ in words.ids(locale) if id_.startswith("repair.") and ".seen." not in id_] == [
        f"repair.{kind}" for kind in kinds
    ]
