"""kubectl and ssh, and the programs that show or change a machine's network."""

from __future__ import annotations

import re
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.hosts import address_of, node_named
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


def _ip(call: Call) -> Output:
    words = [word for word in call.args if not word.startswith("-")]
    what, action = [*words, "", ""][:2]
    if what and "route".startswith(what):
        return _route(call, action or "show", words[2:])
    if what and "address".startswith(what):
        return Output(stdout=_links(call))
    return fail("Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\nwhere  OBJECT := { address | route }", 255)


def _route(call: Call, action: str, words: list[str]) -> Output:
    if action in {"add", "replace", "del", "delete"}:
        return _change_route(call, action, words)
    device = "eth0"
    address = address_of(call.shell)
    routes = "".join(f"{target} via {gateway} dev {device}\n" for target, gateway in sorted(call.shell.routes.items()))
    if call.shell.place.kind == "pod":
        return Output(stdout=f"default via 169.254.1.1 dev {device}\n169.254.1.1 dev {device} scope link\n")
    return Output(stdout=f"192.168.56.0/24 dev {device} proto kernel scope link src {address}\n{routes}")


def _change_route(call: Call, action: str, words: list[str]) -> Output:
    target = words[0].removesuffix("/32") if words else ""
    gateway = words[2] if words[1:2] == ["via"] and len(words) > 2 else ""
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}(/\d{1,2})?", target):
        return fail(f'Error: any valid prefix is expected rather than "{target}".')
    if call.shell.place.kind != "laptop":
        return fail("RTNETLINK answers: Operation not permitted", 2)
    if action not in {"add", "replace"}:
        call.shell.mark_change()
        gone = call.shell.drop_route(target)
        return Output() if gone else fail("RTNETLINK answers: No such process", 2)
    node = node_named(call.shell.cluster, gateway)
    if node is None:
        return fail("RTNETLINK answers: Network is unreachable" if gateway else "RTNETLINK answers: No such device", 2)
    call.shell.mark_change()
    call.shell.add_route(target, gateway)
    return Output()


def _links(call: Call) -> str:
    address = address_of(call.shell)
    size = "32" if call.shell.place.kind == "pod" else "24"
    return (
        "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n"
        "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n"
        "    inet 127.0.0.1/8 scope host lo\n"
        "2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000\n"
        f"    inet {address}/{size} scope global eth0\n"
    )


def _id(call: Call) -> Output:
    user = call.scope.variables.get("USER", "root")
    number = 0 if user == "root" else 1000
    return Output(stdout=f"uid={number}({user}) gid={number}({user}) groups={number}({user})\n")


def _uname(call: Call) -> Output:
    return Output(stdout="Linux\n" if not call.args else "Linux 6.8.0 x86_64 GNU/Linux\n")


_ROWS: dict[str, Program] = {
    "kubectl": _kubectl,
    "k": _kubectl,
    "ssh": _ssh,
    "ip": _ip,
    "id": _id,
    "uname": _uname,
}
MACHINES: Programs = MappingProxyType(_ROWS)
