"""Faults are found while one types, under the words that are wrong."""

from __future__ import annotations

from tests.sample_pack import STARTER
from tutor.session.diagnose import diagnose


def found(text: str) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.message) for one in diagnose(text)]


def test_a_good_manifest_has_no_faults() -> None:
    assert found(STARTER) == []


def test_an_unknown_field_is_marked_at_its_key() -> None:
    assert found(STARTER.replace("targetPort", "targetport")) == [(8, 5, 'unknown field "spec.ports[0].targetport"')]


def test_a_wrong_type_is_marked_at_its_value() -> None:
    wrong = found(STARTER.replace("port: 80\n", "port: eighty\n"))
    assert [(line, column) for line, column, _ in wrong] == [(7, 11)]
    assert "cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32" in wrong[0][2]


def test_a_rule_of_the_server_is_marked_at_the_value_that_breaks_it() -> None:
    assert found(STARTER.replace("port: 80\n", "port: 70000\n")) == [
        (7, 11, "spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive")
    ]


def test_all_faults_show_at_once() -> None:
    text = STARTER.replace("port: 80\n", "port: 0\n").replace("targetPort: 8080", 'targetPort: "8080"')
    assert [line for line, _, _ in found(text)] == [7, 8]


def test_an_item_of_a_list_has_its_own_place() -> None:
    item = "- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n  spec: {porst: []}\n"
    text = f"apiVersion: v1\nkind: List\nitems:\n{item}"
    assert (7, 10, 'unknown field "spec.porst"') in found(text)


def test_text_that_is_no_yaml_is_marked_where_reading_ends() -> None:
    assert [line for line, _, _ in found("a: 1\nb: [1, 2\nc: 3\n")] != []
