"""Templates of -o print what kubectl prints."""

from __future__ import annotations

import re

import pytest

from tutor.kubectl.printers.columns import render_columns
from tutor.kubectl.printers.gotemplate import GoTemplate
from tutor.kubectl.printers.jsonpath import JSONPath
from tutor.kubectl.printers.jsonpath_parser import TemplateError

LIST = {
    "kind": "List",
    "items": [
        {
            "metadata": {"name": "a", "labels": {"app.k/x": "1"}},
            "spec": {"ports": [{"port": 80, "name": "h"}, {"port": 443}]},
        },
        {"metadata": {"name": "b"}, "spec": {"ports": [], "on": True}},
    ],
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{.kind}", "List"),
        ("kind is {.kind}!", "kind is List!"),
        ("{.items[*].metadata.name}", "a b"),
        ("{range .items[*]}{.metadata.name}{'\\t'}{.spec.ports[*].port}{\"\\n\"}{end}", "a\t80 443\nb\t\n"),
        ("{.items[0].spec.ports[?(@.port==80)].name}", "h"),
        ("{.items[?(@.metadata.labels)].metadata.name}", "a"),
        ("{.items[?(@.spec.on==true)].metadata.name}", "b"),
        ("{.items[-1:].metadata.name}", "b"),
        ("{..name}", "a h b"),
        ("{.items[*]['metadata.name']}", "a b"),
        ("{.items[0].metadata.labels['app\\.k/x']}", "1"),
        ("{.items[0].metadata}", '{"labels":{"app.k/x":"1"},"name":"a"}'),
        ("{.items[0,1].metadata.name}", "a b"),
        ("{.nothing}", ""),
        ("{range .nothing[*]}x{end}y", "y"),
    ],
)
def test_a_jsonpath_prints_its_text(template: str, text: str) -> None:
    assert JSONPath.parse(template).render(LIST) == text


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{.kind", "unclosed action"),
        ("{.items[x]}", "invalid array index x"),
        ("{.items[5]}", "array index out of bounds: index 5, length 2"),
        ("{.kind[0]}", "string is not array or slice"),
        ("{nope}", "unrecognized identifier nope"),
        ("{end}", "not in range, nothing to end"),
        ("{.a[?(@.x]}", "unterminated filter"),
    ],
)
def test_a_wrong_jsonpath_is_refused(template: str, words: str) -> None:
    with pytest.raises(TemplateError) as caught:
        JSONPath.parse(template).render(LIST)
    assert str(caught.value) == words


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{.kind}}", "List"),
        ('{{range .items}}{{.metadata.name}}{{"\\n"}}{{end}}', "a\nb\n"),
        ("{{range $i, $e := .items}}{{$i}}={{$e.metadata.name}} {{end}}", "0=a 1=b "),
        ("{{len .items}}", "2"),
        ("{{if eq .kind `List`}}yes{{else}}no{{end}}", "yes"),
        ("{{with .nothing}}x{{else}}none{{end}}", "none"),
        ('{{index (index .items 0).metadata.labels "app.k/x"}}', "1"),
        ('{{index .items 0 "metadata" "name" | printf "%s!"}}', "a!"),
        ("{{.nothing}}", "<no value>"),
        ("a {{- /* gone */ -}} b", "ab"),
    ],
)
def test_a_go_template_prints_its_text(template: str, text: str) -> None:
    assert GoTemplate.parse(template).render(LIST) == text


def test_custom_columns_have_a_row_an_item() -> None:
    assert render_columns("NAME:.metadata.name,PORTS:.spec.ports[*].port", [LIST]) == (
        "NAME   PORTS\na      80,443\nb      <none>\n"
    )


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{nofunc .}}", 'function "nofunc" not defined'),
        ("{{if false}}{{.kind | nofunc}}{{end}}", 'function "nofunc" not defined'),
        ("{{print (foo 1)}}", 'function "foo" not defined'),
        ("{{$x := foo}}", 'function "foo" not defined'),
        ("{{if}}a{{end}}", "missing value for if"),
        ("{{range}}a{{end}}", "missing value for range"),
    ],
)
def test_a_template_that_go_would_not_read_is_refused_before_it_runs(template: str, words: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(f"template: output:1: {words}")):
        GoTemplate.parse(template)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ('{{printf "%q" .kind}}', '"Pod"'),
        ('{{html "<a & b>"}}', "&lt;a &amp; b&gt;"),
        ('{{js "a\'b"}}', "a\\'b"),
        ('{{urlquery "a b&c"}}', "a+b%26c"),
        ("{{slice .kind 1 2}}{{slice .kind 1}}", "ood"),
    ],
)
def test_templates_have_gos_functions_for_text(template: str, words: str) -> None:
    assert GoTemplate.parse(template).render({"kind": "Pod"}) == words
