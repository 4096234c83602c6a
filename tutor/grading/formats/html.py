"""One page that needs nothing else: distribution, pass rates, feedback, and the commonest answers with their faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from tutor import words
from tutor.grading.formats.html_more import alike, first_passes, word
from tutor.grading.formats.html_tables import contents, lesson_title, said, tables
from tutor.grading.formats.said import explained, faulted, headline
from tutor.grading.formats.similar import Likeness
from tutor.grading.formats.tally import Group, Tally
from tutor.grading.formats.view import Totals, View, plain
from tutor.grading.formats.writer import Texts
from tutor.grading.verdict import At, CheckResult, Result

MOST_SHOWN = 40
MOST_LINES = 200
STYLE = """
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --line: #d9d9e0; --paper: #fff; --bar: #3e63dd;
  --good: #18794e; --bad: #ce2c31; }
@media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --line: #363a3f; --paper: #111113;
  --bar: #9eb1ff; --good: #3dd68c; --bad: #ff9592; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
  max-width: 60rem; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); } h3 { margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .2rem .6rem .2rem 0; text-align: left; }
th { color: var(--soft); font-weight: normal; } td.n { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; width: 6rem; } td.bar { width: 40%; }
.bar div { background: var(--bar); height: .8rem; min-width: 1px; border-radius: 2px; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .6rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; } pre { overflow-x: auto; line-height: 1.4; } .soft { color: var(--soft); }
pre b { color: var(--bad); font-weight: normal; white-space: pre-wrap; display: block; margin: .2rem 0 .4rem 5ch;
  padding-left: .8ch; border-left: 2px solid; } .good { color: var(--good); }
.bad { color: var(--bad); } td.said { padding: 0 0 .6rem 1rem; } a { color: inherit; }
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
    known = sorted(lessons, key=lambda one: view.place(one[0].lesson))
    if len(known) > 1:
        yield from contents([tally for tally, _ in known], view)
    for tally, likeness in known:
        yield from _lesson(tally, view)
        yield from alike(likeness, view)
    yield "</body>\n</html>"


def _lesson(tally: Tally, view: View) -> Iterator[str]:
    yield f'<h2 id="{escape(tally.lesson)}">{escape(lesson_title(tally, view))}</h2>'
    yield from tables(tally, view)
    yield from first_passes(tally, tally.sample, view)
    yield from said(tally, view)
    yield f"<h3>{word(view, 'groups')}</h3>"
    for group in tally.largest(MOST_SHOWN):
        yield from _group(group, tally.answers, view)
    if len(tally.groups) > MOST_SHOWN:
        yield f'<p class="soft">{word(view, "more-groups", number=len(tally.groups) - MOST_SHOWN)}</p>'


def _group(group: Group, answers: int, view: View) -> Iterator[str]:
    """One answer that stands for all that mean the same, with what was said beside its lines."""
    result = group.result
    grade = f"{result.score}/{result.max}" if result.status == "graded" else result.code
    colour = "good" if result.full else "bad"
    names = escape(plain(", ".join(group.names))) + (" ..." if group.size > len(group.names) else "")
    alone = group.size == 1
    count = names if alone else word(view, "group", size=group.size, answers=answers)
    ids = escape(", ".join(message.id.removeprefix("feedback.") for message in result.feedback))
    told = f' <span class="soft">{ids}</span>' if ids else ""
    yield f'<details><summary><span class="{colour}">{escape(grade)}</span> {count}{told}</summary>'
    if not alone:
        yield f'<p class="soft">{names}</p>'
    texts = group.texts()
    for name, text in sorted(texts.items()):
        yield f"<p>{escape(plain(name))}</p>\n<pre>{_annotated(name, text, result, view)}</pre>"
    loose = [
        *headline(result, view),
        *(faulted(one, view, result) for one in result.problems if not _in(one.at, texts)),
    ]
    loose += [explained(one, result, view) for one in _wrong(result) if not _in(one.at, texts)]
    yield from (f"<pre>{escape(text)}</pre>" for text in loose if text)
    yield "</details>"


def _in(at: At | None, texts: Mapping[str, str]) -> bool:
    """Whether a place is in a text that is shown."""
    return at is not None and at.line <= min(len(texts.get(at.file, "").splitlines()), MOST_LINES)


def _wrong(result: Result) -> Iterator[CheckResult]:
    return (check for check in result.checks if check.status == "fail")


def _annotated(name: str, text: str, result: Result, view: View) -> str:
    notes: dict[int, list[str]] = {}
    for check in _wrong(result):
        if check.at is not None and check.at.file == name:
            notes.setdefault(check.at.line, []).append(explained(check, result, view))
    told = {check.at for check in _wrong(result)}
    for fault in result.problems:
        if fault.at is not None and fault.at.file == name and fault.at not in told:
            notes.setdefault(fault.at.line, []).append(faulted(fault, view, result))
    lines: list[str] = []
    for number, line in enumerate(text.splitlines()[:MOST_LINES], start=1):
        lines.append(f"{number:4} {escape(plain(line))}\n")
        lines += [f"<b>{escape(note)}</b>" for note in notes.get(number, ())]
    return "".join(lines)
