"""Whole files: documents in order, words and places of refusals, limits."""

from __future__ import annotations

import string
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.manifest import KUBECTL, LIMITS, Limits, Position, Problem, Span, dump, parse

_SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n"
_PIECES = [
    *"ab: \n-[]{}\"'?,|>#%@\t\\/=.~y!01\r\x00\x85\u00a0\u201c\u00e9\ufeff\U0001f600",
    *("&a", "*a", "<<: ", "!!int ", "---", "...", "\ud800", ".inf", "- ", "  ", ": ", "{{"),
]


def _span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(start=Position(line=line, column=column), end=Position(line=end_line, column=end_column))


def _error(text: str | bytes, limits: Limits = KUBECTL) -> str | None:
    return parse(text, limits).documents[-1].error


def _codes(text: str | bytes, limits: Limits = LIMITS) -> list[tuple[str, int, int]]:
    return [(p.code, p.span.start.line, p.span.start.column) for p in parse(text, limits).problems]


def test_every_path_has_the_span_of_its_value_and_key_in_the_file() -> None:
    second = parse(_SERVICE + "---\n" + _SERVICE).documents[1]
    assert second.index == 1
    assert second.line == 9
    assert second.spans["spec", "ports", 0, "port"] == _span(15, 11, 15, 13)
    assert second.key_spans["spec", "ports", 0, "port"] == _span(15, 5, 15, 9)
    assert second.spans["metadata", "name"] == _span(12, 9, 12, 12)
    assert ("spec", "ports", 1) not in second.spans
    assert sorted(map(str, second.key_spans)) == [
        "('apiVersion',)",
        "('kind',)",
        "('metadata', 'name')",
        "('metadata',)",
        "('spec', 'ports')",
        "('spec', 'ports', 0, 'port')",
        "('spec',)",
    ]


def test_columns_count_characters() -> None:
    (document,) = parse("한글: {é: 값}\n").documents
    assert document.spans["한글", "é"] == _span(1, 9, 1, 10)


def test_what_an_alias_stands_for_has_the_anchors_place() -> None:
    (document,) = parse("a: &x {app: web}\nb: *x\nc: {<<: *x}\n").documents
    assert document.value == {"a": {"app": "web"}, "b": {"app": "web"}, "c": {"app": "web"}}
    assert document.spans["b", "app"] == document.spans["c", "app"] == _span(1, 13, 1, 16)


def test_json_values_have_spans_too() -> None:
    first, second = parse('{"a": 1}\n {"b": [2]}').documents
    assert (first.value, first.spans["a",]) == ({"a": 1}, _span(1, 7, 1, 8))
    assert (second.value, second.spans["b", 0]) == ({"b": [2]}, _span(2, 9, 2, 10))


def test_documents_before_a_broken_one_are_kept_and_none_after_it() -> None:
    parsed = parse(f"{_SERVICE}---\na: b: c\n---\n{_SERVICE}")
    assert [document.error for document in parsed.documents] == [
        None,
        "error converting YAML to JSON: yaml: mapping values are not allowed in this context",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [b\n", "error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'"),
        ('a: "b\n', "error converting YAML to JSON: yaml: line 2: found unexpected end of stream"),
        (
            "a: b\n\tc: d\n",
            "error converting YAML to JSON: yaml: line 2: found a tab character that violates indentation",
        ),
        ('a: "\\q"\n', "error converting YAML to JSON: yaml: found unknown escape character"),
        ('a:\n  "\\/"\n', "error converting YAML to JSON: yaml: line 2: found unknown escape character"),
        ("? [a]\n: b\n", 'error converting YAML to JSON: yaml: invalid map key: []interface {}{"a"}'),
        ("a: !!bool zz\n", "error converting YAML to JSON: yaml: cannot decode !!str `zz` as a !!bool"),
        ('a: !!int ""\n', "error converting YAML to JSON: yaml: cannot decode !!null `` as a !!int"),
        ("a: !!binary x\n", "error converting YAML to JSON: yaml: !!binary value contains invalid base64 data"),
        (
            "a: &l [1]\nb: {<<: *l}\n",
            "error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value",
        ),
        ("~: a\n", 'error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: "a"'),
        ("\n%YAML 1.2\n---\na: b\n", "error converting YAML to JSON: yaml: line 1: found incompatible YAML document"),
        ("a: 1\nb: [http://x/?y]\n", "error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'"),
        ("a: {b: c?}\n", "error converting YAML to JSON: yaml: did not find expected ',' or '}'"),
        (
            "9223372036854775808: a\n",
            'error converting YAML to JSON: unsupported map key of type: uint64, key: 0x8000000000000000, value: "a"',
        ),
        (b"a: \xff\n", "error converting YAML to JSON: yaml: invalid leading UTF-8 octet"),
        ('{"a": 1', "unexpected EOF"),
        ('{"a": 1}//x', "json: offset 9: invalid character '/' looking for beginning of value"),
        ("\n{a: [}", "json: offset 3: invalid character 'a' looking for beginning of object key string"),
        ('{"a": 1}{"b": 2}{"c" 3}', "json: offset 22: invalid character '3' after object key"),
        ("--- a: b\n", "invalid Yaml document separator: a: b"),
    ],
)
def test_a_refusal_says_what_go_yaml_says(text: str | bytes, words: str) -> None:
    assert _error(text) == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a:}\n", {"a:": None}),
        ("[a:]\n", ["a:"]),
        ('a: "it\\\'s"\n', {"a": "it's"}),
        ("a: ! 80\n", {"a": "80"}),
        ("a: &x ! 80\n", {"a": "80"}),
        ("a: 1\n<<: {a: 2, b: 3}\n", {"a": 2, "b": 3}),
        ("<<: [{a: 1}, {a: 2}]\nc: 3\n", {"a": 1, "c": 3}),
        ("1.5: a\n80: b\n1e6: c\n", {"1.5": "a", "80": "b", "1e+06": "c"}),
        ("-0.0: a\n.Inf: b\n-9223372036854775808: c\n", {"-0": "a", ".inf": "b", "-9223372036854775808": "c"}),
        ('"<<": {a: 1}\n', {"<<": {"a": 1}}),
        ("a: 1\r\nb: 2\r", {"a": 1, "b": 2}),
        ('{"a": "\\ud800", "b": 1e3, "c": "\\/"}', {"a": "\ufffd", "b": 1000, "c": "/"}),
    ],
)
def test_a_text_reads_as_go_yaml_reads_it(text: str, value: object) -> None:
    assert [document.value for document in parse(text).documents] == [value]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ("EMPTY", 1, 1)),
        ("[" * 50_000, ("TOO_DEEP", 1, 65)),
        ("- " * 50_000, ("TOO_DEEP", 1, 129)),
        ('{"a":' * 40_000, ("TOO_DEEP", 1, 50_001)),
        ("x" * 262_145, ("TOO_LARGE", 1, 1)),
        ("a: b\n---\n" * 101, ("TOO_MANY_DOCUMENTS", 1, 1)),
        ("k:\n- b\n" + "- b\n" * 20_000, ("TOO_MANY_NODES", 19_998, 3)),
        ("a: &s\n  b: *s\n", ("ALIAS_CYCLE", 2, 6)),
        ("a: .inf\n", ("NOT_JSON", 1, 4)),
        ("\n{a: [}", ("JSON", 2, 2)),
        ("a:\n\tb: c\n", ("INDENT", 2, 1)),
        ("a: {{ .Values.x }}\n", ("TEMPLATE", 1, 5)),
        ("a: b\n---foo\n", ("BAD_DOCUMENT_SEPARATOR", 2, 1)),
        ("a: \x07\n", ("ENCODING", 1, 4)),
        ("```yaml\na: b\n", ("PASTED", 1, 1)),
    ],
)
def test_bad_input_has_a_code_and_a_place(text: str, code: tuple[str, int, int]) -> None:
    assert _codes(text)[0] == code


def test_a_list_of_lists_of_aliases_is_refused_before_it_grows() -> None:
    names = string.ascii_lowercase[:10]
    lines = [f"{this}: &{this} [{', '.join([f'*{last}'] * 9)}]" for last, this in pairwise(names)]
    bomb = "\n".join(("a: &a [x, x, x, x, x, x, x, x, x]", *lines, ""))
    assert _error(bomb) == "error converting YAML to JSON: yaml: document contains excessive aliasing"
    assert _codes(bomb)[0][0] == "TOO_MANY_NODES"


def test_a_chain_of_merges_is_refused_before_it_grows() -> None:
    chain = "".join(f"b{n}: &m{n + 1} {{<<: [*m{n}, *m{n}], k{n}: 1}}\n" for n in range(30))
    assert _error("a: &m0 {x: 1}\n" + chain) == (
        "error converting YAML to JSON: yaml: document contains excessive aliasing"
    )


def test_a_problem_says_what_was_seen_since_when_and_what_to_do() -> None:
    (problem,) = parse("spec:\n  ports:\n  - port: 80\n   targetPort: 8080\n").problems
    assert problem == Problem(
        code="INDENT",
        span=_span(4, 4, 4, 5),
        message="error converting YAML to JSON: yaml: line 3: did not find expected key",
        params={"seen": "targetPort: 8080", "since": "2", "case": "keys"},
        severity="error",
        hint="The keys of one mapping start in the same column: check this line's indentation against its neighbours.",
    )


@pytest.mark.parametrize("text", ["{{" * 80_000, "{{}" * 60_000, "a: “" * 60_000, "...\n" * 60_000, "<" * 200_000])
def test_no_text_takes_time_out_of_proportion(text: str) -> None:
    start = time.process_time()
    parse(text)
    assert time.process_time() - start < 2


@given(st.binary(max_size=60))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_no_bytes_raise(data: bytes) -> None:
    parse(data)


@given(st.lists(st.sampled_from(_PIECES), max_size=40))
@settings(max_examples=600, deadline=None, derandomize=True)
def test_no_text_raises_and_what_is_read_is_written_and_read_again(pieces: list[str]) -> None:
    for document in parse("".join(pieces)).documents:
        assert len(list(document.spans.values())) == len(document.spans)
        if document.error is None:
            assert [again.value for again in parse(dump(document.value)).documents] == [document.value]
