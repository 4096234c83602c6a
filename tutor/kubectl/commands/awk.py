"""The little of awk that people type: an optional /pattern/ or comparison, and `print` of fields."""

from __future__ import annotations

import re
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.patterns import PatternFault, pattern_of
from tutor.kubectl.commands.texts import inputs, joined, lines_of
from tutor.kubectl.output import Output

_PROGRAM = re.compile(r"\s*(?P<test>[^{]*?)\s*(?:\{\s*print\s*(?P<what>[^}]*?)\s*;?\s*\})?\s*\Z", re.DOTALL)
_COMPARISON = re.compile(r"(\$\d+|\$NF|NR|NF)\s*(==|!=|>=|<=|>|<|!~|~)\s*(?:\"([^\"]*)\"|/([^/]*)/|(-?\d+))\Z")
_ITEM = re.compile(r"\s*(?:\"((?:[^\"\\]|\\.)*)\"|\$(\d+)|\$(NF)|(NR|NF))\s*(,?)")


def _value(name: str, fields: list[str], line: str, number: int) -> str:
    if name in {"NR", "NF"}:
        return str(number if name == "NR" else len(fields))
    if name == "$NF":
        return fields[-1] if fields else ""
    index = int(name[1:5])
    return line if not index else fields[index - 1] if index <= len(fields) else ""


def _holds(test: str, fields: list[str], line: str, number: int) -> bool | None:
    """Whether a line is chosen; None for a test that is not understood."""
    if not test:
        return True
    if test.startswith("/") and test.endswith("/") and len(test) > 1:
        return bool(pattern_of(test[1:-1], extended=True).search(line))
    found = _COMPARISON.match(test)
    if not found:
        return None
    left, operator = _value(found[1], fields, line, number), found[2]
    if operator in {"~", "!~"}:
        right = found[4] if found[4] is not None else found[3] or ""
        return bool(pattern_of(right, extended=True).search(left)) is (operator == "~")
    return _compare(left, operator, found[3] if found[3] is not None else found[5] or "")


def _compare(left: str, operator: str, right: str) -> bool:
    numbers = [float(side) for side in (left, right) if re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", side)]
    a, b = (numbers[0], numbers[1]) if len(numbers) == 2 else (left, right)
    order = (a > b) - (a < b)  # type: ignore[operator]  # both numbers or both strings
    return {"==": order == 0, "!=": order != 0, ">": order > 0, "<": order < 0, ">=": order >= 0, "<=": order <= 0}[
        operator
    ]


def _printed(what: str, fields: list[str], line: str, number: int) -> str | None:
    if not what:
        return line
    text, at = "", 0
    while at < len(what):
        found = _ITEM.match(what, at)
        if not found:
            return None
        name = f"${found[2]}" if found[2] else "$NF" if found[3] else found[4]
        literal = (found[1] or "").replace('\\"', '"').replace("\\t", "\t").replace("\\n", "\n")
        text += _value(name, fields, line, number) if name else literal
        text += " " if found[5] else ""
        at = found.end()
    return text


def _awk(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="F:v:", stop_at_operand=True))
    if options.unknown or options.lacking or not options.operands:
        return fail("usage: awk [-F fs] 'program' [file ...]", 2)
    program = _PROGRAM.match(options.operands[0])
    texts, faults = inputs(call, options.operands[1:])
    separator = options.last("F").replace("\\t", "\t")
    found: list[str] = []
    try:
        for number, line in enumerate((line for _, text in texts for line in lines_of(text)), 1):
            fields = re.split(pattern_of(separator, extended=True), line) if separator else line.split()
            chosen = _holds(program["test"], fields, line, number) if program else None
            printed = _printed(program["what"] or "", fields, line, number) if program and chosen else ""
            if chosen is None or printed is None:
                return fail("awk: only [/pattern/ or comparison] { print fields } is simulated", 2)
            found += [printed] if chosen else []
    except PatternFault as fault:
        return fail(f"awk: {fault}", 2)
    return Output(stdout=joined(found), stderr=faults, code=2 if faults else 0)


_ROWS: dict[str, Program] = {"awk": _awk}
AWK: Programs = MappingProxyType(_ROWS)
