"""What the API server owns in each kind: generation, status, and the fields a writer cannot set."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any

from tutor.api.core import Namespace, Node
from tutor.api.discovery import EndpointSlice
from tutor.api.kinds import kind_of
from tutor.api.match_keys import merge_match_keys
from tutor.api.pod import Pod, PodCondition, PodStatus
from tutor.api.workloads import DaemonSet, Deployment
from tutor.cluster.objects import amend, replace
from tutor.cluster.qos import qos_class
from tutor.values import reader

_WITH_STATUS_FROM_BIRTH = frozenset({"Node"})
_TEMPLATES = "deprecated.daemonset.template.generation"
_NAMESPACE_LABEL = "kubernetes.io/metadata.name"
_GATED = (
    PodCondition(
        type="PodScheduled",
        status="False",
        reason="SchedulingGated",
        message="Scheduling is blocked due to non-empty scheduling gates",
        observed_generation=1,
    ),
)


def prepare_for_create(obj: Any) -> Any:
    """A new object as it enters the store: a writer's status and bookkeeping do not count."""
    kind = type(obj).__name__
    obj = amend(
        obj,
        generation=1 if kind_of(obj).generations else obj.metadata.generation,
        self_link="",
        deletion_timestamp=None,
        deletion_grace_period_seconds=None,
    )
    if has_status(obj) and kind not in _WITH_STATUS_FROM_BIRTH:
        obj = replace(obj, status=type(obj)().status)
    prepare = _CREATE.get(kind)
    return obj if prepare is None else prepare(obj)


def prepare_for_update(new: Any, old: Any) -> Any:
    """The next state of an object: bookkeeping and status stay as they were; a changed spec counts one up."""
    kept = _bookkeeping(new, old)
    new = replace(new, metadata=kept, status=old.status) if has_status(old) else replace(new, metadata=kept)
    if isinstance(old, DaemonSet):
        new = _next_daemon_set(new, old)
    if kind_of(old).generations and _content(new) != _content(old):
        new = amend(new, generation=old.metadata.generation + 1)
    return new


def prepare_for_status(new: Any, old: Any) -> Any:
    """The next state when only the status is written."""
    return replace(old, metadata=_bookkeeping(new, old), status=new.status)


def has_status(obj: Any) -> bool:
    """Whether objects of this kind report a status."""
    return "status" in type(obj).__slots__


def _bookkeeping(new: Any, old: Any) -> Any:
    """The metadata of a next state, with what only the server writes as it was."""
    meta = old.metadata
    return replace(
        new.metadata,
        uid=meta.uid,
        resource_version=meta.resource_version,
        creation_timestamp=meta.creation_timestamp,
        deletion_timestamp=meta.deletion_timestamp,
        deletion_grace_period_seconds=meta.deletion_grace_period_seconds,
        generation=meta.generation,
        self_link="",
    )


def _content(obj: Any) -> tuple[Any, ...]:
    """What counts as a change: all but metadata and status, yet Deployments copy annotations and slices have labels."""
    cls: Any = type(obj)
    spec = _reads_content(cls)(obj)
    if isinstance(obj, Deployment):
        return (*spec, obj.metadata.annotations)
    return (*spec, obj.metadata.labels) if isinstance(obj, EndpointSlice) else spec


@cache
def _reads_content(cls: Any) -> Callable[[Any], tuple[Any, ...]]:
    return reader(tuple(one.name for one in fields(cls) if one.name not in {"metadata", "status"}))


def _new_pod(pod: Pod) -> Pod:
    status = PodStatus(
        phase="Pending", qos_class=qos_class(pod.spec), conditions=_GATED if pod.spec.scheduling_gates else ()
    )
    return merge_match_keys(replace(pod, status=status))


def _new_namespace(space: Namespace) -> Namespace:
    """A namespace starts active, holds itself back until it is empty, and carries its name as a label."""
    labels = {**space.metadata.labels, _NAMESPACE_LABEL: space.metadata.name}
    finalizers = tuple(dict.fromkeys((*space.spec.finalizers, "kubernetes")))
    return replace(
        amend(space, labels=labels),
        spec=replace(space.spec, finalizers=finalizers),
        status=replace(space.status, phase="Active"),
    )


def _new_node(node: Node) -> Node:
    """A node brings its own status, but not the settings that Kubernetes does not read any more."""
    return replace(node, spec=replace(node.spec, config_source=None), status=replace(node.status, config=None))


def _new_daemon_set(obj: DaemonSet) -> DaemonSet:
    """Old servers counted templates in an annotation, and today's go on."""
    return _with_templates(obj, max(_templates(obj), 1))


def _next_daemon_set(new: DaemonSet, old: DaemonSet) -> DaemonSet:
    return _with_templates(new, _templates(old) + (new.spec.template != old.spec.template))


def _templates(obj: DaemonSet) -> int:
    text = obj.metadata.annotations.get(_TEMPLATES, "")
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else 0


def _with_templates(obj: DaemonSet, count: int) -> DaemonSet:
    return amend(obj, annotations={**obj.metadata.annotations, _TEMPLATES: str(count)})


_CREATE: dict[str, Callable[[Any], Any]] = {
    "Pod": _new_pod,
    "Namespace": _new_namespace,
    "Node": _new_node,
    "DaemonSet": _new_daemon_set,
}
