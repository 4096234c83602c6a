"""Results for a person: a report of one answer, or a line for each of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor import words
from tutor.grading.formats.layout import cells, folded, padded
from tutor.grading.formats.redact import for_learner, hidden, later
from tutor.grading.formats.said import capped, decided, noted, standing
from tutor.grading.formats.view import Totals, View, plain
from tutor.grading.verdict import At, CheckResult, Fault, Result
from tutor.packs.model import localized

MOST_ON_A_LINE = 500  # letters; the answer alone shows all
MARKS: Mapping[str, str] = {"pass": "✓", "fail": "✕", "blocked": "·", "error": "!", "warning": "!"}


def line(result: Result, view: View) -> str:
    """Write one answer on one line: its id, its lesson, its points and the first thing to mend."""
    result = for_learner(result)
    first = next((check for check in result.checks if check.status == "fail"), None)
    fault = next(iter(result.problems), None)
    at = first.at if first else fault.at if fault and result.status != "graded" else None
    seen = (*noted(first.at, result), *result.feedback, first.actual) if first else result.feedback
    advice = next(filter(None, seen), None)
    said = view.say(fault.message if fault and result.status != "graded" else advice, result)
    said = said if len(said) <= MOST_ON_A_LINE else f"{said[:MOST_ON_A_LINE]} ..."
    place = f"{at.line}:{at.column} " if at else ""
    mark = MARKS["pass" if result.full else "fail" if result.status == "graded" else "error"]
    id_, lesson = view.columns
    head = (
        f"{mark} {padded(plain(result.origin.submission), id_)}  {padded(result.lesson, lesson)} {_grade(result):>14}"
    )
    return (
        f"{head}  {place}{' '.join(filter(None, [said, *_later(result, view), *standing(result, view)]))}".rstrip()
        + "\n"
    )


def tail(totals: Totals, view: View) -> str:
    """Write the sum of many answers."""
    params = {"answers": totals.answers, "full": totals.full, "rejected": totals.rejected}
    return words.text(view.locale, "grading.report.totals", params) + "\n"


def report(result: Result, view: View) -> str:
    """Write all that is known of one answer, and what to do next."""
    return "\n".join(one.rstrip() for one in _report(for_learner(result), view)) + "\n"


def _later(result: Result, view: View) -> Iterator[str]:
    """Say how many points hidden checks decide, so that nobody takes what is seen for all."""
    points = later(result) if result.status == "graded" else 0
    if points:
        yield words.text(view.locale, "grading.report.later", {"points": points})


def _grade(result: Result) -> str:
    return f"{result.score}/{result.max}" if result.status == "graded" else result.code


def _report(result: Result, view: View) -> Iterator[str]:
    lesson = view.lesson(result)
    title = localized(lesson.title, view.locale) if lesson else result.lesson
    yield f"{plain(result.origin.submission)}  {title}".rstrip()
    yield _points(result, view)
    yield from standing(result, view)
    for check in _shown(result):
        yield ""
        yield from _check(check, result, view)
    yield from _problems(result, view)
    yield ""
    yield from _next(result, view)


def _points(result: Result, view: View) -> str:
    """Write the points in words, and which guard took them."""
    if result.status != "graded":
        return words.text(view.locale, "grading.report.rejected", {"code": result.code})
    points = words.text(view.locale, "grading.report.points", {"score": result.score, "max": result.max})
    said = [*_later(result, view), *capped(result, view)]
    return ". ".join([points, " ".join(said)]) if said else points


def _shown(result: Result) -> Iterator[CheckResult]:
    """Guards that hold are not worth a line."""
    return (check for check in result.checks if check.max or check.status != "pass")


def _check(check: CheckResult, result: Result, view: View) -> Iterator[str]:
    secret = hidden(check)
    title = view.say(check.title, result)
    points = f"{check.points}/{check.max}" if check.max and not secret else ""
    mark = "?" if secret else MARKS[check.status]
    yield f"{mark} {padded(title, max(view.width - 8, cells(title) + 2))}{points}"
    if secret:
        yield f"    {decided(check, view)}"
    elif check.status == "pass":
        yield from _labelled("seen", view.say(check.actual, result), view)
    elif check.status == "blocked":
        yield from folded("    ", view.say(check.actual, result), view.width)
    else:
        yield from _failed(check, result, view)


def _failed(check: CheckResult, result: Result, view: View) -> Iterator[str]:
    """Say what was asked, what was seen, where that was decided, why, and where to read on."""
    yield from _labelled("wanted", view.say(check.expected, result), view)
    yield from _labelled("seen", view.say(check.actual, result), view)
    yield from _source(check.at, view)
    for message in (*noted(check.at, result), *check.feedback):
        yield from _labelled("why", view.say(message, result), view)
    yield from _labelled("more", view.docs(result, check.docs) if check.feedback else "", view)


def _labelled(label: str, text: str, view: View) -> Iterator[str]:
    if text:
        word = words.text(view.locale, f"grading.report.{label}")
        yield from folded(f"    {padded(word, 6)} ", text, view.width)


def _source(at: At | None, view: View) -> Iterator[str]:
    """Show the line of the file with a caret under the place."""
    if at is None:
        return
    yield f"    {plain(view.paths.get(at.file, at.file))}:{at.line}:{at.column}"
    lines = view.texts.get(at.file, "").splitlines()
    if not 0 < at.line <= len(lines) or len(lines[at.line - 1]) > 400:
        return
    source = lines[at.line - 1].replace("\t", " ")
    before, rest = plain(source[: at.column - 1]), plain(source[at.column - 1 :])
    word = rest.partition(" ")[0] or " "
    gutter = f"      {at.line:>4} │ "
    yield f"{gutter}{before}{rest}"
    yield f"{' ' * (len(gutter) - 2)}│ {' ' * cells(before)}{'^' * min(max(cells(word), 1), 60)}"


def _problems(result: Result, view: View) -> Iterator[str]:
    """Faults of the text; in an answer that was graded, they are remarks."""
    told = {check.at for check in result.checks if check.status == "fail" and not hidden(check)} - {None}
    for fault in result.problems:
        if fault.at in told:
            continue
        yield ""
        yield from folded(f"{MARKS[_kind(fault)]} ", view.say(fault.message, result), view.width)
        yield from _source(fault.at, view)


def _kind(fault: Fault) -> str:
    return "fail" if fault.severity == "error" else "warning"


def _next(result: Result, view: View) -> Iterator[str]:
    """Say what to do now."""
    if result.full:
        yield words.text(view.locale, f"grading.report.done{'-now' if any(map(hidden, result.checks)) else ''}")
    elif view.lesson(result):
        yield words.text(view.locale, "grading.report.try", {"command": f"tutor {result.lesson}"})
