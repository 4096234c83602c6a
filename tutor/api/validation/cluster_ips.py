"""Rules between clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy of a Service."""

from __future__ import annotations

from tutor.api.addresses import check_ip, family
from tutor.api.errors import FieldError, FieldPath, Named, duplicate, invalid, not_supported, required
from tutor.api.service import Service, ServiceSpec
from tutor.api.validation.fields import Errors, each

SPEC = FieldPath("spec")
_IPS = SPEC / "clusterIPs"
_FAMILIES = SPEC / "ipFamilies"
_POLICY = SPEC / "ipFamilyPolicy"
_KNOWN_FAMILIES = ("IPv4", "IPv6")
_KNOWN_POLICIES = ("PreferDualStack", "RequireDualStack", "SingleStack")
_FIXED = "may not change once set"


def is_headless(spec: ServiceSpec) -> bool:
    """Whether the Service asks for no address at all."""
    return spec.cluster_ips == ("None",)


def check_cluster_ips(spec: ServiceSpec) -> Errors:
    """Mirrors ValidateServiceClusterIPsRelatedFields."""
    if spec.type == "ExternalName":
        return ()
    alone = (*_check_in_step(spec), *_check_families(spec), *_check_policy(spec))
    spelling = _check_spelling(spec)
    found = (*alone, *spelling)
    if len(spec.cluster_ips) > 2:
        found = (*found, invalid(_IPS, spec.cluster_ips, "may only hold up to 2 values"))
    # A misspelt address would make the rules about families say nonsense.
    return found if spelling else (*found, *_check_two_families(spec), *_check_match(spec))


def _check_in_step(spec: ServiceSpec) -> Errors:
    if spec.cluster_ip:
        if not spec.cluster_ips:
            return (required(_IPS),)
        if spec.cluster_ips[0] != spec.cluster_ip:
            return (invalid(_IPS, spec.cluster_ips, "first value must match `clusterIP`"),)
    elif spec.cluster_ips:
        return (invalid(_IPS, spec.cluster_ips, "must be empty when `clusterIP` is not specified"),)
    return ()


def _check_families(spec: ServiceSpec) -> Errors:
    faults: list[FieldError] = []
    for at, name in enumerate(spec.ip_families):
        if name not in _KNOWN_FAMILIES:
            faults.append(not_supported(_FAMILIES / at, name, _KNOWN_FAMILIES))
        if name in spec.ip_families[:at]:
            faults.append(duplicate(_FAMILIES / at, Named(name)))
    return tuple(faults)


def _check_policy(spec: ServiceSpec) -> Errors:
    if spec.ip_family_policy is None or spec.ip_family_policy in _KNOWN_POLICIES:
        return ()
    return (not_supported(_POLICY, spec.ip_family_policy, _KNOWN_POLICIES),)


def _check_spelling(spec: ServiceSpec) -> Errors:
    if spec.cluster_ips[:1] != ("None",):
        return each(spec.cluster_ips, _IPS, check_ip)
    if len(spec.cluster_ips) == 1:
        return ()
    rest = (fault for at, ip in enumerate(spec.cluster_ips[1:], 1) for fault in check_ip(_IPS / at, ip))
    return (invalid(_IPS, spec.cluster_ips, "'None' must be the first and only value"), *rest)


def _check_two_families(spec: ServiceSpec) -> Errors:
    ips = spec.cluster_ips
    if len(ips) < 2 or len({family(ip) for ip in ips}) == 2:
        return ()
    return (invalid(_IPS, ips, "may specify no more than one IP for each IP family"),)


def _check_match(spec: ServiceSpec) -> Errors:
    if is_headless(spec):
        return ()
    return tuple(
        invalid(_IPS / at, ip, f"expected an {wanted} value as indicated by `ipFamilies[{at}]`")
        for at, (ip, wanted) in enumerate(zip(spec.cluster_ips, spec.ip_families, strict=False))
        if wanted in _KNOWN_FAMILIES and family(ip) != wanted
    )


def check_cluster_ips_update(new: Service, old: Service) -> Errors:
    """Mirrors validateUpgradeDowngradeClusterIPs."""
    after, before = new.spec, old.spec
    if "ExternalName" in (after.type, before.type) or (is_headless(after) and is_headless(before)):
        return ()
    new_ips, old_ips = after.cluster_ips, before.cluster_ips
    if len(new_ips) == len(old_ips):
        changed = (at for at, ip in enumerate(old_ips) if ip != new_ips[at])
        return tuple(invalid(_IPS / at, new_ips, _FIXED) for at in changed)
    faults: list[FieldError] = []
    if not new_ips:
        faults.append(invalid(_IPS / 0, new_ips, "primary clusterIP can not be unset"))
    if new_ips and old_ips and new_ips[0] != old_ips[0]:
        faults.append(invalid(_IPS / 0, new_ips, _FIXED))
    if len(new_ips) == 1 < len(old_ips) and after.ip_family_policy != "SingleStack":
        detail = "must be set to 'SingleStack' when releasing the secondary clusterIP"
        faults.append(invalid(_POLICY, after.ip_family_policy, detail))
    return tuple(faults)


def check_ip_families_update(new: Service, old: Service) -> Errors:
    """Mirrors validateUpgradeDowngradeIPFamilies."""
    after, before = new.spec, old.spec
    if "ExternalName" in (after.type, before.type) or is_headless(after) or is_headless(before):
        return ()
    new_families, old_families = after.ip_families, before.ip_families
    if len(new_families) == len(old_families):
        changed = (name for at, name in enumerate(old_families) if name != new_families[at])
        return tuple(invalid(_FAMILIES / 0, new_families, _FIXED) for _ in changed)
    faults: list[FieldError] = []
    if len(old_families) > len(new_families) and not after.cluster_ips:
        faults.append(invalid(_FAMILIES / 0, new_families, "primary ipFamily can not be unset"))
    if new_families and old_families and new_families[0] != old_families[0]:
        faults.append(invalid(_FAMILIES / 0, after.cluster_ips, _FIXED))
    if len(new_families) == 1 < len(old_families) and after.ip_family_policy != "SingleStack":
        detail = "must be set to 'SingleStack' when releasing the secondary ipFamily"
        faults.append(invalid(_POLICY, after.ip_family_policy, detail))
    return tuple(faults)
