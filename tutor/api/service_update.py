"""What the server does to a Service's addresses before it allocates: pure steps of the Service's REST storage."""

from __future__ import annotations

from tutor.api.addresses import family
from tutor.api.errors import FieldError, FieldPath, invalid
from tutor.api.service import Service, ServicePort, ServiceSpec
from tutor.api.service_facts import externally_accessible, needs_health_check
from tutor.api.validation.cluster_ips import check_cluster_ips
from tutor.values import replace

Errors = tuple[FieldError, ...]

_SPEC = FieldPath("spec")
_POLICY = _SPEC / "ipFamilyPolicy"
_WITH_NODE_PORTS = ("LoadBalancer", "NodePort")


def normalize_cluster_ips(new: Service, old: Service | None = None) -> Service:
    """Keep clusterIP and clusterIPs in step. Mirrors normalizeClusterIPs."""
    spec = new.spec
    if old is None:
        if spec.cluster_ip and not spec.cluster_ips:
            return replace(new, spec=replace(spec, cluster_ips=(spec.cluster_ip,)))
        return new
    before = old.spec
    ips = spec.cluster_ips
    if not spec.cluster_ip and before.cluster_ip and spec.cluster_ips == before.cluster_ips:
        # A client that knows only clusterIP cleared it.
        ips = ()
    elif spec.cluster_ip != before.cluster_ip and spec.cluster_ips == before.cluster_ips:
        ips = (spec.cluster_ip,)
    return replace(new, spec=replace(spec, cluster_ips=ips)) if ips != spec.cluster_ips else new


def patch_allocated_values(new: Service, old: Service) -> Service:
    """Keep what was allocated and is not mentioned. Mirrors patchAllocatedValues."""
    after, before = new.spec, old.spec
    if _needs_cluster_ip(before) and _needs_cluster_ip(after):
        ip = after.cluster_ip or before.cluster_ip
        ips = after.cluster_ips
        if not ips and ip == before.cluster_ip:
            ips = before.cluster_ips
        after = replace(after, cluster_ip=ip, cluster_ips=ips)
    if _hands_out_node_ports(before) and _hands_out_node_ports(after):
        after = replace(after, ports=_keep_node_ports(after.ports, before.ports))
    if needs_health_check(before) and needs_health_check(after) and not after.health_check_node_port:
        after = replace(after, health_check_node_port=before.health_check_node_port)
    return replace(new, spec=after)


def _keep_node_ports(new: tuple[ServicePort, ...], old: tuple[ServicePort, ...]) -> tuple[ServicePort, ...]:
    """Hand the old node ports to ports of the same name that ask for none, unless another port took them."""
    taken = {port.node_port for port in new} & {port.node_port for port in old}
    known = {port.name: port.node_port for port in old}
    return tuple(
        replace(port, node_port=known[port.name])
        if not port.node_port and known.get(port.name, 0) not in taken and port.name in known
        else port
        for port in new
    )


def drop_type_dependent_fields(new: Service, old: Service) -> Service:
    """Release what the new type cannot have and the author did not touch. Mirrors dropTypeDependentFields."""
    spec, before = new.spec, old.spec
    if _needs_cluster_ip(before) and not _needs_cluster_ip(spec):
        if (spec.cluster_ip, spec.cluster_ips) == (before.cluster_ip, before.cluster_ips):
            spec = replace(spec, cluster_ip="", cluster_ips=())
        if spec.ip_families == before.ip_families:
            spec = replace(spec, ip_families=())
        if spec.ip_family_policy == before.ip_family_policy:
            spec = replace(spec, ip_family_policy=None)
        if spec.internal_traffic_policy == before.internal_traffic_policy:
            spec = replace(spec, internal_traffic_policy=None)
    if before.type in _WITH_NODE_PORTS and spec.type not in _WITH_NODE_PORTS and _same_node_ports(spec, before):
        spec = replace(spec, ports=tuple(replace(port, node_port=0) for port in spec.ports))
    same_check = spec.health_check_node_port == before.health_check_node_port
    if needs_health_check(before) and not needs_health_check(spec) and same_check:
        spec = replace(spec, health_check_node_port=0)
    return replace(new, spec=_drop_load_balancer_fields(spec, before))


def _drop_load_balancer_fields(spec: ServiceSpec, before: ServiceSpec) -> ServiceSpec:
    if before.type == "LoadBalancer" and spec.type != "LoadBalancer":
        if spec.allocate_load_balancer_node_ports == before.allocate_load_balancer_node_ports:
            spec = replace(spec, allocate_load_balancer_node_ports=None)
        if spec.load_balancer_class == before.load_balancer_class:
            spec = replace(spec, load_balancer_class=None)
    same_policy = spec.external_traffic_policy == before.external_traffic_policy
    if externally_accessible(before) and not externally_accessible(spec) and same_policy:
        spec = replace(spec, external_traffic_policy="")
    return spec


def _same_node_ports(new: ServiceSpec, old: ServiceSpec) -> bool:
    """Whether no node port is new: ports may be added, changed and removed."""
    return {port.node_port for port in new.ports} <= {0, *(port.node_port for port in old.ports)}


def _needs_cluster_ip(spec: ServiceSpec) -> bool:
    return spec.type != "ExternalName"


def _hands_out_node_ports(spec: ServiceSpec) -> bool:
    """Mirrors needsNodePort of the storage; that of the strategy looks at the type alone."""
    return spec.type == "NodePort" or (
        spec.type == "LoadBalancer" and spec.allocate_load_balancer_node_ports is not False
    )


def init_ip_families(
    new: Service, old: Service | None = None, families: tuple[str, ...] = ("IPv4",)
) -> tuple[Service, Errors]:
    """Fill in ipFamilyPolicy and ipFamilies, or say why they cannot be. Mirrors initIPFamilyFields."""
    if new.spec.type == "ExternalName" or _is_settled(new.spec, old):
        return new, ()
    spec = replace(new.spec, ip_family_policy=_policy(new.spec, old))
    faults = check_cluster_ips(spec)
    if faults:
        return new, faults
    spec, faults = _fit(spec, None if old is None else old.spec, families)
    if faults:
        return new, faults
    if spec.cluster_ip == "None" and not spec.selector:
        return replace(new, spec=_with_both(spec, families)), ()
    faults = _check_configured(spec, families)
    if faults:
        return new, faults
    return replace(new, spec=_complete(spec, families)), ()


def _is_settled(spec: ServiceSpec, old: Service | None) -> bool:
    """Mirrors isMatchingPreferDualStackClusterIPFields."""
    if old is None or spec.ip_family_policy != "PreferDualStack":
        return False
    before = old.spec
    return (
        before.type != "ExternalName"
        and before.ip_family_policy == "PreferDualStack"
        and spec.ip_families == before.ip_families
        and spec.cluster_ips == before.cluster_ips
    )


def _policy(spec: ServiceSpec, old: Service | None) -> str:
    if spec.ip_family_policy is not None:
        return spec.ip_family_policy
    if old is not None and old.spec.ip_family_policy is not None:
        return old.spec.ip_family_policy
    return "RequireDualStack" if spec.cluster_ip == "None" and not spec.selector else "SingleStack"


def _fit(spec: ServiceSpec, old: ServiceSpec | None, families: tuple[str, ...]) -> tuple[ServiceSpec, Errors]:
    """Make policy, addresses and families fit each other; families follow from addresses."""
    faults: list[FieldError] = []
    if old is not None and spec.ip_family_policy == "SingleStack":
        if spec.cluster_ips == old.cluster_ips:
            spec = replace(spec, cluster_ips=spec.cluster_ips[:1])
        if spec.ip_families == old.ip_families:
            spec = replace(spec, ip_families=spec.ip_families[:1])
    elif old is not None:
        faults += _check_reduced(spec, old)
    if spec.ip_family_policy == "SingleStack":
        faults += _check_single(spec)
    found = list(spec.ip_families)
    for at, ip in enumerate(spec.cluster_ips):
        if ip == "None":
            break
        if at < len(found):
            continue
        if family(ip) in families:
            found.append(family(ip))
        else:
            detail = f"{family(ip)} is not configured on this cluster"
            faults.append(invalid(_SPEC / "clusterIPs" / at, spec.cluster_ips, detail))
    return replace(spec, ip_families=tuple(found)), tuple(faults)


def _check_reduced(spec: ServiceSpec, old: ServiceSpec) -> Errors:
    rows = (
        (spec.cluster_ips, old.cluster_ips, "must be 'SingleStack' to release the secondary cluster IP"),
        (spec.ip_families, old.ip_families, "must be 'SingleStack' to release the secondary IP family"),
    )
    return tuple(
        invalid(_POLICY, spec.ip_family_policy, words) for after, before, words in rows if 0 < len(after) < len(before)
    )


def _check_single(spec: ServiceSpec) -> Errors:
    words = "must be 'RequireDualStack' or 'PreferDualStack' when multiple {} are specified"
    rows = ((spec.cluster_ips, "cluster IPs"), (spec.ip_families, "IP families"))
    return tuple(
        invalid(_POLICY, spec.ip_family_policy, words.format(what)) for values, what in rows if len(values) == 2
    )


def _with_both(spec: ServiceSpec, families: tuple[str, ...]) -> ServiceSpec:
    """A headless Service without selector may have families that the cluster has not."""
    found = spec.ip_families or families[:1]
    if len(found) < 2 and spec.ip_family_policy != "SingleStack":
        found = (*found, _other(found[0]))
    return replace(spec, ip_families=found)


def _check_configured(spec: ServiceSpec, families: tuple[str, ...]) -> Errors:
    faults: Errors = ()
    if spec.ip_family_policy == "RequireDualStack" and len(families) < 2:
        detail = "this cluster is not configured for dual-stack services"
        faults = (invalid(_POLICY, spec.ip_family_policy, detail),)
    unknown = (
        invalid(_SPEC / "ipFamilies" / at, name, "not configured on this cluster")
        for at, name in enumerate(spec.ip_families)
        if name not in families
    )
    return (*faults, *unknown)


def _complete(spec: ServiceSpec, families: tuple[str, ...]) -> ServiceSpec:
    found = spec.ip_families or families[:1]
    if spec.ip_family_policy != "SingleStack" and len(found) == 1 and len(families) == 2:
        found = (*found, _other(found[0]))
    return replace(spec, ip_families=found)


def _other(name: str) -> str:
    return "IPv6" if name == "IPv4" else "IPv4"
