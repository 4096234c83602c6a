"""`echo` and `printf`."""

from __future__ import annotations

import re
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Programs, fail
from tutor.kubectl.output import Output

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "a": "\a", "b": "\b", "0": "\0", "e": "\x1b"}


def _echo(call: Call) -> Output:
    words = list(call.args)
    flags = ""
    while words and re.fullmatch(r"-[neE]+", words[0]):
        flags += words.pop(0)[1:]
    text = " ".join(words)
    text = _unescape(text) if "e" in flags else text
    return Output(stdout=text if "n" in flags else text + "\n")


def _unescape(text: str) -> str:
    return re.sub(r"\\([ntr\\ab0e])", lambda found: _ESCAPES[found[1]], text)


def _printf(call: Call) -> Output:
    if not call.args:
        return fail("printf: usage: printf [-v var] format [arguments]", 2)
    pattern, values = _unescape(call.args[0]), list(call.args[1:])
    written = _format(pattern, values)
    while values:
        before = len(values)
        written += _format(pattern, values)
        if len(values) == before:
            break
    return Output(stdout=written)


def _format(pattern: str, values: list[str]) -> str:
    def fill(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = values.pop(0) if values else ""
        if found[2] == "d":
            return f"%{found[1]}d" % (int(value[:18]) if re.fullmatch(r"-?\d+", value) else 0)
        return f"%{found[1]}s" % (_unescape(value) if found[2] == "b" else value)

    return re.sub(r"%(-?\d{0,3})([sdb])|%%", fill, pattern)


ECHO: Programs = MappingProxyType({"echo": _echo, "printf": _printf})
