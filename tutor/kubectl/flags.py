"""Reads flags as spf13/pflag does: long and short, joined or apart, repeated, and in its words when they are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tutor.api.quoting import quote
from tutor.kubectl.durations import DurationError, parse_duration
from tutor.kubectl.errors import CommandError
from tutor.values import frozen

TRUE_WORDS = frozenset({"1", "t", "T", "true", "TRUE", "True"})
FALSE_WORDS = frozenset({"0", "f", "F", "false", "FALSE", "False"})
_INTEGER = re.compile(r"0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|0|[1-9](?:_?[0-9])*")


@frozen
class Flag:
    """One flag: `type` is bool, string, int, duration, list (commas part it), array (they do not) or count.

    What is `deprecated` says why whenever it is typed, and stays out of help.
    """

    name: str
    short: str = ""
    type: str = "string"
    default: Any = None
    bare: str | None = None
    deprecated: str = ""

    @property
    def takes_value(self) -> bool:
        """Whether the next word belongs to it."""
        return self.type not in {"bool", "count"} and self.bare is None

    @property
    def initial(self) -> Any:
        """The value without the flag on the line."""
        if self.default is not None:
            return self.default
        return {"bool": False, "string": "", "int": 0, "duration": 0.0, "list": (), "array": (), "count": 0}[self.type]


@frozen
class Parsed:
    """The words of a line, sorted into flags and arguments; `dash` is how many arguments stand before `--`.

    `typed` are the flags as they were typed, one after another; `notes` is what deprecated ones say.
    """

    values: Mapping[str, Any]
    given: frozenset[str]
    args: tuple[str, ...]
    dash: int = -1
    typed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    flags: Mapping[str, Flag]
    shorts: Mapping[str, Flag]
    values: dict[str, Any]
    typed: list[tuple[Flag, str]] = field(default_factory=list)
    args: list[str] = field(default_factory=list)


def parse_flags(words: Sequence[str], flags: Iterable[Flag], *, interspersed: bool = True) -> Parsed:
    """Sort words into flags and arguments; raises CommandError in pflag's words."""
    table = {flag.name: flag for flag in flags}
    reader = _Reader(
        flags=table,
        shorts={flag.short: flag for flag in table.values() if flag.short},
        values={flag.name: flag.initial for flag in table.values()},
    )
    rest = list(words)
    dash = -1
    while rest:
        word = rest.pop(0)
        if word == "--":
            dash = len(reader.args)
            reader.args += rest
            break
        if word.startswith("--"):
            _read_long(reader, word[2:], rest)
        elif word.startswith("-") and word != "-":
            _read_short(reader, word[1:], rest)
        else:
            reader.args.append(word)
            if not interspersed:
                reader.args += rest
                break
    return Parsed(
        values=reader.values,
        given=frozenset(flag.name for flag, _ in reader.typed),
        args=tuple(reader.args),
        dash=dash,
        typed=tuple((flag.name, text) for flag, text in reader.typed),
        notes=tuple(
            f"Flag --{flag.name} has been deprecated, {flag.deprecated}\n"
            for flag, _ in reader.typed
            if flag.deprecated
        ),
    )


def _read_long(reader: _Reader, text: str, rest: list[str]) -> None:
    name, equals, value = text.partition("=")
    if not name or name[0] in "-=":
        raise CommandError(f"bad flag syntax: --{text}")
    flag = reader.flags.get(name)
    if flag is None:
        raise CommandError(f"unknown flag: --{name}")
    if not equals:
        if not flag.takes_value:
            value = flag.bare or ("+1" if flag.type == "count" else "true")
        elif rest:
            value = rest.pop(0)
        else:
            raise CommandError(f"flag needs an argument: --{name}")
    _store(reader, flag, value)


def _read_short(reader: _Reader, letters: str, rest: list[str]) -> None:
    while letters:
        letter, letters = letters[0], letters[1:]
        flag = reader.shorts.get(letter)
        if flag is None:
            raise CommandError(f"unknown shorthand flag: {quote_rune(letter)} in -{letter}{letters}")
        if len(letters) > 1 and letters.startswith("="):
            value, letters = letters[1:], ""
        elif not flag.takes_value:
            value = flag.bare or ("+1" if flag.type == "count" else "true")
        elif letters:
            value, letters = letters, ""
        elif rest:
            value = rest.pop(0)
        else:
            raise CommandError(f"flag needs an argument: {quote_rune(letter)} in -{letter}")
        _store(reader, flag, value)


def quote_rune(letter: str) -> str:
    """Write one character as Go's %q of a rune."""
    return "'\\''" if letter == "'" else f"'{letter}'"


def _store(reader: _Reader, flag: Flag, text: str) -> None:
    try:
        value = _convert(flag, text)
    except ValueError as fault:
        names = f"-{flag.short}, --{flag.name}" if flag.short else f"--{flag.name}"
        raise CommandError(f"invalid argument {quote(text)} for {quote(names)} flag: {fault}") from None
    if flag.type in {"list", "array"} and any(flag is one for one, _ in reader.typed):
        value = (*reader.values[flag.name], *value)
    elif flag.type == "count":
        value += reader.values[flag.name]
    reader.values[flag.name] = value
    reader.typed.append((flag, text))


def _convert(flag: Flag, text: str) -> Any:
    match flag.type:
        case "bool":
            return parse_bool(text)
        case "int":
            return parse_int(text)
        case "count":
            return 1 if text == "+1" else parse_int(text)
        case "duration":
            try:
                return parse_duration(text)
            except DurationError as fault:
                raise ValueError(str(fault)) from None
        case "list":
            return tuple(text.split(",")) if text else ()
        case "array":
            return (text,)
        case _:
            return text


def parse_bool(text: str) -> bool:
    """Read a boolean; raises ValueError in strconv.ParseBool's words."""
    if text in TRUE_WORDS or text in FALSE_WORDS:
        return text in TRUE_WORDS
    raise ValueError(f"strconv.ParseBool: parsing {quote(text)}: invalid syntax")


def parse_int(text: str) -> int:
    """Read an integer, which may say its base as 0x10 and 010 do; raises ValueError in strconv.ParseInt's words."""
    digits = text[1:] if text[:1] in {"+", "-"} else text
    if not _INTEGER.fullmatch(digits):
        raise ValueError(f"strconv.ParseInt: parsing {quote(text)}: invalid syntax")
    octal = digits[0] == "0" and digits.replace("_", "").isdigit()
    value = int(f"0o{digits}" if octal else digits, 0) if len(digits) < 70 else 2**70
    value = -value if text[0] == "-" else value
    if not -(2**63) <= value < 2**63:
        raise ValueError(f"strconv.ParseInt: parsing {quote(text)}: value out of range")
    return value
