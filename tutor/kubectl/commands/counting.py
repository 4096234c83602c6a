"""Programs that cut lines off or count them: head, tail, wc, nl, uniq."""

from __future__ import annotations

import re
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.texts import inputs, joined, lines_of, numbered, refused
from tutor.kubectl.output import Output


def _ends(call: Call) -> Output:
    options = read_options(
        tuple(numbered(call.args, "-n")), Grammar(letters="n:c:qfv", long={"lines": "n", "bytes": "c"})
    )
    fault = refused(call, options)
    if fault:
        return fault
    count = options.last("c") or options.last("n", "10")
    if not re.fullmatch(r"[-+]?\d{1,9}", count):
        what = "bytes" if "c" in options else "lines"
        return fail(f"{call.argv[0]}: invalid number of {what}: '{count}'")
    texts, faults = inputs(call, options.operands)
    parts = [
        _titled(name, len(texts), at) + _cut_end(call.argv[0], text, count, bytewise="c" in options)
        for at, (name, text) in enumerate(texts)
    ]
    return Output(stdout="".join(parts), stderr=faults, code=int(bool(faults)))


def _titled(name: str, count: int, at: int) -> str:
    return "" if count < 2 else f"{chr(10) if at else ''}==> {name} <==\n"


def _cut_end(program: str, text: str, count: str, *, bytewise: bool) -> str:
    pieces = list(text) if bytewise else re.findall(r"[^\n]*\n|[^\n]+", text)
    number = int(count)
    if program == "head":
        kept = pieces[:number]
    elif count.startswith("+"):
        kept = pieces[max(number - 1, 0) :]
    else:
        kept = pieces[-abs(number) :] if number else []
    return "".join(kept)


def _wc(call: Call) -> Output:
    options = read_options(
        call.args, Grammar(letters="lwcm", long={"lines": "l", "words": "w", "bytes": "c", "chars": "m"})
    )
    fault = refused(call, options)
    if fault:
        return fault
    chosen = [letter for letter in "lwmc" if letter in options] or ["l", "w", "c"]
    texts, faults = inputs(call, options.operands)
    rows = [([_count(text, letter) for letter in chosen], name) for name, text in texts]
    if len(rows) > 1:
        rows.append(([sum(column) for column in zip(*(row for row, _ in rows), strict=True)], "total"))
    width = (
        1
        if len(chosen) == 1 and len(rows) == 1
        else 7
        if not options.operands
        else len(str(max((max(row) for row, _ in rows), default=0)))
    )
    shown = (
        " ".join([*(f"{number:{width}}" for number in row), *([name] if name != "-" else [])]) for row, name in rows
    )
    return Output(stdout=joined(shown), stderr=faults, code=int(bool(faults)))


def _count(text: str, letter: str) -> int:
    return {
        "l": lambda: text.count("\n"),
        "w": lambda: len(text.split()),
        "m": lambda: len(text),
        "c": lambda: len(text.encode("utf-8", "surrogateescape")),
    }[letter]()


def _uniq(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="cdui", long={"count": "c"}))
    fault = refused(call, options)
    if fault:
        return fault
    texts, faults = inputs(call, options.operands[:1])
    groups: list[tuple[str, int]] = []
    for line in (line for _, text in texts for line in lines_of(text)):
        if groups and groups[-1][0] == line:
            groups[-1] = (line, groups[-1][1] + 1)
        else:
            groups.append((line, 1))
    kept = [(line, n) for line, n in groups if not ("d" in options and n < 2) and not ("u" in options and n > 1)]
    shown = (f"{n:7} {line}" if "c" in options else line for line, n in kept)
    return Output(stdout=joined(shown), stderr=faults, code=int(bool(faults)))


def _nl(call: Call) -> Output:
    texts, faults = inputs(call, tuple(arg for arg in call.args if not arg.startswith("-")))
    lines = [line for _, text in texts for line in lines_of(text)]
    return Output(
        stdout=joined(f"{at:6}\t{line}" for at, line in enumerate(lines, 1)), stderr=faults, code=int(bool(faults))
    )


_ROWS: dict[str, Program] = {"head": _ends, "tail": _ends, "wc": _wc, "uniq": _uniq, "nl": _nl}
COUNTING: Programs = MappingProxyType(_ROWS)
