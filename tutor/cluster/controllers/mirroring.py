"""Slices that mirror Endpoints a person writes for a Service without selector."""

from __future__ import annotations

from tutor.api.discovery import (
    CoreEndpointPort,
    Endpoint,
    EndpointAddress,
    EndpointConditions,
    EndpointPort,
    Endpoints,
    EndpointSlice,
)
from tutor.api.meta import ObjectMeta
from tutor.api.service import Service
from tutor.cluster.control import Controller, Plane
from tutor.cluster.controllers import slices
from tutor.cluster.controllers.endpoint_pods import TRIGGER_TIME
from tutor.cluster.indexes import SERVICE_NAME_LABEL, SLICES_BY_SERVICE
from tutor.cluster.objects import owner_reference
from tutor.cluster.store import Change, Key, Store

MANAGER = "endpointslicemirroring-controller.k8s.io"
COMPONENT = "endpoint-slice-mirroring-controller"
SKIP = "endpointslice.kubernetes.io/skip-mirror"
MOST_PER_SUBSET = 1000  # --mirroring-max-endpoints-per-subset
_LEADER = "control-plane.alpha.kubernetes.io/leader"
_NOT_COPIED = frozenset({TRIGGER_TIME, "kubectl.kubernetes.io/last-applied-configuration"})


def reconcile(plane: Plane, key: Key) -> None:
    """Make the mirrored slices of Endpoints right."""
    endpoints: Endpoints | None = plane.store.get(key)
    service: Service | None = plane.store.get(Key(kind="Service", namespace=key.namespace, name=key.name))
    found = plane.store.by(SLICES_BY_SERVICE, (key.namespace, key.name))
    present = tuple(one for one in found if one.metadata.labels.get(slices.MANAGED_BY) == MANAGER)
    if endpoints is None or service is None or service.spec.selector or _skips(endpoints):
        slices.write(plane, slices.Plan(remove=present), "")
        return
    since = endpoints.metadata.annotations.get(TRIGGER_TIME, "")
    for family in ("IPv4", "IPv6"):
        mine = tuple(one for one in present if one.address_type == family)
        template, groups = _template(endpoints, family), _groups(endpoints, family)
        plan = slices.plan(groups, mine, template, placeholder=False, most=MOST_PER_SUBSET)
        slices.write(plane, plan, since)
    _tell_of_skipped(plane, endpoints)


def _skips(endpoints: Endpoints) -> bool:
    return endpoints.metadata.labels.get(SKIP) == "true" or _LEADER in endpoints.metadata.annotations


def _tell_of_skipped(plane: Plane, endpoints: Endpoints) -> None:
    """What does not fit into a subset's slice is not mirrored."""
    sizes = (len(one.addresses) + len(one.not_ready_addresses) for one in endpoints.subsets)
    skipped = sum(max(0, size - MOST_PER_SUBSET) for size in sizes)
    if skipped:
        limit = f"A max of {MOST_PER_SUBSET} addresses can be mirrored to EndpointSlices per Endpoints subset."
        message = f"{limit} {skipped} addresses were skipped"
        plane.recorder.record(endpoints, "Warning", "TooManyAddressesToMirror", message, COMPONENT)


def _groups(endpoints: Endpoints, family: str) -> slices.Groups:
    groups: dict[slices.Ports, dict[str, Endpoint]] = {}
    for subset in endpoints.subsets:
        group = groups.setdefault(slices.sort_ports(tuple(map(_port, subset.ports))), {})
        rows = [(address, True) for address in subset.addresses]
        rows += [(address, False) for address in subset.not_ready_addresses]
        for address, ready in rows[:MOST_PER_SUBSET]:
            if (":" in address.ip) == (family == "IPv6"):
                group.setdefault(address.ip, _endpoint(address, ready=ready))
    return {ports: tuple(group.values()) for ports, group in groups.items() if group}


def _port(port: CoreEndpointPort) -> EndpointPort:
    return EndpointPort(name=port.name, protocol=port.protocol, port=port.port, app_protocol=port.app_protocol)


def _endpoint(address: EndpointAddress, *, ready: bool) -> Endpoint:
    """Mirrors addressToEndpoint."""
    return Endpoint(
        addresses=(address.ip,),
        conditions=EndpointConditions(ready=ready),
        hostname=address.hostname or None,
        target_ref=address.target_ref,
        node_name=address.node_name,
    )


def _template(endpoints: Endpoints, family: str) -> EndpointSlice:
    """Mirrors newEndpointSlice of the mirroring controller."""
    meta = endpoints.metadata
    labels = {**meta.labels, slices.MANAGED_BY: MANAGER, SERVICE_NAME_LABEL: meta.name}
    annotations = {name: value for name, value in meta.annotations.items() if name not in _NOT_COPIED}
    made = ObjectMeta(
        generate_name=f"{meta.name}-",
        namespace=meta.namespace,
        labels=labels,
        annotations=annotations,
        owner_references=(owner_reference(endpoints),),
    )
    return EndpointSlice(metadata=made, address_type=family)


def _by_name(change: Change, _store: Store) -> tuple[Key, ...]:
    return (Key(kind="Endpoints", namespace=change.key.namespace, name=change.key.name),)


def _of_slice(change: Change, _store: Store) -> tuple[Key, ...]:
    labels = change.object.metadata.labels
    if labels.get(slices.MANAGED_BY) != MANAGER:
        return ()
    return (Key(kind="Endpoints", namespace=change.key.namespace, name=labels.get(SERVICE_NAME_LABEL, "")),)


MIRRORING = Controller(
    name="endpointslicemirroring",
    watches={"Endpoints": _by_name, "Service": _by_name, "EndpointSlice": _of_slice},
    reconcile=reconcile,
    delay=0.1,
)
