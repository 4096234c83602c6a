"""Which nodes L2Advertisements let announce a pool."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.api.metallb import L2Advertisement, L2AdvertisementSpec
from tutor.api.selectors import from_label_selector
from tutor.cluster.metallb.pools import SYSTEM, Pool
from tutor.cluster.store import Key, Store

EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers"


def advertising_nodes(store: Store, pool: Pool) -> frozenset[str]:
    """The nodes that may announce the pool's addresses. Mirrors poolMatchesNodeL2 and speakersForPool."""
    nodes = [node for node in store.list("Node") if EXCLUDED not in node.metadata.labels]
    rows = _rows(store, pool)
    return frozenset(node.metadata.name for node in nodes if any(_selects_node(row, node) for row in rows))


def advertised_interfaces(store: Store, pool: Pool, node: str) -> frozenset[str] | None:
    """The interfaces on which a node may announce the pool's addresses; None is all. Mirrors ipAdvertisementFor."""
    found: Any = store.get(Key(kind="Node", name=node))
    rows = [row for row in _rows(store, pool) if found is not None and _selects_node(row, found)]
    if any(not row.interfaces for row in rows):
        return None
    return frozenset(name for row in rows for name in row.interfaces)


def _rows(store: Store, pool: Pool) -> tuple[L2AdvertisementSpec, ...]:
    if pool.legacy:
        return (L2AdvertisementSpec(),)
    return tuple(_of_pool(store, pool))


def _of_pool(store: Store, pool: Pool) -> Iterator[L2AdvertisementSpec]:
    key = Key(kind="IPAddressPool", namespace=SYSTEM, name=pool.name)
    found: Any = store.get(key)
    labels = found.metadata.labels if found is not None else {}
    advertisements: tuple[L2Advertisement, ...] = store.list("L2Advertisement", SYSTEM)
    for one in advertisements:
        spec = one.spec or L2AdvertisementSpec()
        named, selectors = spec.ip_address_pools, spec.ip_address_pool_selectors
        selected = any(from_label_selector(selector).matches(labels) for selector in selectors)
        if not (named or selectors) or pool.name in named or selected:
            yield spec


def _selects_node(spec: L2AdvertisementSpec, node: Any) -> bool:
    selectors = spec.node_selectors
    return not selectors or any(from_label_selector(one).matches(node.metadata.labels) for one in selectors)
