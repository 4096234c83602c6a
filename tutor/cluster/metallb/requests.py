"""What a Service asks MetalLB for, in annotations and in its spec."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.quoting import quote
from tutor.api.service import Service
from tutor.cluster.metallb.ranges import Address, read_address

PREFIX, OLD_PREFIX = "metallb.io", "metallb.universe.tf"
FROM_POOL = "ip-allocated-from-pool"
_ADDRESSES = "loadBalancerIPs"


class AllocationError(ValueError):
    """Why a Service gets no address, in MetalLB's words."""


def noted(annotations: Mapping[str, str], name: str) -> str:
    """An annotation of MetalLB under its present or its former prefix. Mirrors valueForAnnotation."""
    keys = (f"{prefix}/{name}" for prefix in (PREFIX, OLD_PREFIX))
    return next((annotations[key] for key in keys if key in annotations), "")


def asked_pool(service: Service) -> str:
    """The pool that a Service asks for."""
    return noted(service.metadata.annotations, "address-pool")


def sharing_key(service: Service) -> str:
    """The word that Services which share an address agree on."""
    return noted(service.metadata.annotations, "allow-shared-ip")


def asked_addresses(service: Service) -> tuple[Address, ...]:
    """The addresses that a Service asks for; raises AllocationError. Mirrors getDesiredLbIPs."""
    text, single = noted(service.metadata.annotations, _ADDRESSES), service.spec.load_balancer_ip
    if text and single:
        raise AllocationError(f"service can not have both {PREFIX}/{_ADDRESSES} and svc.Spec.LoadBalancerIP")
    if not text:
        return (_parsed(single, f"invalid spec.loadBalancerIP {quote(single)}"),) if single else ()
    words = f"invalid {PREFIX}/{_ADDRESSES}: {quote(text)}"
    return tuple(_parsed(one.strip(), words) for one in text.split(","))


def _parsed(text: str, words: str) -> Address:
    address = read_address(text)
    if address is None:
        raise AllocationError(words)
    return address


def listed(addresses: tuple[Address, ...] | tuple[str, ...]) -> str:
    """Addresses as Go writes a list of them: `["192.168.56.200"]`."""
    return "[" + " ".join(f'"{one}"' for one in addresses) + "]"
