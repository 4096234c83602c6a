"""The stream editor: substitution, deletion, printing, insertion, with line and pattern addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.patterns import PatternFault, pattern_of
from tutor.kubectl.commands.texts import inputs, joined, lines_of
from tutor.kubectl.files import FileFault
from tutor.kubectl.output import Output
from tutor.values import frozen

_GRAMMAR = Grammar(
    letters="nrEse:i",
    long={"quiet": "n", "silent": "n", "expression": "e", "regexp-extended": "E", "in-place": "i"},
    valued=frozenset(),
)
Test = Callable[[int, int, str], bool]


@frozen
class Command:
    """One command of a script: where it applies, what it does."""

    addresses: tuple[Test, ...]
    negated: bool
    name: str
    pattern: re.Pattern[str] | None = None
    text: str = ""
    flags: str = ""


class _Script:
    """Reads a script from left to right; raises PatternFault for what sed refuses."""

    def __init__(self, text: str, *, extended: bool) -> None:
        self.text = text
        self.at = 0
        self.extended = extended

    def commands(self) -> list[Command]:
        found: list[Command] = []
        while True:
            self._skip(" \t\n;}")
            if self.at >= len(self.text):
                return found
            found.append(self._command())

    def _command(self) -> Command:
        addresses = self._addresses()
        self._skip(" \t")
        negated = self._take("!")
        self._skip(" \t{")
        name = self.text[self.at : self.at + 1]
        self.at += 1
        if name in {"s", "y"}:
            return self._substitution(name, addresses, negated)
        if name in {"a", "i", "c"}:
            self._skip(" \t")
            self._take("\\")
            self._skip(" \t\n")
            text, _, _ = self.text[self.at :].partition("\n")
            self.at += len(text)
            return Command(addresses=addresses, negated=negated, name=name, text=text)
        if name and name in "dpq=":
            return Command(addresses=addresses, negated=negated, name=name)
        raise PatternFault(
            f"-e expression #1, char {self.at}: " + (f"unknown command: `{name}'" if name else "missing command")
        )

    def _addresses(self) -> tuple[Test, ...]:
        first = self._address()
        if first is None:
            return ()
        self._skip(" \t")
        if not self._take(","):
            return (first,)
        self._skip(" \t")
        second = self._address()
        if second is None:
            raise PatternFault(f"-e expression #1, char {self.at}: unexpected `,'")
        return (first, second)

    def _address(self) -> Test | None:
        number = re.compile(r"\d{1,9}").match(self.text, self.at)
        if number:
            self.at = number.end()
            wanted = int(number[0])
            return lambda at, _last, _line: at == wanted
        if self._take("$"):
            return lambda at, last, _line: at == last
        if self.text[self.at : self.at + 1] in {"/", "\\"}:
            self.at += self.text[self.at] == "\\"
            pattern = pattern_of(self._delimited(), extended=self.extended)
            return lambda _at, _last, line: bool(pattern.search(line))
        return None

    def _substitution(self, name: str, addresses: tuple[Test, ...], negated: bool) -> Command:
        source = self._delimited()
        self.at -= 1
        replacement = self._delimited()
        flags = re.compile(r"[gpiIe\d]*").match(self.text, self.at)
        letters = flags[0] if flags else ""
        self.at += len(letters)
        if self.text[self.at : self.at + 1] not in {"", ";", "\n", "}", " "}:
            raise PatternFault(f"-e expression #1, char {self.at + 1}: unknown option to `s'")
        pattern = pattern_of(source, extended=self.extended, ignore_case="i" in letters.lower())
        return Command(
            addresses=addresses, negated=negated, name=name, pattern=pattern, text=replacement, flags=letters
        )

    def _delimited(self) -> str:
        """The text up to the next delimiter, which is the character that stands here."""
        delimiter = self.text[self.at : self.at + 1]
        at = self.at + 1
        found = ""
        while at < len(self.text) and self.text[at] != delimiter:
            if self.text[at] == "\\" and at + 1 < len(self.text):
                found += self.text[at + 1] if self.text[at + 1] == delimiter else self.text[at : at + 2]
                at += 2
            else:
                found += self.text[at]
                at += 1
        if not delimiter or at >= len(self.text):
            raise PatternFault(f"-e expression #1, char {len(self.text)}: unterminated `s' command")
        self.at = at + 1
        return found

    def _skip(self, letters: str) -> None:
        while self.at < len(self.text) and self.text[self.at] in letters:
            self.at += 1

    def _take(self, letter: str) -> bool:
        found = self.text.startswith(letter, self.at)
        self.at += found
        return found


def _replacement(found: re.Match[str], template: str) -> str:
    def fill(mark: re.Match[str]) -> str:
        if mark[0] == "&":
            return found[0]
        letter = mark[0][1:]
        if letter.isdigit():
            return (found[int(letter)] or "") if int(letter) <= len(found.groups()) else ""
        return {"n": "\n", "t": "\t"}.get(letter, letter)

    return re.sub(r"\\.|&", fill, template, flags=re.DOTALL)


def _substitute(command: Command, line: str) -> tuple[str, bool]:
    if command.pattern is None:
        return line, False
    number = re.search(r"\d+", command.flags)
    wanted = int(number[0]) if number else 1
    seen = 0

    def one(found: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        chosen = seen >= wanted if "g" in command.flags else seen == wanted
        return _replacement(found, command.text) if chosen else found[0]

    changed = command.pattern.sub(one, line)
    return changed, seen >= wanted


class _Edit:
    """One run over one text."""

    def __init__(self, commands: list[Command], *, quiet: bool) -> None:
        self.commands = commands
        self.quiet = quiet
        self.open: set[int] = set()
        self.written: list[str] = []

    def run(self, text: str) -> str:
        lines = lines_of(text)
        for at, line in enumerate(lines, 1):
            if self._line(at, len(lines), line):
                break
        ended = text.endswith("\n") or not text
        result = joined(self.written)
        return result if ended else result.removesuffix("\n")

    def _line(self, at: int, last: int, line: str) -> bool:
        """Edit one line; whether it was the last one wanted."""
        after: list[str] = []
        for index, command in enumerate(self.commands):
            if self._applies(index, command, at, last, line) is command.negated:
                continue
            match command.name:
                case "d":
                    return False
                case "c":
                    self.written.append(command.text)
                    return False
                case "q":
                    self._end(line, after)
                    return True
                case "p":
                    self.written.append(line)
                case "=":
                    self.written.append(str(at))
                case "i":
                    self.written.append(command.text)
                case "a":
                    after.append(command.text)
                case _:
                    line, changed = _substitute(command, line)
                    if changed and "p" in command.flags:
                        self.written.append(line)
        self._end(line, after)
        return False

    def _end(self, line: str, after: list[str]) -> None:
        self.written += ([] if self.quiet else [line]) + after

    def _applies(self, index: int, command: Command, at: int, last: int, line: str) -> bool:
        if len(command.addresses) < 2:
            return all(test(at, last, line) for test in command.addresses)
        first, second = command.addresses
        if index in self.open:
            if second(at, last, line):
                self.open.discard(index)
            return True
        if not first(at, last, line):
            return False
        self.open.add(index)
        return True


def _sed(call: Call) -> Output:
    in_place = any(re.fullmatch(r"-[nrEs]*i.*|--in-place.*", arg) for arg in call.args)
    args = tuple(re.sub(r"^(-[nrEs]*i).*", r"\1", arg) if re.match(r"-[nrEs]*i", arg) else arg for arg in call.args)
    options = read_options(args, _GRAMMAR)
    if options.unknown or options.lacking or not (options.operands or "e" in options):
        return fail("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...", 1)
    scripts, names = options.all("e"), options.operands
    if not scripts:
        scripts, names = names[:1], names[1:]
    try:
        commands = _Script("\n".join(scripts), extended="E" in options or "r" in options).commands()
    except PatternFault as fault:
        return fail(f"sed: {fault}")
    return (
        _in_place(call, commands, names, quiet="n" in options)
        if in_place
        else _stream(call, commands, names, quiet="n" in options)
    )


def _stream(call: Call, commands: list[Command], names: tuple[str, ...], *, quiet: bool) -> Output:
    texts, faults = inputs(call, names)
    faults = faults.replace("sed: ", "sed: can't read ")
    return Output(
        stdout=_Edit(commands, quiet=quiet).run("".join(text for _, text in texts)),
        stderr=faults,
        code=2 if faults else 0,
    )


def _in_place(call: Call, commands: list[Command], names: tuple[str, ...], *, quiet: bool) -> Output:
    faults = "" if names else "sed: no input files\n"
    for name in names:
        content = call.files.read(name)
        if isinstance(content, FileFault):
            faults += f"sed: can't read {name}: {content.reason}\n"
            continue
        call.files.write(name, _Edit(commands, quiet=quiet).run(content.decode("utf-8", "surrogateescape")))
    return Output(stderr=faults, code=(1 if not names else 2) if faults else 0)


_ROWS: dict[str, Program] = {"sed": _sed}
SED: Programs = MappingProxyType(_ROWS)
