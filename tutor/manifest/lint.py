"""Own what kubectl takes in silence and learners trip on: odd spaces, curly quotes, pasted lines, lost text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from tutor.manifest.faults import Note
from tutor.manifest.model import Parsed, Position, Problem, Span
from tutor.manifest.nodes import position
from tutor.values import frozen

_MOST: Final = 20


@frozen(kw_only=False)
class _Rule:
    """A pattern is searched only where one of its needles stands, so that a clean file costs next to nothing."""

    code: str
    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str
    hint: str


_RULES: Final = (
    _Rule(
        "NBSP",
        ("\u00a0",),
        re.compile("^[^'\"#\n]*?(?P<seen>\u00a0+)", re.MULTILINE),
        "a no-break space stands where a space should be",
        "Replace it with an ordinary space: kubectl reads it as part of the text.",
    ),
    _Rule(
        "SMART_QUOTES",
        ("\u2018", "\u2019", "\u201c", "\u201d"),
        re.compile("^[^#\n]*?[:\\-\\[,{][ \t]*(?P<seen>[\u2018\u2019\u201c\u201d][^\n,}\\]]*)", re.MULTILINE),
        "curly quotes are part of the text",
        "Replace them with straight quotes: \" or '.",
    ),
    _Rule(
        "PASTED",
        ("```", "$ ", "# ", "<"),
        re.compile(
            r"^(?P<seen>```[^\n]*|(?:\$|# (?:kubectl|cat|vi|vim|nano)) [^\n]*|<(?:!DOCTYPE|html)\b[^\n]*)$",
            re.MULTILINE | re.IGNORECASE,
        ),
        "this line is not part of a manifest",
        "Remove the line: it came along with copy and paste.",
    ),
    _Rule(
        "TEMPLATE",
        ("{{", "{%"),
        re.compile(r"^[^#\n{]*(?:\{(?![{%])[^#\n{]*)*(?P<seen>\{\{[^\n{}]*\}\}|\{%[^\n{}]*%\})", re.MULTILINE),
        "a template was not filled in",
        "Put the value itself there: kubectl knows no templates.",
    ),
    _Rule(
        "IGNORED_TEXT",
        ("\n...",),
        re.compile(r"^\.\.\.[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*(?!---)[ \t]*(?P<seen>[^\s#][^\n]*)", re.MULTILINE),
        'kubectl ignores what follows "..."',
        "Divide documents with a line of three dashes: ---",
    ),
)
_NOTES: Final = {
    "DUPLICATE_KEY": ('"{key}" stands twice, in lines {first} and {second}', "Keep one: the last one would win."),
    "BOOLEAN_WORD": (
        "{seen} without quotes is the boolean {value}",
        'Write "{seen}" in quotes when you mean the word.',
    ),
    "NUMBER_FORM": ("{seen} is the number {value}", "Write {value}, or put it in quotes when you mean the text."),
    "MISSING_SPACE": ('"{seen}" is one text, not a key and a value', "Put a space after the colon."),
    "MISSING_DASH_SPACE": ('the dash is part of the key "{seen}"', "Put a space after the dash: - {value}"),
}


def lint(text: str) -> tuple[Problem, ...]:
    """Find what stands in the text of a file and kubectl would not complain about, in order of lines."""
    rules = [rule for rule in _RULES if any(needle in text for needle in rule.needles)]
    if not rules:
        return ()
    starts = _line_starts(text)
    found = [problem for rule in rules for problem in _apply(rule, text, starts)]
    return tuple(sorted(found, key=lambda problem: (problem.span.start.line, problem.span.start.column, problem.code)))


def suggestions(parsed: Parsed) -> tuple[Problem, ...]:
    """Give the problems that kubectl does not complain about."""
    return tuple(problem for problem in parsed.problems if problem.severity == "warning")


def problem_of(note: Note, line: int) -> Problem:
    """Turn a note of the builder into words; line is the number of lines before its document."""
    params = dict(note.params)
    for name in ("first", "second"):
        if name in params:
            params[name] = str(int(params[name]) + line)
    message, hint = _NOTES[note.code]
    span = Span(start=position(note.start, line), end=position(note.end, line))
    return Problem(
        code=note.code,
        span=span,
        message=_fill(message, params),
        params=params,
        severity="warning",
        hint=_fill(hint, params),
    )


def _apply(rule: _Rule, text: str, starts: list[int]) -> Iterator[Problem]:
    for number, match in enumerate(rule.pattern.finditer(text)):
        if number == _MOST:
            return
        start, end = match.span("seen")
        span = Span(start=_place(starts, start), end=_place(starts, end))
        params = {"seen": match["seen"][:80]}
        yield Problem(
            code=rule.code, span=span, message=rule.message, params=params, severity="warning", hint=rule.hint
        )


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _place(starts: list[int], index: int) -> Position:
    line = bisect_right(starts, index)
    return Position(line=line, column=index - starts[line - 1] + 1)


def _fill(words: str, params: dict[str, str]) -> str:
    """Put parameters in, without letting their text be read as places for others."""
    return re.sub(r"\{(\w+)\}", lambda match: params.get(match[1], match[0]), words)
