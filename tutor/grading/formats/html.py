"""One page that needs nothing else: distribution, pass rates, feedback, and the commonest answers with their faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from tutor import words
from tutor.grading.formats.html_more import alike, first_passes, titled, word
from tutor.grading.formats.said import explained, overall
from tutor.grading.formats.similar import Likeness
from tutor.grading.formats.tally import Group, Tally, ranked
from tutor.grading.formats.view import Totals, View, plain
from tutor.grading.formats.writer import Texts
from tutor.grading.verdict import CheckResult, Result

MOST_SHOWN = 40
MOST_LINES = 200
STYLE = """
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --line: #d9d9e0; --paper: #fff; --bar: #3e63dd;
  --good: #18794e; --bad: #ce2c31; }
@media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --line: #363a3f; --paper: #111113;
  --bar: #9eb1ff; --good: #3dd68c; --bad: #ff9592; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
  max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); } h3 { margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .2rem .6rem .2rem 0; text-align: left; }
th { color: var(--soft); font-weight: normal; } td.n { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; width: 6rem; } td.bar { width: 40%; }
.bar div { background: var(--bar); height: .8rem; min-width: 1px; border-radius: 2px; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .6rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; } pre { overflow-x: auto; line-height: 1.4; } .soft { color: var(--soft); }
pre b { color: var(--bad); font-weight: normal; white-space: pre-wrap; } .good { color: var(--good); }
.bad { color: var(--bad); } a { color: inherit; }
@media (max-width: 40rem) { td.bar { width: 20%; } td.n { width: auto; } }
"""


class Page:
    """Gathers results and writes the page when all are there."""

    __slots__ = ("_alike", "_tallies", "_view")

    def __init__(self, view: View) -> None:
        self._view = view
        self._tallies: dict[str, Tally] = {}
        self._alike: dict[str, Likeness] = {}

    def head(self) -> str:
        """Nothing can be written before everything is counted."""
        return ""

    def row(self, result: Result, texts: Texts) -> str:
        """Count one result."""
        self._tallies.setdefault(result.lesson, Tally(lesson=result.lesson)).add(result, texts)
        self._alike.setdefault(result.lesson, Likeness(lesson=result.lesson)).add(result, texts)
        return ""

    def tail(self, totals: Totals) -> str:
        """The whole page."""
        return (
            "\n".join(_page(zip(self._tallies.values(), self._alike.values(), strict=True), totals, self._view)) + "\n"
        )


def alone(result: Result, view: View) -> str:
    """A page about one answer."""
    page, totals = Page(view), Totals()
    totals.add(result)
    page.row(result, lambda: view.texts)
    return page.tail(totals)


def _page(lessons: Iterable[tuple[Tally, Likeness]], totals: Totals, view: View) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="{escape(view.locale)}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{word(view, 'title')}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{word(view, 'title')}</h1>"
    counts = {"answers": totals.answers, "full": totals.full, "rejected": totals.rejected}
    yield f"<p>{escape(words.text(view.locale, 'grading.report.totals', counts))}</p>"
    known = list(lessons)
    if len(known) > 1:
        yield from _contents([tally for tally, _ in known], view)
    for tally, likeness in known:
        yield from _lesson(tally, view)
        yield from alike(likeness, view)
    yield "</body>\n</html>"


def _contents(tallies: list[Tally], view: View) -> Iterator[str]:
    """Where a class stands, lesson by lesson: the share of answers with every point; a title leads to its part."""
    yield "<table>"
    for tally in tallies:
        full = tally.points[tally.max] if tally.max else 0
        share = 100 * full / tally.answers
        link = f'<a href="#{escape(tally.lesson)}">{escape(_title(tally, view))}</a>'
        bar = f'<td class="bar"><div style="width:{share:.1f}%"></div></td>'
        yield f'<tr><td>{link}</td>{bar}<td class="n">{full}/{tally.answers}</td><td class="n">{share:.0f} %</td></tr>'
    yield "</table>"


def _title(tally: Tally, view: View) -> str:
    lesson = view.lesson(next(iter(tally.groups.values())).result)
    return (lesson.title.get(view.locale, tally.lesson) if lesson else tally.lesson) or word(view, "no-lesson")


def _lesson(tally: Tally, view: View) -> Iterator[str]:
    sample = next(iter(tally.groups.values())).result
    yield f'<h2 id="{escape(tally.lesson)}">{escape(_title(tally, view))}</h2>'
    points = [(f"{score}/{tally.max}", tally.points[score], tally.answers) for score in sorted(tally.points)]
    yield from _table(view, "distribution", [*points, *((code, n, tally.answers) for code, n in ranked(tally.codes))])
    checks = [(titled(name, sample, view), tally.passed[name], tally.judged[name]) for name in tally.judged]
    yield from _table(view, "passed", checks)
    yield from first_passes(tally, sample, view)
    said = [(name, count, tally.answers) for name, count in ranked(tally.feedback)]
    yield from _table(view, "feedback", said)
    yield f"<h3>{word(view, 'groups')}</h3>"
    for group in tally.largest(MOST_SHOWN):
        yield from _group(group, tally.answers, view)


def _table(view: View, name: str, rows: list[tuple[str, int, int]]) -> Iterator[str]:
    """A bar for each row: what it is, how many, of how many."""
    if not rows:
        return
    yield f"<h3>{word(view, name)}</h3>\n<table>"
    for label, number, whole in rows:
        share = 100 * number / whole if whole else 0
        bar = f'<td class="bar"><div style="width:{share:.1f}%"></div></td>'
        counts = f'<td class="n">{number}</td><td class="n">{share:.0f} %</td>'
        yield f"<tr><td>{escape(plain(label))}</td>{bar}{counts}</tr>"
    yield "</table>"


def _group(group: Group, answers: int, view: View) -> Iterator[str]:
    """One answer that stands for all that mean the same, with what was said beside its lines."""
    result = group.result
    grade = f"{result.score}/{result.max}" if result.status == "graded" else result.code
    colour = "good" if result.full else "bad"
    more = " ..." if group.size > len(group.names) else ""
    names = escape(plain(", ".join(group.names)))
    count = word(view, "group", size=group.size, answers=answers)
    said = escape(", ".join(message.id.removeprefix("feedback.") for message in result.feedback))
    said = f' <span class="soft">{said}</span>' if said else ""
    yield f'<details><summary><span class="{colour}">{escape(grade)}</span> {count}{said}</summary>'
    yield f'<p class="soft">{names}{more}</p>'
    for name, text in sorted(group.texts().items()):
        yield f"<p>{escape(plain(name))}</p>\n<pre>{_annotated(name, text, result, view)}</pre>"
    loose = [overall(result, view), *(explained(one, result, view) for one in _wrong(result) if one.at is None)]
    yield from (f"<pre>{escape(text)}</pre>" for text in loose if text)
    yield "</details>"


def _wrong(result: Result) -> Iterator[CheckResult]:
    return (check for check in result.checks if check.status == "fail")


def _annotated(name: str, text: str, result: Result, view: View) -> str:
    notes: dict[int, list[str]] = {}
    for check in _wrong(result):
        if check.at is not None and check.at.file == name:
            notes.setdefault(check.at.line, []).append(explained(check, result, view))
    lines: list[str] = []
    for number, line in enumerate(text.splitlines()[:MOST_LINES], start=1):
        lines.append(f"{number:4} {escape(plain(line))}")
        lines += [f"     <b>{escape(note)}</b>" for note in notes.get(number, ())]
    return "\n".join(lines)
