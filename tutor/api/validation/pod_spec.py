"""Rules of pod specs, alone or in the template of a workload."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tutor.api import content
from tutor.api.addresses import check_ip
from tutor.api.container import ResourceRequirements
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, not_supported, required
from tutor.api.pod import HostAlias, PodDNSConfig, PodReadinessGate, PodSpec, PodTemplateSpec, Toleration
from tutor.api.validation.affinity import check_affinity, check_spreading
from tutor.api.validation.containers import Surroundings, check_containers, check_init_containers
from tutor.api.validation.fields import Errors, check_annotations, check_labels, check_text, each, one_of
from tutor.api.validation.resources import check_resources
from tutor.api.validation.security import check_host_users, check_pod_security
from tutor.api.validation.volumes import check_volumes

_RESTART_POLICIES = ("Always", "OnFailure", "Never")
_DNS_POLICIES = ("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None")
_PREEMPTIONS = ("PreemptLowerPriority", "Never")
_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_MIRROR = "kubernetes.io/config.mirror"
_COST = "controller.kubernetes.io/pod-deletion-cost"
_MOST_SEARCH_TEXT = 2048
_MOST_SECONDS = (1 << 31) - 1


def check_pod_spec(path: FieldPath, spec: PodSpec, *, is_pod: bool) -> Errors:
    """Mirrors ValidatePodSpec; a pod of its own has stricter host ports than a template."""
    volumes, volume_faults = check_volumes(path / "volumes", spec.volumes)
    around = Surroundings(spec=spec, volumes=volumes)
    grace = spec.termination_grace_period_seconds
    return (
        *((required(path / "terminationGracePeriodSeconds"),) if grace is None else ()),
        *volume_faults,
        *check_containers(path / "containers", around),
        *check_init_containers(path / "initContainers", around),
        *_check_host_network(path / "containers", spec, is_pod=is_pod),
        *one_of(path / "restartPolicy", spec.restart_policy, _RESTART_POLICIES),
        *one_of(path / "dnsPolicy", spec.dns_policy, _DNS_POLICIES),
        *check_labels(path / "nodeSelector", spec.node_selector),
        *check_pod_security(path / "securityContext", spec),
        *check_affinity(path / "affinity", spec.affinity),
        *_check_dns(path / "dnsConfig", spec.dns_policy, spec.dns_config),
        *each(spec.readiness_gates, path / "readinessGates", _check_gate),
        *_check_scheduling_gates(path / "schedulingGates", spec.scheduling_gates),
        *check_spreading(path / "topologySpreadConstraints", spec.topology_spread_constraints),
        *check_host_users(path, spec),
        *_check_names(path, spec),
        *each(spec.tolerations, path / "tolerations", check_toleration),
        *each(spec.host_aliases, path / "hostAliases", _check_alias),
        *_check_classes(path, spec),
    )


def check_pod_annotations(path: FieldPath, notes: Mapping[str, str], spec: PodSpec) -> Errors:
    """Mirrors ValidatePodSpecificAnnotations, less what old releases understood."""
    faults: Errors = ()
    if _MIRROR in notes and not spec.node_name:
        faults = (invalid(path.key(_MIRROR), notes[_MIRROR], "must set spec.nodeName if mirror pod annotation is set"),)
    cost = notes.get(_COST)
    if cost is None or (re.fullmatch("0|-?[1-9][0-9]{0,9}", cost) and -_MOST_SECONDS - 1 <= int(cost) <= _MOST_SECONDS):
        return faults
    return (*faults, invalid(path.key(_COST), cost, "must be a 32bit integer"))


def _check_scheduling_gates(path: FieldPath, raw: Any) -> Errors:
    faults: list[FieldError] = []
    names: set[str] = set()
    for at, one in enumerate(raw or ()):
        name = one.get("name", "")
        faults += check_text(path / at, name, content.qualified_name)
        faults += (duplicate(path / at, name),) if name in names else ()
        names.add(name)
    return tuple(faults)


def _check_classes(path: FieldPath, spec: PodSpec) -> Errors:
    """Classes of priority and runtime, overhead and the operating system."""
    runtime: Errors = ()
    if spec.runtime_class_name is not None:
        runtime = check_text(path / "runtimeClassName", spec.runtime_class_name, content.dns1123_subdomain)
    preemption: Errors = ()
    if spec.preemption_policy is not None:
        preemption = one_of(path / "preemptionPolicy", spec.preemption_policy, _PREEMPTIONS)
    return (
        *_check_optional(path / "priorityClassName", spec.priority_class_name, subdomain=True),
        *runtime,
        *preemption,
        *(check_resources(path / "overhead", ResourceRequirements(limits=spec.overhead)) if spec.overhead else ()),
        *_check_os(path / "os", spec),
    )


def _check_os(path: FieldPath, spec: PodSpec) -> Errors:
    if spec.os is None:
        return ()
    name = spec.os.get("name", "")
    if not name:
        return (required(path / "name", "cannot be empty"),)
    return () if name in ("linux", "windows") else (not_supported(path, name, ("linux", "windows")),)


def check_template(path: FieldPath, template: PodTemplateSpec) -> Errors:
    """Mirrors ValidatePodTemplateSpec."""
    faults = (
        *check_labels(path / "labels", template.metadata.labels),
        *check_annotations(path / "annotations", template.metadata.annotations),
        *check_pod_annotations(path / "annotations", template.metadata.annotations, template.spec),
        *check_pod_spec(path / "spec", template.spec, is_pod=False),
    )
    if not template.spec.ephemeral_containers:
        return faults
    detail = "ephemeral containers not allowed in pod template"
    return (*faults, forbidden(path / "spec" / "ephemeralContainers", detail))


def _check_host_network(path: FieldPath, spec: PodSpec, *, is_pod: bool) -> Errors:
    """Mirrors validatePodHostNetworkDeps."""
    if not spec.host_network:
        return ()
    return tuple(
        invalid(
            path / at / "ports" / number / "hostPort",
            port.host_port,
            "must match `containerPort` when `hostNetwork` is true",
        )
        for at, container in enumerate(spec.containers)
        for number, port in enumerate(container.ports)
        if (is_pod or port.host_port) and port.host_port != port.container_port
    )


def _check_dns(path: FieldPath, policy: str, config: PodDNSConfig | None) -> Errors:
    """Mirrors validatePodDNSConfig."""
    if policy == "None" and config is None:
        return (required(path, "must provide `dnsConfig` when `dnsPolicy` is None"),)
    if config is None:
        return ()
    servers = path / "nameservers"
    if policy == "None" and not config.nameservers:
        return (required(servers, "must provide at least one DNS nameserver when `dnsPolicy` is None"),)
    faults: list[FieldError] = []
    if len(config.nameservers) > 3:
        faults.append(invalid(servers, config.nameservers, "must not have more than 3 nameservers"))
    faults += each(config.nameservers, servers, check_ip)
    if len(config.searches) > 32:
        faults.append(invalid(path / "searches", config.searches, "must not have more than 32 search paths"))
    if len(" ".join(config.searches)) > _MOST_SEARCH_TEXT:
        detail = f"must not have more than {_MOST_SEARCH_TEXT} characters (including spaces) in the search list"
        faults.append(invalid(path / "searches", config.searches, detail))
    faults += each(config.searches, path / "searches", _check_search)
    faults += (
        required(path / "options" / at, "must not be empty")
        for at, option in enumerate(config.options)
        if not option.name
    )
    return tuple(faults)


def _check_search(path: FieldPath, search: str) -> Errors:
    """A single dot stands for the root."""
    if search == ".":
        return ()
    return check_text(path, search.removesuffix("."), content.dns1123_subdomain_with_underscore)


def _check_gate(path: FieldPath, gate: PodReadinessGate) -> Errors:
    return check_text(path / "conditionType", gate.condition_type, content.qualified_name)


def _check_names(path: FieldPath, spec: PodSpec) -> Errors:
    """Names and the deadline, in the server's order."""
    deadline = spec.active_deadline_seconds
    late: Errors = ()
    if deadline is not None and not 1 <= deadline <= _MOST_SECONDS:
        detail = f"must be between 1 and {_MOST_SECONDS}, inclusive"
        late = (invalid(path / "activeDeadlineSeconds", deadline, detail),)
    return (
        *_check_optional(path / "serviceAccountName", spec.service_account_name, subdomain=True),
        *_check_optional(path / "nodeName", spec.node_name, subdomain=True),
        *late,
        *_check_optional(path / "hostname", spec.hostname, subdomain=False),
        *_check_optional(path / "subdomain", spec.subdomain, subdomain=False),
    )


def _check_optional(path: FieldPath, value: str, *, subdomain: bool) -> Errors:
    rule = content.dns1123_subdomain if subdomain else content.dns1123_label
    return check_text(path, value, rule) if value else ()


def check_toleration(path: FieldPath, toleration: Toleration) -> Errors:
    """Mirrors ValidateTolerations for one of them."""
    faults: list[FieldError] = []
    if toleration.key:
        faults += check_text(path / "key", toleration.key, content.qualified_name)
    elif toleration.operator != "Exists":
        detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'
        faults.append(invalid(path / "operator", toleration.operator, detail))
    if toleration.toleration_seconds is not None and toleration.effect != "NoExecute":
        detail = "effect must be 'NoExecute' when `tolerationSeconds` is set"
        faults.append(invalid(path / "effect", toleration.effect, detail))
    faults += _check_toleration_value(path / "operator", toleration)
    if toleration.effect and toleration.effect not in _EFFECTS:
        faults.append(not_supported(path / "effect", toleration.effect, _EFFECTS))
    return tuple(faults)


def _check_toleration_value(path: FieldPath, toleration: Toleration) -> Errors:
    if toleration.operator in ("", "Equal"):
        complaints = content.label_value(toleration.value)
        return (invalid(path, toleration.value, ";".join(complaints)),) if complaints else ()
    if toleration.operator != "Exists":
        return (not_supported(path, toleration.operator, ("Equal", "Exists")),)
    return (
        (invalid(path, toleration.value, "value must be empty when `operator` is 'Exists'"),)
        if toleration.value
        else ()
    )


def _check_alias(path: FieldPath, alias: HostAlias) -> Errors:
    names = (
        fault
        for at, name in enumerate(alias.hostnames)
        for fault in check_text(path / "hostnames" / at, name, content.dns1123_subdomain)
    )
    return (*check_ip(path / "ip", alias.ip), *names)
