"""Fields are put in and taken out, lists made and unmade; comments, order and style stay."""

from __future__ import annotations

import pytest

from tutor.manifest import Document, Json, Path, parse
from tutor.manifest.repair import Repair, apply, make_list, put_value, remove_value, take_item

TEXT = """\
# top
apiVersion: v1   # wide
metadata: {name: a,  labels: {v: 0777}}  # flow
spec:
    # before the ports
    ports:
      # the first
      - port: 80      # web
        targetPort: 8080

      - port: 9090
    type: NodePort   # last
"""


def document(text: str) -> Document:
    return parse(text).documents[0]


def changed(text: str, repair: Repair | None) -> str:
    assert repair is not None
    return apply(text, repair)


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("kind",), "Service", "metadata:", "kind: Service\nmetadata:"),
        (("spec", "sessionAffinity"), "None", "type: NodePort   # last\n",
         "type: NodePort   # last\n    sessionAffinity: None\n"),
        (("spec", "ports", 1, "protocol"), "UDP", "- port: 9090\n", "- port: 9090\n        protocol: UDP\n"),
        (("spec", "selector"), {"app": "a"}, "# last\n", "# last\n    selector:\n        app: a\n"),
        (("spec", "externalIPs"), ["10.0.0.1"], "# last\n", "# last\n    externalIPs:\n      - 10.0.0.1\n"),
    ],
)  # fmt: skip
def test_a_field_is_put_in_and_every_other_line_stays(path: Path, value: Json, old: str, new: str) -> None:
    assert changed(TEXT, put_value(TEXT, document(TEXT), path, value)) == TEXT.replace(old, new)


def test_apiversion_goes_before_everything_and_kind_behind_it() -> None:
    text = "# why\nmetadata: {}\n"
    with_version = changed(text, put_value(text, document(text), ("apiVersion",), "v1"))
    assert with_version == "# why\napiVersion: v1\nmetadata: {}\n"
    assert changed(with_version, put_value(with_version, document(with_version), ("kind",), "Pod")) == (
        "# why\napiVersion: v1\nkind: Pod\nmetadata: {}\n"
    )


def test_the_object_in_a_list_and_one_in_braces_get_their_kind() -> None:
    item = "items:\n- metadata: {}\n"
    assert changed(item, put_value(item, document(item), ("items", 0, "kind"), "Pod")) == (
        "items:\n- kind: Pod\n  metadata: {}\n"
    )
    flow = "{metadata: {}}\n"
    assert changed(flow, put_value(flow, document(flow), ("kind",), "Pod")) == "{kind: Pod, metadata: {}}\n"


@pytest.mark.parametrize("path", [("spec", "ports"), ("spec", "ports", 7, "name"), ("spec", "type", "x"), (), ("a", 0)])
def test_nothing_is_put_where_something_else_stands(path: Path) -> None:
    assert put_value(TEXT, document(TEXT), path, "x") is None


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        (("spec", "type"), "    type: NodePort   # last\n"),
        (("spec", "ports", 0, "targetPort"), "        targetPort: 8080\n"),
        (("spec", "ports", 1), "      - port: 9090\n"),
        (("apiVersion",), "apiVersion: v1   # wide\n"),
    ],
)
def test_a_field_goes_with_its_lines_alone(path: Path, gone: str) -> None:
    assert changed(TEXT, remove_value(TEXT, document(TEXT), path)) == TEXT.replace(gone, "")


def test_a_field_in_braces_stays_where_it_is() -> None:
    assert remove_value(TEXT, document(TEXT), ("metadata", "name")) is None


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a: x # why\n", "a: [x] # why\n"),
        ("a: {b: 1}\n", "a: [{b: 1}]\n"),
        ("a:\n  b: 1 # why\n  c:\n    d: 2\n", "a:\n  - b: 1 # why\n    c:\n      d: 2\n"),
    ],
)
def test_a_list_is_made_of_what_is_there(text: str, made: str) -> None:
    assert changed(text, make_list(text, document(text), ("a",))) == made


def test_a_dash_goes_where_one_mapping_belongs() -> None:
    text = "a: # why\n- b: 1\n  c: 2\n"
    assert changed(text, take_item(text, document(text), ("a",))) == "a: # why\n  b: 1\n  c: 2\n"
    several = "a:\n- b: 1\n- c: 2\n"
    assert take_item(several, document(several), ("a",)) is None
