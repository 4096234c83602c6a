"""Repairs that add keys: comments, order and style stay, and the object means what was wanted."""

from __future__ import annotations

import pytest

from tutor.manifest import Document, parse
from tutor.manifest.repair import Repair, apply, name_ports, set_value

TEXT = """\
# top
apiVersion: v1   # wide
kind: Service
metadata: {name: a,  labels: {v: 0777, w: yes}}  # flow
spec:
    # before the ports
    ports:
      # the first
      - port: 80      # web
        targetPort: "80"

      - port: 9090
      - {port: 53,  protocol: UDP}
    note: |
      one
       two
    quoted: "a
      b"
    empty:
    # the end
"""


def changed(text: str, repair: Repair | None) -> str:
    assert repair is not None
    return apply(text, repair)


def last(text: str) -> Document:
    return parse(text).documents[-1]


def test_ports_get_names_and_every_other_line_stays() -> None:
    text = TEXT.replace("53,  ", "53, ")
    named = text.replace("- port: 80 ", "- name: http\n        port: 80 ").replace(
        "- port: 9090", "- name: port-9090\n        port: 9090"
    )
    repair = name_ports(text, last(text), ("spec", "ports"))
    assert changed(text, repair) == named.replace("{port: 53", "{name: dns, port: 53")
    assert repair is not None
    assert dict(repair.params) == {"names": "http, port-9090, dns", "line": "9"}


def test_no_name_is_given_twice() -> None:
    text = "ports:\n- port: 53\n- port: 53\n  protocol: UDP\n- name: http\n  port: 80\n- port: 80\n"
    repair = name_ports(text, last(text), ("ports",))
    ports = parse(changed(text, repair)).documents[0].value
    assert ports == {
        "ports": [
            {"name": "dns", "port": 53},
            {"name": "dns-udp", "port": 53, "protocol": "UDP"},
            {"name": "http", "port": 80},
            {"name": "http-x", "port": 80},
        ]
    }


def test_a_line_that_ruamel_would_write_in_another_style_is_not_touched_at_all() -> None:
    assert name_ports(TEXT, last(TEXT), ("spec", "ports")) is None


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        (("spec", "selector", "app"), "80", "    # the end\n", '    selector:\n        app: "80"\n    # the end\n'),
        (("spec", "empty", "k"), 5, "    empty:\n", "    empty:\n        k: 5\n"),
        (("spec", "empty"), True, "    empty:\n", "    empty: true\n"),
        (("kind",), "Pod", "kind: Service", "kind: Pod"),
    ],
)
def test_a_value_is_set_with_the_mappings_on_its_way(
    path: tuple[str, ...], value: bool | int | str, before: str, after: str
) -> None:
    assert changed(TEXT, set_value(TEXT, last(TEXT), path, value)) == TEXT.replace(before, after)


@pytest.mark.parametrize("path", [(), ("spec",), ("kind", "x"), ("spec", "ports", 0, "name"), ("spec", "ports", "x")])
def test_a_path_through_something_else_has_no_repair(path: tuple[str | int, ...]) -> None:
    assert set_value(TEXT, last(TEXT), path, "x") is None


def test_only_the_document_itself_is_rewritten() -> None:
    before, behind = "a: {b:  1}   # one\n--- # two\n", "---\nc: [ 1,2 ]\n"
    text = f"{before}spec:\n  x: 1 # c\n{behind}"
    repair = set_value(text, parse(text).documents[1], ("spec", "y"), "z")
    assert changed(text, repair) == f'{before}spec:\n  x: 1 # c\n  "y": z\n{behind}'


def test_a_text_without_a_last_line_feed_stays_one() -> None:
    text = "spec:\n  x: 1"
    assert changed(text, set_value(text, last(text), ("spec", "z"), 2)) == "spec:\n  x: 1\n  z: 2"


@pytest.mark.parametrize("text", ["a: !!int '1'\n", "a: 1\r\n", "a: 1\n" + "# c\n" * 2_000])
def test_what_ruamel_might_read_otherwise_or_is_too_long_has_no_repair(text: str) -> None:
    assert set_value(text, last(text), ("b",), 1) is None
