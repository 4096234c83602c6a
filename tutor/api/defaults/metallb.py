"""Defaults that MetalLB's definitions carry."""

from __future__ import annotations

from tutor.api.metallb import IPAddressPool
from tutor.values import replace


def default_ip_address_pool(pool: IPAddressPool) -> IPAddressPool:
    """Pools are used unasked, and all of their addresses, unless they say otherwise."""
    spec = pool.spec
    return replace(
        pool,
        spec=replace(
            spec,
            auto_assign=True if spec.auto_assign is None else spec.auto_assign,
            avoid_buggy_ips=False if spec.avoid_buggy_ips is None else spec.avoid_buggy_ips,
        ),
    )
