"""The report that a person reads."""

from __future__ import annotations

from tests.clusterip import LESSON, PACK
from tutor.grading.formats.text import line, report
from tutor.grading.formats.view import View
from tutor.grading.grade import grade
from tutor.grading.verdict import Result, Submission

WRONG = LESSON.files["proof/only-selector.yaml"]

WHY = (
    "The connection came as far as a pod, but no program listens on port 80 there, so it was refused. "
    "The pods declare: 8080/TCP. Set targetPort to the port on which the program listens."
)


def graded(text: str) -> Result:
    return grade(PACK, LESSON, Submission(id="kim.yaml", files={"service.yaml": text.encode()}))


def view(text: str, locale: str = "en") -> View:
    return View(
        packs=(PACK,), locale=locale, width=200, texts={"service.yaml": text}, paths={"service.yaml": "kim.yaml"}
    )


def test_a_report_shows_the_line_with_a_caret_and_says_why() -> None:
    lines = report(graded(WRONG), view(WRONG)).splitlines()
    start = lines.index("    kim.yaml:8:17")
    assert lines[:2] == ["kim.yaml  ClusterIP: an address that stays", "3 of 10 points"]
    assert lines[start + 1 : start + 5] == [
        "         8 │     targetPort: 80",
        "           │                 ^^",
        f"    why    {WHY}",
        "    read   https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
    ]
    assert lines[-1] == "Try: tutor clusterip"


def test_a_right_answer_says_so() -> None:
    text = LESSON.solution["service.yaml"]
    lines = report(graded(text), view(text)).splitlines()
    assert (lines[1], lines[-1]) == ("10 of 10 points", "Everything is right.")


def test_an_answer_that_is_not_graded_says_why_in_korean() -> None:
    assert report(graded("# 나중에\n"), view("# 나중에\n", "ko")) == (
        "kim.yaml  ClusterIP: 바뀌지 않는 주소\n"
        "채점하지 않음: EMPTY\n"
        "\n"
        "✕ 파일에 오브젝트가 없습니다. 오브젝트를 쓰거나, 저장한 파일이 맞는지 확인하십시오.\n"
        "    kim.yaml:1:1\n"
        "         1 │ # 나중에\n"
        "           │ ^\n"
        "\n"
        "해 보기: tutor clusterip\n"
    )


def test_one_of_many_has_one_line_with_the_first_thing_to_mend() -> None:
    text = LESSON.files["proof/quoted-port.yaml"]
    assert line(graded(text), view(text)) == (
        '✕ kim.yaml                      clusterip                0/10  7:11 port "80" is in quotes. '
        "The port of a Service must be a number: remove the quotes.\n"
    )


def test_control_characters_are_shown_and_not_sent() -> None:
    text = "a: \x1b[31m\n"
    assert "\x1b" not in report(graded(text), view(text))
