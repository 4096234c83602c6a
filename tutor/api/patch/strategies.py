"""How lists and maps of the API merge: upstream's patchStrategy and patchMergeKey tags, and what follows from types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tutor.api.codec.shapes import Shape, plan, struct_name
from tutor.values import frozen


@frozen
class Strategy:
    """How one field merges: lists by `key` (or as sets of scalars), structs dropping what the patch does not retain."""

    struct: type | None = None
    merges: bool = False
    key: str = ""
    retains_keys: bool = False


ATOMIC = Strategy()

_LIST_KEYS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("ObjectMeta", "ownerReferences"): "uid",
        ("ObjectMeta", "finalizers"): "",
        ("ServiceSpec", "ports"): "port",
        ("ServiceStatus", "conditions"): "type",
        ("PodSpec", "volumes"): "name",
        ("PodSpec", "initContainers"): "name",
        ("PodSpec", "containers"): "name",
        ("PodSpec", "ephemeralContainers"): "name",
        ("PodSpec", "imagePullSecrets"): "name",
        ("PodSpec", "hostAliases"): "ip",
        ("PodSpec", "topologySpreadConstraints"): "topologyKey",
        ("PodSpec", "schedulingGates"): "name",
        ("PodSpec", "resourceClaims"): "name",
        ("Container", "ports"): "containerPort",
        ("Container", "env"): "name",
        ("Container", "volumeMounts"): "mountPath",
        ("Container", "volumeDevices"): "devicePath",
        ("PodStatus", "conditions"): "type",
        ("PodStatus", "podIPs"): "ip",
        ("PodStatus", "hostIPs"): "ip",
        ("ReplicaSetStatus", "conditions"): "type",
        ("DeploymentStatus", "conditions"): "type",
        ("StatefulSetStatus", "conditions"): "type",
        ("DaemonSetStatus", "conditions"): "type",
        ("NamespaceStatus", "conditions"): "type",
        ("NodeSpec", "podCIDRs"): "",
        ("NodeStatus", "conditions"): "type",
        ("NodeStatus", "addresses"): "type",
    }
)
_RETAIN_KEYS = frozenset((("DeploymentSpec", "strategy"), ("PodSpec", "volumes"), ("PodSpec", "resourceClaims")))


def strategy(struct: type | None, field: str) -> Strategy:
    """How a field of a struct merges; fields of unknown structs merge as plain maps and atomic lists."""
    return ATOMIC if struct is None else _strategies(struct).get(field, ATOMIC)


@cache
def _strategies(struct: type) -> Mapping[str, Strategy]:
    owner = struct_name(struct)
    return {name: _strategy((owner, name), row.shape.item or row.shape) for name, row in plan(struct).items()}


def _strategy(name: tuple[str, str], item: Shape) -> Strategy:
    return Strategy(
        struct=item.struct,
        merges=name in _LIST_KEYS,
        key=_LIST_KEYS.get(name, ""),
        retains_keys=name in _RETAIN_KEYS,
    )
