"""What name servers answer: CoreDNS for the cluster's zone and for addresses, the outside world's for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from ipaddress import ip_network
from types import MappingProxyType

from tutor.cluster.network.memory import Answer
from tutor.cluster.network.trace import Record
from tutor.cluster.network.view import View, address_of
from tutor.cluster.network.zone import NO_PORT, TTL, Found, Missing, names_of, records
from tutor.cluster.objects import replace

VERSION_TTL = 28800
OUTSIDE_TTL = 300
LONGEST_CHAIN = 8

NXDOMAIN = Answer(rcode="NXDOMAIN")
EMPTY = Answer(rcode="NOERROR")


def dns_address(view: View) -> str:
    """Where CoreDNS' Service stands: the third address of the Services' range."""
    return _third_of(view.settings.service_cidr)


@lru_cache(maxsize=64)
def _third_of(cidr: str) -> str:
    return str(ip_network(cidr)[3])


def ask_coredns(view: View, name: str, type_: str) -> Answer:
    """CoreDNS' answer to one question; `name` ends with a dot and keeps its case in the answer."""
    lowered, domain = name.lower(), f"{view.settings.domain}."
    if lowered.endswith((".in-addr.arpa.", ".ip6.arpa.")):
        return _reverse(view, name, type_)
    if lowered != domain and not lowered.endswith(f".{domain}"):
        return ask_outside(view, name, type_)
    answer = _apex(view, name, type_) or _own(view, name, type_)
    return answer if answer.records else replace(answer, authority=(start_of_authority(view),))


def start_of_authority(view: View) -> Record:
    """The record by which the cluster's zone speaks for itself; nobody counts its serial here. Mirrors plugin.SOA."""
    domain, serial = view.settings.domain, int(view.settings.epoch.timestamp())
    data = f"ns.dns.{domain}. hostmaster.{domain}. {serial} 7200 1800 86400 {TTL}"
    return Record(name=f"{domain}.", type="SOA", ttl=TTL, data=data)


def _apex(view: View, name: str, type_: str) -> Answer | None:
    """What the zone says of itself: its start, its name server, and that server's name. Mirrors nsAddrs."""
    domain, lowered = f"{view.settings.domain}.", name.lower()
    if lowered == domain and type_ == "SOA":
        return Answer(rcode="NOERROR", records=(start_of_authority(view),))
    if lowered == domain and type_ == "NS":
        data = f"coredns.kube-system.svc.{domain}"
        return Answer(rcode="NOERROR", records=(Record(name=name, type="NS", ttl=TTL, data=data),))
    if lowered != f"ns.dns.{domain}":
        return None
    records = (Record(name=name, type="A", ttl=TTL, data=dns_address(view)),)
    return Answer(rcode="NOERROR", records=records if type_ == "A" else ())


def _own(view: View, name: str, type_: str) -> Answer:
    """What the zone says of Services and pods."""
    lowered = name.lower()
    if type_ == "TXT":
        return _text(view, name)
    answer = _ANSWERS.get(type_)
    found = records(view, lowered)
    if isinstance(found, Missing):
        return NXDOMAIN if found is Missing.NAME else EMPTY
    return Answer(rcode="NOERROR", records=answer(view, name, found) if answer else ())


def ask_outside(view: View, name: str, type_: str) -> Answer:
    """The outside world's answer: a table of names, each with one address, and one of addresses."""
    pointer = view.settings.pointers.get(reversed_address(name)) if type_ == "PTR" else None
    if pointer is not None:
        data = f"{pointer.rstrip('.')}."
        return Answer(rcode="NOERROR", records=(Record(name=name, type="PTR", ttl=OUTSIDE_TTL, data=data),))
    address = view.settings.names.get(name.lower().rstrip("."))
    if address is None:
        return NXDOMAIN
    if type_ != "A":
        return EMPTY
    return Answer(rcode="NOERROR", records=(Record(name=name, type="A", ttl=OUTSIDE_TTL, data=address),))


def _addresses(version: int) -> Callable[[View, str, tuple[Found, ...]], tuple[Record, ...]]:
    """Mirrors plugin.A and plugin.AAAA: each address once, aliases followed as far as they lead."""
    type_ = "A" if version == 4 else "AAAA"

    def answer(view: View, name: str, found: tuple[Found, ...]) -> tuple[Record, ...]:
        made: dict[Record, None] = {}
        for one in found:
            address = address_of(one.host)
            if address is None:
                made |= dict.fromkeys(_alias(view, name, one.host, type_))
            elif address.version == version:
                made[Record(name=name, type=type_, ttl=TTL, data=one.host)] = None
        return tuple(made)

    return answer


def _alias(view: View, name: str, target: str, type_: str, depth: int = 0) -> tuple[Record, ...]:
    """A CNAME and what its target has; a target in this zone that does not exist hides the CNAME as well."""
    target = f"{target.rstrip('.')}."
    if target.lower() == name.lower() or depth >= LONGEST_CHAIN:
        return ()
    first = Record(name=name, type="CNAME", ttl=TTL, data=target)
    domain = f"{view.settings.domain}."
    if not target.lower().endswith(f".{domain}"):
        return (first, *ask_outside(view, target, type_).records)
    found = records(view, target.lower())
    if isinstance(found, Missing):
        return ()
    nested = tuple(r for one in found for r in _follow(view, target, one, type_, depth + 1))
    return (first, *dict.fromkeys(nested)) if nested else ()


def _follow(view: View, name: str, one: Found, type_: str, depth: int) -> tuple[Record, ...]:
    address = address_of(one.host)
    if address is None:
        return _alias(view, name, one.host, type_, depth)
    fits = (address.version == 4) == (type_ == "A")
    return (Record(name=name, type=type_, ttl=TTL, data=one.host),) if fits else ()


def _names(_: View, name: str, found: tuple[Found, ...]) -> tuple[Record, ...]:
    """Mirrors plugin.CNAME: only what stands first can be an alias."""
    first = found[0].host
    if address_of(first) is not None:
        return ()
    return (Record(name=name, type="CNAME", ttl=TTL, data=f"{first.rstrip('.')}."),)


def _services(_: View, name: str, found: tuple[Found, ...]) -> tuple[Record, ...]:
    """Mirrors plugin.SRV: 100 shared by all targets, rounded down; what has no port has no SRV."""
    targets = tuple(one for one in found if address_of(one.host) is not None)
    weight = max(1, 100 // len(targets)) if targets else 0
    listed = (f"0 {weight} {one.port} {one.key}" for one in targets if one.port != NO_PORT)
    return tuple(Record(name=name, type="SRV", ttl=TTL, data=data) for data in dict.fromkeys(listed))


_ANSWERS: Mapping[str, Callable[[View, str, tuple[Found, ...]], tuple[Record, ...]]] = MappingProxyType(
    {"A": _addresses(4), "AAAA": _addresses(6), "CNAME": _names, "SRV": _services}
)


def _text(view: View, name: str) -> Answer:
    """The zone's version, the one text it has."""
    lowered = name.lower()
    if lowered == f"dns-version.{view.settings.domain}.":
        return Answer(rcode="NOERROR", records=(Record(name=name, type="TXT", ttl=VERSION_TTL, data='"1.1.0"'),))
    return EMPTY if isinstance(records(view, lowered), tuple) else NXDOMAIN


def _reverse(view: View, name: str, type_: str) -> Answer:
    """From an address to names; what the cluster does not know is the outside world's business."""
    address = reversed_address(name)
    names = names_of(view, address) if address and type_ == "PTR" else ()
    if not names:
        return ask_outside(view, name, type_)
    return Answer(
        rcode="NOERROR", records=tuple(Record(name=name, type="PTR", ttl=TTL, data=target) for target in names)
    )


def reversed_address(name: str) -> str:
    """The address in 4.3.2.1.in-addr.arpa. or its like for IPv6, "" when there is none."""
    lowered = name.lower()
    if lowered.endswith(".ip6.arpa."):
        digits = "".join(reversed(lowered.removesuffix(".ip6.arpa.").split(".")))
        parsed = address_of(":".join(digits[at : at + 4] for at in range(0, len(digits), 4)))
        return str(parsed) if parsed is not None and len(digits) == 32 else ""
    words = lowered.removesuffix(".in-addr.arpa.").split(".")
    address = ".".join(reversed(words))
    return address if len(words) == 4 and address_of(address) is not None else ""


def reverse_name(address: str) -> str:
    """The name that a reverse question about an address asks, with its final dot."""
    parsed = address_of(address)
    return f"{parsed.reverse_pointer}." if parsed is not None else ""
