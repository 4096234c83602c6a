"""What learners hand in by mistake: every file gets a code, a place and a next step, and nothing raises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tutor.manifest import KUBECTL, Problem, parse, tree, utf8
from tutor.manifest.events import read_events

SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n"
READABLE = f"{SERVICE}  type: NodePort\n"


def first(text: str | bytes) -> tuple[str, int, int]:
    problem = parse(text).problems[0]
    return problem.code, problem.span.start.line, problem.span.start.column


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("# only a comment\n", "EMPTY", 1, 1),
        ("---\n---\n", "EMPTY", 1, 1),
        (f"{SERVICE}\ttype: NodePort\n", "INDENT", 6, 1),
        (f"{SERVICE}  ports:\n  - port: 80\n   targetPort: 80\n", "INDENT", 8, 4),
        (f"{SERVICE}  type:NodePort\n", "MISSING_SPACE", 6, 3),
        (f"{SERVICE}\u00a0\u00a0type: NodePort\n", "NBSP", 6, 1),
        (f"{SERVICE}  type:\u00a0NodePort\n", "NBSP", 6, 8),
        (f"{SERVICE}  type: \u201cNodePort\u201d\n", "SMART_QUOTES", 6, 9),
        (f"{SERVICE}  type: \u2018NodePort\u2019\n", "SMART_QUOTES", 6, 9),
        (f"```yaml\n{READABLE}```\n", "PASTED", 1, 1),
        (f"{READABLE}```\n", "PASTED", 7, 1),
        (f"$ kubectl apply -f - <<EOF\n{READABLE}EOF\n", "PASTED", 1, 1),
        ("<!DOCTYPE html>\n<html><body>404</body></html>\n", "PASTED", 1, 1),
        ("<html><body>404</body></html>", "PASTED", 1, 1),
        (f"{SERVICE}  type: {{{{ .Values.type }}}}\n", "TEMPLATE", 6, 10),
        (f"{{{{- if .Values.on }}}}\n{READABLE}{{{{- end }}}}\n", "TEMPLATE", 1, 2),
        (f"{SERVICE}  x: 0777\n", "NUMBER_FORM", 6, 6),
        (f"{SERVICE}  x: .nan\n", "NOT_JSON", 6, 6),
        (f"{SERVICE}  selector: {{app: y}}\n", "BOOLEAN_WORD", 6, 19),
        (f"{READABLE}  type: ClusterIP\n", "DUPLICATE_KEY", 7, 3),
        (f"{READABLE}...\n{READABLE}", "IGNORED_TEXT", 8, 1),
        (f"%YAML 1.2\n---\n{READABLE}", "SYNTAX", 1, 1),
        (f"%YAML 1.1\n---\n{READABLE}", "SYNTAX", 2, 1),
        (f"{READABLE}---foo\n{READABLE}", "BAD_DOCUMENT_SEPARATOR", 7, 1),
        (f"{SERVICE}  x: a\x00b\n", "ENCODING", 6, 7),
        (f"{SERVICE}  x: a\x07b\n", "ENCODING", 6, 7),
        (f"{SERVICE}  x: caf\u00e9\n".encode("latin-1"), "ENCODING", 6, 9),
        (READABLE.encode("utf-16-le"), "ENCODING", 1, 2),
        (READABLE.encode("utf-16-be"), "ENCODING", 1, 1),
        (READABLE.encode("utf-32"), "ENCODING", 1, 3),
        ("a: &s [*s]\n", "ALIAS_CYCLE", 1, 8),
        (f"{SERVICE}  x: !!bool zz\n", "BAD_SCALAR", 6, 6),
    ],
)
def test_a_file_has_a_code_and_a_place(text: str | bytes, code: str, line: int, column: int) -> None:
    assert first(text) == (code, line, column)


@pytest.mark.parametrize("order", ["utf-16", "utf-8-sig"])
def test_a_file_with_its_mark_reads_as_kubectl_reads_it(order: str) -> None:
    assert parse(utf8(READABLE.encode(order)), KUBECTL).documents[0].value == parse(READABLE).documents[0].value


def test_utf_16_with_its_mark_is_told_to_graders_as_a_matter_of_encoding() -> None:
    assert first(READABLE.encode("utf-16"))[0] == "ENCODING"


def test_bytes_that_are_no_text_are_read_as_kubectl_reads_them() -> None:
    assert parse(utf8(b"a: \xff\nb: \xe2\x82\n"), KUBECTL).documents[0].value == {"a": "\ufffd", "b": "\ufffd\ufffd"}


def test_the_version_line_is_to_be_deleted() -> None:
    (problem,) = parse(f"%YAML 1.1\n---\n{READABLE}").problems
    assert problem.message == "error converting YAML to JSON: yaml: line 1: did not find expected <document start>"
    assert problem.hint == "Delete the %YAML line: kubectl does not need it."


@pytest.mark.parametrize(
    "text",
    [READABLE, "\ufeff" + READABLE, READABLE.replace("\n", "\r\n"), READABLE.replace("\n", "\r"), READABLE.rstrip()],
)
def test_marks_and_ends_of_lines_do_not_matter(text: str) -> None:
    (document,) = parse(text).documents
    assert document.value == {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "web"},
        "spec": {"type": "NodePort"},
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: !!python/object/apply:os.system [id]\n", {"a": ["id"]}),
        ("a: !foo x\n", {"a": "x"}),
        ("a: 22:22\nb: 2024-01-01\nc: 2001-02-30\n", {"a": "22:22", "b": "2024-01-01", "c": "2001-02-30"}),
        ("a: 1.10\nb: 080\nc: 0o17\nd: 8e1\ne: 30_080\n", {"a": 1.1, "b": 80, "c": 15, "d": 80, "e": 30080}),
        ("a: 'l\u2019\u00e9t\u00e9'\n", {"a": "l\u2019\u00e9t\u00e9"}),
        ('{"a": 1,}', {"a": 1}),
        ("hello\n", "hello"),
        ("- a\n", ["a"]),
    ],
)
def test_what_kubectl_takes_is_taken(text: str, value: object) -> None:
    assert [document.value for document in parse(text).documents] == [value]


def test_a_number_of_5000_digits_is_text_as_no_64_bits_hold_it() -> None:
    (document,) = parse("a: " + "9" * 5_000).documents
    assert document.value == {"a": "9" * 5_000}


def test_two_json_values_are_two_documents() -> None:
    assert [document.value for document in parse('{"a": 1}\n{"b": 2}').documents] == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 25_000,
        "a: " + "[" * 50_000,
        "{a: " * 25_000,
        "? " * 50_000,
        "\n".join(" " * depth + "a:" for depth in range(600)),
        "{" * 50_000,
        "a: &a\n" + "- " * 400 + "*a\n",
    ],
)
def test_depth_ends_in_a_value_not_in_a_crash(text: str) -> None:
    problem: Problem = parse(text).problems[0]
    assert problem.code in {"TOO_DEEP", "JSON"}
    assert problem.severity == "error"


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("[" * 262_144, 70),
        ("- " * 131_072, 70),
        ("- a\n" * 65_536, 20_010),
        ("a: &a [x, x]\n" + "b: [" + "*a, " * 60_000 + "]\n", 7_000),
        ("a\n---\n" * 43_000, 404),
    ],
)
def test_reading_takes_no_more_steps_than_the_limits_allow(
    text: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0

    def counted(data: bytes) -> Iterator[Any]:
        nonlocal steps
        for event in read_events(data):
            steps += 1
            yield event

    monkeypatch.setattr(tree, "read_events", counted)
    parse(text)
    assert 0 < steps <= most
