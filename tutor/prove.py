"""Rule L9: every console block of a lesson's page is run on the engine and must print what the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.console import open_console
from tutor.grading.match import glob
from tutor.grading.world import WorldError, prepare
from tutor.kubectl.output import Output
from tutor.kubectl.shell.terminal import Shell
from tutor.packs.model import Lesson, Pack
from tutor.packs.problem import Problem
from tutor.packs.prose import Console, consoles
from tutor.packs.source import Source

Blocks = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def check(pack: Pack, source: Source) -> tuple[Problem, ...]:
    """Run the blocks of every page in every language."""
    return tuple(found for lesson in pack.lessons for found in _check_lesson(lesson, pack, source))


def _check_lesson(lesson: Lesson, pack: Pack, source: Source) -> Iterator[Problem]:
    """Run each language's page, unless it has the blocks of a page that was right."""
    right: set[Blocks] = set()
    for locale in pack.locales:
        text = _page(source, lesson, locale)
        blocks = tuple((block.on, block.steps) for block in consoles(text))
        if blocks not in right:
            found = _check_page(lesson, locale, text)
            yield from found
            if not found:
                right.add(blocks)


def _check_page(lesson: Lesson, locale: str, text: str) -> tuple[Problem, ...]:
    """A lesson without a world has been named by the proofs; its pages cannot be run."""
    try:
        return tuple(check_page(lesson, locale, text))
    except WorldError:
        return ()


def check_page(lesson: Lesson, locale: str, text: str) -> Iterator[Problem]:
    """Run the blocks of one page in order; one without `on=` goes on where the one before stopped."""
    shell: Shell | None = None
    states = {"", "starter", "solution", *lesson.files}
    for block in consoles(text):
        if block.on not in states:
            message = f"on={block.on} is no state of the lesson: starter, solution, or one of its files"
            yield Problem(file=_name(lesson, locale), line=block.line, column=1, rule="L9", message=message)
            continue
        if block.on or shell is None:
            shell = shell_on(lesson, block.on or "starter")
        for message in _differences(shell, block):
            yield Problem(file=_name(lesson, locale), line=block.line, column=1, rule="L9", message=message)


def shell_on(lesson: Lesson, state: str) -> Shell:
    """Open a lesson's console; `state` is starter, solution or a file of the lesson that is applied first."""
    texts = _answer(lesson, state)
    shell = open_console(lesson, prepare(lesson), texts)
    if state != "starter":
        shell.run("; ".join(f"kubectl apply -f {name}" for name in texts))
        shell.cluster.settle()
    return shell


def _answer(lesson: Lesson, state: str) -> Mapping[str, str]:
    known = {"starter": lesson.starter, "solution": lesson.solution}
    return known.get(state) or {lesson.submission[0]: lesson.files.get(state, "")}


def _page(source: Source, lesson: Lesson, locale: str) -> str:
    return source.files.get(_name(lesson, locale), b"").decode("utf-8-sig", "replace")


def _name(lesson: Lesson, locale: str) -> str:
    return f"prose/{locale}/{lesson.id}.md"


def _differences(shell: Shell, block: Console) -> Iterator[str]:
    for command, shown in block.steps:
        seen = _lines(shell.run(command), shown)
        if not agrees(shown.splitlines(), seen):
            yield f"`{command}` prints {_quoted(seen)}, not {_quoted(shown.splitlines())}"


def _lines(output: Output, shown: str) -> list[str]:
    """What a terminal shows; kubectl's warnings may be left out of a page."""
    lines = [*output.stdout.splitlines(), *output.stderr.splitlines()]
    told = "Warning:" in shown
    return [line for line in lines if line.strip() and (told or not line.startswith("Warning:"))]


def agrees(shown: list[str], seen: list[str]) -> bool:
    """Whether lines are those of a page: `...` alone stands for any lines, `...` and `*` in a line for any text."""
    reached = {0}  # how many lines of `seen` are explained by the lines of `shown` so far
    for line in filter(str.strip, shown):
        if line.strip() == "...":
            reached = set(range(min(reached, default=len(seen) + 1), len(seen) + 1))
        else:
            reached = {number + 1 for number in reached if number < len(seen) and _same(line, seen[number])}
    return len(seen) in reached


def _same(shown: str, seen: str) -> bool:
    """Compare two lines; the width of columns does not count."""
    return glob(" ".join(shown.replace("...", "*").split()), " ".join(seen.split()))


def _quoted(lines: list[str]) -> str:
    text = " | ".join(lines[:6])
    return f'"{text[:300]}{" ..." if len(lines) > 6 or len(text) > 300 else ""}"'
