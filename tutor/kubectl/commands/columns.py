"""Programs that lay lines out anew: column, tac, rev, yes, diff."""

from __future__ import annotations

from difflib import SequenceMatcher, unified_diff
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.texts import inputs, joined, lines_of, refused
from tutor.kubectl.output import Output

MOST_YES = 5_000
MOST_COMPARED = 2_000  # lines of one file; comparing takes their product


def _column(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="ts:o:n", long={"table": "t", "separator": "s"}))
    fault = refused(call, options)
    if fault:
        return fault
    texts, faults = inputs(call, options.operands)
    rows = [line.split(options.last("s") or None) for _, text in texts for line in lines_of(text) if line.strip()]
    if "t" not in options:
        return Output(stdout=joined("\t".join(row) for row in rows), stderr=faults)
    count = max((len(row) for row in rows), default=0)
    widths = [max((len(row[at]) for row in rows if at < len(row)), default=0) for at in range(count)]
    gap = options.last("o", "  ")
    shown = (gap.join(cell.ljust(widths[at]) for at, cell in enumerate(row)).rstrip() for row in rows)
    return Output(stdout=joined(shown), stderr=faults, code=int(bool(faults)))


def _turned(call: Call) -> Output:
    texts, faults = inputs(call, tuple(word for word in call.args if not word.startswith("-")))
    lines = [line for _, text in texts for line in lines_of(text)]
    turned = lines[::-1] if call.argv[0] == "tac" else [line[::-1] for line in lines]
    return Output(stdout=joined(turned), stderr=faults, code=int(bool(faults)))


def _yes(call: Call) -> Output:
    """As many as a pipe would take before its reader goes."""
    return Output(stdout=(" ".join(call.args) or "y")[:200].join(("", "\n")) * MOST_YES)


def _diff(call: Call) -> Output:
    options = read_options(
        call.args, Grammar(letters="uqbwrNU:", long={"unified": "u", "brief": "q", "color": "color"})
    )
    if options.unknown or options.lacking or len(options.operands) != 2:
        return fail("diff: missing operand\ndiff: Try 'diff --help' for more information.", 2)
    texts, faults = inputs(call, options.operands)
    if faults:
        return Output(stderr=faults, code=2)
    left, right = (lines_of(text) for _, text in texts)
    names = options.operands
    if left == right:
        return Output()
    if "q" in options or max(len(left), len(right)) > MOST_COMPARED:
        return Output(stdout=f"Files {names[0]} and {names[1]} differ\n", code=1)
    shown = unified_diff(left, right, *names, lineterm="") if "u" in options else _normal(left, right)
    return Output(stdout=joined(shown), code=1)


def _normal(left: list[str], right: list[str]) -> list[str]:
    found: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        letter = {"replace": "c", "delete": "d", "insert": "a"}[tag]
        found.append(f"{_span(a, b)}{letter}{_span(c, d)}")
        found += [f"< {line}" for line in left[a:b]]
        found += ["---"] if tag == "replace" else []
        found += [f"> {line}" for line in right[c:d]]
    return found


def _span(start: int, end: int) -> str:
    if end - start > 1:
        return f"{start + 1},{end}"
    return str(start + 1 if end > start else start)


_ROWS: dict[str, Program] = {"column": _column, "tac": _turned, "rev": _turned, "yes": _yes, "diff": _diff}
COLUMNS: Programs = MappingProxyType(_ROWS)
