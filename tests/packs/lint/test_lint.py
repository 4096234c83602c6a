"""Rules L10 and L12: every language says everything, and no page gives the solution away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.packs.lint import check
from tutor.packs.load import builtin_path

PAGE = "## Situation\n{}\n## Task 1\n{}\n## Hint 1.1\n{}\n## Hint 1.2\nb\n## Hint 1.3\nc\n## Why\n{}\n## Next\nd\n"
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web-svc}\n"
RULE = "feedback:\n- {id: no-pods, when: {failed: endpoints}}\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of one lesson that keeps every rule."""
    texts = {
        "pack.yaml": "format: 1\nid: small\nversion: 1.0.0\nlocales: [en, ko]\nlessons: [one]\n"
        'docs: {service: "https://kubernetes.io/docs/concepts/services-networking/service/"}\n',
        "lessons/one/lesson.yaml": "format: 1\nid: one\ntitle: {en: One, ko: 하나}\n"
        + RULE
        + "checks: [{id: endpoints, points: 10, endpoints: {service: default/web-svc, ready: [web]}}]\n",
        "lessons/one/starter.yaml": SERVICE,
        "lessons/one/solution.yaml": SERVICE + "spec:\n  type: NodePort\n",
        "prose/en/one.md": PAGE.format("a", "b", "c", "d"),
        "prose/ko/one.md": PAGE.format("가", "나", "다", "라"),
        "prose/en/feedback.yaml": "no-pods: '{service} selects nothing.'\n",
        "prose/ko/feedback.yaml": "no-pods: '{service}가 고른 파드가 없습니다.'\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def found(pack: Path, name: str, text: str) -> list[str]:
    """Write another text into the pack and name what is wrong then."""
    (pack / name).write_text(text, encoding="utf-8")
    return [str(problem) for problem in check(pack)]


def test_a_pack_that_keeps_every_rule_has_no_problems(pack: Path) -> None:
    assert check(pack) == ()


def test_the_builtin_pack_keeps_every_rule() -> None:
    assert check(builtin_path()) == ()


def test_a_feedback_without_words_in_one_language_is_named(pack: Path) -> None:
    assert found(pack, "prose/ko/feedback.yaml", "{}\n") == [
        'prose/ko/feedback.yaml:1:1 L10 no text for the feedback "no-pods" of "one"'
    ]


def test_a_feedback_that_speaks_of_an_unknown_fact_is_named(pack: Path) -> None:
    problems = found(pack, "prose/en/feedback.yaml", "no-pods: '{servce}'\n")
    assert problems[1].startswith('prose/en/feedback.yaml:1:1 L10 "no-pods" speaks of {servce}; known: service,')


def test_languages_must_speak_of_the_same_facts(pack: Path) -> None:
    assert found(pack, "prose/ko/feedback.yaml", "no-pods: '{n}개'\n") == [
        'prose/en/feedback.yaml:1:1 L10 "no-pods" speaks of different facts in different languages'
    ]


def test_a_text_that_no_lesson_uses_is_named(pack: Path) -> None:
    text = "no-pods: '{service}'\nno-prods: a\n"
    assert found(pack, "prose/en/feedback.yaml", text) == [
        'prose/en/feedback.yaml:2:1 L10 no lesson has a feedback "no-prods"'
    ]


def test_a_missing_section_and_a_missing_hint_are_named(pack: Path) -> None:
    page = PAGE.format("a", "b", "c", "d").replace("## Hint 1.3\nc\n", "").replace("## Next\nd\n", "")
    assert found(pack, "prose/en/one.md", page) == [
        'prose/en/one.md:1:1 L10 "## Next" is missing or empty',
        "prose/en/one.md:1:1 L10 task 1 has 2 hints, not 3",
    ]


def test_a_link_that_docs_do_not_name_is_refused(pack: Path) -> None:
    page = PAGE.format("see https://example.com/x", "b", "c", "d")
    assert found(pack, "prose/en/one.md", page) == [
        "prose/en/one.md:2:5 L10 https://example.com/x is none of the docs in pack.yaml"
    ]


def test_addresses_of_the_simulated_network_are_no_links(pack: Path) -> None:
    page = PAGE.format("`curl http://web-svc/`, `http://10.233.0.1`", "b", "c", "d")
    assert found(pack, "prose/en/one.md", page) == []


def test_a_line_of_the_solution_in_a_hint_is_a_spoiler(pack: Path) -> None:
    assert found(pack, "prose/en/one.md", PAGE.format("a", "b", "write `type: NodePort`", "d")) == [
        'prose/en/one.md:6:8 L12 gives a line of the solution away: "type: NodePort"'
    ]


def test_the_last_hint_alone_may_show_the_solution_where_the_lesson_says_so(pack: Path) -> None:
    lesson = pack / "lessons" / "one" / "lesson.yaml"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "hints: {last-shows-solution: true}\n", encoding="utf-8")
    page = PAGE.replace("## Hint 1.3\nc", "## Hint 1.3\nwrite `type: NodePort`").format("a", "b", "c", "d")
    assert found(pack, "prose/en/one.md", page) == []
    assert found(pack, "prose/en/one.md", PAGE.format("a", "b", "write `type: NodePort`", "d")) == [
        'prose/en/one.md:6:8 L12 gives a line of the solution away: "type: NodePort"'
    ]


def test_after_success_the_solution_may_be_spoken_of(pack: Path) -> None:
    assert found(pack, "prose/en/one.md", PAGE.format("a", "b", "c", "`type: NodePort` it was")) == []


CHECKS = (
    "checks:\n"
    "- {{id: endpoints, points: 5, visibility: {}, endpoints: {{service: default/web-svc, ready: [web]}}}}\n"
    "- {{id: answer, points: 5, visibility: {}, needs: [{}], http: {{from: outside, url: 'http://web-svc/'}}}}\n"
)
HEAD = "format: 1\nid: one\ntitle: {en: One, ko: 하나}\n"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("hidden", "visible", True),
        ("hidden", "after_due_date", True),
        ("after_published", "after_due_date", True),
        ("visible", "hidden", False),
        ("after_due_date", "after_due_date", False),
    ],
)
def test_a_check_does_not_wait_for_one_that_is_seen_later(pack: Path, first: str, second: str, told: bool) -> None:
    text = HEAD + RULE + CHECKS.format(first, second, "endpoints")
    one, other = second.replace("_", " "), first.replace("_", " ")
    said = (
        f'lessons/one/lesson.yaml:8:{49 + len(second)} L12 "answer" is {one} and needs "endpoints", which is '
        f'{other}: whoever sees the first knows how the second went; give "answer" the visibility '
        f"{first}, or let it not need that check"
    )
    assert found(pack, "lessons/one/lesson.yaml", text) == [said] * told


def test_a_feedback_about_a_hidden_check_does_not_stand_at_a_visible_one(pack: Path) -> None:
    rule = "feedback:\n- {id: no-pods, when: {not: {failed: answer}}}\n"
    (told,) = found(pack, "lessons/one/lesson.yaml", HEAD + rule + CHECKS.format("visible", "hidden", ""))
    assert told == (
        'lessons/one/lesson.yaml:5:3 L12 "no-pods" speaks of "answer", which is not visible, and would stand at '
        '"endpoints" where that fails; ask for `failed: answer`, or put a feedback with '
        "`when: {failed: endpoints}` before it"
    )
    own = rule.replace("not: {failed: answer}", "failed: answer")
    assert found(pack, "lessons/one/lesson.yaml", HEAD + own + CHECKS.format("visible", "hidden", "")) == []
    assert found(pack, "lessons/one/lesson.yaml", HEAD + rule + CHECKS.format("visible", "hidden", "endpoints")) == []


def test_a_task_that_speaks_of_something_that_does_not_exist_is_named(pack: Path) -> None:
    page = PAGE.format("a", "mend `web-svc`, not `web-service`", "c", "d")
    assert found(pack, "prose/en/one.md", page) == ["prose/en/one.md:4:21 L12 `web-service` is nowhere in this lesson"]
