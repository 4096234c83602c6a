"""Programs that turn text into other text: sort, cut, tr, seq, tee, xargs."""

from __future__ import annotations

import re
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail, say
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.texts import inputs, joined, lines_of, refused
from tutor.kubectl.output import Output


def _sort(call: Call) -> Output:
    options = read_options(
        call.args, Grammar(letters="rnuk:t:hVfbs", long={"reverse": "r", "unique": "u", "numeric-sort": "n"})
    )
    fault = refused(call, options)
    if fault:
        return fault
    texts, faults = inputs(call, options.operands)
    lines = [line for _, text in texts for line in lines_of(text)]
    column = int(found[0]) if (found := re.match(r"\d{1,4}", options.last("k"))) else 0
    numeric = "n" in options or "n" in options.last("k") or "h" in options

    def rank(line: str) -> tuple[float, str]:
        field = _field(line, column, options.last("t")) if column else line
        number = re.match(r"\s*-?\d+(\.\d+)?", field) if numeric else None
        return (float(number[0][:30]) if number else 0.0, "" if numeric else field)

    ranked = sorted(sorted(lines), key=rank)
    ranked = ranked[::-1] if "r" in options else ranked
    return Output(
        stdout=joined(dict.fromkeys(ranked) if "u" in options else ranked), stderr=faults, code=2 if faults else 0
    )


def _field(line: str, column: int, separator: str) -> str:
    fields = line.split(separator) if separator else line.split()
    return fields[column - 1] if column <= len(fields) else ""


def _cut(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="d:f:c:b:s", long={"delimiter": "d", "fields": "f"}))
    fault = refused(call, options)
    if fault:
        return fault
    wanted = options.last("f") or options.last("c") or options.last("b")
    if not wanted:
        return fail(
            "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information."
        )
    separator = options.last("d", "\t")
    texts, faults = inputs(call, options.operands)
    lines = (line for _, text in texts for line in lines_of(text))
    if "f" in options:
        shown = (
            separator.join(_chosen(line.split(separator), wanted)) if separator in line else line for line in lines
        )
    else:
        shown = ("".join(_chosen(list(line), wanted)) for line in lines)
    return Output(stdout=joined(shown), stderr=faults, code=int(bool(faults)))


def _chosen(pieces: list[str], wanted: str) -> list[str]:
    def inside(number: int, part: str) -> bool:
        low, dash, high = part.partition("-")
        least = int(low) if low.isdigit() else 1
        most = (int(high) if high.isdigit() else len(pieces)) if dash else least
        return least <= number <= most

    return [piece for number, piece in enumerate(pieces, 1) if any(inside(number, part) for part in wanted.split(","))]


def _tr(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="dsc"))
    fault = refused(call, options)
    if fault or not options.operands:
        return fault or fail("tr: missing operand\nTry 'tr --help' for more information.")
    first = _letters(options.operands[0])
    text = call.stdin
    if "d" in options:
        return Output(stdout="".join(letter for letter in text if (letter in first) is ("c" in options)))
    second = _letters(options.operands[1]) if len(options.operands) > 1 else first
    table = {letter: second[min(at, len(second) - 1)] for at, letter in enumerate(first)} if second else {}
    text = "".join(table.get(letter, letter) for letter in text)
    if "s" in options:
        text = re.sub(f"([{re.escape(second)}])\\1+", r"\1", text)
    return Output(stdout=text)


def _letters(text: str) -> str:
    for name, letters in (("[:lower:]", "a-z"), ("[:upper:]", "A-Z"), ("[:digit:]", "0-9"), ("[:space:]", " \t\n\r")):
        text = text.replace(name, letters)
    text = text.replace("\\n", "\n").replace("\\t", "\t")
    return re.sub(
        r"(.)-(.)",
        lambda found: "".join(chr(c) for c in range(ord(found[1]), min(ord(found[2]), ord(found[1]) + 512) + 1)),
        text,
    )


def _seq(call: Call) -> Output:
    options = read_options(
        tuple(arg if not re.fullmatch(r"-\d+", arg) else f"\0{arg}" for arg in call.args), Grammar(letters="s:w")
    )
    numbers = [word.removeprefix("\0") for word in options.operands]
    wrong = next((word for word in numbers if not re.fullmatch(r"-?\d{1,9}", word)), None)
    if wrong is not None:
        return fail(f"seq: invalid floating point argument: '{wrong}'\nTry 'seq --help' for more information.")
    if not numbers:
        return fail("seq: missing operand\nTry 'seq --help' for more information.")
    first = int(numbers[0]) if len(numbers) > 1 else 1
    step = int(numbers[1]) if len(numbers) > 2 else 1
    last = int(numbers[-1])
    if not step:
        return fail("seq: invalid Zero increment value: '0'\nTry 'seq --help' for more information.")
    found = [str(n) for n in range(first, last + (1 if step > 0 else -1), step)[:100_000]]
    return say(options.last("s", "\n").join(found))


def _tee(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="ai"))
    faults = [call.files.write(name, call.stdin, append="a" in options) for name in options.operands]
    words = "".join(f"tee: {fault.path}: {fault.reason}\n" for fault in faults if fault)
    return Output(stdout=call.stdin, stderr=words, code=int(bool(words)))


def _xargs(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="n:I:rt0L:P:", stop_at_operand=True))
    fault = refused(call, options)
    if fault:
        return fault
    command = options.operands or ("echo",)
    if "I" in options:
        calls = [
            tuple(word.replace(options.last("I"), line.strip()) for word in command)
            for line in lines_of(call.stdin)
            if line.strip()
        ]
    else:
        words = call.stdin.split()
        size = int(options.last("n")) if options.last("n").isdigit() and int(options.last("n")) else len(words) or 1
        calls = [(*command, *words[at : at + size]) for at in range(0, len(words), size)]
        calls = calls or ([] if "r" in options else [command])
    done = [call.shell.start(argv, call.scope, "") for argv in calls]
    code = 123 if any(one.code for one in done) else 0
    return Output(stdout="".join(one.stdout for one in done), stderr="".join(one.stderr for one in done), code=code)


_ROWS: dict[str, Program] = {"sort": _sort, "cut": _cut, "tr": _tr, "seq": _seq, "tee": _tee, "xargs": _xargs}
FILTERS: Programs = MappingProxyType(_ROWS)
