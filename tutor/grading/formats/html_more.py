"""Two sections of the page: how long it took to pass, and which answers are alike."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tutor import words
from tutor.grading.formats.firsts import FULL
from tutor.grading.formats.said import lasting
from tutor.grading.formats.similar import Likeness
from tutor.grading.formats.tally import Tally
from tutor.grading.formats.view import View, plain
from tutor.grading.verdict import Message, Result

MOST_ALIKE = 100


def word(view: View, name: str, **params: object) -> str:
    """A word of the page, safe to stand in it."""
    return escape(words.text(view.locale, f"grading.page.{name}", params))


def titled(name: str, sample: Result, view: View) -> str:
    """The title of a check of the lesson that a result belongs to."""
    return view.say(Message(id="title", params={"id": name}), sample)


def first_passes(tally: Tally, sample: Result, view: View) -> Iterator[str]:
    """How many learners passed each check, and the medians of time and attempts; nothing where no times are known."""
    rows = [(FULL, word(view, "all-points")), *((name, escape(titled(name, sample, view))) for name in tally.judged)]
    known = [(label, first) for name, label in rows if (first := tally.firsts.first(name))]
    if not known:
        return
    yield f"<h3>{word(view, 'first-pass')}</h3>\n<table>"
    for label, first in known:
        said = word(view, "first", learners=first.learners, time=lasting(first.seconds), attempts=first.attempts)
        yield f'<tr><td>{label}</td><td class="soft">{said}</td></tr>'
    yield "</table>"


def alike(likeness: Likeness, view: View) -> Iterator[str]:
    """The groups of answers that are alike, with the word that this proves nothing."""
    groups = list(likeness.remarkable(view))
    if not groups:
        return
    yield f'<h3>{word(view, "alike")}</h3>\n<p class="soft">{word(view, "alike-note")}</p>\n<table>'
    for (signal, value), group in groups[:MOST_ALIKE]:
        more = " ..." if group.size > len(group.members) else ""
        seen = f": {escape(plain(value))}" if signal in {"comment", "name"} else ""
        names = escape(plain(", ".join(group.members)))
        yield f"<tr><td>{word(view, f'alike-{signal}')}{seen}</td><td>{names}{more}</td></tr>"
    yield "</table>"
