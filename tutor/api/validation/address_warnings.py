"""What the server warns of in the spelling of addresses."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv6Address

from tutor.api.addresses import read_address
from tutor.api.errors import FieldPath
from tutor.api.quoting import quote


def warn_of_ips(path: FieldPath, texts: tuple[str, ...]) -> Iterator[str]:
    """Addresses of a list, each at its place."""
    for at, text in enumerate(texts):
        yield from warn_of_ip(path / at, text)


def warn_of_ip(path: FieldPath, text: str) -> Iterator[str]:
    """Mirrors GetWarningsForIP."""
    read = read_address(text)
    if read is None:
        return
    wanted = quote(
        str(read.address.ipv4_mapped if isinstance(read.address, IPv6Address) and read.mapped else read.address)
    )
    if read.zeros or read.mapped:
        yield f"{path}: non-standard IP address {quote(text)} is invalid: use {wanted}"
    elif str(read.address) != text:
        yield f"{path}: IPv6 address {quote(text)} should be in RFC 5952 canonical format ({wanted})"
