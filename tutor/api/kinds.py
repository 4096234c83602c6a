"""The kinds of the simulated API, one row each, and the names of those that are not simulated."""

from __future__ import annotations

from functools import cache
from typing import Any

from tutor.api.core import ConfigMap, Event, Namespace, Node
from tutor.api.discovery import Endpoints, EndpointSlice
from tutor.api.metallb import IPAddressPool, L2Advertisement
from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.api.workloads import (
    ControllerRevision,
    DaemonSet,
    Deployment,
    ReplicaSet,
    ReplicationController,
    StatefulSet,
)
from tutor.values import frozen


@frozen
class Kind:
    """One kind: its names, the type of its objects, and what the server warns of whenever it is asked for.

    A `custom` kind is there only where somebody has installed what defines it. Where `generations` is set, the server
    counts the changes of what is asked for in `metadata.generation`.
    """

    kind: str
    group: str
    version: str
    plural: str
    singular: str
    short_names: tuple[str, ...] = ()
    namespaced: bool = True
    type: type
    categories: tuple[str, ...] = ()
    deprecation: str = ""
    custom: bool = False
    generations: bool = False

    @property
    def api_version(self) -> str:
        """`v1` or `apps/v1`."""
        return f"{self.group}/{self.version}" if self.group else self.version

    @property
    def resource(self) -> str:
        """`services` or `replicasets.apps`, as messages name it."""
        return f"{self.plural}.{self.group}" if self.group else self.plural

    @property
    def singular_resource(self) -> str:
        """`service` or `replicaset.apps`, as results name one object."""
        return f"{self.singular}.{self.group}" if self.group else self.singular

    @property
    def qualified(self) -> str:
        """`Service` or `ReplicaSet.apps`, as messages name it."""
        return f"{self.kind}.{self.group}" if self.group else self.kind


def _core(type_: type, plural: str, *short_names: str, all_: bool = False, **more: Any) -> Kind:
    return _grouped(type_, "", plural, *short_names, categories=("all",) if all_ else (), **more)


def _apps(type_: type, plural: str, *short_names: str, **more: Any) -> Kind:
    return _grouped(type_, "apps", plural, *short_names, categories=("all",), generations=True, **more)


def _metallb(type_: type, plural: str) -> Kind:
    return _grouped(type_, "metallb.io", plural, version="v1beta1", generations=True, custom=True)


def _grouped(type_: type, group: str, plural: str, *short_names: str, version: str = "v1", **more: Any) -> Kind:
    name = type_.__name__
    return Kind(
        kind=name,
        group=group,
        version=version,
        plural=plural,
        singular=name.lower(),
        short_names=short_names,
        type=type_,
        **more,
    )


POD = _core(Pod, "pods", "po", all_=True, generations=True)
REPLICATION_CONTROLLER = _core(ReplicationController, "replicationcontrollers", "rc", all_=True, generations=True)
SERVICE = _core(Service, "services", "svc", all_=True)
DAEMON_SET = _apps(DaemonSet, "daemonsets", "ds")
DEPLOYMENT = _apps(Deployment, "deployments", "deploy")
REPLICA_SET = _apps(ReplicaSet, "replicasets", "rs")
STATEFUL_SET = _apps(StatefulSet, "statefulsets", "sts")
CONTROLLER_REVISION = _grouped(ControllerRevision, "apps", "controllerrevisions")
CONFIG_MAP = _core(ConfigMap, "configmaps", "cm")
ENDPOINTS = _core(
    Endpoints,
    "endpoints",
    "ep",
    deprecation="v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
)
EVENT = _core(Event, "events", "ev")
NAMESPACE = _core(Namespace, "namespaces", "ns", namespaced=False)
NODE = _core(Node, "nodes", "no", namespaced=False)
ENDPOINT_SLICE = _grouped(EndpointSlice, "discovery.k8s.io", "endpointslices", generations=True)
IP_ADDRESS_POOL = _metallb(IPAddressPool, "ipaddresspools")
L2_ADVERTISEMENT = _metallb(L2Advertisement, "l2advertisements")

KINDS: tuple[Kind, ...] = (
    CONFIG_MAP,
    ENDPOINTS,
    EVENT,
    NAMESPACE,
    NODE,
    POD,
    REPLICATION_CONTROLLER,
    SERVICE,
    CONTROLLER_REVISION,
    DAEMON_SET,
    DEPLOYMENT,
    REPLICA_SET,
    STATEFUL_SET,
    ENDPOINT_SLICE,
)
METALLB_KINDS: tuple[Kind, ...] = (IP_ADDRESS_POOL, L2_ADVERTISEMENT)
ALL_KINDS: tuple[Kind, ...] = (*KINDS, *METALLB_KINDS)

UNSIMULATED: dict[tuple[str, str], str] = {
    ("v1", "Binding"): "bindings",
    ("v1", "LimitRange"): "limitranges",
    ("v1", "PersistentVolume"): "persistentvolumes",
    ("v1", "PersistentVolumeClaim"): "persistentvolumeclaims",
    ("v1", "PodTemplate"): "podtemplates",
    ("v1", "ResourceQuota"): "resourcequotas",
    ("v1", "Secret"): "secrets",
    ("v1", "ServiceAccount"): "serviceaccounts",
    ("autoscaling/v1", "HorizontalPodAutoscaler"): "horizontalpodautoscalers",
    ("autoscaling/v2", "HorizontalPodAutoscaler"): "horizontalpodautoscalers",
    ("batch/v1", "CronJob"): "cronjobs",
    ("batch/v1", "Job"): "jobs",
    ("certificates.k8s.io/v1", "CertificateSigningRequest"): "certificatesigningrequests",
    ("coordination.k8s.io/v1", "Lease"): "leases",
    ("events.k8s.io/v1", "Event"): "events",
    ("networking.k8s.io/v1", "IPAddress"): "ipaddresses",
    ("networking.k8s.io/v1", "Ingress"): "ingresses",
    ("networking.k8s.io/v1", "IngressClass"): "ingressclasses",
    ("networking.k8s.io/v1", "NetworkPolicy"): "networkpolicies",
    ("networking.k8s.io/v1", "ServiceCIDR"): "servicecidrs",
    ("policy/v1", "PodDisruptionBudget"): "poddisruptionbudgets",
    ("rbac.authorization.k8s.io/v1", "ClusterRole"): "clusterroles",
    ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"): "clusterrolebindings",
    ("rbac.authorization.k8s.io/v1", "Role"): "roles",
    ("rbac.authorization.k8s.io/v1", "RoleBinding"): "rolebindings",
    ("scheduling.k8s.io/v1", "PriorityClass"): "priorityclasses",
    ("storage.k8s.io/v1", "CSIDriver"): "csidrivers",
    ("storage.k8s.io/v1", "CSINode"): "csinodes",
    ("storage.k8s.io/v1", "StorageClass"): "storageclasses",
    ("storage.k8s.io/v1", "VolumeAttachment"): "volumeattachments",
}


@cache
def _by_type() -> dict[type, Kind]:
    return {row.type: row for row in ALL_KINDS}


@cache
def _by_gvk() -> dict[tuple[str, str], Kind]:
    return {(row.api_version, row.kind): row for row in ALL_KINDS}


@cache
def _by_word() -> dict[str, Kind]:
    rows: dict[str, Kind] = {}
    for row in ALL_KINDS:
        for word in (row.plural, row.singular, *row.short_names):
            rows.setdefault(word, row)
    return rows


def kind_of(obj: Any) -> Kind:
    """The row of an object's type; a type without a row is our own bug."""
    return _by_type()[type(obj)]


def by_gvk(api_version: str, kind: str) -> Kind | None:
    """The row for a manifest's `apiVersion` and `kind`, letter for letter, custom kinds included."""
    return _by_gvk().get((api_version, kind))


def by_resource(word: str) -> Kind | None:
    """The row a person means by `svc`, `Services`, `replicasets.apps` or `rs.v1.apps`, custom kinds included."""
    head, _, tail = word.lower().partition(".")
    row = _by_word().get(head)
    if row is None or not tail:
        return row
    version, dot, group = tail.partition(".")
    return row if row.group == tail or (dot and (version, group) == (row.version, row.group)) else None
