"""What stands below the lines of a large class: lesson by lesson, then what was not graded and what was said most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tutor import words
from tutor.grading.formats.layout import cells, padded
from tutor.grading.formats.redact import hidden
from tutor.grading.formats.tally import ranked
from tutor.grading.formats.view import View, plain
from tutor.grading.verdict import Message, Result

SMALL = 20  # answers that are seen at one look
MOST_SAID = 8
MOST_ERRORS = 5


@dataclass(slots=True, kw_only=True)
class Sums:
    """The sums of one lesson; `sample` is its first answer."""

    sample: Result
    answers: int = 0
    full: int = 0
    points: int = 0
    max: int = 0
    judged: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        """Count one answer; what is not graded has no points, and hidden checks are not spoken of."""
        self.answers += 1
        self.full += result.full
        self.points += result.score
        self.max = max(self.max, result.max)
        for check in result.checks:
            if not hidden(check):
                self.judged[check.id] += 1
                self.failed[check.id] += check.status == "fail"


@dataclass(slots=True, kw_only=True)
class Summary:
    """The sums of a class; memory does not grow with the number of answers."""

    lessons: dict[str, Sums] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    said: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count one answer."""
        self.lessons.setdefault(result.lesson, Sums(sample=result)).add(result)
        if result.status != "graded":
            self.codes[result.code] += 1
        if result.status == "error" and len(self.errors) < MOST_ERRORS:
            self.errors.append(result.origin.submission)
        secret = {message.id for check in result.checks if hidden(check) for message in check.feedback}
        said = (message.id for message in result.feedback if message.id not in secret)
        self.said.update((result.lesson, one.removeprefix("feedback.")) for one in said)

    def text(self, view: View) -> str:
        """Write it, where there are more answers than are seen at one look."""
        few = sum(one.answers for one in self.lessons.values()) <= SMALL
        return "" if few else "\n" + "\n".join(line.rstrip() for line in self._lines(view)) + "\n"

    def _lines(self, view: View) -> Iterator[str]:
        yield from _table(self.lessons, view)
        if self.codes:
            counts = ", ".join(f"{number} {code}" for code, number in ranked(self.codes))
            yield f"\n{_word(view, 'codes', codes=counts)}"
        if self.errors:
            yield _word(view, "errors", names=plain(", ".join(self.errors)))
        if self.said:
            yield f"\n{_word(view, 'said')}"
        for (lesson, name), number in sorted(self.said.items(), key=lambda one: (-one[1], one[0]))[:MOST_SAID]:
            yield f"{number:>6}  {plain(lesson)}: {name}"


def _table(lessons: Mapping[str, Sums], view: View) -> Iterator[str]:
    """A line for each lesson in the order of the packs: how many, how good, and what fails most often."""
    names = sorted(lessons, key=view.place)
    width = max(12, *(len(name) for name in names))
    heads = [_word(view, name) for name in ("answers", "full", "mean")]
    yield f"{padded(_word(view, 'lesson'), width)} {''.join(_right(one) for one in heads)}  {_word(view, 'hardest')}"
    for name in names:
        sums = lessons[name]
        share = f"{100 * sums.full // sums.answers} %"
        mean = f"{sums.points / sums.answers:.1f}/{sums.max}"
        numbers = "".join(_right(one) for one in (str(sums.answers), share, mean))
        yield f"{padded(plain(name) or '-', width)} {numbers}  {_hardest(sums, view)}"


def _right(text: str) -> str:
    return padded("", 10 - min(cells(text), 10)) + text


def _hardest(sums: Sums, view: View) -> str:
    """The check that failed most often, and how often."""
    worst = ranked(sums.failed)[:1]
    if not worst or not worst[0][1]:
        return ""
    name, number = worst[0]
    title = view.say(Message(id="title", params={"id": name}), sums.sample)
    return f"{number}/{sums.judged[name]} {title}"


def _word(view: View, name: str, **params: object) -> str:
    return words.text(view.locale, f"grading.summary.{name}", params)
