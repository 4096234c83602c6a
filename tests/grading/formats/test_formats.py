"""Every format is what its readers publish, for right, wrong, refused and hostile answers."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from tests.clusterip import LESSON, PACK
from tutor.grading.formats import FORMATS, Totals, View
from tutor.grading.formats.redact import for_learner
from tutor.grading.grade import grade
from tutor.grading.verdict import Origin, Result, Submission
from tutor.packs.model import Visibility
from tutor.values import replace

VIEW = View(packs=(PACK,))
SCHEMAS = Path(__file__).parent / "schemas"
RESULT = Path(__file__).parents[3] / "docs" / "schemas" / "result-v1.schema.json"
EVIL = "=cmd|'</script><script>\x1b[31m\0\r\n,\"&"


def graded(text: str, name: str = "kim.yaml") -> Result:
    return grade(PACK, LESSON, Submission(id=name, files={"service.yaml": text.encode()}))


WRONG = graded(LESSON.files["proof/only-selector.yaml"])
RIGHT = graded(LESSON.solution["service.yaml"])
BROKEN = graded("[" * 100)
HOSTILE = graded(f"apiVersion: v1\nkind: Service\nmetadata:\n  name: {json.dumps(EVIL)}\n", EVIL)
ALL = (WRONG, RIGHT, BROKEN, HOSTILE)


def written(name: str, results: tuple[Result, ...] = ALL) -> str:
    """Write many results, with the texts of one known answer."""
    writer, totals = FORMATS[name].many(VIEW), Totals()
    parts = [writer.head()]
    for result in results:
        totals.add(result)
        parts.append(writer.row(result, lambda: {"service.yaml": LESSON.files["proof/only-selector.yaml"]}))
    return "".join([*parts, writer.tail(totals)])


def schema(path: Path) -> Any:
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["gradescope", "classroom50", "exercism"])
@pytest.mark.parametrize("result", ALL, ids=["wrong", "right", "broken", "hostile"])
def test_a_grading_service_gets_the_document_that_it_publishes(name: str, result: Result) -> None:
    schema(SCHEMAS / f"{name}.json").validate(json.loads(FORMATS[name].alone(result, VIEW)))


@pytest.mark.parametrize("name", ["gradescope", "classroom50", "exercism"])
def test_many_answers_are_a_document_a_line(name: str) -> None:
    lines = written(name).splitlines()
    assert len(lines) == len(ALL)
    for line in lines:
        schema(SCHEMAS / f"{name}.json").validate(json.loads(line))


def test_our_own_rows_fit_the_published_schema() -> None:
    for line in written("jsonl").splitlines():
        schema(RESULT).validate(json.loads(line))
    whole = json.loads(written("json"))
    assert whole["schema"] == "tutor/results/v1"
    assert [json.dumps(one, separators=(",", ":")) for one in whole["results"]] == written("jsonl").splitlines()


@pytest.mark.parametrize("name", ["stats", "similar"])
def test_what_is_told_of_a_class_fits_its_published_schema(name: str) -> None:
    twice = tuple(replace(WRONG, origin=replace(WRONG.origin, submission=one, learner=one)) for one in ("kim", "lee"))
    document = json.loads(written(name, (*ALL, *twice)))
    schema(RESULT.with_name(f"{name}-v1.schema.json")).validate(document)


def test_an_empty_word_of_the_runner_is_none() -> None:
    stamp = dict.fromkeys(("CLASSROOM", "ASSIGNMENT", "OWNER", "SUBMISSION_TAG", "RELEASE_URL", "REVIEW_URL"), "")
    view = replace(VIEW, stamp={**stamp, "COMMIT_URL": "https://git.example/c/1"})
    document = json.loads(FORMATS["classroom50"].alone(WRONG, view))
    schema(SCHEMAS / "classroom50.json").validate(document)
    assert (document["commit"], document["review"]) == ("https://git.example/c/1",) * 2


def test_our_own_fault_is_no_zero_in_a_table_of_points() -> None:
    ours = Result(lesson="clusterip", status="error", code="TIMEOUT", max=10, origin=Origin(submission="kim"))
    assert FORMATS["csv"].many(VIEW).row(ours, dict) == "clusterip,,,kim,,,,,0,,10\n"


def test_a_remark_about_the_very_place_comes_before_what_the_server_said() -> None:
    odd = graded(
        "apiVersion: v1\nkind: Service\nmetadata: {name: testapp-svc-clusterip}\nspec: {selector: {app: yes}}\n"
    )
    remark = "yes is read as true or false: put it in quotes when you mean the text."
    assert FORMATS["text"].many(VIEW).row(odd, dict).rstrip().endswith(f"4:24 {remark}")
    assert FORMATS["text"].alone(odd, VIEW).count(remark) == 1
    test = json.loads(FORMATS["gradescope"].alone(odd, VIEW))["tests"][0]
    assert test["output"].splitlines()[3] == f"why: {remark}"


def test_gradescope_gets_points_and_words_of_each_check() -> None:
    document = json.loads(FORMATS["gradescope"].alone(WRONG, VIEW))
    assert document["score"] == 3
    failed = document["tests"][3]
    assert (failed["score"], failed["max_score"], failed["status"], failed["number"]) == (0, 4, "failed", "2.4")
    assert failed["output"].splitlines()[2] == "service.yaml:8:17"


def test_junit_counts_wrong_answers_as_failures_and_blocked_checks_as_skipped() -> None:
    suites = ET.fromstring(written("junit")).findall("testsuite")  # noqa: S314 - we wrote it ourselves
    counts = [(one.get("tests"), one.get("failures"), one.get("errors"), one.get("skipped")) for one in suites]
    assert counts == [("5", "2", "0", "0"), ("5", "0", "0", "0"), ("1", "1", "0", "0"), ("1", "1", "0", "0")]
    assert suites[0].findall("testcase")[3].find("failure") is not None


def test_junit_replaces_what_xml_forbids_and_keeps_line_ends() -> None:
    suite = ET.fromstring(written("junit")).findall("testsuite")[3]  # noqa: S314 - we wrote it ourselves
    assert suite.get("name") == "=cmd|'</script><script>\ufffd[31m\ufffd\ufffd\n,\"&"


def test_a_table_has_nbgraders_columns_and_no_formula() -> None:
    rows = list(csv.reader(StringIO(written("csv"))))
    assert rows[0][3:] == [
        "student_id",
        "last_name",
        "first_name",
        "email",
        "raw_score",
        "late_submission_penalty",
        "score",
        "max_score",
    ]
    assert [row[3] for row in rows[1:]] == [*["kim.yaml"] * 3, "'=cmd|'</script><script>\\x1b[31m\\x00\\r\\n,\"&"]
    assert [row[7:] for row in rows[1:3]] == [["3", "0", "3", "10"], ["10", "0", "10", "10"]]


class Elements(HTMLParser):
    """The elements of a page and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the name."""
        del attrs
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.said += data


def test_the_page_is_self_contained_and_holds_no_markup_of_an_answer() -> None:
    page = Elements()
    page.feed(written("html"))
    assert not {"script", "img", "link", "iframe"} & set(page.names)
    assert page.names.count("details") == len(ALL)
    assert "4 answers: 1 with every point, 2 not graded." in page.said
    assert "</script>" in page.said
    assert "\x1b" not in page.said


def test_the_page_shows_what_was_said_below_the_line_it_is_about() -> None:
    page = FORMATS["html"].alone(WRONG, replace(VIEW, texts={"service.yaml": LESSON.files["proof/only-selector.yaml"]}))
    lines = page.splitlines()
    at = next(number for number, line in enumerate(lines) if line.endswith("   8     targetPort: 80"))
    assert lines[at + 1].startswith("<b>asked:")


def test_the_page_says_one_sentence_of_each_feedback_and_keeps_different_grades_of_one_text_apart() -> None:
    other = replace(RIGHT, score=0, origin=replace(RIGHT.origin, submission="lee.yaml"))
    page = Elements()
    page.feed(written("html", (WRONG, RIGHT, other)))
    assert page.names.count("details") == 3
    assert "nothing-listens1/3" in page.said
    assert "The connection came as far as a pod, but no program listens on port 80 there" in page.said
    assert "0/10 lee.yaml" in page.said


def test_the_page_shows_a_fault_of_the_text_below_its_line() -> None:
    page = FORMATS["html"].alone(BROKEN, replace(VIEW, texts={"service.yaml": "[" * 100}))
    assert "<b>service.yaml:1:65 The values are nested deeper than 64 levels: is a bracket repeated?</b>" in page


def test_a_hidden_check_gives_nothing_away_to_its_learner() -> None:
    hidden = replace(WRONG, checks=tuple(replace(one, visibility="hidden") for one in WRONG.checks))
    seen = for_learner(hidden)
    assert (seen.score, seen.max, seen.feedback) == (0, 0, ())
    assert {(one.status, one.points, one.actual, one.at, one.feedback) for one in seen.checks} == {
        ("blocked", 0, None, None, ())
    }
    for name in ("text", "junit", "exercism", "classroom50"):
        assert "listens" not in FORMATS[name].alone(hidden, VIEW)
    assert json.loads(FORMATS["exercism"].alone(hidden, VIEW))["tests"] == []
    assert json.loads(FORMATS["classroom50"].alone(hidden, VIEW))["tests"] == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("hidden", "decided after grading"),
        ("after_due_date", "decided after the due date"),
        ("after_published", "decided after grades are published"),
    ],
)
def test_who_sees_nothing_wrong_reads_that_more_is_decided_later(word: Visibility, said: str) -> None:
    last = replace(RIGHT.checks[-1], visibility=word, status="fail", points=0)
    result = replace(RIGHT, checks=(*RIGHT.checks[:-1], last), score=RIGHT.score - last.max)
    lines = FORMATS["text"].alone(result, VIEW).splitlines()
    assert lines[1] == "7 of 7 points. 3 more points are decided later."
    assert lines[-3:] == [f"    {said}", "", "Everything that is decided now is right."]
    assert FORMATS["text"].many(VIEW).row(result, dict).rstrip().endswith("7/7  3 more points are decided later.")
    suite = ET.fromstring(FORMATS["junit"].alone(result, VIEW)).find("testsuite")  # noqa: S314 - we wrote it ourselves
    assert suite is not None
    assert [one.get("message") for one in suite.iter("skipped")] == [said]


def test_below_many_lines_stands_what_to_know_of_the_class() -> None:
    lines = written("text", (*[WRONG] * 13, *[RIGHT] * 7, BROKEN)).splitlines()
    assert lines[21:] == [
        "21 answers: 7 with every point, 1 not graded.",
        "",
        "lesson          answers      full      mean  fails most often",
        "clusterip            21      33 %    5.2/10  13/20 kube-master1 asks the ClusterIP and gets an answer",
        "",
        "Not graded: 1 TOO_DEEP",
        "",
        "Said most often:",
        "    13  clusterip: nothing-listens",
    ]
