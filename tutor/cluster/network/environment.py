"""The variables about Services that the kubelet sets when it starts a container."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.cluster.network.view import View

MASTER_NAMESPACE = "default"
MASTER_SERVICE = "kubernetes"


def environment(view: View, pod: Pod, container: str = "") -> tuple[tuple[str, str], ...]:
    """Name and value of each variable, in the kubelet's order; Services made after the start are missing.

    `container` names the one that is asked about (default: the first). Mirrors getServiceEnvVarMap and FromServices.
    """
    started = _started(pod, container)
    master = view.service(MASTER_NAMESPACE, MASTER_SERVICE)
    known: dict[str, Service] = {} if master is None else {MASTER_SERVICE: master}
    if pod.spec.enable_service_links is not False:
        for service in view.store.list("Service", pod.metadata.namespace):
            if (service.metadata.creation_timestamp or "") <= started:
                known[service.metadata.name] = service
    pairs = [pair for _, service in sorted(known.items()) for pair in _variables(service)]
    return tuple(dict(pairs).items())


def _started(pod: Pod, container: str) -> str:
    """When a container started, as the API writes times; far in the future while it has not."""
    for status in pod.status.container_statuses:
        if container in {"", status.name} and status.state.running is not None:
            return status.state.running.started_at or ""
    return "9999"


def _variables(service: Service) -> Iterator[tuple[str, str]]:
    """The variables of one Service; headless ones have none."""
    address = service.spec.cluster_ip
    if address in {"", "None"} or not service.spec.ports:
        return
    name = variable_name(service.metadata.name)
    yield f"{name}_SERVICE_HOST", address
    yield f"{name}_SERVICE_PORT", str(service.spec.ports[0].port)
    for port in service.spec.ports:
        if port.name:
            yield f"{name}_SERVICE_PORT_{variable_name(port.name)}", str(port.port)
    yield from _links(name, service)


def _links(name: str, service: Service) -> Iterator[tuple[str, str]]:
    """The variables that Docker's links once had. Mirrors makeLinkVariables."""
    address = service.spec.cluster_ip
    for index, port in enumerate(service.spec.ports):
        protocol = port.protocol or "TCP"
        url = f"{protocol.lower()}://{address}:{port.port}"
        if index == 0:
            yield f"{name}_PORT", url
        prefix = f"{name}_PORT_{port.port}_{protocol.upper()}"
        yield prefix, url
        yield f"{prefix}_PROTO", protocol.lower()
        yield f"{prefix}_PORT", str(port.port)
        yield f"{prefix}_ADDR", address


def variable_name(name: str) -> str:
    """Upper case, with `_` where a variable's name cannot have `-`."""
    return name.replace("-", "_").upper()
