"""What the server warns of in pods and pod templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api import content
from tutor.api.affinity import Affinity, NodeSelectorTerm, PodAffinity, PodAntiAffinity
from tutor.api.codec import decode_part
from tutor.api.container import Container
from tutor.api.errors import FieldPath
from tutor.api.meta import ObjectMeta
from tutor.api.pod import PodSpec
from tutor.api.quantity import parse_quantity
from tutor.api.quoting import quote
from tutor.api.validation.address_warnings import warn_of_ip, warn_of_ips
from tutor.api.validation.pod_annotations import APP_ARMOR, SECCOMP_CONTAINER, SECCOMP_POD
from tutor.api.validation.port_warnings import warn_of_ports
from tutor.api.validation.visits import all_containers
from tutor.api.validation.volume_warnings import warn_of_volumes

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
_SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead'
_ARMOR = 'deprecated since v1.30; use the "appArmorProfile" field instead'
_NO_PODS = "a null labelSelector results in matching no pod"
_OLD_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "beta.kubernetes.io/arch": 'deprecated since v1.14; use "kubernetes.io/arch" instead',
        "beta.kubernetes.io/os": 'deprecated since v1.14; use "kubernetes.io/os" instead',
        "failure-domain.beta.kubernetes.io/region": (
            'deprecated since v1.17; use "topology.kubernetes.io/region" instead'
        ),
        "failure-domain.beta.kubernetes.io/zone": 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
        "beta.kubernetes.io/instance-type": 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
    }
)
_OLD_ANNOTATIONS = (
    (
        "scheduler.alpha.kubernetes.io/critical-pod",
        'non-functional in v1.16+; use the "priorityClassName" field instead',
    ),
    ("security.alpha.kubernetes.io/sysctls", 'non-functional in v1.11+; use the "sysctls" field instead'),
    ("security.alpha.kubernetes.io/unsafe-sysctls", 'non-functional in v1.11+; use the "sysctls" field instead'),
)


def warn_of_pod(template: FieldPath | None, meta: ObjectMeta, spec: PodSpec) -> Iterator[str]:
    """Mirrors warningsForPodSpecAndMeta; `template` is where a workload keeps its pod, None for a pod itself."""
    if template is None:
        yield from _warn_of_armor(meta, spec)
    path = FieldPath("spec") if template is None else template / "spec"
    notes = FieldPath("metadata") if template is None else template / "metadata"
    for name in sorted(spec.node_selector):
        if name in _OLD_LABELS:
            yield f"{(path / 'nodeSelector').key(name)}: {_OLD_LABELS[name]}"
    affinity: Affinity = decode_part(Affinity, spec.affinity or {}).object
    yield from _warn_of_node_affinity(path / "affinity" / "nodeAffinity", affinity)
    yield from _warn_of_spreading(path / "topologySpreadConstraints", spec.topology_spread_constraints)
    for key, words in _OLD_ANNOTATIONS:
        if key in meta.annotations:
            yield f"{(notes / 'annotations').key(key)}: {words}"
    yield from warn_of_volumes(path / "volumes", spec.volumes)
    yield from _warn_of_twice(path, spec)
    for name in ("memory", "ephemeral-storage"):
        yield from _warn_of_fraction(path / "overhead", name, spec.overhead or {})
    context = spec.security_context or {}
    if SECCOMP_POD in meta.annotations and context.get("seccompProfile") is None:
        yield f"{(notes / 'annotations').key(SECCOMP_POD)}: {_SECCOMP}"
    for place, container in all_containers(path, spec):
        yield from _warn_of_profiles(notes / "annotations", meta, container, None if template is None else context)
        yield from _warn_of_fractions(place / "resources", container)
        yield from _warn_of_env(place / "env", container)
    yield from warn_of_ports(path, spec)
    if (spec.termination_grace_period_seconds or 0) < 0:
        place = path / "terminationGracePeriodSeconds"
        yield f"{place}: must be >= 0; negative values are invalid and will be treated as 1"
    yield from _warn_of_pod_affinity(path / "affinity" / "podAffinity", affinity.pod_affinity)
    yield from _warn_of_pod_affinity(path / "affinity" / "podAntiAffinity", affinity.pod_anti_affinity)
    if spec.dns_config is not None:
        yield from warn_of_ips(path / "dnsConfig" / "nameservers", spec.dns_config.nameservers)
    for at, alias in enumerate(spec.host_aliases):
        yield from warn_of_ip(path / "hostAliases" / at / "ip", alias.ip)


def _warn_of_armor(meta: ObjectMeta, spec: PodSpec) -> Iterator[str]:
    """Mirrors what applyAppArmorVersionSkew says of a pod's annotations before it copies them into fields."""
    if not any(name.startswith(APP_ARMOR) for name in meta.annotations) or (spec.os or {}).get("name") == "windows":
        return
    whole = (spec.security_context or {}).get("appArmorProfile")
    for _, container in all_containers(FieldPath("spec"), spec):
        name = APP_ARMOR + container.name
        if name in meta.annotations and whole is None and not (container.security_context or {}).get("appArmorProfile"):
            yield f"{FieldPath('metadata') / 'annotations'}[{name}]: {_ARMOR}"


def _warn_of_node_affinity(path: FieldPath, affinity: Affinity) -> Iterator[str]:
    nodes = affinity.node_affinity
    if nodes is None:
        return
    wanted = nodes.required_during_scheduling_ignored_during_execution
    for at, term in enumerate(wanted.node_selector_terms if wanted is not None else ()):
        yield from _warn_of_term(path / _REQUIRED / "nodeSelectorTerms" / at, term, values=False)
    for at, liked in enumerate(nodes.preferred_during_scheduling_ignored_during_execution):
        yield from _warn_of_term(path / _PREFERRED / at / "preference", liked.preference, values=True)


def _warn_of_term(path: FieldPath, term: NodeSelectorTerm, *, values: bool) -> Iterator[str]:
    """Mirrors GetWarningsForNodeSelectorTerm."""
    for at, one in enumerate(term.match_expressions):
        place = path / "matchExpressions" / at
        if one.key in _OLD_LABELS:
            yield f"{place / 'key'}: {one.key} is {_OLD_LABELS[one.key]}"
        for index, value in enumerate(one.values if values else ()):
            for words in content.label_value(value):
                yield f"{place / 'values' / index}: {value} is invalid, {words}"


def _warn_of_spreading(path: FieldPath, raw: Any) -> Iterator[str]:
    for at, one in enumerate(raw or ()):
        key = one.get("topologyKey", "")
        if key in _OLD_LABELS:
            yield f"{path / at / 'topologyKey'}: {key} is {_OLD_LABELS[key]}"
        if one.get("labelSelector") is None:
            yield f"{path / at / 'labelSelector'}: {_NO_PODS}"


def _warn_of_pod_affinity(path: FieldPath, affinity: PodAffinity | PodAntiAffinity | None) -> Iterator[str]:
    if affinity is None:
        return
    for at, term in enumerate(affinity.required_during_scheduling_ignored_during_execution):
        if term.label_selector is None:
            yield f"{path / _REQUIRED / at / 'labelSelector'}: {_NO_PODS}"
    for at, liked in enumerate(affinity.preferred_during_scheduling_ignored_during_execution):
        if liked.pod_affinity_term.label_selector is None:
            yield f"{path / _PREFERRED / at / 'podAffinityTerm' / 'labelSelector'}: {_NO_PODS}"


def _warn_of_twice(path: FieldPath, spec: PodSpec) -> Iterator[str]:
    """Addresses and pull secrets that stand twice."""
    for at, alias in enumerate(spec.host_aliases):
        if any(alias.ip == other.ip for other in spec.host_aliases[:at]):
            yield f"{path / 'hostAliases' / at / 'ip'}: duplicate ip {quote(alias.ip)}"
    names = tuple(one.get("name", "") for one in spec.image_pull_secrets or ())
    place = path / "imagePullSecrets"
    for at, name in enumerate(names):
        if name in names[:at]:
            yield f"{place / at / 'name'}: duplicate name {quote(name)}"
    for at, name in enumerate(names):
        if not name:
            yield f"{place / at / 'name'}: invalid empty name {quote(name)}"


def _warn_of_profiles(
    path: FieldPath, meta: ObjectMeta, container: Container, pod: Mapping[str, Any] | None
) -> Iterator[str]:
    """Profiles that stand in annotations alone; `pod` is a template's security context, None for pods of their own."""
    context = container.security_context or {}
    seccomp, armor = SECCOMP_CONTAINER + container.name, APP_ARMOR + container.name
    if seccomp in meta.annotations and context.get("seccompProfile") is None:
        yield f"{path.key(seccomp)}: {_SECCOMP}"
    fields = None if pod is None else (pod.get("appArmorProfile"), context.get("appArmorProfile"))
    if armor in meta.annotations and fields == (None, None):
        yield f"{path.key(armor)}: {_ARMOR}"


def _warn_of_fractions(path: FieldPath, container: Container) -> Iterator[str]:
    for name in ("memory", "ephemeral-storage"):
        yield from _warn_of_fraction(path / "limits", name, container.resources.limits)
        yield from _warn_of_fraction(path / "requests", name, container.resources.requests)


def _warn_of_fraction(path: FieldPath, name: str, amounts: Mapping[str, str]) -> Iterator[str]:
    if name in amounts and not parse_quantity(amounts[name]).is_whole:
        yield f"{path.key(name)}: fractional byte value {quote(amounts[name])} is invalid, must be an integer"


def _warn_of_env(path: FieldPath, container: Container) -> Iterator[str]:
    for at, variable in enumerate(container.env):
        if not any(variable.name == earlier.name for earlier in container.env[:at]):
            continue
        reference = f"$({variable.name})"
        extends = reference in variable.value and variable.value != reference
        if variable.value_from is not None or not extends:
            what = f"hides previous definition of {quote(variable.name)}"
            yield f"{path / at}: {what}, which may be dropped when using apply"
