"""What is said of one check or of a whole answer, as plain lines that several formats share."""

from __future__ import annotations

from collections.abc import Iterator

from tutor import words
from tutor.grading.formats.view import View
from tutor.grading.verdict import At, CheckResult, Fault, Message, Result


def explained(check: CheckResult, result: Result, view: View) -> str:
    """Say what was asked, what was seen, where, why and where to read on; "" when there is nothing to say."""
    return "\n".join(_lines(check, result, view))


def _lines(check: CheckResult, result: Result, view: View) -> Iterator[str]:
    if check.status == "blocked":
        yield view.say(check.actual, result)
        return
    if check.status in {"fail", "error"}:
        yield from _labelled("wanted", view.say(check.expected, result), view)
    yield from _labelled("seen", view.say(check.actual, result), view)
    if check.at is not None:
        yield place(check.at)
    for message in (*noted(check.at, result), *check.feedback):
        yield from _labelled("why", view.say(message, result), view)
    if check.feedback and check.docs:
        yield from _labelled("more", view.docs(result, check.docs), view)


def decided(check: CheckResult, view: View) -> str:
    """Say when a hidden check is decided."""
    return words.text(view.locale, f"grading.report.{check.visibility.replace('_', '-')}")


def _labelled(label: str, text: str, view: View) -> Iterator[str]:
    if text:
        yield f"{words.text(view.locale, f'grading.report.{label}')}: {text}"


def place(at: At) -> str:
    """Write a place as compilers do."""
    return f"{at.file}:{at.line}:{at.column}" if at.file else f"{at.line}:{at.column}"


def overall(result: Result, view: View) -> str:
    """Say what no check says: why there is no grade, which guard took points, what is odd in the text."""
    return "\n".join((*headline(result, view), *(faulted(fault, view, result) for fault in result.problems)))


def headline(result: Result, view: View) -> Iterator[str]:
    """Say why there is no grade, or which guard took points."""
    if result.status != "graded":
        yield words.text(view.locale, "grading.report.rejected", {"code": result.code})
    yield from capped(result, view)


def capped(result: Result, view: View) -> Iterator[str]:
    """Name the guard that took points."""
    guard = next((check for check in result.checks if check.id == result.capped_by), None)
    if guard is not None:
        yield words.text(view.locale, "grading.report.capped", {"title": view.say(guard.title, result)})


def noted(at: At | None, result: Result) -> Iterator[Message]:
    """What the text itself says at the place where a check went wrong: often that is the reason."""
    return (fault.message for fault in result.problems if at is not None and fault.at == at)


def faulted(fault: Fault, view: View, result: Result) -> str:
    """Say what is odd in the text, and where."""
    return " ".join(filter(None, (place(fault.at) if fault.at else "", view.say(fault.message, result))))


def short(text: str, limit: int) -> str:
    """Keep a text within a limit of characters, and say so when it is cut."""
    return text if len(text) <= limit else text[: limit - 16] + "\n... (truncated)"


def standing(result: Result, view: View) -> Iterator[str]:
    """Say what a policy makes of the points; nothing where it leaves them as they are."""
    policy = result.policy
    if policy is None:
        return
    if not policy.submitted:
        yield words.text(view.locale, "grading.report.no-time")
    elif policy.late:
        params = {"late": lasting(policy.late), "penalty": policy.penalty, "score": policy.score, "max": result.max}
        yield words.text(view.locale, "grading.report.late", params)
    if not policy.counts:
        params = {"attempt": policy.attempt, "attempts": policy.attempts}
        yield words.text(view.locale, "grading.report.other-counts", params)


def lasting(seconds: int) -> str:
    """Write a duration by its two largest units, as 1d3h."""
    parts = ((seconds // 86_400, "d"), (seconds // 3600 % 24, "h"), (seconds // 60 % 60, "m"), (seconds % 60, "s"))
    first = next((at for at, (number, _) in enumerate(parts) if number), 3)
    return "".join(f"{number}{unit}" for number, unit in parts[first : first + 2] if number) or "0s"
