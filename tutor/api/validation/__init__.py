"""The rules of each kind, in the order and the words of the API server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.core import ConfigMap, Event, Namespace, Node
from tutor.api.discovery import Endpoints, EndpointSlice
from tutor.api.errors import FieldError
from tutor.api.metallb import IPAddressPool, L2Advertisement
from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.api.validation import (
    core,
    custom,
    daemon_sets,
    endpoints,
    events,
    nodes,
    pod,
    pod_update,
    revisions,
    service,
    stateful_sets,
    workloads,
)
from tutor.api.validation.statuses import validate_status_update
from tutor.api.validation.warnings import warnings
from tutor.api.workloads import (
    ControllerRevision,
    DaemonSet,
    Deployment,
    ReplicaSet,
    ReplicationController,
    StatefulSet,
)
from tutor.values import frozen

__all__ = ["validate_create", "validate_status_update", "validate_update", "warnings"]

Errors = tuple[FieldError, ...]


@frozen(kw_only=False)
class Rules:
    """What a new object and a changed object of one kind must obey."""

    create: Callable[[Any], Errors]
    update: Callable[[Any, Any], Errors]


RULES: Mapping[type, Rules] = MappingProxyType(
    {
        Service: Rules(service.validate_service, service.validate_service_update),
        Pod: Rules(pod.validate_pod, pod_update.validate_pod_update),
        ReplicaSet: Rules(workloads.validate_replica_set, workloads.validate_replica_set_update),
        ReplicationController: Rules(
            workloads.validate_replication_controller, workloads.validate_replication_controller_update
        ),
        Deployment: Rules(workloads.validate_deployment, workloads.validate_deployment_update),
        StatefulSet: Rules(stateful_sets.validate_stateful_set, stateful_sets.validate_stateful_set_update),
        DaemonSet: Rules(daemon_sets.validate_daemon_set, daemon_sets.validate_daemon_set_update),
        ControllerRevision: Rules(
            revisions.validate_controller_revision, revisions.validate_controller_revision_update
        ),
        Endpoints: Rules(endpoints.validate_endpoints, endpoints.validate_endpoints_update),
        EndpointSlice: Rules(endpoints.validate_endpoint_slice, endpoints.validate_endpoint_slice_update),
        Namespace: Rules(core.validate_namespace, core.validate_namespace_update),
        Node: Rules(nodes.validate_node, nodes.validate_node_update),
        ConfigMap: Rules(core.validate_config_map, core.validate_config_map_update),
        Event: Rules(events.validate_event, events.validate_event_update),
        IPAddressPool: Rules(custom.validate_custom, custom.validate_custom_update),
        L2Advertisement: Rules(custom.validate_custom, custom.validate_custom_update),
    }
)


def validate_create(obj: Any) -> Errors:
    """Every rule that a new, defaulted object with its name and namespace breaks."""
    return RULES[type(obj)].create(obj)


def validate_update(new: Any, old: Any) -> Errors:
    """Every rule that a changed, defaulted object breaks, immutable fields among them."""
    return RULES[type(new)].update(new, old)
