"""Which describer describes which kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.api.core import ConfigMap, Namespace, Node
from tutor.api.discovery import Endpoints, EndpointSlice
from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.api.workloads import DaemonSet, Deployment, ReplicaSet, ReplicationController, StatefulSet
from tutor.cluster.cluster import Cluster
from tutor.kubectl.describers.cluster import describe_config_map, describe_namespace, describe_node
from tutor.kubectl.describers.custom import describe_custom
from tutor.kubectl.describers.endpoints import describe_endpoint_slice, describe_endpoints
from tutor.kubectl.describers.pod import describe_pod
from tutor.kubectl.describers.service import describe_service
from tutor.kubectl.describers.workloads import (
    describe_daemon_set,
    describe_deployment,
    describe_replica_set,
    describe_stateful_set,
)

_DESCRIBERS: dict[type, Callable[[Any, Cluster], str]] = {
    ConfigMap: describe_config_map,
    DaemonSet: describe_daemon_set,
    Deployment: describe_deployment,
    EndpointSlice: describe_endpoint_slice,
    Endpoints: describe_endpoints,
    Namespace: describe_namespace,
    Node: describe_node,
    Pod: describe_pod,
    ReplicaSet: describe_replica_set,
    ReplicationController: describe_replica_set,
    Service: describe_service,
    StatefulSet: describe_stateful_set,
}


def describe(obj: Any, cluster: Cluster, *, events: bool = True) -> str:
    """Everything that kubectl tells of an object; without `events` less their part, which is the last."""
    text = _DESCRIBERS.get(type(obj), describe_custom)(obj, cluster)
    head, mark, _ = ("", "", "") if events else text.rpartition("\nEvents:")
    return f"{head}\n" if mark else text
