"""grep: the lines that a pattern finds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, Options, read_options
from tutor.kubectl.commands.patterns import PatternFault, pattern_of
from tutor.kubectl.commands.texts import inputs, joined, lines_of, numbered, refused
from tutor.kubectl.output import Output

_GREP = Grammar(
    letters="ivncqowEFPxhHlLse:A:B:C:m:rR",
    long={"ignore-case": "i", "invert-match": "v", "count": "c", "quiet": "q", "only-matching": "o", "color": "color",
          "extended-regexp": "E", "fixed-strings": "F", "line-number": "n", "max-count": "m", "word-regexp": "w"},
)  # fmt: skip
_NUMBER = re.compile(r"\d{1,9}")


def _grep(call: Call) -> Output:
    args = tuple(arg for arg in call.args if not arg.startswith("--color"))
    options = read_options(tuple(numbered(args, "-C")), _GREP)
    fault = refused(call, options)
    if fault:
        return fault
    wrong_number = next(
        (options.last(one) for one in "ABCm" if one in options and not _NUMBER.fullmatch(options.last(one))), ""
    )
    if wrong_number:
        return fail(f"grep: {wrong_number}: invalid context length argument", 2)
    patterns, names = options.all("e"), options.operands
    if not patterns:
        if not names:
            return fail("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.", 2)
        patterns, names = names[:1], names[1:]
    extended = call.argv[0] == "egrep" or "E" in options or "P" in options
    fixed = "F" in options or call.argv[0] == "fgrep"
    try:
        searches = [
            _search(one, options, extended=extended, fixed=fixed) for text in patterns for one in text.split("\n")
        ]
    except PatternFault as wrong:
        return fail(f"grep: {wrong}", 2)
    texts, faults = inputs(call, names)
    shown = "".join(_grep_one(name if len(texts) > 1 else "", text, searches, options) for name, text in texts)
    hit = any(_hits(text, searches, options) for _, text in texts)
    return Output(
        stdout="" if "q" in options else shown,
        stderr="" if "s" in options else faults,
        code=2 if faults else int(not hit),
    )


def _search(text: str, options: Options, *, extended: bool, fixed: bool) -> re.Pattern[str]:
    source = re.escape(text) if fixed else pattern_of(text, extended=extended).pattern
    if "w" in options:
        source = rf"(?<!\w)(?:{source})(?!\w)"
    if "x" in options:
        source = rf"^(?:{source})$"
    return re.compile(source, re.IGNORECASE if "i" in options else 0)


def _hits(text: str, searches: list[re.Pattern[str]], options: Options) -> list[int]:
    wanted = "v" not in options
    most = int(options.last("m")) if options.last("m").isdigit() else None
    found = [at for at, line in enumerate(lines_of(text)) if any(one.search(line) for one in searches) is wanted]
    return found[:most]


def _grep_one(name: str, text: str, searches: list[re.Pattern[str]], options: Options) -> str:
    prefix = f"{name}:" if name and "h" not in options else ""
    hits, lines = _hits(text, searches, options), lines_of(text)
    if "c" in options:
        return f"{prefix}{len(hits)}\n"
    if "l" in options:
        return f"{name or '(standard input)'}\n" if hits else ""
    if "o" in options:
        parts = (found[0] for at in hits for one in searches for found in one.finditer(lines[at]) if found[0])
        return joined(prefix + part for part in parts)
    return joined(_around(hits, lines, prefix, options))


def _around(hits: list[int], lines: list[str], prefix: str, options: Options) -> Iterable[str]:
    before, after = (int(options.last(one, options.last("C", "0"))) for one in ("B", "A"))
    chosen = set(hits)
    shown = sorted({near for at in hits for near in range(max(0, at - before), min(len(lines), at + after + 1))})
    for index, at in enumerate(shown):
        if index and before + after and at > shown[index - 1] + 1:
            yield "--"
        mark = ":" if at in chosen else "-"
        yield prefix + (f"{at + 1}{mark}" if "n" in options else "") + lines[at]


_ROWS: dict[str, Program] = {"grep": _grep, "egrep": _grep, "fgrep": _grep}
GREP: Programs = MappingProxyType(_ROWS)
