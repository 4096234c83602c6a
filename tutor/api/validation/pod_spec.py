"""Rules of pod specs, alone or in the template of a workload."""

from __future__ import annotations

from typing import Any

from tutor.api import content
from tutor.api.addresses import check_ip
from tutor.api.container import ResourceRequirements
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, not_found, required, too_long
from tutor.api.meta import ObjectMeta
from tutor.api.pod import HostAlias, PodDNSConfig, PodReadinessGate, PodSpec, PodTemplateSpec
from tutor.api.validation.affinity import check_affinity
from tutor.api.validation.claims import check_pod_claims, claim_names
from tutor.api.validation.containers import Surroundings, check_containers, check_init_containers
from tutor.api.validation.ephemeral_containers import check_ephemeral_containers
from tutor.api.validation.fields import Errors, check_annotations, check_labels, check_text, each, one_of
from tutor.api.validation.pod_annotations import MIRROR, check_pod_annotations, check_profiles_match
from tutor.api.validation.pod_resources import check_pod_resources
from tutor.api.validation.resources import check_resources
from tutor.api.validation.security import check_host_users, check_pod_security
from tutor.api.validation.spreading import check_spreading
from tutor.api.validation.tolerations import check_tolerations
from tutor.api.validation.visits import all_containers
from tutor.api.validation.volumes import check_volumes
from tutor.api.validation.windows import check_host_process, check_os

_RESTART_POLICIES = ("Always", "OnFailure", "Never")
_DNS_POLICIES = ("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None")
_PREEMPTIONS = ("PreemptLowerPriority", "Never")
_LONGEST_HOSTNAME = 64
_MOST_SEARCH_TEXT = 2048
_MOST_SECONDS = (1 << 31) - 1


def check_pod_spec(path: FieldPath, spec: PodSpec, pod: ObjectMeta | None = None) -> Errors:
    """Mirrors ValidatePodSpec; a `pod` of its own, known by its metadata, has stricter host ports than a template."""
    volumes, volume_faults = check_volumes(path / "volumes", spec.volumes, pod.name if pod is not None else "")
    claims = claim_names(spec.resource_claims)
    around = Surroundings(spec=spec, volumes=volumes, claims=claims)
    mirror = pod is not None and MIRROR in pod.annotations
    grace = spec.termination_grace_period_seconds
    return (
        *((required(path / "terminationGracePeriodSeconds"),) if grace is None else ()),
        *volume_faults,
        *check_pod_claims(path / "resourceClaims", spec.resource_claims, mirror=mirror),
        *check_containers(path / "containers", around),
        *check_init_containers(path / "initContainers", around),
        *check_ephemeral_containers(path / "ephemeralContainers", around),
        *check_pod_resources(path / "resources", spec, claims),
        *_check_host_network(path / "containers", spec, is_pod=pod is not None),
        *one_of(path / "restartPolicy", spec.restart_policy, _RESTART_POLICIES),
        *one_of(path / "dnsPolicy", spec.dns_policy, _DNS_POLICIES),
        *check_labels(path / "nodeSelector", spec.node_selector),
        *check_pod_security(path / "securityContext", spec),
        *check_affinity(path / "affinity", spec.affinity),
        *_check_dns(path / "dnsConfig", spec.dns_policy, spec.dns_config),
        *each(spec.readiness_gates, path / "readinessGates", _check_gate),
        *_check_scheduling_gates(path / "schedulingGates", spec.scheduling_gates),
        *check_spreading(path / "topologySpreadConstraints", spec.topology_spread_constraints),
        *check_host_process(path, spec),
        *check_host_users(path, spec),
        *_check_hostname(path / "hostnameOverride", spec),
        *_check_names(path, spec),
        *check_tolerations(path / "tolerations", spec.tolerations),
        *each(spec.host_aliases, path / "hostAliases", _check_alias),
        *_check_classes(path, spec),
        *_check_file_keys(path, spec),
    )


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
        *check_os(path, spec),
    )


def check_template(path: FieldPath, template: PodTemplateSpec) -> Errors:
    """Mirrors ValidatePodTemplateSpec."""
    faults = (
        *check_labels(path / "labels", template.metadata.labels),
        *check_annotations(path / "annotations", template.metadata.annotations),
        *check_pod_annotations(path / "annotations", template.metadata.annotations, template.spec),
        *check_pod_spec(path / "spec", template.spec),
        *check_profiles_match(path / "spec", template.metadata.annotations, template.spec),
    )
    if not template.spec.ephemeral_containers:
        return faults
    detail = "ephemeral containers not allowed in pod template"
    return (*faults, forbidden(path / "spec" / "ephemeralContainers", detail))


def _check_hostname(path: FieldPath, spec: PodSpec) -> Errors:
    """Mirrors validatePodHostName."""
    name = spec.hostname_override
    if name is None:
        return ()
    rows = (("setHostnameAsFQDN", spec.set_hostname_as_fqdn), ("hostNetwork", spec.host_network))
    clashes = (forbidden(path, f"may not be specified when {field} is true") for field, value in rows if value)
    long = (too_long(path, _LONGEST_HOSTNAME),) if len(name.encode()) > _LONGEST_HOSTNAME else ()
    return (*clashes, *long, *check_text(path, name, content.dns1123_subdomain))


def _check_file_keys(path: FieldPath, spec: PodSpec) -> Errors:
    """Mirrors validateFileKeyRefVolumes: variables are read from directories that are empty at first."""
    volumes = {one.get("name", ""): one for one in spec.volumes or ()}
    faults: list[FieldError] = []
    for place, container in all_containers(path, spec):
        for at, variable in enumerate(container.env):
            source = (variable.value_from or {}).get("fileKeyRef")
            if source is None:
                continue
            name = source.get("volumeName", "")
            here = place / "env" / at / "valueFrom" / "fileKeyRef" / "volumeName"
            if name not in volumes:
                faults.append(not_found(here, name))
            elif volumes[name].get("emptyDir") is None:
                faults.append(invalid(here, name, "referenced volume must be of type emptyDir"))
    return tuple(faults)


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


def _check_alias(path: FieldPath, alias: HostAlias) -> Errors:
    names = (
        fault
        for at, name in enumerate(alias.hostnames)
        for fault in check_text(path / "hostnames" / at, name, content.dns1123_subdomain)
    )
    return (*check_ip(path / "ip", alias.ip), *names)
