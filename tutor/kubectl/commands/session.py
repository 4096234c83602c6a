"""Commands about the session itself: help, history, why, undo, redo, reset, clear, watch, env and other wrappers."""

from __future__ import annotations

import re
from itertools import takewhile
from types import MappingProxyType
from typing import get_args

from tutor import words
from tutor.cluster.settings import LoadBalancer, ProxyMode, Settings
from tutor.kubectl.commands.call import Call, Program, Programs, fail, say
from tutor.kubectl.commands.dates import ctime
from tutor.kubectl.commands.hosts import address_of, full_name_of, host_name_of
from tutor.kubectl.commands.options import Grammar, Options, read_options
from tutor.kubectl.commands.sleep import seconds_of
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.output import Output
from tutor.kubectl.why import explain
from tutor.values import replace

HELP_LINES, LEAST_GENERAL = 10, 4
WATCH_WIDTH = 80  # columns, where no terminal says otherwise
_RESET = Grammar(long={"proxy-mode": "proxy-mode", "load-balancer": "load-balancer", "seed": "seed"},
                 valued=frozenset({"proxy-mode", "load-balancer", "seed"}))  # fmt: skip


def _help(call: Call) -> Output:
    """Ten commands: those of the lesson first, then those that help everywhere."""
    general = words.text(call.shell.locale, "shell.help").split("\n")
    own = call.shell.lesson_commands[: HELP_LINES - LEAST_GENERAL]
    return Output(stdout=joined([*own, *general[len(own) - HELP_LINES :]]))


def _history(call: Call) -> Output:
    return Output(stdout=joined(f"{at:5}  {line}" for at, line in enumerate(call.shell.history, 1)))


def _clear(_: Call) -> Output:
    return Output(stdout="\x1b[H\x1b[2J")


def _why(call: Call) -> Output:
    trace = call.shell.last_trace
    if trace is None:
        return say(words.text(call.shell.locale, "shell.why-nothing"), 1)
    return Output(stdout=joined(explain(trace, call.shell.locale)))


def _undo(call: Call) -> Output:
    command = call.shell.undo() if call.argv[0] == "undo" else call.shell.redo()
    if command is None:
        return fail(words.text(call.shell.locale, f"shell.{call.argv[0]}-nothing"))
    return say(words.text(call.shell.locale, f"shell.{call.argv[0]}", {"command": command}))


def _reset(call: Call) -> Output:
    options = read_options(call.args, _RESET)
    settings = _settings(call.shell.settings, options)
    if isinstance(settings, str):
        return fail(f"reset: {settings}\nTry: reset --proxy-mode {'|'.join(get_args(ProxyMode))} "
                    f"--load-balancer {'|'.join(get_args(LoadBalancer))} --seed 1", 2)  # fmt: skip
    call.shell.reset(settings)
    return Output()


def _settings(base: Settings, options: Options) -> Settings | str:
    """The settings asked for, or what is wrong with them."""
    if options.unknown or options.lacking or options.operands:
        return f"cannot use {options.unknown or options.lacking or options.operands[0]!r}"
    mode, balancer = options.last("proxy-mode", base.proxy_mode), options.last("load-balancer", base.load_balancer)
    for value, known in ((mode, get_args(ProxyMode)), (balancer, get_args(LoadBalancer))):
        if value not in known:
            return f"{value!r} is none of {', '.join(known)}"
    seed = options.last("seed", str(base.seed))
    if not re.fullmatch(r"\d{1,18}", seed):
        return f"{seed!r} is no seed; a seed is a whole number"
    return replace(base, proxy_mode=mode, load_balancer=balancer, seed=int(seed))


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


def _hostname(call: Call) -> Output:
    if call.args[:1] == ("-d",):
        return say("")
    if call.args[:1] in {("-f",), ("--fqdn",)}:
        return say(full_name_of(call.shell))
    return say(address_of(call.shell) if call.args[:1] in {("-i",), ("-I",)} else host_name_of(call.shell))


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


_SESSION: dict[str, Program] = {
    "help": _help,
    "history": _history,
    "why": _why,
    "undo": _undo,
    "redo": _undo,
    "reset": _reset,
}
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
    "hostname": _hostname,
    "sh": _shell,
    "bash": _shell,
    "ash": _shell,
    **dict.fromkeys(("vi", "vim", "nano", "emacs", "pico"), _editor),
}
SESSION: Programs = MappingProxyType(_SESSION)
WRAPPERS: Programs = MappingProxyType(_WRAPPERS)
