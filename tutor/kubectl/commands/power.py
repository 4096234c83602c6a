"""Switching machines off and on: `node stop`, Vagrant on the laptop, `poweroff` on a node."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail, say
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.output import Output

HALT_SECONDS, UP_SECONDS = 3.0, 20.0
_USAGE = "Usage: vagrant halt|up|reload|status|ssh [NAME]"
_NODE_USAGE = "Usage: node stop NAME | node start NAME | node list"
_ABOUT = (
    "This environment represents multiple VMs. The VMs are all listed\nabove with their current state. "
    "For more information about a specific\nVM, run `vagrant status NAME`."
)


def _stopped(call: Call) -> frozenset[str]:
    return call.shell.cluster.faults.stopped


def _names(call: Call) -> tuple[str, ...]:
    return tuple(node.name for node in call.shell.settings.nodes)


def _halt(call: Call, name: str) -> str:
    if name in _stopped(call):
        return f"==> {name}: VM is already halted."
    call.shell.mark_change()
    call.shell.cluster.stop_node(name)
    call.shell.cluster.advance(HALT_SECONDS)
    return f"==> {name}: Attempting graceful shutdown of VM..."


def _up(call: Call, name: str) -> str:
    title = f"Bringing machine '{name}' up with 'virtualbox' provider..."
    if name not in _stopped(call):
        return f"{title}\n==> {name}: Machine is already running."
    call.shell.mark_change()
    call.shell.cluster.start_node(name)
    call.shell.cluster.advance(UP_SECONDS)
    return f"{title}\n==> {name}: Booting VM...\n==> {name}: Machine booted and ready!"


def _reload(call: Call, name: str) -> str:
    return f"{_halt(call, name)}\n{_up(call, name)}"


_ACTIONS: Mapping[str, Callable[[Call, str], str]] = MappingProxyType(
    {"halt": _halt, "suspend": _halt, "up": _up, "resume": _up, "reload": _reload}
)


def _vagrant(call: Call) -> Output:
    words = [word for word in call.args if not word.startswith("-")]
    action, names = (words[0] if words else ""), tuple(words[1:])
    unknown = next((name for name in names if name not in _names(call)), None)
    if action == "ssh":
        return call.shell.login(names[0] if names else _names(call)[0], "", call.stdin)
    if unknown is not None:
        return fail(f"The machine with the name '{unknown}' was not found configured for\nthis Vagrant environment.")
    if action == "status":
        return _status(call, names or _names(call))
    if action in _ACTIONS:
        return Output(stdout=joined(_ACTIONS[action](call, name) for name in names or _names(call)))
    return fail(_USAGE)


def _status(call: Call, names: tuple[str, ...]) -> Output:
    rows = (f"{name:<26}{'poweroff' if name in _stopped(call) else 'running'} (virtualbox)" for name in names)
    return Output(stdout=joined(["Current machine states:", "", *rows, "", *_ABOUT.split("\n")]))


def _node(call: Call) -> Output:
    """`node stop|start NAME`, for those who know no Vagrant."""
    action, *names = call.args or ("",)
    if action in {"list", "ls"}:
        return Output(stdout=joined(f"{name:<15}{'off' if name in _stopped(call) else 'on'}" for name in _names(call)))
    wanted = {"stop": "halt", "start": "up", "restart": "reload"}.get(action)
    if wanted is None or not names:
        return fail(_NODE_USAGE, 2)
    unknown = next((name for name in names if name not in _names(call)), None)
    if unknown is not None:
        return fail(f"node: there is no {unknown}; there are {', '.join(_names(call))}")
    for name in names:
        _ACTIONS[wanted](call, name)
    return say("\n".join(f"{name} is {'off' if name in _stopped(call) else 'on'}" for name in names))


def _poweroff(call: Call) -> Output:
    """On a node the machine under one's own feet; the shell comes back to the laptop by itself."""
    if call.shell.place.kind != "node":
        return fail(f"{call.argv[0]}: this machine stays on; {_NODE_USAGE[7:]}")
    name = call.shell.place.name
    told = _halt(call, name) and ""
    if call.argv[0] == "reboot" or "-r" in call.args:
        _up(call, name)
    return say(told)


_ROWS: dict[str, Program] = {
    "vagrant": _vagrant,
    "node": _node,
    **dict.fromkeys(("poweroff", "halt", "reboot", "shutdown"), _poweroff),
}
POWER: Programs = MappingProxyType(_ROWS)
