"""IP families of a Service, chosen or refused as a single-stack IPv4 cluster does. Mirrors initIPFamilyFields."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address

from tutor.api.errors import FieldError, FieldPath, invalid
from tutor.api.service import Service, ServiceSpec

IPV4, IPV6 = "IPv4", "IPv6"
CONFIGURED = (IPV4,)
SINGLE, REQUIRE_DUAL = "SingleStack", "RequireDualStack"

_SPEC = FieldPath("spec")
_POLICY = _SPEC / "ipFamilyPolicy"
_DUAL_WORDS = "must be 'RequireDualStack' or 'PreferDualStack' when multiple {} are specified"
_RELEASE_WORDS = "must be 'SingleStack' to release the secondary {}"


def is_headless(spec: ServiceSpec) -> bool:
    """Whether a Service asks for no cluster IP at all."""
    return bool(spec.cluster_ips) and spec.cluster_ips[0] == "None"


def with_policy(service: Service, old: Service | None) -> Service:
    """The Service with an ipFamilyPolicy: its own, the former one, or the one that fits its shape."""
    spec = service.spec
    if spec.ip_family_policy is not None:
        return service
    if old is not None and old.spec.ip_family_policy is not None:
        policy = old.spec.ip_family_policy
    else:
        policy = REQUIRE_DUAL if is_headless(spec) and not spec.selector else SINGLE
    return replace(service, spec=replace(spec, ip_family_policy=policy))


def with_families(service: Service, old: Service | None) -> tuple[Service, tuple[FieldError, ...]]:
    """The Service with its ipFamilies, or what speaks against them; it has a policy already."""
    spec, faults = _shape(service.spec, old)
    spec, unknown = _infer(spec)
    faults += unknown
    if faults:
        return service, faults
    if is_headless(spec) and not spec.selector:
        return replace(service, spec=_selectorless(spec)), ()
    faults = tuple(_unconfigured(spec))
    spec = replace(spec, ip_families=spec.ip_families or (IPV4,))
    return replace(service, spec=spec), faults


def _shape(spec: ServiceSpec, old: Service | None) -> tuple[ServiceSpec, tuple[FieldError, ...]]:
    faults: list[FieldError] = []
    if old is not None and spec.ip_family_policy == SINGLE:
        spec = _shrink(spec, old.spec)
    elif old is not None:
        faults += _reduced(spec, old.spec)
    if spec.ip_family_policy == SINGLE:
        faults += [
            invalid(_POLICY, spec.ip_family_policy, _DUAL_WORDS.format(what))
            for what, values in (("cluster IPs", spec.cluster_ips), ("IP families", spec.ip_families))
            if len(values) == 2
        ]
    return spec, tuple(faults)


def _shrink(spec: ServiceSpec, old: ServiceSpec) -> ServiceSpec:
    """Turning to SingleStack is a clear wish: unchanged lists lose their second entry."""
    if spec.cluster_ips == old.cluster_ips:
        spec = replace(spec, cluster_ips=spec.cluster_ips[:1])
    if spec.ip_families == old.ip_families:
        spec = replace(spec, ip_families=spec.ip_families[:1])
    return spec


def _reduced(spec: ServiceSpec, old: ServiceSpec) -> list[FieldError]:
    pairs = (("cluster IP", spec.cluster_ips, old.cluster_ips), ("IP family", spec.ip_families, old.ip_families))
    return [
        invalid(_POLICY, spec.ip_family_policy, _RELEASE_WORDS.format(what))
        for what, new, former in pairs
        if 0 < len(new) < len(former)
    ]


def _infer(spec: ServiceSpec) -> tuple[ServiceSpec, tuple[FieldError, ...]]:
    """Families that the given cluster IPs speak of."""
    families, faults = list(spec.ip_families), []
    for index, address in enumerate(spec.cluster_ips):
        if address == "None":
            break
        if not address or index < len(families):
            continue
        family = f"IPv{ip_address(address).version}"
        if family in CONFIGURED:
            families.append(family)
        else:
            words = f"{family} is not configured on this cluster"
            faults.append(invalid(_SPEC / "clusterIPs" / index, spec.cluster_ips, words))
    return replace(spec, ip_families=tuple(families)), tuple(faults)


def _selectorless(spec: ServiceSpec) -> ServiceSpec:
    """A headless Service without selector may name families that the cluster does not have."""
    families = spec.ip_families or (IPV4,)
    if len(families) < 2 and spec.ip_family_policy != SINGLE:
        families += (IPV6 if families[0] == IPV4 else IPV4,)
    return replace(spec, ip_families=families)


def _unconfigured(spec: ServiceSpec) -> list[FieldError]:
    faults = []
    if spec.ip_family_policy == REQUIRE_DUAL and len(CONFIGURED) < 2:
        words = "this cluster is not configured for dual-stack services"
        faults.append(invalid(_POLICY, spec.ip_family_policy, words))
    faults += [
        invalid(_SPEC / "ipFamilies" / index, family, "not configured on this cluster")
        for index, family in enumerate(spec.ip_families)
        if family not in CONFIGURED
    ]
    return faults
