"""What the shell does itself: folders, variables, tests, leaving."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail, say
from tutor.kubectl.commands.kubespray import FOLDER, lay_out
from tutor.kubectl.files import FileFault
from tutor.kubectl.output import Output
from tutor.kubectl.shell.signals import Jump, Leave

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "a": "\a", "b": "\b", "0": "\0", "e": "\x1b"}
MOST_SECONDS = 10 * 365 * 86400


def _cd(call: Call) -> Output:
    home = call.scope.variables.get("HOME", call.files.home)
    target = call.args[0] if call.args else home
    if target == "-":
        target = call.scope.variables.get("OLDPWD", call.files.cwd)
    old = call.files.cwd
    if call.shell.place.kind == "laptop" and call.files.absolute(target) == f"{call.files.home}/{FOLDER}":
        lay_out(call.files, call.shell.settings.nodes)  # the notes' checkout is there for whoever goes there
    fault = call.files.chdir(target)
    if fault:
        return fail(f"{_signature(call)}: cd: {target}: {fault.reason}")
    call.scope.variables |= {"OLDPWD": old, "PWD": call.files.cwd}
    return Output()


def _signature(call: Call) -> str:
    return "sh" if call.shell.place.kind == "pod" else "bash"


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


def _export(call: Call) -> Output:
    if not call.args or call.args == ("-p",):
        listed = (f'declare -x {name}="{value}"' for name, value in sorted(call.scope.environment().items()))
        return say("\n".join(listed))
    for word in call.args:
        name, equals, value = word.partition("=")
        if not name.isidentifier():
            return fail(f"{_signature(call)}: export: `{word}': not a valid identifier")
        if equals:
            call.scope.variables[name] = value
        if call.argv[0] == "export":
            call.scope.exported.add(name)
    return Output()


def _unset(call: Call) -> Output:
    for name in call.args:
        call.scope.variables.pop(name, None)
        call.scope.exported.discard(name)
    return Output()


def _exit(call: Call) -> Output:
    word = call.args[0] if call.args else str(call.scope.status)
    raise Leave(int(word[-3:]) % 256 if word.isdigit() else 2)


def _break(call: Call) -> Output:
    raise Jump(call.argv[0])


def _return(call: Call) -> Output:
    word = call.args[0] if call.args else str(call.scope.status)
    raise Jump("return", int(word[-3:]) % 256 if word.isdigit() else 2)


def _shift(call: Call) -> Output:
    call.scope.arguments = call.scope.arguments[1:]
    return Output()


def _alias(call: Call) -> Output:
    """Words that stand for others, until the shell ends."""
    known = call.scope.aliases
    if call.argv[0] == "unalias":
        for name in call.args:
            known.pop(name, None)
        return Output()
    told = ""
    for word in call.args or tuple(known):
        name, equals, value = word.partition("=")
        if equals:
            known[name] = value
        elif name in known:
            told += f"alias {name}='{known[name]}'\n"
        else:
            return fail(f"{_signature(call)}: alias: {name}: not found")
    return Output(stdout=told)


def seconds_of(words: tuple[str, ...]) -> float | None:
    """The sum of `5`, `0.5`, `2m` … in seconds; None when one is no duration."""
    total = 0.0
    for word in words:
        found = re.fullmatch(r"(\d{1,12}(?:\.\d{0,9})?|\.\d{1,9})([smhd]?)", word)
        if not found:
            return None
        total += float(found[1]) * _UNITS[found[2]]
    return min(total, MOST_SECONDS)


def _sleep(call: Call) -> Output:
    if not call.args:
        return fail("sleep: missing operand\nTry 'sleep --help' for more information.")
    if call.args[0] in {"infinity", "inf"}:
        return fail("sleep: nothing would ever happen after that; press Ctrl-C in a real terminal", 130)
    seconds = seconds_of(call.args)
    if seconds is None or math.isnan(seconds):
        return fail(f"sleep: invalid time interval '{call.args[0]}'\nTry 'sleep --help' for more information.")
    call.shell.cluster.advance(seconds)
    return Output()


def _pwd(call: Call) -> Output:
    return say(call.files.cwd)


def _true(_: Call) -> Output:
    return Output()


def _set(call: Call) -> Output:
    """Of all that `set` can set, what shows: -x and +x."""
    for arg in call.args:
        if arg[:1] in {"-", "+"} and "x" in arg:
            call.scope.traced = arg[0] == "-"
    return Output()


def _false(_: Call) -> Output:
    return Output(code=1)


def _read(call: Call) -> Output:
    names = [word for word in call.args if not word.startswith("-")] or ["REPLY"]
    line, newline, _ = call.stdin.partition("\n")
    values = line.split(None, len(names) - 1)
    for index, name in enumerate(names):
        call.scope.variables[name] = values[index].strip() if index < len(values) else ""
    return Output(code=0 if newline or line else 1)


def _evaluate(call: Call) -> Output:
    return call.shell.evaluate(" ".join(call.args), call.scope, call.stdin)


def _source(call: Call) -> Output:
    if not call.args:
        return fail(f"{_signature(call)}: {call.argv[0]}: filename argument required", 2)
    content = call.files.read(call.args[0])
    if isinstance(content, FileFault):
        return fail(f"{_signature(call)}: {call.args[0]}: {content.reason}")
    return call.shell.evaluate(content.decode("utf-8", "replace"), call.scope, call.stdin)


_UNARY: Mapping[str, Callable[[Call, str], bool]] = {
    "-n": lambda _, text: bool(text),
    "-z": lambda _, text: not text,
    "-f": lambda call, path: isinstance(call.files.read(path), bytes),
    "-e": lambda call, path: call.files.is_folder(path) or isinstance(call.files.read(path), bytes),
    "-d": lambda call, path: call.files.is_folder(path),
    "-s": lambda call, path: bool(call.files.read(path)) and isinstance(call.files.read(path), bytes),
    "-r": lambda call, path: isinstance(call.files.read(path), bytes),
}
_BINARY: Mapping[str, Callable[[str, str], bool]] = {"=": str.__eq__, "==": str.__eq__, "!=": str.__ne__}
_NUMBERS: Mapping[str, Callable[[int, int], bool]] = {
    "-eq": int.__eq__,
    "-ne": int.__ne__,
    "-lt": int.__lt__,
    "-le": int.__le__,
    "-gt": int.__gt__,
    "-ge": int.__ge__,
}


def _test(call: Call) -> Output:
    words = list(call.args)
    if call.argv[0] in {"[", "[["}:
        closing = "]" * len(call.argv[0])
        if not words or words.pop() != closing:
            return fail(f"{_signature(call)}: {call.argv[0]}: missing `{closing}'", 2)
    return _truth(call, words)


def _truth(call: Call, words: list[str]) -> Output:
    if words[:1] == ["!"]:
        inner = _truth(call, words[1:])
        return inner if inner.code > 1 else Output(code=int(not inner.code))
    if len(words) == 3 and words[1] in _NUMBERS:
        for word in (words[0], words[2]):
            if not re.fullmatch(r"\s*[-+]?\d{1,18}\s*", word):
                return fail(f"{_signature(call)}: {call.argv[0]}: {word}: integer expression expected", 2)
        return Output(code=int(not _NUMBERS[words[1]](int(words[0]), int(words[2]))))
    if len(words) == 3 and words[1] in _BINARY:
        return Output(code=int(not _BINARY[words[1]](words[0], words[2])))
    if len(words) == 2 and words[0] in _UNARY:
        return Output(code=int(not _UNARY[words[0]](call, words[1])))
    if len(words) > 1:
        return fail(f"{_signature(call)}: {call.argv[0]}: {words[0]}: unary operator expected", 2)
    return Output(code=int(not (words and words[0])))


_ROWS: dict[str, Program] = {
    "cd": _cd,
    "pwd": _pwd,
    "echo": _echo,
    "printf": _printf,
    "export": _export,
    "unset": _unset,
    "exit": _exit,
    "logout": _exit,
    "break": _break,
    "continue": _break,
    "return": _return,
    "shift": _shift,
    "alias": _alias,
    "unalias": _alias,
    "local": _export,
    "sleep": _sleep,
    "true": _true,
    ":": _true,
    "set": _set,
    **dict.fromkeys(("trap", "wait", "umask", "ulimit", "shopt"), _true),
    "false": _false,
    "read": _read,
    "eval": _evaluate,
    "source": _source,
    ".": _source,
    "test": _test,
    "[": _test,
    "[[": _test,
}
BUILTINS: Programs = MappingProxyType(_ROWS)
