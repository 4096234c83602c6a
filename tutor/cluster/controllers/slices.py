"""How endpoints are spread over EndpointSlices with as few writes as may be, whoever manages the slices."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.discovery import Endpoint, EndpointPort, EndpointSlice
from tutor.cluster.control import Plane
from tutor.cluster.controllers.endpoint_pods import TRIGGER_TIME
from tutor.cluster.hashes import fnv128a, pointer
from tutor.cluster.objects import amend, key_of, replace
from tutor.values import frozen

MANAGED_BY = "endpointslice.kubernetes.io/managed-by"
PER_SLICE = 100

Ports = tuple[EndpointPort, ...]
Groups = Mapping[Ports, tuple[Endpoint, ...]]


@frozen
class Plan:
    """What to write."""

    create: tuple[EndpointSlice, ...] = ()
    update: tuple[EndpointSlice, ...] = ()
    remove: tuple[EndpointSlice, ...] = ()


def sort_ports(ports: Ports) -> Ports:
    """Ports in the order of a slice. Mirrors NewPortMapKey."""
    return ports if len(ports) < 2 else tuple(sorted(ports, key=_port_order))


def _port_order(port: EndpointPort) -> str:
    text = (
        f"(v1.EndpointPort){{Name:{pointer('string', port.name)} Protocol:{pointer('v1.Protocol', port.protocol)} "
        f"Port:{pointer('int32', port.port)} AppProtocol:{pointer('string', port.app_protocol)}}}"
    )
    return f"{fnv128a(text):032x}"


def plan(
    groups: Groups,
    present: tuple[EndpointSlice, ...],
    template: EndpointSlice,
    *,
    placeholder: bool,
    most: int = PER_SLICE,
) -> Plan:
    """The writes that lead from the slices there are to the endpoints wanted. Mirrors reconcileByAddressType."""
    create: list[EndpointSlice] = []
    update: list[EndpointSlice] = []
    keep: list[EndpointSlice] = []
    remove = [one for one in present if (one.ports or ()) not in groups]
    for ports, endpoints in groups.items():
        mine = [one for one in present if (one.ports or ()) == ports]
        made, changed, gone = _fit(ports, endpoints, mine, template, most)
        create += made
        update += changed
        remove += gone
        touched = {one.metadata.name for one in (*changed, *gone)}
        keep += [one for one in mine if one.metadata.name not in touched]
    if placeholder and not create and not update and not keep:
        return _with_placeholder(template, present, remove)
    return _recycled(create, update, remove)


def _with_placeholder(template: EndpointSlice, present: tuple[EndpointSlice, ...], remove: list[EndpointSlice]) -> Plan:
    """A Service without endpoints keeps one empty slice."""
    if len(present) == 1 and _is_placeholder(present[0], template):
        return Plan()
    return _recycled([template], [], remove)


def _is_placeholder(slice_: EndpointSlice, template: EndpointSlice) -> bool:
    return not slice_.endpoints and not slice_.ports and slice_.metadata.labels == template.metadata.labels


def _recycled(create: list[EndpointSlice], update: list[EndpointSlice], remove: list[EndpointSlice]) -> Plan:
    """Slices to be removed become those to be created. Mirrors finalize."""
    while create and remove:
        old, new = remove.pop(0), create.pop()
        meta = replace(old.metadata, labels=new.metadata.labels)
        update.append(replace(new, metadata=meta))
    return Plan(create=tuple(create), update=tuple(update), remove=tuple(remove))


def _fit(
    ports: Ports, endpoints: tuple[Endpoint, ...], present: list[EndpointSlice], template: EndpointSlice, most: int
) -> tuple[list[EndpointSlice], list[EndpointSlice], list[EndpointSlice]]:
    """Mirrors reconcileByPortMapping."""
    left = {_identity(one): one for one in endpoints}
    filled: dict[str, list[Endpoint]] = {}
    for slice_ in present:
        kept = (left.pop(_identity(one), None) for one in slice_.endpoints)
        filled[slice_.metadata.name] = [one for one in kept if one is not None]
    changed = {one.metadata.name for one in present if _differs(one, filled[one.metadata.name], template)}
    rest = list(left.values())
    rest = _pour(
        rest, [filled[name] for name in sorted(changed, key=lambda name: -len(filled[name])) if filled[name]], most
    )
    whole = len(rest) // most * most
    new = [rest[start : start + most] for start in range(0, whole, most)]
    rest = rest[whole:]
    if rest:
        room = _closest({name: len(one) for name, one in filled.items() if name not in changed}, len(rest), most)
        if room is None:
            new.append(rest)
        else:
            filled[room] += rest
            changed.add(room)
    create = [replace(template, ports=ports or None, endpoints=tuple(part)) for part in new]
    touched = [one for one in present if one.metadata.name in changed]
    update = [_refilled(one, filled[one.metadata.name], template) for one in touched if filled[one.metadata.name]]
    return create, update, [one for one in touched if not filled[one.metadata.name]]


def _identity(endpoint: Endpoint) -> tuple[tuple[str, ...], str]:
    """Mirrors the endpoint hash: addresses and the pod's uid."""
    return endpoint.addresses, endpoint.target_ref.uid if endpoint.target_ref else ""


def _differs(slice_: EndpointSlice, endpoints: list[Endpoint], template: EndpointSlice) -> bool:
    return tuple(endpoints) != slice_.endpoints or slice_.metadata.labels != template.metadata.labels


def _pour(endpoints: list[Endpoint], slices_: list[list[Endpoint]], most: int) -> list[Endpoint]:
    for one in slices_:
        room = most - len(one)
        one.extend(endpoints[:room])
        endpoints = endpoints[room:]
    return endpoints


def _closest(sizes: Mapping[str, int], count: int, most: int) -> str | None:
    """The slice that is nearest to full with `count` more. Mirrors getSliceToFill."""
    fitting = [name for name, size in sizes.items() if size + count <= most]
    return max(fitting, key=lambda name: sizes[name], default=None)


def _refilled(slice_: EndpointSlice, endpoints: list[Endpoint], template: EndpointSlice) -> EndpointSlice:
    return replace(amend(slice_, labels=template.metadata.labels), endpoints=tuple(endpoints))


def write(plane: Plane, writes: Plan, since: str) -> None:
    """Carry out a plan; `since` is the trigger time that written slices tell, or ""."""
    for slice_ in writes.create:
        plane.server.insert(_triggered(slice_, since))
    for slice_ in writes.update:
        plane.server.update(_triggered(slice_, since))
    for slice_ in writes.remove:
        plane.server.registry.remove(key_of(slice_))


def _triggered(slice_: EndpointSlice, since: str) -> EndpointSlice:
    annotations = {name: value for name, value in slice_.metadata.annotations.items() if name != TRIGGER_TIME}
    if since:
        annotations[TRIGGER_TIME] = since
    return amend(slice_, annotations=annotations)
