"""The quality-of-service class of a pod."""

from __future__ import annotations

from tutor.api.container import Container
from tutor.api.pod import PodSpec

_COMPUTE = ("cpu", "memory")


def qos_class(spec: PodSpec) -> str:
    """BestEffort, Burstable or Guaranteed. Mirrors ComputePodQOS."""
    containers = (*spec.init_containers, *spec.containers)
    if not any(_asks(container) for container in containers):
        return "BestEffort"
    return "Guaranteed" if all(_is_exact(container) for container in containers) else "Burstable"


def _asks(container: Container) -> bool:
    resources = container.resources
    return any(name in resources.requests or name in resources.limits for name in _COMPUTE)


def _is_exact(container: Container) -> bool:
    limits, requests = container.resources.limits, container.resources.requests
    return all(name in limits and requests.get(name, limits[name]) == limits[name] for name in _COMPUTE)
