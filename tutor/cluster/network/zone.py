"""What CoreDNS answers about the cluster's own zone. Mirrors its kubernetes plugin."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from tutor.api.discovery import Endpoint
from tutor.api.service import Service
from tutor.cluster.network.view import View, address_of
from tutor.values import frozen

TTL = 5
NO_PORT = -1


class Missing(Enum):
    """A name that does not exist, or one that exists and has nothing of this type."""

    NAME = "NXDOMAIN"
    RECORDS = "NOERROR"


@frozen
class Found:
    """One thing that a name stands for: `host` an address or a name, `key` the name that SRV and PTR give it."""

    host: str
    key: str
    port: int = 0


@frozen
class _Asked:
    """The parts of a name below the zone. Mirrors recordRequest."""

    kind: str = ""
    namespace: str = ""
    service: str = ""
    endpoint: str = ""
    port: str = ""
    protocol: str = ""


def _parse(name: str, domain: str) -> _Asked | None:
    """Read [_port._proto.|endpoint.]service.namespace.svc; None when nothing can have such a name."""
    base = name.removesuffix(f"{domain}.").rstrip(".")
    words = base.split(".") if base else []
    if not words or words in (["svc"], ["pod"]):
        return _Asked()
    *rest, kind = words
    if kind not in {"svc", "pod"} or len(rest) > 4:
        return None
    namespace = rest.pop() if rest else ""
    service = rest.pop() if rest else ""
    if len(rest) == 1:
        return _Asked(kind=kind, namespace=namespace, service=service, endpoint=rest[0])
    if len(rest) == 2:
        port, protocol = (word.removeprefix("_") for word in rest)
        return _Asked(kind=kind, namespace=namespace, service=service, port=port, protocol=protocol)
    return _Asked(kind=kind, namespace=namespace, service=service)


def records(view: View, name: str) -> tuple[Found, ...] | Missing:
    """Everything that a lower-case name of the cluster's zone, with its final dot, stands for."""
    asked = _parse(name, view.settings.domain)
    if asked is None:
        return Missing.NAME
    if not asked.kind:
        return Missing.RECORDS
    if not view.has_namespace(asked.namespace):
        return Missing.NAME
    if not asked.service:
        return Missing.RECORDS
    found = _pods(view, asked) if asked.kind == "pod" else tuple(_services(view, asked))
    return found or Missing.NAME


def _pods(view: View, asked: _Asked) -> tuple[Found, ...]:
    """An address in dashes under a namespace's `pod` is that address, whether or not a pod has it (`pods insecure`)."""
    dots = asked.service.count("-") == 3 and "--" not in asked.service
    address = asked.service.replace("-", "." if dots else ":")
    if address_of(address) is None:
        return ()
    key = f"{asked.service}.{asked.namespace}.pod.{view.settings.domain}."
    return (Found(host=address, key=key),)


def _services(view: View, asked: _Asked) -> Iterator[Found]:
    service = view.service(asked.namespace, asked.service)
    if service is None:
        return
    key = service_name(view, service)
    if service.spec.type == "ExternalName":
        qualified = asked.endpoint or asked.port or asked.protocol
        if not qualified and address_of(service.spec.external_name) is None:
            yield Found(host=service.spec.external_name, key=key)
    elif service.spec.cluster_ip == "None" or asked.endpoint:
        yield from _endpoints(view, service, asked)
    else:
        for port in service.spec.ports:
            if _matches(asked, port.name, port.protocol):
                for address in service.spec.cluster_ips or (service.spec.cluster_ip,):
                    yield Found(host=address, key=key, port=port.port)


def _matches(asked: _Asked, port: str | None, protocol: str | None) -> bool:
    """Whether a port fits a question that may leave its name and protocol open."""
    named = not asked.port or asked.port == (port or "").lower()
    return named and (not asked.protocol or asked.protocol == (protocol or "TCP").lower())


def _endpoints(view: View, service: Service, asked: _Asked) -> Iterator[Found]:
    """Ready endpoints by address and port; a slice without ports counts once, with no port to tell of."""
    key = service_name(view, service)
    for slice_ in view.slices(service.metadata.namespace, service.metadata.name):
        known = tuple((p.name, p.protocol, NO_PORT if p.port is None else p.port) for p in slice_.ports or ())
        for endpoint in slice_.endpoints:
            if endpoint.conditions.ready is False:
                continue
            for address in endpoint.addresses:
                own = hostname(endpoint, address)
                if asked.endpoint and asked.endpoint != own.lower():
                    continue
                for name, protocol, number in known or (("", "", NO_PORT),):
                    bare = not known and not asked.port and not asked.protocol
                    if bare or (known and _matches(asked, name, protocol)):
                        yield Found(host=address, key=f"{own}.{key}", port=number)


def hostname(endpoint: Endpoint, address: str) -> str:
    """The first word of an endpoint's name: its hostname, or its address in dashes."""
    return endpoint.hostname or address.replace(".", "-").replace(":", "-")


def service_name(view: View, service: Service) -> str:
    """A Service's full name, with its final dot."""
    return f"{service.metadata.name}.{service.metadata.namespace}.svc.{view.settings.domain}."


def names_of(view: View, address: str) -> tuple[str, ...]:
    """The names that a reverse question about an address gets. Mirrors serviceRecordForIP."""
    for service in view.services_at(address):
        return (service_name(view, service),)
    found: list[str] = []
    for slice_ in view.store.list("EndpointSlice"):
        service_label = slice_.metadata.labels.get("kubernetes.io/service-name", "")
        for endpoint in slice_.endpoints:
            if address in endpoint.addresses and endpoint.conditions.ready is not False and service_label:
                base = f"{service_label}.{slice_.metadata.namespace}.svc.{view.settings.domain}."
                found.append(f"{hostname(endpoint, address)}.{base}")
    return tuple(dict.fromkeys(found))
