"""The check kinds: one row each, from the name in a lesson to the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tutor.grading.kinds import admission, endpoints, names, objects, traffic
from tutor.grading.observation import Observation
from tutor.grading.scene import Scene
from tutor.packs.model import Check

KINDS: Mapping[str, Callable[[Scene, Check], Observation]] = MappingProxyType(
    {
        "admission": admission.observe,
        "object": objects.observe_object,
        "unchanged": objects.observe_unchanged,
        "status": objects.observe_status,
        "events": objects.observe_events,
        "endpoints": endpoints.observe,
        "http": traffic.observe,
        "tcp": traffic.observe,
        "udp": traffic.observe,
        "dns": names.observe_dns,
        "env": names.observe_env,
    }
)
