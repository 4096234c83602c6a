"""Cells of the smaller kinds."""

from __future__ import annotations

from tutor.api.core import ConfigMap, Event, Namespace, Node
from tutor.api.workloads import ControllerRevision
from tutor.cluster.ages import age
from tutor.cluster.clock import Clock
from tutor.cluster.objects import controller_of
from tutor.cluster.tables.lists import NONE

_ROLE = "node-role.kubernetes.io/"


def namespace(obj: Namespace, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printNamespace."""
    return obj.metadata.name, obj.status.phase, age(obj.metadata.creation_timestamp, clock)


def config_map(obj: ConfigMap, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printConfigMap."""
    return obj.metadata.name, str(len(obj.data) + len(obj.binary_data)), age(obj.metadata.creation_timestamp, clock)


def controller_revision(obj: ControllerRevision, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printControllerRevision."""
    owner = controller_of(obj)
    word = NONE if owner is None else f"{_resource(owner.api_version, owner.kind)}/{owner.name}"
    return obj.metadata.name, word, str(obj.revision), age(obj.metadata.creation_timestamp, clock)


def _resource(api_version: str, kind: str) -> str:
    """`statefulset.apps`. Mirrors formatResourceName."""
    group = api_version.rpartition("/")[0]
    return f"{kind.lower()}.{group}" if group else kind.lower()


def node(obj: Node, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printNode."""
    info = obj.status.node_info
    return (
        obj.metadata.name,
        _node_status(obj),
        ",".join(sorted(name[len(_ROLE) :] for name in obj.metadata.labels if name.startswith(_ROLE))) or NONE,
        age(obj.metadata.creation_timestamp, clock),
        info.kubelet_version,
        _address(obj, "InternalIP"),
        _address(obj, "ExternalIP"),
        info.os_image or "<unknown>",
        f"{info.kernel_version} ({info.architecture})",
        info.container_runtime_version or "<unknown>",
    )


def _node_status(obj: Node) -> str:
    ready = next((one.status for one in obj.status.conditions if one.type == "Ready"), "Unknown")
    word = {"True": "Ready", "False": "NotReady"}.get(ready, "Unknown" if not obj.status.conditions else "NotReady")
    return f"{word},SchedulingDisabled" if obj.spec.unschedulable else word


def _address(obj: Node, type_: str) -> str:
    return next((one.address for one in obj.status.addresses if one.type == type_), NONE)


def event(obj: Event, clock: Clock, _wide: bool) -> tuple[str, ...]:
    """Mirrors printEvent."""
    first = age(obj.first_timestamp or obj.event_time, clock)
    last = age(obj.last_timestamp, clock) if obj.last_timestamp else first
    about = obj.involved_object
    target = f"{about.kind.lower()}/{about.name}" if about.name else about.kind.lower()
    return (
        last,
        obj.type,
        obj.reason,
        target,
        about.field_path,
        _source(obj),
        obj.message.strip(),
        first,
        str(obj.count or 1),
        obj.metadata.name,
    )


def _source(obj: Event) -> str:
    """Mirrors formatEventSource."""
    component = obj.source.component or obj.reporting_component
    host = obj.source.host or obj.reporting_instance
    return f"{component}, {host}" if host else component
