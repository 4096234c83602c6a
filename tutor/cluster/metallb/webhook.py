"""What MetalLB's admission webhook refuses, in MetalLB's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tutor.api.metallb import IPAddressPool, L2Advertisement, L2AdvertisementSpec
from tutor.api.quoting import quote
from tutor.api.status import Status, StatusError
from tutor.cluster.metallb.pools import SYSTEM
from tutor.cluster.metallb.ranges import Block, RangeError, overlap, read_range
from tutor.cluster.metallb.selectors import SelectorRefusedError, check_selectors, check_unique
from tutor.cluster.objects import key_of
from tutor.cluster.store import Store


class ConfigRefusedError(ValueError):
    """A configuration that MetalLB does not take."""


def review(store: Store, obj: Any) -> None:
    """Refuse an object that makes MetalLB's configuration wrong; raises StatusError."""
    name = type(obj).__name__.lower()
    webhook = f"{name}validationwebhook.metallb.io"
    controllers = store.pods_by_label(SYSTEM, {"app": "metallb", "component": "controller"})
    if not any(one.status.phase == "Running" for one in controllers):
        raise _unreachable(webhook, name)
    try:
        _check_place(store, obj)
        _check(store, obj)
    except (ConfigRefusedError, SelectorRefusedError) as fault:
        message = f"admission webhook {quote(webhook)} denied the request: {fault}"
        raise StatusError(Status(message=message, reason="Forbidden", code=403)) from fault


def _unreachable(webhook: str, name: str) -> StatusError:
    service = "metallb-webhook-service"
    url = f"https://{service}.{SYSTEM}.svc:443/validate-metallb-io-v1beta1-{name}?timeout=10s"
    failed = f"failed to call webhook: Post {quote(url)}: no endpoints available for service {quote(service)}"
    message = f"Internal error occurred: failed calling webhook {quote(webhook)}: {failed}"
    return StatusError(Status(message=message, reason="InternalError", code=500))


def _check_place(store: Store, obj: Any) -> None:
    if store.get(key_of(obj)) is None and obj.metadata.namespace != SYSTEM:
        raise ConfigRefusedError(f"resource must be created in {SYSTEM} namespace")


def _check(store: Store, obj: Any) -> None:
    """Mirrors poolsFor over the configuration as it would be."""
    is_pool = isinstance(obj, IPAddressPool)
    pools = _with(store.list("IPAddressPool", SYSTEM), obj) if is_pool else store.list("IPAddressPool", SYSTEM)
    taken: list[Block] = []
    for pool in pools:
        try:
            blocks = _check_pool(pool)
        except (ConfigRefusedError, SelectorRefusedError) as fault:
            raise ConfigRefusedError(f"parsing address pool {pool.metadata.name}: {fault}") from fault
        _check_overlap(pool.metadata.name, blocks, taken)
    if isinstance(obj, L2Advertisement):
        for one in _with(store.list("L2Advertisement", SYSTEM), obj):
            _check_advertisement(one)


def _with(present: Iterable[Any], obj: Any) -> list[Any]:
    """The objects as they would be, a new one last."""
    rows = list(present)
    names = [one.metadata.name for one in rows]
    if obj.metadata.name in names:
        rows[names.index(obj.metadata.name)] = obj
        return rows
    return [*rows, obj]


def _check_pool(pool: IPAddressPool) -> list[Block]:
    """Mirrors addressPoolFromCR."""
    if not pool.spec.addresses:
        raise ConfigRefusedError("pool has no prefixes defined")
    blocks: list[Block] = []
    for text in pool.spec.addresses:
        try:
            blocks += read_range(text)
        except RangeError as fault:
            raise ConfigRefusedError(
                f"invalid CIDR {quote(text)} in pool {quote(pool.metadata.name)}: {fault}"
            ) from fault
    _check_allocation(pool)
    return blocks


def _check_allocation(pool: IPAddressPool) -> None:
    asked = pool.spec.service_allocation
    if asked is None:
        return
    if len(set(asked.namespaces)) < len(asked.namespaces):
        raise ConfigRefusedError("duplicate definition in namespaces field")
    where = f"in ip pool {pool.metadata.name}"
    check_unique(asked.namespace_selectors, "namespaceSelectors")
    check_unique(asked.service_selectors, "serviceSelectors")
    check_selectors(asked.namespace_selectors, "invalid namespace label selector {pointer} " + where)
    check_selectors(asked.service_selectors, "invalid service label selector {value} " + where)


def _check_overlap(name: str, blocks: list[Block], taken: list[Block]) -> None:
    for block in blocks:
        for other in taken:
            if overlap(block, other):
                words = f'CIDR "{block}" in pool {quote(name)} overlaps with already defined CIDR "{other}"'
                raise ConfigRefusedError(words)
        taken.append(block)


def _check_advertisement(one: L2Advertisement) -> None:
    """Mirrors l2AdvertisementFromCR and filterPoolsWithLabelSelector."""
    spec = one.spec or L2AdvertisementSpec()
    names = spec.ip_address_pools
    twice = next((name for at, name in enumerate(names) if name in names[at + 1 :]), None)
    if twice is not None:
        raise ConfigRefusedError(f"duplicate definition of ipAddressPools {quote(twice)}")
    check_unique(spec.ip_address_pool_selectors, "ipAddressPoolSelectors")
    check_unique(spec.node_selectors, "nodeSelectors")
    failed = f"\nfailed to parse node selector for {one.metadata.name}"
    check_selectors(spec.node_selectors, "invalid label selector {value}" + failed)
    check_selectors(spec.ip_address_pool_selectors, "invalid label selector {value}")
