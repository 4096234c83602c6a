"""Node ports of a Service, asked for or given. Mirrors initNodePorts, updateNodePorts and allocHealthCheckNodePort."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.api.errors import FieldPath, invalid
from tutor.api.kinds import SERVICE
from tutor.api.service import Service, ServicePort, ServiceSpec
from tutor.api.status import Status, StatusError
from tutor.api.status import invalid as refuse
from tutor.cluster.addresses import DryNodePorts, NodePorts
from tutor.cluster.objects import replace

_EXPOSED = ("NodePort", "LoadBalancer")


def exposed(spec: ServiceSpec) -> bool:
    """Whether nodes open ports for this Service."""
    return spec.type in _EXPOSED


def needs_health_check(spec: ServiceSpec) -> bool:
    """Whether load balancers ask the nodes for local endpoints. Mirrors NeedsHealthCheck."""
    return spec.type == "LoadBalancer" and spec.external_traffic_policy == "Local"


def wants_node_ports(spec: ServiceSpec) -> bool:
    """Whether ports without a number get one. Mirrors ShouldAllocateNodePorts."""
    return spec.type == "NodePort" or (
        spec.type == "LoadBalancer" and spec.allocate_load_balancer_node_ports is not False
    )


def on_create(service: Service, free: NodePorts | DryNodePorts) -> Service:
    """Node ports of a new Service; ports with the same number share one when nothing else is asked."""
    if not exposed(service.spec):
        return service
    asked = {port.port: port.node_port for port in reversed(service.spec.ports) if port.node_port}
    given: dict[int, int] = {}
    taken: set[int] = set()
    ports = []
    for index, port in enumerate(service.spec.ports):
        number = port.node_port or given.get(port.port, 0) or asked.get(port.port, 0)
        if number == 0 and wants_node_ports(service.spec):
            number = _next(free, taken)
        elif port.node_port == 0 and not wants_node_ports(service.spec):
            number = 0
        elif given.get(port.port) != number:
            _claim(service, index, number, free, taken)
        taken.add(number)
        if number:
            given.setdefault(port.port, number)
        ports.append(replace(port, node_port=number))
    return _with_ports(service, ports)


def on_update(new: Service, old: Service, free: NodePorts | DryNodePorts) -> Service:
    """Node ports of a changed Service; what it had it keeps, what is new is asked for."""
    if not exposed(new.spec):
        return new
    kept = {port.node_port for port in old.spec.ports} if exposed(old.spec) else set()
    taken: set[int] = set()
    ports: list[ServicePort] = []
    for index, port in enumerate(new.spec.ports):
        number = port.node_port
        if number and number not in kept and number not in taken:
            _claim(new, index, number, free, taken)
        elif number == 0 and wants_node_ports(new.spec):
            number = _next(free, taken)
        if number:
            taken.add(number)
            _refuse_twin(port.protocol, number, ports)
        ports.append(replace(port, node_port=number))
    return _with_ports(new, ports)


def _refuse_twin(protocol: str, number: int, others: Iterable[ServicePort]) -> None:
    """Two ports with one node port fail here, before any rule of Services is asked, as no proper refusal at all."""
    if any((other.protocol, other.node_port) == (protocol, number) for other in others):
        raise StatusError(Status(message=f"duplicate nodePort: {{{protocol} {number}}}", code=500))


def health_check(new: Service, old: Service | None, free: NodePorts | DryNodePorts) -> Service:
    """The port at which nodes tell whether they have local endpoints, given or kept."""
    if not needs_health_check(new.spec) or (old is not None and needs_health_check(old.spec)):
        return new
    wanted = new.spec.health_check_node_port
    taken = {port.node_port for port in new.spec.ports}
    if wanted == 0:
        return replace(new, spec=replace(new.spec, health_check_node_port=_next(free, taken)))
    fault = free.fault(wanted) or ("provided port is already allocated" if wanted in taken else "")
    if fault:
        raise internal(f"failed to allocate requested HealthCheck NodePort {wanted}: {fault}")
    return new


def internal(message: str) -> StatusError:
    """The server's own failure."""
    return StatusError(Status(message=f"Internal error occurred: {message}", reason="InternalError", code=500))


def _with_ports(service: Service, ports: Iterable[ServicePort]) -> Service:
    return replace(service, spec=replace(service.spec, ports=tuple(ports)))


def _claim(service: Service, index: int, number: int, free: NodePorts | DryNodePorts, taken: set[int]) -> None:
    fault = free.fault(number) or ("provided port is already allocated" if number in taken else "")
    if fault:
        path = FieldPath("spec") / "ports" / index / "nodePort"
        raise refuse(SERVICE, service.metadata.name, (invalid(path, number, fault),))


def _next(free: NodePorts | DryNodePorts, taken: set[int]) -> int:
    number = free.next(frozenset(taken))
    if number is None:
        raise internal("failed to allocate a nodePort: range is full")
    return number
