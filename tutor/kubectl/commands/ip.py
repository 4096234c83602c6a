"""ip: the addresses and routes of a place; on the laptop it changes routes, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.hosts import address_of, node_named
from tutor.kubectl.commands.rules.ipvs import service_addresses
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.output import Output
from tutor.values import frozen

_USAGE = "Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\nwhere  OBJECT := { address | link | route }"
_LAN = "192.168.56.0/24"


@frozen
class Link:
    """One interface with its addresses."""

    name: str
    state: str
    flags: str
    addresses: tuple[str, ...]
    mtu: int = 1500
    scope: str = "global"


def _ip(call: Call) -> Output:
    words = [word for word in call.args if not word.startswith("-")]
    what, action = [*words, "", ""][:2]
    brief = "-br" in call.args or "-brief" in call.args
    if what and "route".startswith(what):
        return _route(call, action or "show", words[2:])
    if what and ("address".startswith(what) or "link".startswith(what)):
        device = words[-1] if len(words) > 2 or action not in {"", "show", "list", "ls"} else ""
        return _show(call, device, brief=brief, addresses=not "link".startswith(what))
    return fail(_USAGE, 255)


def _links(call: Call) -> Iterator[Link]:
    shell = call.shell
    yield Link(name="lo", state="UNKNOWN", flags="LOOPBACK,UP,LOWER_UP", addresses=("127.0.0.1/8",), mtu=65536,
               scope="host")  # fmt: skip
    size = "32" if shell.place.kind == "pod" else "24"
    up = "BROADCAST,MULTICAST,UP,LOWER_UP"
    yield Link(name="eth0", state="UP", flags=up, addresses=(f"{address_of(shell)}/{size}",))
    node = shell.cluster.view.node(shell.place.name) if shell.place.kind == "node" else None
    if node is not None and shell.cluster.settings.proxy_mode == "ipvs":
        held = tuple(f"{address}/32" for address in service_addresses(shell.cluster.view, node))
        yield Link(name="kube-ipvs0", state="DOWN", flags="BROADCAST,NOARP", addresses=held)


def _show(call: Call, device: str, *, brief: bool, addresses: bool) -> Output:
    found = [(at, link) for at, link in enumerate(_links(call), 1) if device in {"", "dev", link.name}]
    if not found:
        return fail(f'Device "{device}" does not exist.')
    if brief:
        rows = (
            f"{link.name:<16} {link.state:<14} {' '.join(link.addresses if addresses else ())}" for _, link in found
        )
        return Output(stdout=joined(row.rstrip() + " " for row in rows))
    return Output(stdout=joined(line for at, link in found for line in _long(at, link, addresses=addresses)))


def _long(at: int, link: Link, *, addresses: bool) -> Iterator[str]:
    queue = "noqueue" if link.name == "lo" else "noop" if link.state == "DOWN" else "fq_codel"
    yield f"{at}: {link.name}: <{link.flags}> mtu {link.mtu} qdisc {queue} state {link.state} group default qlen 1000"
    if link.name == "lo":
        yield "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00"
    for address in link.addresses if addresses else ():
        yield f"    inet {address} scope {link.scope} {link.name}"


def _route(call: Call, action: str, words: list[str]) -> Output:
    if action in {"add", "replace", "del", "delete"}:
        return _change_route(call, action, words)
    return Output(stdout=joined(_routes(call)))


def _routes(call: Call) -> Iterator[str]:
    """Where packets leave; a node sends each other node's pods to that node, as the pod network has set it up."""
    shell = call.shell
    if shell.place.kind == "pod":
        yield from ("default via 169.254.1.1 dev eth0", "169.254.1.1 dev eth0 scope link")
        return
    if shell.place.kind == "node":
        others = [node for node in shell.settings.nodes if node.name != shell.place.name]
        yield from sorted(f"{node.pod_cidr} via {node.ip} dev tunl0 proto bird onlink" for node in others)
    yield f"{_LAN} dev eth0 proto kernel scope link src {address_of(shell)}"
    if shell.place.kind == "laptop":
        yield from (f"{target} via {gateway} dev eth0" for target, gateway in sorted(shell.routes.items()))


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


_ROWS: dict[str, Program] = {"ip": _ip}
IP: Programs = MappingProxyType(_ROWS)
