"""IP addresses and address blocks as Kubernetes reads them: leniently, then strictly."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from tutor.api.errors import FieldError, FieldPath, invalid
from tutor.values import frozen

Address = IPv4Address | IPv6Address

_LONGEST_KNOWN = 64  # letters; what is longer is not kept
_NOT_AN_IP = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
_NOT_A_BLOCK = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"


@frozen
class ReadAddress:
    """An address and what strict readers say against its spelling; `zeros` means needless leading zeros."""

    address: Address
    zeros: bool = False

    @property
    def mapped(self) -> bool:
        """Whether it is an IPv4 address dressed as IPv6."""
        return isinstance(self.address, IPv6Address) and self.address.ipv4_mapped is not None


def read_address(text: str) -> ReadAddress | None:
    """Read an address, leading zeros let through. Mirrors ParseIPSloppy."""
    return _known(text) if len(text) <= _LONGEST_KNOWN else _read(text)


def _read(text: str) -> ReadAddress | None:
    head, colon, tail = text.rpartition(":")
    parts = tail.split(".")
    plain = head + colon + ".".join(part.lstrip("0") or "0" for part in parts) if _is_dotted(parts) else text
    try:
        return ReadAddress(address=ip_address(plain), zeros=plain != text) if "%" not in text else None
    except ValueError:
        return None


_known = lru_cache(maxsize=1024)(_read)


def _is_dotted(parts: list[str]) -> bool:
    return len(parts) == 4 and all(part.isascii() and part.isdigit() for part in parts)


def family(text: str) -> str:
    """`IPv4` or `IPv6`, as ipFamilies spells them; an IPv4 address in IPv6 clothes is IPv4."""
    read = read_address(text)
    return "IPv4" if read is None or isinstance(read.address, IPv4Address) or read.mapped else "IPv6"


def check_ip(path: FieldPath, text: str) -> tuple[FieldError, ...]:
    """Mirrors IsValidIP with StrictIPCIDRValidation."""
    read = read_address(text)
    if read is None:
        return (invalid(path, text, _NOT_AN_IP),)
    if read.zeros:
        return (invalid(path, text, "must not have leading 0s"),)
    return (invalid(path, text, "must not be an IPv4-mapped IPv6 address"),) if read.mapped else ()


def check_ip_of_family(path: FieldPath, text: str, wanted: str) -> tuple[FieldError, ...]:
    """An address of one family, which an EndpointSlice asks of its addresses."""
    read = read_address(text)
    if read is None or family(text) != wanted:
        return (invalid(path, text, f"must be an {wanted} address"),)
    return ()


def check_cidr(path: FieldPath, text: str) -> tuple[FieldError, ...]:
    """Mirrors IsValidCIDR with StrictIPCIDRValidation."""
    head, slash, length = text.partition("/")
    read = read_address(head)
    if (
        read is None
        or not slash
        or not (length.isascii() and length.isdigit() and len(length) < 4)
        or int(length) > read.address.max_prefixlen
    ):
        return (invalid(path, text, _NOT_A_BLOCK),)
    if read.zeros or str(int(length)) != length:
        return (invalid(path, text, "must not have leading 0s in IP or prefix length"),)
    if read.mapped:
        return (invalid(path, text, "must not have an IPv4-mapped IPv6 address"),)
    if ip_network(f"{read.address}/{length}", strict=False).network_address != read.address:
        return (invalid(path, text, "must not have bits set beyond the prefix length"),)
    return ()


def check_ordinary_ip(path: FieldPath, text: str) -> tuple[FieldError, ...]:
    """Mirrors ValidateNonSpecialIP."""
    read = read_address(text)
    if read is None:
        return (invalid(path, text, "must be a valid IP address"),)
    address = _plain(read.address)
    rows = (
        (address.is_unspecified, f"may not be unspecified ({text})"),
        (address.is_loopback, "may not be in the loopback range (127.0.0.0/8, ::1/128)"),
        (address.is_link_local, "may not be in the link-local range (169.254.0.0/16, fe80::/10)"),
        (
            _is_link_local_multicast(address),
            "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)",
        ),
    )
    return tuple(invalid(path, text, words) for special, words in rows if special)


def _plain(address: Address) -> Address:
    """Take an IPv4 address out of its IPv6 clothes, as Go's questions about addresses do."""
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def _is_link_local_multicast(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return address in ip_network("224.0.0.0/24")
    return address.packed[0] == 0xFF and address.packed[1] & 0x0F == 0x02
