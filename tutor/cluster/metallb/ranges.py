"""Blocks and ranges of addresses, as pools write them."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
    summarize_address_range,
)
from itertools import chain

from tutor.api.quoting import quote

Address = IPv4Address | IPv6Address
Block = IPv4Network | IPv6Network


class RangeError(ValueError):
    """A text that is neither a block nor a range, in MetalLB's words."""


def read_address(text: str) -> Address | None:
    """An address, None when the text is none. Mirrors net.ParseIP."""
    try:
        return ip_address(text)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def read_range(text: str) -> tuple[Block, ...]:
    """The blocks of `10.0.0.0/24` or `10.0.0.1-10.0.0.9`, lowest first; raises RangeError. Mirrors ParseCIDR."""
    if "-" not in text:
        return (_read_block(text),)
    ends = text.split("-", 1)
    start, end = (read_address(one.strip(" \t\r\n\v\f")) for one in ends)
    words = f"invalid IP range {quote(text)}"
    if start is None:
        raise RangeError(f"{words}: invalid start IP {quote(ends[0])}")
    if end is None:
        raise RangeError(f"{words}: invalid end IP {quote(ends[1])}")
    if _key(start) > _key(end):
        raise RangeError(f'{words}: start IP "{start}" is after the end IP "{end}"')
    return tuple(_summarize(start, end))


def _read_block(text: str) -> Block:
    address, slash, bits = text.partition("/")
    if not slash or not (bits.isascii() and bits.isdigit()) or (len(bits) > 1 and bits.startswith("0")):
        raise RangeError(f"invalid CIDR {quote(text)}")
    try:
        return ip_network(f"{address}/{bits}", strict=False)
    except ValueError:
        raise RangeError(f"invalid CIDR {quote(text)}") from None


def _key(address: Address) -> int:
    """Where Go orders an address: IPv4 stands within IPv6."""
    return int(address) | (0xFFFF << 32) if isinstance(address, IPv4Address) else int(address)


def _summarize(start: Address, end: Address) -> chain[Block] | tuple[Block, ...]:
    """Go's ipaddr finds nothing between addresses of two families."""
    if isinstance(start, IPv4Address) and isinstance(end, IPv4Address):
        return chain(summarize_address_range(start, end))
    if isinstance(start, IPv6Address) and isinstance(end, IPv6Address):
        return chain(summarize_address_range(start, end))
    return ()


def overlap(one: Block, other: Block) -> bool:
    """Whether two blocks have an address in common."""
    return one.version == other.version and one.overlaps(other)


def is_buggy(address: Address) -> bool:
    """Whether careless devices drop traffic to an IPv4 address: it ends in .0 or .255."""
    return isinstance(address, IPv4Address) and int(address) & 0xFF in (0, 255)
