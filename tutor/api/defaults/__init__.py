"""What the API server fills in where a manifest is silent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.core import Namespace, Node
from tutor.api.defaults.core import default_endpoint_slice, default_endpoints, default_namespace, default_node
from tutor.api.defaults.metallb import default_ip_address_pool
from tutor.api.defaults.pod import default_pod, default_pod_spec, default_template
from tutor.api.defaults.service import default_service
from tutor.api.defaults.workloads import (
    default_daemon_set,
    default_deployment,
    default_replica_set,
    default_replication_controller,
    default_stateful_set,
)
from tutor.api.discovery import Endpoints, EndpointSlice
from tutor.api.metallb import IPAddressPool
from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.api.workloads import DaemonSet, Deployment, ReplicaSet, ReplicationController, StatefulSet

__all__ = ["default", "default_pod", "default_pod_spec", "default_template"]

_DEFAULTS: Mapping[type, Callable[[Any], Any]] = MappingProxyType(
    {
        Service: default_service,
        Pod: default_pod,
        ReplicaSet: default_replica_set,
        ReplicationController: default_replication_controller,
        Deployment: default_deployment,
        StatefulSet: default_stateful_set,
        DaemonSet: default_daemon_set,
        Endpoints: default_endpoints,
        EndpointSlice: default_endpoint_slice,
        Namespace: default_namespace,
        Node: default_node,
        IPAddressPool: default_ip_address_pool,
    }
)


def default(obj: Any) -> Any:
    """The object with every default filled in; the same object for kinds without defaults."""
    rule = _DEFAULTS.get(type(obj))
    return obj if rule is None else rule(obj)
