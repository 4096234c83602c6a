"""JUnit XML: a suite for each answer, a case for each check; a wrong answer is a failure, our own fault an error."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape  # xml.sax.saxutils would bring an HTTP client and TLS with it

from tutor.grading.formats.redact import for_learner, hidden
from tutor.grading.formats.said import decided, explained, overall, standing
from tutor.grading.formats.view import View
from tutor.grading.verdict import CheckResult, Result

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tutor">\n'
TAIL = "</testsuites>\n"
_KEPT = frozenset("\t\n")
_LAST = 0xFFFD
_REFERENCES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def suite(result: Result, view: View) -> str:
    """Write the suite of one answer; learners read the logs of their builds, so hidden checks are skipped in it."""
    return "\n".join(_suite(for_learner(result), view)) + "\n"


def alone(result: Result, view: View) -> str:
    """Write a document with one suite."""
    return HEAD + suite(result, view) + TAIL


def _suite(result: Result, view: View) -> Iterator[str]:
    cases = result.checks if result.status == "graded" else ()
    failures = sum(check.status == "fail" for check in cases) + (result.status == "rejected")
    errors = sum(check.status == "error" for check in cases) + (result.status == "error")
    skipped = sum(check.status == "blocked" for check in cases)
    name = _attribute(result.origin.submission)
    counts = f'tests="{len(cases) or 1}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    yield f"  <testsuite name={name} {counts}>"
    yield "    <properties>"
    for key, value in (("lesson", result.lesson), ("score", result.score), ("max", result.max), ("code", result.code)):
        yield f"      <property name={_attribute(key)} value={_attribute(str(value))}/>"
    yield "    </properties>"
    if not cases:
        yield _refused(result, view)
    for check in cases:
        yield _case(check, result, view)
    said = "\n".join(filter(None, (overall(result, view) if cases else "", *standing(result, view))))
    if said:
        yield f"    <system-out>{_text(said)}</system-out>"
    yield "  </testsuite>"


def _refused(result: Result, view: View) -> str:
    word = "error" if result.status == "error" else "failure"
    said = _text(overall(result, view))
    inside = f'<{word} message={_attribute(result.code)} type="{result.status}">{said}</{word}>'
    return f'    <testcase name="graded" classname={_attribute(result.lesson)}>{inside}</testcase>'


def _case(check: CheckResult, result: Result, view: View) -> str:
    head = f"    <testcase name={_attribute(view.say(check.title, result))} classname={_attribute(result.lesson)}"
    if check.status == "pass":
        return f"{head}/>"
    if check.status == "blocked":
        why = decided(check, view) if hidden(check) else view.say(check.actual, result)
        return f"{head}><skipped message={_attribute(why)}/></testcase>"
    word = "failure" if check.status == "fail" else "error"
    message = _attribute(view.say(check.actual, result))
    said = _text(explained(check, result, view))
    return f"{head}><{word} message={message} type={_attribute(check.id)}>{said}</{word}></testcase>"


def _text(text: str) -> str:
    return escape(_lawful(text), quote=False)


def _attribute(text: str) -> str:
    """Quote an attribute; its line ends and tabs become references, or a reader would see spaces."""
    return f'"{_text(text).translate(_REFERENCES)}"'


def _lawful(text: str) -> str:
    """Replace what XML 1.0 forbids: students paste it."""
    return "".join(one if _allowed(one) else "\N{REPLACEMENT CHARACTER}" for one in text)


def _allowed(one: str) -> bool:
    point = ord(one)
    return one in _KEPT or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= _LAST or point >= 0x10000
