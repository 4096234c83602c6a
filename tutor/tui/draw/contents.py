"""The rows of the table of contents, and what one lesson is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from tutor.packs.model import Lesson, Pack, localized
from tutor.progress import LessonProgress
from tutor.session.page import prose_of
from tutor.tui.cells import clean, fit
from tutor.tui.course import Entry, done_of, found, of_pack
from tutor.tui.draw.line import Say
from tutor.tui.markdown import blocks, inline
from tutor.values import frozen


@frozen
class Heading:
    """The line above the lessons of a pack, or with a `level` above a part of it."""

    pack: Pack
    level: str = ""
    alone: bool = True


Line = Entry | Heading


def lines_of(entries: Sequence[Entry], search: str, locale: str) -> Iterator[Line]:
    """The lessons that fit, each pack and each part of it under a heading; what was searched for has no parts."""
    alone = len({entry.pack.id for entry in entries}) < 2
    pack, part = "", ("", "")
    for entry in entries:
        if not found(entry, search, locale):
            continue
        if entry.pack.id != pack and not alone:
            yield Heading(pack=entry.pack)
        here = (entry.pack.id, entry.lesson.meta.level)
        if here != part and not search:
            yield Heading(pack=entry.pack, level=entry.lesson.meta.level, alone=alone)
        pack, part = entry.pack.id, here
        yield entry


def heading_line(heading: Heading, entries: Sequence[Entry], say: Say, locale: str) -> Content:
    """A pack with how far one is in it, or a part."""
    pack = clean(localized(heading.pack.title, locale, heading.pack.default_locale))
    if heading.level:
        level = say(f"level.{heading.level}")
        return Content.styled(f"{pack} · {level}" if heading.alone else level, "bold $muted")
    mine = of_pack(entries, heading.pack)
    return Content.assemble((pack, "bold"), (f"  {done_of(mine)}/{len(mine)}", "$muted"))


STATES = ("next", "new", "begun", "done")


def entry_line(entry: Entry, width: int, say: Say, locale: str, *, next_: bool, scored: bool = True) -> Content:
    """A lesson: how far it is, its number and title, its points and its minutes; `scored` when any has points."""
    kept = entry.progress
    glyph, style, state = ("▸", "$accent", "next") if next_ and not kept.id else _state(kept)
    score = say("contents.points", score=f"{kept.score:g}", most=f"{kept.most:g}") if kept.most else ""
    points = f"{score:>7}" if scored else ""
    widest = max(cell_len(say(f"contents.{one}")) for one in STATES)
    minutes = f"  {say('contents.minutes', minutes=entry.lesson.meta.minutes)}"
    room = width - 8 - widest - len(points) - cell_len(minutes)
    return Content.assemble(
        (f"{glyph} ", style),
        (f"{entry.number:>2}  ", "$muted"),
        (fit(clean(entry.title(locale)), room), "" if kept.done else "bold"),
        (f"  {fit(say(f'contents.{state}'), widest)}", style),
        (points + minutes, "$muted"),
    )


def _state(kept: LessonProgress) -> tuple[str, str, str]:
    if kept.done:
        return "✓", "$success", "done"
    return ("◌", "$warning", "begun") if kept.id else (" ", "$muted", "new")


def summary(entry: Entry, lesson: Lesson, entries: Iterable[Entry], say: Say, locale: str) -> Content:
    """What a lesson, as its learner has it, is about: how it begins, what it teaches, what comes before it."""
    prose = prose_of(entry.pack, lesson, locale)
    first = [inline(block.text) for block in blocks(prose.situation) if block.kind == "text"][:2]
    titles = {one.lesson.id: one.title(locale) for one in of_pack(entries, entry.pack)}
    rows = (
        ("contents.level", say(f"level.{lesson.meta.level}")),
        ("contents.teaches", clean(", ".join(lesson.meta.teaches))),
        ("contents.after", ", ".join(clean(titles.get(one, one)) for one in lesson.meta.requires)),
    )
    facts = [Content.assemble((f"{say(word)}  ", "$muted"), value) for word, value in rows if value]
    blank = Content("")
    title = Content.styled(clean(localized(lesson.title, locale, entry.pack.default_locale)), "bold")
    parts = [title, blank, *(part for text in first for part in (text, blank)), *facts, blank]
    return Content("\n").join([*parts, Content.styled(say("contents.open"), "$muted")])
