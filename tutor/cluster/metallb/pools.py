"""The pools of a cluster: from IPAddressPools, or from the ConfigMap that older versions of MetalLB read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tutor.api.metallb import IPAddressPool
from tutor.api.selectors import EVERYTHING, Selector, from_label_selector
from tutor.api.service import Service
from tutor.cluster.metallb.ranges import Address, Block, RangeError, is_buggy, read_address, read_range
from tutor.cluster.store import Key, Store
from tutor.manifest import parse
from tutor.values import frozen

SYSTEM = "metallb-system"
CONFIG = Key(kind="ConfigMap", namespace=SYSTEM, name="config")


@frozen
class Allocation:
    """Which Services a pool is pinned to; priority 0 comes last."""

    priority: int = 0
    namespaces: frozenset[str] = frozenset()
    selectors: tuple[Selector, ...] = ()


@frozen
class Pool:
    """Addresses that MetalLB may give; `legacy` ones come from the ConfigMap, which announces them itself."""

    name: str
    blocks: tuple[Block, ...]
    auto_assign: bool = True
    avoid_buggy_ips: bool = False
    allocation: Allocation | None = None
    legacy: bool = False

    def has(self, address: Address) -> bool:
        """Whether the pool may give an address."""
        if self.avoid_buggy_ips and is_buggy(address):
            return False
        return any(address.version == block.version and address in block for block in self.blocks)

    def addresses(self, version: int) -> Iterator[Address]:
        """Every address of an IP version that the pool may give, block by block."""
        for block in self.blocks:
            if block.version == version:
                yield from (one for one in block if not (self.avoid_buggy_ips and is_buggy(one)))

    def fits(self, service: Service) -> bool:
        """Whether a Service may have an address of this pool. Mirrors isPoolCompatibleWithService."""
        if self.allocation is None:
            return True
        spaces, selectors = self.allocation.namespaces, self.allocation.selectors
        if spaces and service.metadata.namespace not in spaces:
            return False
        return not selectors or any(one.matches(service.metadata.labels) for one in selectors)


def read_pools(store: Store) -> tuple[Pool, ...]:
    """Every pool of a cluster, those of the ConfigMap last."""
    pools = (_pool(store, one) for one in store.list("IPAddressPool", SYSTEM))
    return (*pools, *_legacy_pools(store.get(CONFIG)))


def pool_of(pools: Iterable[Pool], addresses: Iterable[str]) -> Pool | None:
    """The pool that may give all of these addresses. Mirrors poolFor."""
    parsed = [read_address(one) for one in addresses]
    return next((pool for pool in pools if all(one is not None and pool.has(one) for one in parsed)), None)


def _pool(store: Store, pool: IPAddressPool) -> Pool:
    spec = pool.spec
    return Pool(
        name=pool.metadata.name,
        blocks=tuple(block for text in spec.addresses for block in read_range(text)),
        auto_assign=spec.auto_assign is not False,
        avoid_buggy_ips=bool(spec.avoid_buggy_ips),
        allocation=_allocation(store, pool),
    )


def _allocation(store: Store, pool: IPAddressPool) -> Allocation | None:
    """Mirrors addressPoolServiceAllocationsFromCR."""
    asked = pool.spec.service_allocation
    if asked is None:
        return None
    wanted = [from_label_selector(one) for one in asked.namespace_selectors]
    found = (one.metadata for one in store.list("Namespace")) if wanted else ()
    selected = (meta.name for meta in found if any(one.matches(meta.labels) for one in wanted))
    selectors = tuple(from_label_selector(one) for one in asked.service_selectors)
    if not (asked.namespaces or wanted or selectors):
        selectors = (EVERYTHING,)
    return Allocation(
        priority=asked.priority, namespaces=frozenset((*asked.namespaces, *selected)), selectors=selectors
    )


def _legacy_pools(config: Any) -> Iterator[Pool]:
    """The layer 2 pools of `metallb-system/config`; rows that cannot be read are left out."""
    text = config.data.get("config", "") if config is not None else ""
    documents = parse(text).documents if text else ()
    value = documents[0].value if documents else None
    rows = value.get("address-pools") if isinstance(value, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("protocol") == "layer2" and isinstance(row.get("name"), str):
            yield _legacy_pool(row)


def _legacy_pool(row: dict[str, Any]) -> Pool:
    addresses = row.get("addresses")
    texts = [one for one in addresses if isinstance(one, str)] if isinstance(addresses, list) else []
    return Pool(
        name=row["name"],
        blocks=tuple(block for text in texts for block in _readable(text)),
        auto_assign=row.get("auto-assign") is not False,
        avoid_buggy_ips=row.get("avoid-buggy-ips") is True,
        legacy=True,
    )


def _readable(text: str) -> tuple[Block, ...]:
    try:
        return read_range(text)
    except RangeError:
        return ()
