"""JUnit XML keeps the rules that Jenkins' xUnit plugin publishes (junit-10.xsd): which elements, which attributes."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tests.grading.formats.test_formats import BROKEN, HOSTILE, RIGHT, VIEW, WRONG, graded, written
from tutor.grading.formats import FORMATS
from tutor.grading.verdict import At, Fault, Message, Result, Standing
from tutor.values import frozen, replace


@frozen
class Rule:
    """What an element must have, may have and may hold; `text` is whether it may hold text."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    text: bool = False


def rule(required: str = "", optional: str = "", children: str = "", *, text: bool = False) -> Rule:
    def names(words: str) -> frozenset[str]:
        return frozenset(words.split())

    return Rule(required=names(required), optional=names(optional), children=names(children), text=text)


SAID = rule(optional="type message", text=True)
RULES = {
    "testsuites": rule(optional="name time tests failures errors", children="testsuite"),
    "testsuite": rule(
        "name tests failures errors",
        "group time skipped timestamp hostname id package file log url",
        "testsuite properties testcase system-out system-err",
    ),
    "properties": rule(children="property"),
    "property": rule("name value"),
    "testcase": rule("name", "time classname group", "skipped error failure system-out system-err"),
    "failure": SAID,
    "error": SAID,
    "skipped": SAID,
    "system-out": rule(text=True),
}
BLOCKED = graded(
    "apiVersion: v1\nkind: Service\nmetadata: {name: testapp-svc-clusterip}\nspec: {selector: {app: yes}}\n"
)
OURS = Result(lesson="clusterip", status="error", code="TIMEOUT", problems=())


def broken_rules(element: ET.Element) -> list[str]:
    """Name what an element and all in it do against the rules."""
    known = RULES[element.tag]
    found = [f"{element.tag} lacks {name}" for name in sorted(known.required - set(element.attrib))]
    found += [f"{element.tag} has {name}" for name in sorted(set(element.attrib) - known.required - known.optional)]
    found += [f"{element.tag} holds {one.tag}" for one in element if one.tag not in known.children]
    found += [f"{element.tag} says {element.text}"] if (element.text or "").strip() and not known.text else []
    return found + [fault for one in element for fault in broken_rules(one)]


@pytest.mark.parametrize("result", [WRONG, RIGHT, BROKEN, HOSTILE, BLOCKED, OURS])
def test_a_document_keeps_the_published_rules(result: Result) -> None:
    assert broken_rules(ET.fromstring(FORMATS["junit"].alone(result, VIEW))) == []  # noqa: S314 - we wrote it


def test_many_suites_keep_the_published_rules_and_count_their_cases() -> None:
    whole = ET.fromstring(written("junit", (WRONG, BLOCKED, OURS)))  # noqa: S314 - we wrote it
    assert broken_rules(whole) == []
    for suite in whole:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        for name, plural in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert suite.get(plural) == str(len(suite.findall(f"testcase/{name}")))


def test_below_the_cases_stands_what_no_case_says() -> None:
    standing = Standing(
        due="", submitted="2026-11-20T00:00:00Z", late=90_000, penalty=1, score=2, attempt=1, attempts=1, counts=True
    )
    odd = Fault(
        code="NBSP",
        at=At(file="service.yaml", line=4, column=1),
        message=Message(id="grading.problem-nbsp"),
        severity="warning",
    )
    whole = ET.fromstring(FORMATS["junit"].alone(replace(WRONG, policy=standing, problems=(odd,)), VIEW))  # noqa: S314
    (said,) = [one.text or "" for one in whole.iter("system-out")]
    assert said.splitlines() == [
        "service.yaml:4:1 A non-breaking space stands here: type an ordinary space instead.",
        "1d1h late, points taken: 1. 2 of 10 count.",
    ]
