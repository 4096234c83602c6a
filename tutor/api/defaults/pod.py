"""Defaults of pods and pod templates."""

from __future__ import annotations

from typing import Any

from tutor.api.amounts import add_limits, add_requests
from tutor.api.codec import decode_part, encode_part
from tutor.api.container import Container
from tutor.api.defaults.containers import default_container
from tutor.api.defaults.volumes import default_volumes
from tutor.api.pod import Pod, PodSpec, PodTemplateSpec
from tutor.api.quantity import rounded
from tutor.values import replace


def default_pod_spec(spec: PodSpec) -> PodSpec:
    """Mirrors SetDefaults_PodSpec."""
    grace = spec.termination_grace_period_seconds
    account = spec.service_account_name or spec.service_account
    return replace(
        spec,
        volumes=default_volumes(spec.volumes),
        init_containers=tuple(map(default_container, spec.init_containers)),
        containers=tuple(map(default_container, spec.containers)),
        ephemeral_containers=spec.ephemeral_containers and [_default_visitor(one) for one in spec.ephemeral_containers],
        restart_policy=spec.restart_policy or "Always",
        termination_grace_period_seconds=30 if grace is None else grace,
        dns_policy=spec.dns_policy or "ClusterFirst",
        service_account_name=account,
        service_account=account,
        security_context={} if spec.security_context is None else spec.security_context,
        scheduler_name=spec.scheduler_name or "default-scheduler",
        overhead=spec.overhead and {name: rounded(amount) for name, amount in spec.overhead.items()},
        resources=_round(spec.resources),
        # The server forgets it: its feature is off in v1.36.
        scheduling_group=None,
    )


def _default_visitor(one: dict[str, Any]) -> dict[str, Any]:
    """An ephemeral container with the defaults of all others."""
    common = {name: value for name, value in one.items() if name != "targetContainerName"}
    filled = encode_part(default_container(decode_part(Container, common).object))
    return {**one, **filled}


def _round(resources: Any) -> Any:
    """Mirrors SetDefaults_ResourceList for what a pod as a whole may use."""
    if not resources:
        return resources
    amounts = {name: resources[name] for name in ("limits", "requests") if name in resources}
    return {**resources, **{what: {name: rounded(rows[name]) for name in rows} for what, rows in amounts.items()}}


def default_template(template: PodTemplateSpec) -> PodTemplateSpec:
    """A template with the defaults of its pod."""
    return replace(template, spec=default_pod_spec(template.spec))


def default_pod(pod: Pod) -> Pod:
    """Mirrors SetDefaults_Pod: what limits imply, and ports of the host's network."""
    spec = default_pod_spec(pod.spec)
    links = spec.enable_service_links
    spec = replace(
        spec,
        init_containers=tuple(_request_limits(one) for one in spec.init_containers),
        containers=tuple(_request_limits(one) for one in spec.containers),
        enable_service_links=True if links is None else links,
    )
    spec = replace(spec, resources=_default_pod_resources(spec))
    if spec.host_network:
        spec = replace(
            spec,
            containers=tuple(map(_take_host_ports, spec.containers)),
            init_containers=tuple(map(_take_host_ports, spec.init_containers)),
        )
    return replace(pod, spec=spec)


def _default_pod_resources(spec: PodSpec) -> Any:
    """Mirrors defaultHugePagePodLimits and defaultPodRequests: what the pod as a whole asks for."""
    if spec.resources is None:
        return None
    limits, requests = dict(spec.resources.get("limits", {})), dict(spec.resources.get("requests", {}))
    huge = {name: amount for name, amount in add_limits(spec).items() if name.startswith("hugepages-")}
    limits = {**huge, **limits} if limits else limits
    sums = {name: amount for name, amount in add_requests(spec).items() if name in ("cpu", "memory")}
    supported = {name: amount for name, amount in limits.items() if _is_for_pods(name)}
    requests = {**supported, **sums, **requests}
    filled = {name: rows for name, rows in (("limits", limits), ("requests", requests)) if rows}
    return {**spec.resources, **filled}


def _is_for_pods(name: str) -> bool:
    return name in ("cpu", "memory") or name.startswith("hugepages-")


def _request_limits(container: Container) -> Container:
    """A limit without a request is a request as well."""
    resources = container.resources
    missing = {name: amount for name, amount in resources.limits.items() if name not in resources.requests}
    if not missing:
        return container
    return replace(container, resources=replace(resources, requests={**resources.requests, **missing}))


def _take_host_ports(container: Container) -> Container:
    ports = tuple(port if port.host_port else replace(port, host_port=port.container_port) for port in container.ports)
    return replace(container, ports=ports)
