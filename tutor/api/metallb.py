"""MetalLB's own kinds: the addresses it may give away, and who announces them on the local network."""

from __future__ import annotations

from tutor.api.meta import LabelSelector, ObjectMeta
from tutor.api.wire import Int64, kept
from tutor.values import frozen


@frozen
class ServiceAllocation:
    """Which Services a pool is for; the lowest priority above 0 comes first."""

    priority: Int64 = 0
    namespaces: tuple[str, ...] = ()
    namespace_selectors: tuple[LabelSelector, ...] = ()
    service_selectors: tuple[LabelSelector, ...] = ()


@frozen
class IPAddressPoolSpec:
    """Blocks (`10.0.0.0/24`) and ranges (`10.0.0.1-10.0.0.9`) of addresses."""

    addresses: tuple[str, ...] = kept(())
    auto_assign: bool | None = None
    avoid_buggy_ips: bool | None = None
    service_allocation: ServiceAllocation | None = None


@frozen
class IPAddressPool:
    """Addresses that load balancers get."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: IPAddressPoolSpec = kept(IPAddressPoolSpec())


@frozen
class L2AdvertisementSpec:
    """Which pools are announced, from which nodes, on which of their interfaces; nothing said means all."""

    ip_address_pools: tuple[str, ...] = ()
    ip_address_pool_selectors: tuple[LabelSelector, ...] = ()
    node_selectors: tuple[LabelSelector, ...] = ()
    interfaces: tuple[str, ...] = ()


@frozen
class L2Advertisement:
    """Lets nodes answer for the addresses of pools on the local network."""

    metadata: ObjectMeta = kept(ObjectMeta())
    spec: L2AdvertisementSpec | None = None
