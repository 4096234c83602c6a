"""Which object and field made a name resolve, or kept it from resolving."""

from __future__ import annotations

from tutor.api.service import Service
from tutor.cluster.network.dns import dns_address
from tutor.cluster.network.hosts import NODE_LOCAL_DNS
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.trace import Hop, Record, Ref
from tutor.cluster.network.view import Client, View, address_of, ref


def explain_answer(view: View, name: str, answers: tuple[Record, ...]) -> Hop:
    """What a full name stands for."""
    service, rest = _service_of(view, name)
    name = name.rstrip(".")
    data = answers[-1].data
    if service is None:
        in_pods = name.lower().endswith(f".pod.{view.settings.domain}")
        id_ = "name-resolved" if answers[-1].type != "A" else "name-pod" if in_pods else "name-outside"
        return hop(reason(id_, name=name, address=data))
    known = {"name": name, "service": service.metadata.name}
    if service.spec.type == "ExternalName":
        target = service.spec.external_name
        return hop(reason("name-alias", **known, target=target), ref(service), ("spec", "externalName"))
    if rest:
        return hop(reason("name-endpoint", **known, address=data), ref(service))
    if service.spec.cluster_ip == "None":
        return hop(reason("name-headless", **known, count=len(answers)), ref(service), ("spec", "clusterIP"))
    return hop(reason("name-cluster-ip", **known, address=data), ref(service), ("spec", "clusterIP"))


def _service_of(view: View, name: str) -> tuple[Service | None, tuple[str, ...]]:
    """The Service in a full name of the cluster, and the words before it."""
    base = name.lower().removesuffix(f".svc.{view.settings.domain}.")
    words = base.split(".")
    if base == name.lower() or len(words) < 2:
        return None, ()
    return view.service(words[-1], words[-2]), tuple(words[:-2])


def explain_failure(view: View, client: Client, name: str, rcode: str, server: str) -> Hop:
    """Why a name does not resolve from here."""
    if rcode in {"TIMEOUT", "SERVFAIL"}:
        return _unanswered(view, client, name, rcode, server)
    namespace, words = _meant(view, client, name)
    if not words:
        return hop(reason("name-unknown", name=name, server=server))
    if client.pod is None:
        return hop(reason("name-cluster-only", name=name))
    if not view.has_namespace(namespace):
        return hop(
            reason("name-unknown-namespace", name=name, namespace=namespace), Ref(kind="Namespace", name=namespace)
        )
    service = view.service(namespace, words[-1])
    if service is None:
        missing = Ref(kind="Service", namespace=namespace, name=words[-1])
        return hop(reason("name-unknown-service", name=name, service=words[-1], namespace=namespace), missing)
    return _failing(service, name, rcode, server)


def _unanswered(view: View, client: Client, name: str, rcode: str, server: str) -> Hop:
    """No answer at all: the cache on the client's node is gone, CoreDNS behind it is, or another server."""
    if server != NODE_LOCAL_DNS or client.node is None:
        return hop(reason("name-server-silent", name=name, server=server or "-"))
    if rcode == "TIMEOUT":
        return hop(reason("name-cache-silent", name=name, server=server, node=client.node.name))
    return hop(reason("name-coredns-silent", name=name, server=dns_address(view), node=client.node.name))


def _failing(service: Service, name: str, rcode: str, server: str) -> Hop:
    known = {"name": name, "service": service.metadata.name}
    if service.spec.type == "ExternalName":
        target = service.spec.external_name
        id_ = "name-alias-dead" if address_of(target) is None else "name-alias-to-address"
        return hop(reason(id_, **known, target=target), ref(service), ("spec", "externalName"))
    if service.spec.cluster_ip == "None":
        return hop(reason("name-headless-empty", **known), ref(service), ("spec", "selector"))
    if rcode == "NOERROR":
        return hop(reason("name-no-address", name=name), ref(service))
    return hop(reason("name-unknown", name=name, server=server), ref(service))


def _meant(view: View, client: Client, name: str) -> tuple[str, tuple[str, ...]]:
    """The namespace and the words of the Service that somebody most likely means; no words: none of the cluster's."""
    own = client.pod.metadata.namespace if client.pod else "default"
    words = tuple(word for word in name.lower().removesuffix(".").split(".") if word)
    domain = tuple(view.settings.domain.split("."))
    explicit = words[-len(domain) :] == domain
    words = words[: -len(domain)] if explicit else words
    if words[-1:] == ("svc",):
        return (words[-2], words[:-2]) if len(words) > 2 else ("", ())
    if explicit or not words:
        return "", ()
    if len(words) == 1:
        return own, words if client.pod or view.service(own, words[0]) else ()
    return (words[-1], words[:-1]) if view.has_namespace(words[-1]) else ("", ())
