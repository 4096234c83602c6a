"""The tables of the page: a bar for each row, with how many of how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from tutor.grading.formats.html_more import titled, word
from tutor.grading.formats.tally import Tally, ranked
from tutor.grading.formats.view import View, plain

MOST_OF_A_SENTENCE = 240
Row = tuple[str, int, int]  # what it is, as markup; how many; of how many


def lesson_title(tally: Tally, view: View) -> str:
    """The title of a lesson, as text."""
    lesson = view.lesson(tally.sample)
    return (lesson.title.get(view.locale, tally.lesson) if lesson else tally.lesson) or word(view, "no-lesson")


def contents(tallies: list[Tally], view: View) -> Iterator[str]:
    """Where a class stands, lesson by lesson: the share of answers with every point; a title leads to its part."""
    yield f'<table>\n<tr><th>{word(view, "lesson")}</th><th></th><th colspan="2">{word(view, "full")}</th></tr>'
    for tally in tallies:
        link = f'<a href="#{escape(tally.lesson)}">{escape(lesson_title(tally, view))}</a>'
        yield _row(link, tally.points[tally.max] if tally.max else 0, tally.answers)
    yield "</table>"


def tables(tally: Tally, view: View) -> Iterator[str]:
    """The points of a lesson, those that count where a course has rules, its checks, and what was said."""
    counted = sum(tally.counted.values())
    yield from _table(
        view, "counted", [_points(tally, score, tally.counted, counted) for score in sorted(tally.counted)]
    )
    points = [_points(tally, score, tally.points, tally.answers) for score in sorted(tally.points)]
    yield from _table(view, "distribution", [*points, *((code, n, tally.answers) for code, n in ranked(tally.codes))])
    sample = tally.sample
    checks = [(escape(titled(name, sample, view)), tally.passed[name], tally.judged[name]) for name in tally.judged]
    yield from _table(view, "passed", checks)


def said(tally: Tally, view: View) -> Iterator[str]:
    """What was said most often, with the sentence that the first answer got."""
    rows = [(escape(plain(name)), number, tally.answers) for name, number in ranked(tally.feedback)]
    yield from _table(view, "feedback", rows, [_sentence(name, tally, view) for name, _ in ranked(tally.feedback)])


def _points(tally: Tally, score: int, counts: Mapping[int, int], whole: int) -> Row:
    return f"{score}/{tally.max}", counts[score], whole


def _sentence(name: str, tally: Tally, view: View) -> str:
    message, result = tally.first_said[name]
    sentence = view.say(message, result)
    return sentence if len(sentence) <= MOST_OF_A_SENTENCE else f"{sentence[:MOST_OF_A_SENTENCE]} ..."


def _table(view: View, name: str, rows: list[Row], sentences: Sequence[str] = ()) -> Iterator[str]:
    if not rows:
        return
    yield f"<h3>{word(view, name)}</h3>\n<table>"
    for row, sentence in zip(rows, sentences or [""] * len(rows), strict=True):
        yield _row(*row)
        if sentence:
            yield f'<tr><td colspan="4" class="soft said">{escape(sentence)}</td></tr>'
    yield "</table>"


def _row(label: str, number: int, whole: int) -> str:
    share = 100 * number / whole if whole else 0
    bar = f'<td class="bar"><div style="width:{share:.1f}%"></div></td>'
    return f'<tr><td>{label}</td>{bar}<td class="n">{number}/{whole}</td><td class="n">{share:.0f} %</td></tr>'
