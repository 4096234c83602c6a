"""The page of a lesson: Markdown under fixed headings, and the console blocks in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.packs.model import Localized, Prose, Task, TaskText, localized
from tutor.packs.problem import Problem
from tutor.values import frozen

HEADING = re.compile(r"## (Situation|Task [1-9]\d?|Hint [1-9]\d?\.[1-9]|Why|Next)\s*")
FENCES = ("~~~", "```")
FENCE = re.compile(r"~~~console(?: on=([a-z0-9._/-]+))?\s*")


@frozen
class Section:
    """The text under one heading; `line` is the heading's, from 1."""

    heading: str
    line: int
    text: str


@frozen
class Console:
    """A block of commands with the output they must give; `on` says in which state of the lesson."""

    on: str
    line: int
    steps: tuple[tuple[str, str], ...]


@frozen
class Page:
    """All sections of a page, with what is wrong about them."""

    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]

    def text(self, heading: str) -> str:
        """Return the text under a heading; "" when it is not there."""
        return next((one.text for one in self.sections if one.heading == heading), "")


def read_page(name: str, text: str) -> Page:
    """Split a page at its headings; a heading that is not known or comes twice is a fault."""
    sections: list[Section] = []
    problems: list[Problem] = []
    for heading, line, body in _split(text):
        if not HEADING.fullmatch(f"## {heading}"):
            message = f'unknown heading "{heading}"; known: Situation, Task N, Hint N.M, Why, Next'
            problems.append(Problem(file=name, line=line, column=1, rule="L1", message=message))
        elif heading in {one.heading for one in sections}:
            message = f'heading "{heading}" comes twice'
            problems.append(Problem(file=name, line=line, column=1, rule="L1", message=message))
        sections.append(Section(heading=heading, line=line, text=body))
    open_fence = _open_fence(text)
    if open_fence:
        message = "this block is never closed; end it with a line of the same three signs"
        problems.append(Problem(file=name, line=open_fence, column=1, rule="L1", message=message))
    return Page(sections=tuple(sections), problems=tuple(problems))


def _open_fence(text: str) -> int:
    """Find the line of a block that is not closed before the next one opens; 0 when there is none."""
    opened = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(FENCES):
            if opened and line.strip("~` "):
                return opened
            opened = 0 if opened else number
    return opened


def _split(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield heading, line and body; a `## ` inside a fenced block is no heading."""
    heading, start, body, fenced = "", 0, list[str](), False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(FENCES):
            fenced = not fenced
        if line.startswith("## ") and not fenced:
            if heading:
                yield heading, start, "\n".join(body).strip("\n")
            heading, start, body = line[3:].strip(), number, []
        else:
            body.append(line)
    if heading:
        yield heading, start, "\n".join(body).strip("\n")


def build_prose(page: Page, tasks: tuple[Task, ...], locale: str, levels: int) -> Prose:
    """Sort the sections of a page by task."""
    return Prose(
        situation=page.text("Situation"),
        tasks=tuple(_task(page, task, locale, levels) for task in tasks),
        why=page.text("Why"),
        next=page.text("Next"),
    )


def _task(page: Page, task: Task, locale: str, levels: int) -> TaskText:
    hints = (page.text(f"Hint {task.id}.{level}") for level in range(1, levels + 1))
    return TaskText(
        title=_title(task.title, locale), body=page.text(f"Task {task.id}"), hints=tuple(hint for hint in hints if hint)
    )


def _title(title: Localized, locale: str) -> str:
    return localized(title, locale)


# What the pages write for text that varies: `...` and `*`; not kubectl's own `+ 2 more...` and `* ` before a fault.
_VARIES = re.compile(r"(?<!\w)\.\.\.(?=(\s?))|(?<!^)\*")


def readable(line: str) -> str:
    """A line of a console block as a learner sees it: what varies is `…`, and columns stay where they are."""
    return _VARIES.sub(lambda found: "…  " if found[1] else "…", line).rstrip()


def consoles(text: str) -> tuple[Console, ...]:
    """Find the console blocks of a page, in order; a block without `on=` goes on where the one before stopped."""
    blocks: list[Console] = []
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        fence = FENCE.fullmatch(lines[number])
        number += 1
        if fence:
            start, body = number, list[str]()
            while number < len(lines) and not lines[number].startswith("~~~"):
                body.append(lines[number])
                number += 1
            blocks.append(Console(on=fence[1] or "", line=start, steps=_steps(body)))
    return tuple(blocks)


def _steps(body: list[str]) -> tuple[tuple[str, str], ...]:
    """Pair each `$ command` with the lines printed after it."""
    steps: list[tuple[str, list[str]]] = []
    for line in body:
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif steps:
            steps[-1][1].append(line)
    return tuple((command, "\n".join(output)) for command, output in steps)
