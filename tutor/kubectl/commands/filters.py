"""Programs that turn text into text: grep, head, tail, wc, sort and their like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail, say
from tutor.kubectl.commands.options import Grammar, Options, read_options
from tutor.kubectl.commands.patterns import PatternFault, pattern_of
from tutor.kubectl.files import FileFault
from tutor.kubectl.output import Output


def inputs(call: Call, names: tuple[str, ...]) -> tuple[list[tuple[str, str]], str]:
    """The text of each named file (standard input for none and for `-`), and what could not be read."""
    found: list[tuple[str, str]] = []
    faults = ""
    for name in names or ("-",):
        content = call.stdin.encode("utf-8", "surrogateescape") if name == "-" else call.files.read(name)
        if isinstance(content, FileFault):
            faults += f"{call.argv[0]}: {name}: {content.reason}\n"
        else:
            found.append((name, content.decode("utf-8", "surrogateescape")))
    return found, faults


def lines_of(text: str) -> list[str]:
    """The lines, without their ends."""
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def joined(lines: Iterable[str]) -> str:
    """Lines with their ends."""
    return "".join(f"{line}\n" for line in lines)


def refused(call: Call, options: Options) -> Output | None:
    """What GNU programs say about an option they do not know."""
    name = call.argv[0]
    if options.lacking:
        words = f"option requires an argument -- '{options.lacking.lstrip('-')}'"
    elif options.unknown.startswith("--"):
        words = f"unrecognized option '{options.unknown}'"
    elif options.unknown:
        words = f"invalid option -- '{options.unknown[1:]}'"
    else:
        return None
    return fail(f"{name}: {words}\nTry '{name} --help' for more information.", 2 if name in {"grep", "sort", "ls"} else 1)


_GREP = Grammar(
    letters="ivncqowEFPxhHlLse:A:B:C:m:rR",
    long={"ignore-case": "i", "invert-match": "v", "count": "c", "quiet": "q", "only-matching": "o", "color": "color",
          "extended-regexp": "E", "fixed-strings": "F", "line-number": "n", "max-count": "m", "word-regexp": "w"},
)  # fmt: skip


def _grep(call: Call) -> Output:
    args = tuple(arg for arg in call.args if not arg.startswith("--color"))
    options = read_options(tuple(_numbered(args, "-C")), _GREP)
    fault = refused(call, options)
    if fault:
        return fault
    patterns, names = options.all("e"), options.operands
    if not patterns:
        if not names:
            return fail("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.", 2)
        patterns, names = names[:1], names[1:]
    extended = call.argv[0] == "egrep" or "E" in options or "P" in options
    fixed = "F" in options or call.argv[0] == "fgrep"
    try:
        searches = [_search(one, options, extended=extended, fixed=fixed) for text in patterns for one in text.split("\n")]
    except PatternFault as wrong:
        return fail(f"grep: {wrong}", 2)
    texts, faults = inputs(call, names)
    shown = "".join(_grep_one(name if len(texts) > 1 else "", text, searches, options) for name, text in texts)
    hit = any(_hits(text, searches, options) for _, text in texts)
    return Output(stdout="" if "q" in options else shown, stderr="" if "s" in options else faults, code=2 if faults else int(not hit))


def _numbered(args: tuple[str, ...], letter: str) -> Iterable[str]:
    """Turn `-3` into `LETTER 3`."""
    for arg in args:
        yield from ((letter, arg[1:]) if re.fullmatch(r"-\d+", arg) else (arg,))


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
    before, after = (int(options.last(one, options.last("C", "0")) or 0) for one in ("B", "A"))
    chosen = set(hits)
    shown = sorted({near for at in hits for near in range(max(0, at - before), min(len(lines), at + after + 1))})
    for index, at in enumerate(shown):
        if index and at > shown[index - 1] + 1:
            yield "--"
        mark = ":" if at in chosen else "-"
        yield prefix + (f"{at + 1}{mark}" if "n" in options else "") + lines[at]


def _ends(call: Call) -> Output:
    options = read_options(tuple(_numbered(call.args, "-n")), Grammar(letters="n:c:qfv", long={"lines": "n", "bytes": "c"}))
    fault = refused(call, options)
    if fault:
        return fault
    count = options.last("c") or options.last("n", "10")
    if not re.fullmatch(r"[-+]?\d{1,9}", count):
        what = "bytes" if "c" in options else "lines"
        return fail(f"{call.argv[0]}: invalid number of {what}: '{count}'")
    texts, faults = inputs(call, options.operands)
    parts = [_titled(name, len(texts), at) + _cut_end(call.argv[0], text, count, bytewise="c" in options) for at, (name, text) in enumerate(texts)]
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
    options = read_options(call.args, Grammar(letters="lwcm", long={"lines": "l", "words": "w", "bytes": "c", "chars": "m"}))
    fault = refused(call, options)
    if fault:
        return fault
    chosen = [letter for letter in "lwmc" if letter in options] or ["l", "w", "c"]
    texts, faults = inputs(call, options.operands)
    rows = [([_count(text, letter) for letter in chosen], name) for name, text in texts]
    if len(rows) > 1:
        rows.append(([sum(column) for column in zip(*(row for row, _ in rows), strict=True)], "total"))
    width = 1 if len(chosen) == 1 and len(rows) == 1 else 7 if not options.operands else len(str(max(max(row) for row, _ in rows)))
    shown = (" ".join([*(f"{number:{width}}" for number in row), *([name] if name != "-" else [])]) for row, name in rows)
    return Output(stdout=joined(shown), stderr=faults, code=int(bool(faults)))


def _count(text: str, letter: str) -> int:
    return {
        "l": lambda: text.count("\n"),
        "w": lambda: len(text.split()),
        "m": lambda: len(text),
        "c": lambda: len(text.encode("utf-8", "surrogateescape")),
    }[letter]()


def _sort(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="rnuk:t:hVfbs", long={"reverse": "r", "unique": "u", "numeric-sort": "n"}))
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
    return Output(stdout=joined(dict.fromkeys(ranked) if "u" in options else ranked), stderr=faults, code=2 if faults else 0)


def _field(line: str, column: int, separator: str) -> str:
    fields = line.split(separator) if separator else line.split()
    return fields[column - 1] if column <= len(fields) else ""


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


def _cut(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="d:f:c:b:s", long={"delimiter": "d", "fields": "f"}))
    fault = refused(call, options)
    if fault:
        return fault
    wanted = options.last("f") or options.last("c") or options.last("b")
    if not wanted:
        return fail("cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.")
    separator = options.last("d", "\t")
    texts, faults = inputs(call, options.operands)
    lines = (line for _, text in texts for line in lines_of(text))
    if "f" in options:
        shown = (separator.join(_chosen(line.split(separator), wanted)) if separator in line else line for line in lines)
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
    return re.sub(r"(.)-(.)", lambda found: "".join(chr(c) for c in range(ord(found[1]), min(ord(found[2]), ord(found[1]) + 512) + 1)), text)


def _seq(call: Call) -> Output:
    options = read_options(tuple(arg if not re.fullmatch(r"-\d+", arg) else f"\0{arg}" for arg in call.args), Grammar(letters="s:w"))
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


def _nl(call: Call) -> Output:
    texts, faults = inputs(call, tuple(arg for arg in call.args if not arg.startswith("-")))
    lines = [line for _, text in texts for line in lines_of(text)]
    return Output(stdout=joined(f"{at:6}\t{line}" for at, line in enumerate(lines, 1)), stderr=faults, code=int(bool(faults)))


def _xargs(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="n:I:rt0L:P:", stop_at_operand=True))
    fault = refused(call, options)
    if fault:
        return fault
    command = options.operands or ("echo",)
    if "I" in options:
        calls = [tuple(word.replace(options.last("I"), line.strip()) for word in command) for line in lines_of(call.stdin) if line.strip()]
    else:
        words = call.stdin.split()
        size = int(options.last("n")) if options.last("n").isdigit() and int(options.last("n")) else len(words) or 1
        calls = [(*command, *words[at : at + size]) for at in range(0, len(words), size)]
        calls = calls or ([] if "r" in options else [command])
    done = [call.shell.start(argv, call.scope, "") for argv in calls]
    code = 123 if any(one.code for one in done) else 0
    return Output(stdout="".join(one.stdout for one in done), stderr="".join(one.stderr for one in done), code=code)


_ROWS: dict[str, Program] = {
    "grep": _grep,
    "egrep": _grep,
    "fgrep": _grep,
    "head": _ends,
    "tail": _ends,
    "wc": _wc,
    "sort": _sort,
    "uniq": _uniq,
    "cut": _cut,
    "tr": _tr,
    "seq": _seq,
    "tee": _tee,
    "nl": _nl,
    "xargs": _xargs,
}
FILTERS: Programs = MappingProxyType(_ROWS)
