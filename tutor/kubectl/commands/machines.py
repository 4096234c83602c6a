"""The programs that lead somewhere else: kubectl to the API server, ssh to a node."""

from __future__ import annotations

from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.output import Output

_SSH = Grammar(letters="qtTnNfvl:i:p:o:F:J:L:", stop_at_operand=True)
NO_ROUTE_SECONDS = 3.0
_UNREACHABLE = "Unable to connect to the server: dial tcp {0}:6443: connect: no route to host"
_NOT_CONFIGURED = "The connection to the server localhost:8080 was refused - did you specify the right host or port?"


def _kubectl(call: Call) -> Output:
    place = call.shell.place
    if place.kind == "node":
        node = next((one for one in call.shell.settings.nodes if one.name == place.name), None)
        if node and not node.control_plane:
            return fail(_NOT_CONFIGURED)
    masters = [node for node in call.shell.settings.nodes if node.control_plane]
    if masters and all(node.name in call.shell.cluster.faults.stopped for node in masters):
        call.shell.cluster.advance(NO_ROUTE_SECONDS)
        return fail(_UNREACHABLE.format(masters[0].ip))
    return call.shell.kubectl(call)


def _ssh(call: Call) -> Output:
    options = read_options(call.args, _SSH)
    if options.unknown or options.lacking or not options.operands:
        return fail("usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] destination [command [argument ...]]", 255)
    host = options.operands[0].rpartition("@")[2]
    return call.shell.login(host, " ".join(options.operands[1:]), call.stdin)


_ROWS: dict[str, Program] = {
    "kubectl": _kubectl,
    "k": _kubectl,
    "ssh": _ssh,
}
MACHINES: Programs = MappingProxyType(_ROWS)
