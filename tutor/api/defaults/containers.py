"""Defaults of containers, their ports, probes and images."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.container import Container, ContainerPort, EnvVar, HTTPGetAction, Probe, ResourceRequirements
from tutor.api.quantity import rounded
from tutor.values import replace

# A registry path of lower-case parts, an optional tag, an optional digest, as references are spelt.
_REFERENCE = re.compile(
    r"(?P<name>(?:[a-zA-Z0-9.-]+(?::[0-9]+)?/)?[a-z0-9]+(?:(?:[._]|__|-+|/)[a-z0-9]+)*)"
    r"(?::(?P<tag>[\w][\w.-]{0,127}))?(?P<digest>@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?",
    re.ASCII,
)


_SOURCES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {"fieldRef": {"apiVersion": "v1"}, "fileKeyRef": {"optional": False}}
)


def pull_policy(image: str) -> str:
    """Always for the tag `latest` or none at all, else IfNotPresent. Mirrors SetDefaults_Container."""
    found = _REFERENCE.fullmatch(image)
    if found is None or (found["digest"] and not found["tag"]):
        return "IfNotPresent"
    return "Always" if (found["tag"] or "latest") == "latest" else "IfNotPresent"


def default_container(container: Container) -> Container:
    """A container with every default filled in."""
    return replace(
        container,
        ports=tuple(map(_default_port, container.ports)),
        env=tuple(map(_default_variable, container.env)),
        resources=_default_resources(container.resources),
        liveness_probe=_default_probe(container.liveness_probe),
        readiness_probe=_default_probe(container.readiness_probe),
        startup_probe=_default_probe(container.startup_probe),
        lifecycle=_default_lifecycle(container.lifecycle),
        termination_message_path=container.termination_message_path or "/dev/termination-log",
        termination_message_policy=container.termination_message_policy or "File",
        image_pull_policy=container.image_pull_policy or pull_policy(container.image),
    )


def _default_port(port: ContainerPort) -> ContainerPort:
    return port if port.protocol else replace(port, protocol="TCP")


def _default_resources(resources: ResourceRequirements) -> ResourceRequirements:
    if not resources.limits and not resources.requests:
        return resources
    return replace(
        resources,
        limits={name: rounded(amount) for name, amount in resources.limits.items()},
        requests={name: rounded(amount) for name, amount in resources.requests.items()},
    )


def _default_variable(variable: EnvVar) -> EnvVar:
    source: Any = variable.value_from
    if not source:
        return variable
    filled = {name: {**given, **source[name]} for name, given in _SOURCES.items() if isinstance(source.get(name), dict)}
    return replace(variable, value_from={**source, **filled}) if filled else variable


def _default_probe(probe: Probe | None) -> Probe | None:
    """Mirrors SetDefaults_Probe and SetDefaults_HTTPGetAction."""
    if probe is None:
        return None
    grpc = probe.grpc
    return replace(
        probe,
        http_get=_default_http(probe.http_get),
        grpc=replace(grpc, service="") if grpc is not None and grpc.service is None else grpc,
        timeout_seconds=probe.timeout_seconds or 1,
        period_seconds=probe.period_seconds or 10,
        success_threshold=probe.success_threshold or 1,
        failure_threshold=probe.failure_threshold or 3,
    )


def _default_http(action: HTTPGetAction | None) -> HTTPGetAction | None:
    if action is None:
        return None
    return replace(action, path=action.path or "/", scheme=action.scheme or "HTTP")


def _default_lifecycle(lifecycle: Any) -> Any:
    if not isinstance(lifecycle, dict):
        return lifecycle
    # The server forgets stopSignal: its feature is off in v1.36.
    hooks = {name: _default_hook(hook) for name, hook in lifecycle.items() if name != "stopSignal"}
    return hooks if hooks or not lifecycle else None


def _default_hook(hook: Any) -> Any:
    if not isinstance(hook, dict) or not isinstance(hook.get("httpGet"), dict):
        return hook
    return {**hook, "httpGet": {"path": "/", "scheme": "HTTP", **hook["httpGet"]}}
