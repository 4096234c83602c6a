"""The machines of a world by name, by address and by block: found as fast in a world of thousands as in one of four."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from ipaddress import ip_network

from tutor.cluster.settings import NodeSettings, Settings
from tutor.values import frozen

Bounds = tuple[int, int]


@frozen
class Machines:
    """What is looked up of a world's nodes; the first of several with one name or address is meant.

    `blocks` are first and last addresses, as numbers, of the nodes' blocks of pod addresses by family; they are in
    order and do not overlap.
    """

    by_name: Mapping[str, NodeSettings]
    by_address: Mapping[str, NodeSettings]
    blocks: Mapping[int, tuple[Bounds, ...]]

    @classmethod
    def of(cls, settings: Settings) -> Machines:
        """The machines of a world."""
        backwards = settings.nodes[::-1]
        return cls(
            by_name={node.name: node for node in backwards},
            by_address={address: node for node in backwards for address in node.ips},
            blocks={version: _bounds(settings, version) for version in (4, 6)},
        )

    def hold_pod(self, version: int, address: int) -> bool:
        """Whether an address of a family lies in some node's block of pod addresses."""
        blocks = self.blocks[version]
        place = bisect_right(blocks, address, key=lambda bounds: bounds[0]) - 1
        return place >= 0 and address <= blocks[place][1]


def _bounds(settings: Settings, version: int) -> tuple[Bounds, ...]:
    """The blocks of one family in order, those that overlap made one."""
    networks = (ip_network(cidr, strict=False) for node in settings.nodes for cidr in node.pod_cidrs if cidr)
    rows = sorted((int(one[0]), int(one[-1])) for one in networks if one.version == version)
    merged: list[Bounds] = []
    for first, last in rows:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)
