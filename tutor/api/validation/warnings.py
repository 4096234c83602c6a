"""What the server warns of although it accepts an object; what it says of whole kinds stands in their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from ipaddress import IPv6Network, ip_network
from types import MappingProxyType
from typing import Any

from tutor.api import content
from tutor.api.core import Node
from tutor.api.discovery import Endpoints, EndpointSlice
from tutor.api.errors import FieldPath
from tutor.api.pod import Pod
from tutor.api.quoting import quote
from tutor.api.service import Service
from tutor.api.validation.address_warnings import warn_of_ip, warn_of_ips
from tutor.api.validation.pod_warnings import warn_of_pod
from tutor.api.validation.volume_warnings import warn_of_claim
from tutor.api.workloads import DaemonSet, Deployment, ReplicaSet, ReplicationController, StatefulSet

_SPEC = FieldPath("spec")
_TEMPLATE = _SPEC / "template"
_HINTS = "service.kubernetes.io/topology-aware-hints"
_MODE = "service.kubernetes.io/topology-mode"


def warnings(obj: Any, old: Any | None = None) -> tuple[str, ...]:
    """The Warning headers of a create or update, none twice; `old` is what stood there."""
    rule = _WARNINGS.get(type(obj))
    return () if rule is None else tuple(dict.fromkeys(rule(obj, old)))


def _warn_of_service(service: Service, old: Service | None) -> Iterator[str]:  # noqa: ARG001 - rows have one form
    """Mirrors GetWarningsForService."""
    spec = service.spec
    headless = spec.type == "ClusterIP" and spec.cluster_ip == "None"
    if _HINTS in service.metadata.annotations:
        yield f"annotation {_HINTS} is deprecated, please use {_MODE} instead"
    if spec.type != "ExternalName" and not headless:
        yield from warn_of_ips(_SPEC / "clusterIPs", spec.cluster_ips)
    if headless:
        if spec.load_balancer_ip:
            yield "spec.loadBalancerIP is ignored for headless services"
        if spec.external_ips:
            yield "spec.externalIPs is ignored for headless services"
        if spec.session_affinity != "None":
            yield "spec.SessionAffinity is ignored for headless services"
    yield from warn_of_ips(_SPEC / "externalIPs", spec.external_ips)
    if spec.external_ips and not headless and spec.type != "ExternalName":
        yield "spec.externalIPs is deprecated and may no longer be implemented in some clusters"
    yield from warn_of_ip(_SPEC / "loadBalancerIP", spec.load_balancer_ip)
    yield from _warn_of_blocks(_SPEC / "loadBalancerSourceRanges", spec.load_balancer_source_ranges)
    if spec.type == "ExternalName" and spec.external_ips:
        yield 'spec.externalIPs is ignored when spec.type is "ExternalName"'
    if spec.type != "ExternalName" and spec.external_name:
        yield 'spec.externalName is ignored when spec.type is not "ExternalName"'
    if spec.traffic_distribution == "PreferClose":
        yield 'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'


def _warn_of_blocks(path: FieldPath, blocks: tuple[str, ...]) -> Iterator[str]:
    """Mirrors GetWarningsForCIDR, as far as the rules of address blocks leave something to warn of."""
    for at, text in enumerate(blocks):
        try:
            block = ip_network(text)
        except ValueError:
            continue
        if isinstance(block, IPv6Network) and str(block) != text:
            wanted = quote(str(block))
            yield f"{path / at}: IPv6 CIDR value {quote(text)} should be in RFC 5952 canonical format ({wanted})"


def _warn_of_endpoints(obj: Endpoints, old: Endpoints | None) -> Iterator[str]:  # noqa: ARG001 - rows have one form
    for at, subset in enumerate(obj.subsets):
        path = FieldPath("subsets") / at
        for field, addresses in (("addresses", subset.addresses), ("notReadyAddresses", subset.not_ready_addresses)):
            for index, address in enumerate(addresses):
                yield from warn_of_ip(path / field / index / "ip", address.ip)


def _warn_of_slice(obj: EndpointSlice, old: EndpointSlice | None) -> Iterator[str]:
    if obj.address_type == "FQDN" and old is None:
        yield f"{_SPEC / 'addressType'}: FQDN endpoints are deprecated"
    for at, endpoint in enumerate(obj.endpoints):
        yield from warn_of_ips(FieldPath("endpoints") / at / "addresses", endpoint.addresses)


def _warn_of_node(node: Node, old: Node | None) -> Iterator[str]:  # noqa: ARG001 - rows have one form
    if node.spec.config_source is not None:
        yield "spec.configSource: the feature is removed"
    if node.spec.external_id:
        yield "spec.externalID: this field is deprecated, and is unused by Kubernetes"
    yield from _warn_of_blocks(_SPEC / "podCIDRs", node.spec.pod_cidrs)


def _warn_of_pod(pod: Pod, old: Pod | None) -> Iterator[str]:
    """Nobody hears of a pod that changes."""
    if old is None:
        yield from _warn_of_name(pod.metadata.name, old, "the Pod's hostname")
        yield from warn_of_pod(None, pod.metadata, pod.spec)


def _warn_of_name(name: str, old: Any, place: str) -> Iterator[str]:
    complaints = content.dns1123_label(name)
    if old is None and complaints:
        result = "which can result in surprising behavior; a DNS label is recommended"
        yield f"metadata.name: this is used in {place}, {result}: [{' '.join(complaints)}]"


def _warn_of_workload(obj: Any, old: Any) -> Iterator[str]:
    yield from _warn_of_name(obj.metadata.name, old, "Pod names and hostnames")
    yield from _warn_of_template(obj, old)


def _warn_of_template(obj: Any, old: Any) -> Iterator[str]:
    changed = old is None or old.metadata.generation != obj.metadata.generation
    if changed and obj.spec.template is not None:
        yield from warn_of_pod(_TEMPLATE, obj.spec.template.metadata, obj.spec.template.spec)


def _warn_of_stateful_set(obj: StatefulSet, old: StatefulSet | None) -> Iterator[str]:
    yield from _warn_of_template(obj, old)
    for at, claim in enumerate(obj.spec.volume_claim_templates or ()):
        place = _SPEC / "volumeClaimTemplates" / at
        yield from warn_of_claim(place if old is None else place / "Spec", claim.get("spec") or {})
    if (obj.spec.revision_history_limit or 0) < 0:
        yield (
            "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended"
        )


_WARNINGS: Mapping[type, Callable[[Any, Any], Iterator[str]]] = MappingProxyType(
    {
        Service: _warn_of_service,
        Endpoints: _warn_of_endpoints,
        EndpointSlice: _warn_of_slice,
        Node: _warn_of_node,
        Pod: _warn_of_pod,
        ReplicaSet: _warn_of_workload,
        Deployment: _warn_of_workload,
        ReplicationController: _warn_of_workload,
        StatefulSet: _warn_of_stateful_set,
        DaemonSet: _warn_of_template,
    }
)
