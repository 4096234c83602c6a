"""Cells of MetalLB's kinds: what the columns of their definitions find, as JSON where it is no scalar."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode_part
from tutor.api.metallb import IPAddressPool, L2Advertisement, L2AdvertisementSpec
from tutor.api.quoting import compact
from tutor.cluster.clock import Clock


def ip_address_pool(obj: IPAddressPool, _clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Name, whether it is used unasked, whether it skips .0 and .255, addresses."""
    spec = obj.spec
    flags = (str(bool(one)).lower() for one in (spec.auto_assign, spec.avoid_buggy_ips))
    return (obj.metadata.name, *flags, _json(spec.addresses))


def l2_advertisement(obj: L2Advertisement, _clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Name, pools, selectors of pools, interfaces, and selectors of nodes; what is not there stays blank."""
    spec = obj.spec or L2AdvertisementSpec()
    shown = (spec.ip_address_pools, spec.ip_address_pool_selectors, spec.interfaces, spec.node_selectors)
    return (obj.metadata.name, *map(_json, shown))


def _json(value: Any) -> str:
    return compact(encode_part(value)) if value else ""
