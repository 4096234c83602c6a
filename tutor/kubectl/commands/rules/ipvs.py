"""What ipvsadm lists: virtual servers, their destinations, and the clients that stick to one."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.cluster.network.memory import Memory
from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings
from tutor.kubectl.commands.rules.rows import Row, rows_of

TITLE = (
    "IP Virtual Server version 1.2.1 (size=4096)",
    "Prot LocalAddress:Port Scheduler Flags",
    "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn",
)
CONNECTIONS_TITLE = (
    "IPVS connection entries",
    "pro expire state       source             virtual            destination",
)


def virtual_servers(view: View, node: NodeSettings) -> Iterator[str]:
    """`ipvsadm -Ln`: the servers by protocol, address and port, each with its destinations."""
    yield from TITLE
    for protocol, address, port, row in _servers(view, node):
        flags = f" persistent {row.sticky_seconds}" if row.sticky_seconds else ""
        yield f"{protocol.upper():<4} {address}:{port} rr{flags}"
        inside = address == row.front.address
        for one in row.inside if inside else row.outside:
            remote = f"{one.address}:{one.port}"
            yield f"  -> {remote:<28} {'Masq':<7} {1:<6} {0:<10} {0:<10}"


def _servers(view: View, node: NodeSettings) -> list[tuple[str, str, int, Row]]:
    found = [server for row in rows_of(view, node) for server in _servers_of(row, node)]
    return sorted(found, key=lambda server: (server[0], tuple(map(int, server[1].split("."))), server[2]))


def _servers_of(row: Row, node: NodeSettings) -> Iterator[tuple[str, str, int, Row]]:
    for address in (row.front.address, *row.externals, *row.balancers):
        yield row.protocol, address, row.port.port, row
    if row.port.node_port:
        yield row.protocol, node.ip, row.port.node_port, row


def connections(view: View, node: NodeSettings, memory: Memory) -> Iterator[str]:
    """`ipvsadm -Lnc`: the templates that keep clients with their destination."""
    yield from CONNECTIONS_TITLE
    known = {row.front.name: row for row in rows_of(view, node)}
    for (machine, name, client), stuck in sorted(memory.stuck.items()):
        row, left = known.get(name), int(stuck.expires - view.now)
        if machine == node.name and row is not None and left > 0:
            virtual = f"{row.front.address}:{row.port.port}"
            expires = f"{left // 60:02}:{left % 60:02}"
            protocol = row.protocol.upper()
            yield f"{protocol:<3} {expires:<6} {'NONE':<11} {client + ':0':<18} {virtual:<18} {stuck.backend}"


def service_addresses(view: View, node: NodeSettings) -> tuple[str, ...]:
    """What the interface kube-ipvs0 holds: every address of a Service, in order."""
    rows = rows_of(view, node)
    found = {address for row in rows for address in (row.front.address, *row.externals, *row.balancers)}
    return tuple(sorted(found, key=lambda address: tuple(map(int, address.split(".")))))
