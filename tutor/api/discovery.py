"""What stands behind a Service: Endpoints and EndpointSlice."""

from __future__ import annotations

from typing import Annotated, Any

from tutor.api.meta import ObjectMeta
from tutor.api.wire import UID, Int32, Labels, Protocol, kept, mapping
from tutor.values import frozen


@frozen
class ObjectReference:
    """Points to another object."""

    kind: str = ""
    namespace: str = ""
    name: str = ""
    uid: UID = ""
    api_version: str = ""
    resource_version: str = ""
    field_path: str = ""


@frozen
class EndpointAddress:
    """One address of an Endpoints subset."""

    ip: str = kept("")
    hostname: str = ""
    node_name: str | None = None
    target_ref: ObjectReference | None = None


@frozen
class CoreEndpointPort:
    """One port of an Endpoints subset."""

    name: str = ""
    port: Int32 = kept(0)
    protocol: Protocol = ""
    app_protocol: str | None = None


@frozen
class EndpointSubset:
    """Addresses that share the same ports."""

    addresses: tuple[EndpointAddress, ...] = ()
    not_ready_addresses: tuple[EndpointAddress, ...] = ()
    ports: tuple[CoreEndpointPort, ...] = ()


@frozen
class Endpoints:
    """The older list of a Service's backends (deprecated since v1.33)."""

    metadata: ObjectMeta = kept(ObjectMeta())
    subsets: tuple[EndpointSubset, ...] = ()


@frozen
class EndpointConditions:
    """Whether an endpoint is ready, serving, terminating; unset means yes, yes, no."""

    ready: bool | None = None
    serving: bool | None = None
    terminating: bool | None = None


@frozen
class ForZone:
    """A zone that an endpoint is meant for."""

    name: str = kept("")


@frozen
class ForNode:
    """A node that an endpoint is meant for."""

    name: str = kept("")


@frozen
class EndpointHints:
    """Who should use an endpoint."""

    for_zones: tuple[ForZone, ...] = ()
    for_nodes: tuple[ForNode, ...] = ()


@frozen
class Endpoint:
    """One backend."""

    addresses: tuple[str, ...] = kept(())
    conditions: EndpointConditions = kept(EndpointConditions())
    hostname: str | None = None
    target_ref: ObjectReference | None = None
    deprecated_topology: Labels = mapping()
    node_name: str | None = None
    zone: str | None = None
    hints: Annotated[Any, "opaque", EndpointHints] | None = None


@frozen
class EndpointPort:
    """One port of a slice; all unset means every port."""

    name: str | None = None
    protocol: Protocol | None = None
    port: Int32 | None = None
    app_protocol: str | None = None


@frozen
class EndpointSlice:
    """Up to 100 backends of one Service, of one address family."""

    metadata: ObjectMeta = kept(ObjectMeta())
    address_type: Annotated[str, "v1.AddressType"] = kept("")
    endpoints: tuple[Endpoint, ...] = kept(())
    ports: tuple[EndpointPort, ...] | None = kept(None)
