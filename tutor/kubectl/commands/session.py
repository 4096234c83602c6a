"""Commands about the session itself: help, history, why, undo, redo, reset."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import get_args

from tutor import words
from tutor.cluster.settings import LoadBalancer, ProxyMode, Settings
from tutor.kubectl.commands.call import Call, Program, Programs, fail, say
from tutor.kubectl.commands.options import Grammar, Options, read_options
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.output import Output
from tutor.kubectl.why import explain
from tutor.values import replace

HELP_LINES, LEAST_GENERAL = 10, 4
_RESET = Grammar(long={"proxy-mode": "proxy-mode", "load-balancer": "load-balancer", "seed": "seed"},
                 valued=frozenset({"proxy-mode", "load-balancer", "seed"}))  # fmt: skip


def _help(call: Call) -> Output:
    """Ten commands: those of the lesson first, then those that help everywhere."""
    general = words.text(call.shell.locale, "shell.help").split("\n")
    own = call.shell.lesson_commands[: HELP_LINES - LEAST_GENERAL]
    return Output(stdout=joined([*own, *general[len(own) - HELP_LINES :]]))


def _history(call: Call) -> Output:
    return Output(stdout=joined(f"{at:5}  {line}" for at, line in enumerate(call.shell.history, 1)))


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


_SESSION: dict[str, Program] = {
    "help": _help,
    "history": _history,
    "why": _why,
    "undo": _undo,
    "redo": _undo,
    "reset": _reset,
}
SESSION: Programs = MappingProxyType(_SESSION)
