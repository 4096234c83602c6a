"""Programs about the terminal and other programs: clear, watch, env, sudo, timeout, which, shells, editors."""

from __future__ import annotations

import re
from itertools import takewhile
from types import MappingProxyType

from tutor import words
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.dates import ctime
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.sleep import seconds_of
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.output import Output
from tutor.values import replace

WATCH_WIDTH = 80  # columns, where no terminal says otherwise


def _clear(_: Call) -> Output:
    return Output(stdout="\x1b[H\x1b[2J")


def _watch(call: Call) -> Output:
    """One frame; a terminal asks again."""
    options = read_options(
        call.args,
        Grammar(
            letters="n:dtbcegpx", long={"interval": "n", "no-title": "t", "differences": "d"}, stop_at_operand=True
        ),
    )
    if options.unknown or options.lacking or not options.operands:
        return fail("Usage:\n watch [options] command", 1)
    command = " ".join(options.operands)
    result = call.shell.evaluate(command, call.scope.copy(), "")
    interval = seconds_of((options.last("n", "2"),)) or 2.0
    title = "" if "t" in options else _title(interval, command, call)
    return Output(stdout=title + result.stdout + result.stderr, code=0)


def _title(interval: float, command: str, call: Call) -> str:
    left, right = (
        f"Every {interval:.1f}s: {command}",
        f"{call.shell.place.name or 'laptop'}: {ctime(call.shell.cluster)}",
    )
    return f"{left}{' ' * max(WATCH_WIDTH - len(left) - len(right), 8)}{right}\n\n"


def _env(call: Call) -> Output:
    args = list(call.args)
    scope = call.scope.copy()
    while args and (args[0] in {"-i", "-"} or re.match(r"[A-Za-z_]\w*=", args[0])):
        word = args.pop(0)
        name, equals, value = word.partition("=")
        if not equals:
            scope.variables.clear()
            scope.exported.clear()
            continue
        scope.variables[name] = value
        scope.exported.add(name)
    if args:
        return call.shell.start(tuple(args), scope, call.stdin)
    return Output(stdout=joined(f"{name}={value}" for name, value in scope.environment().items()))


def _printenv(call: Call) -> Output:
    environment = call.scope.environment()
    if not call.args:
        return Output(stdout=joined(f"{name}={value}" for name, value in environment.items()))
    found = [environment[name] for name in call.args if name in environment]
    return Output(stdout=joined(found), code=int(len(found) < len(call.args)))


def _wrapped(call: Call) -> Output:
    """sudo, time, nohup, command: the program behind them is what counts."""
    args = call.args
    if call.argv[0] == "command" and args[:1] in {("-v",), ("-V",)}:
        return _which(replace(call, argv=args))
    while args and args[0].startswith("-"):
        args = args[1:]
    return call.shell.start(args, call.scope, call.stdin) if args else Output()


def _timeout(call: Call) -> Output:
    args = call.args
    while args and args[0].startswith("-"):
        args = args[1:]
    if len(args) < 2 or seconds_of(args[:1]) is None:
        return fail("timeout: missing operand\nTry 'timeout --help' for more information.", 125)
    return call.shell.start(args[1:], call.scope, call.stdin)


def _which(call: Call) -> Output:
    found = [name for name in call.args if call.shell.knows(name)]
    return Output(
        stdout=joined(f"/usr/bin/{name}" for name in found), code=int(len(found) < len(call.args) or not found)
    )


def _shell(call: Call) -> Output:
    """Sh and bash: `-c TEXT`, a script file, or a script on standard input; what follows are its arguments."""
    args = [arg for arg in call.args if arg not in {"-e", "-x", "-ex", "-i", "-l"}]
    scope = call.scope.copy()
    scope.traced = any("x" in arg for arg in takewhile(lambda arg: arg.startswith("-"), call.args))
    if args[:1] in (["-c"], ["-lc"], ["-ec"], ["-xc"], ["-exc"]):
        if len(args) < 2:
            return fail(f"{call.argv[0]}: -c: option requires an argument", 2)
        scope.arguments = tuple(args[3:])
        return call.shell.evaluate(args[1], scope, call.stdin)
    if not args:
        return call.shell.evaluate(call.stdin, scope, "")
    content = call.files.read(args[0])
    if not isinstance(content, bytes):
        return fail(f"{call.argv[0]}: {args[0]}: {content.reason}", 127)
    scope.arguments = tuple(args[1:])
    return call.shell.evaluate(content.decode("utf-8", "replace"), scope, call.stdin)


def _editor(call: Call) -> Output:
    """Editors need a screen: a terminal lends one; over pipes the file is only shown."""
    file = next((word for word in call.args[::-1] if not word.startswith(("-", "+"))), "")
    content = call.files.read(file) if file else b""
    old = content.decode("utf-8", "surrogateescape") if isinstance(content, bytes) else ""
    new = call.shell.open_screen(call.argv[0], file, old)
    if new is None:
        told = words.text(call.shell.locale, "shell.editor", {"editor": call.argv[0], "file": file or "FILE"})
        return Output(stdout=old, stderr=told + "\n", code=0 if old else 1)
    fault = call.files.write(file, new) if file and new != old else None
    return fail(f"{call.argv[0]}: {fault}") if fault else Output()


_WRAPPERS: dict[str, Program] = {
    "clear": _clear,
    "watch": _watch,
    "env": _env,
    "printenv": _printenv,
    "sudo": _wrapped,
    "time": _wrapped,
    "nohup": _wrapped,
    "command": _wrapped,
    "timeout": _timeout,
    "which": _which,
    "sh": _shell,
    "bash": _shell,
    "ash": _shell,
    **dict.fromkeys(("vi", "vim", "nano", "emacs", "pico"), _editor),
}
WRAPPERS: Programs = MappingProxyType(_WRAPPERS)
