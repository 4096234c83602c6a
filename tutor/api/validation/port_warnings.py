"""What the server warns of in the ports of a pod's containers."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.api.container import ContainerPort
from tutor.api.errors import FieldPath
from tutor.api.pod import PodSpec
from tutor.api.quoting import quote
from tutor.api.validation.visits import all_containers


def warn_of_ports(path: FieldPath, spec: PodSpec) -> Iterator[str]:
    """Ports and names of ports that stand twice, and addresses of the host without a port of the host."""
    seen: dict[tuple[int, str], list[tuple[FieldPath, ContainerPort]]] = {}
    for place, container in all_containers(path, spec):
        for at, port in enumerate(container.ports):
            here = place / "ports" / at
            if port.host_ip and not port.host_port:
                yield f"{here}: hostIP set without hostPort: {_printed(port)}"
            others = seen.setdefault((port.container_port, port.protocol), [])
            for where, other in others:
                yield from _warn_of_twins(here, port, where, other)
            others.append((here, port))
    yield from _warn_of_names(path, spec)


def _warn_of_names(path: FieldPath, spec: PodSpec) -> Iterator[str]:
    """Containers may share a name, of which whoever asks by name sees the first."""
    first: dict[str, FieldPath] = {}
    for place, container in all_containers(path, spec):
        for at, port in enumerate(container.ports):
            here = place / "ports" / at
            other = first.setdefault(port.name, here)
            if port.name and other is not here:
                chosen = f"services and probes that select ports by name will use {other}"
                yield f"{here}: duplicate port name {quote(port.name)} with {other}, {chosen}"


def _printed(port: ContainerPort) -> str:
    """A port as Go prints its struct."""
    return (
        f"{{Name:{port.name} HostPort:{port.host_port} ContainerPort:{port.container_port}"
        f" Protocol:{port.protocol} HostIP:{port.host_ip}}}"
    )


def _warn_of_twins(here: FieldPath, port: ContainerPort, where: FieldPath, other: ContainerPort) -> Iterator[str]:
    if (port.host_ip, port.host_port) == (other.host_ip, other.host_port):
        yield f"{here}: duplicate port definition with {where}"
    elif not port.host_port or not other.host_port:
        yield f"{here}: overlapping port definition with {where}"
    elif port.host_port == other.host_port and bool(port.host_ip) != bool(other.host_ip):
        yield f"{here}: dangerously ambiguous port definition with {where}"
