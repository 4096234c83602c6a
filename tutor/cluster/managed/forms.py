"""How fields are owned: as a whole, by their names, or by the keys of list items. Mirrors the typed schema."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from tutor.api.codec.shapes import Shape, plan, struct_name
from tutor.cluster.managed.paths import key_element, value_element
from tutor.values import frozen

_LIST_KEYS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("ObjectMeta", "ownerReferences"): ("uid",),
        ("ServiceSpec", "ports"): ("port", "protocol"),
        ("ServiceStatus", "conditions"): ("type",),
        ("PodSpec", "volumes"): ("name",),
        ("PodSpec", "initContainers"): ("name",),
        ("PodSpec", "containers"): ("name",),
        ("PodSpec", "ephemeralContainers"): ("name",),
        ("PodSpec", "imagePullSecrets"): ("name",),
        ("PodSpec", "hostAliases"): ("ip",),
        ("PodSpec", "topologySpreadConstraints"): ("topologyKey", "whenUnsatisfiable"),
        ("PodSpec", "schedulingGates"): ("name",),
        ("PodSpec", "resourceClaims"): ("name",),
        ("Container", "ports"): ("containerPort", "protocol"),
        ("Container", "env"): ("name",),
        ("Container", "volumeMounts"): ("mountPath",),
        ("Container", "volumeDevices"): ("devicePath",),
        ("PodStatus", "conditions"): ("type",),
        ("PodStatus", "podIPs"): ("ip",),
        ("ReplicaSetStatus", "conditions"): ("type",),
        ("DeploymentStatus", "conditions"): ("type",),
        ("StatefulSetStatus", "conditions"): ("type",),
        ("DaemonSetStatus", "conditions"): ("type",),
        ("NamespaceStatus", "conditions"): ("type",),
        ("NodeStatus", "conditions"): ("type",),
        ("NodeStatus", "addresses"): ("type",),
    }
)
_KEY_DEFAULTS: Mapping[str, str] = MappingProxyType({"protocol": "TCP"})
_SETS = frozenset({("ObjectMeta", "finalizers"), ("NodeSpec", "podCIDRs")})
_ATOMIC_STRUCTS = frozenset(
    {
        "LabelSelector",
        "ObjectReference",
        "LocalObjectReference",
        "ConfigMapKeySelector",
        "SecretKeySelector",
        "ObjectFieldSelector",
        "ResourceFieldSelector",
        "NodeSelector",
        "NodeSelectorTerm",
    }
)
_ATOMIC_MAPS = frozenset({("ServiceSpec", "selector"), ("PodSpec", "nodeSelector")})

FormKind = Literal["leaf", "struct", "map", "keyed", "set"]


@frozen
class Form:
    """One field's way of being owned; a leaf belongs to one manager as a whole."""

    kind: FormKind
    struct: type | None = None
    inner: Form | None = None
    keys: tuple[str, ...] = ()
    whole: Shape | None = None

    def below(self, name: str) -> Form | None:
        """The form of a field of a struct or of a value of a map; None where there is no such field."""
        if self.struct is None:
            return self.of_items()
        return fields_of(self.struct).get(name)

    def of_items(self) -> Form:
        """The form of a list's items."""
        return LEAF if self.inner is None else self.inner

    def element(self, item: Any) -> str:
        """The path element of a list's item, "" when it lacks a key."""
        if self.kind == "set":
            return value_element(item)
        keys = {name: item.get(name, _KEY_DEFAULTS.get(name)) for name in self.keys} if isinstance(item, dict) else {}
        return "" if not keys or any(value is None for value in keys.values()) else key_element(keys)

    def missing_key(self, item: Any) -> str:
        """The key that a list's item lacks."""
        lacking = (name for name in self.keys if name not in _KEY_DEFAULTS and item.get(name) is None)
        return next(lacking, "")


LEAF = Form(kind="leaf")


def root(type_: type) -> Form:
    """The form of a whole object."""
    return Form(kind="struct", struct=type_)


@cache
def fields_of(struct: type) -> Mapping[str, Form]:
    """The form of each field of a struct."""
    owner = struct_name(struct)
    return {name: _form(row.shape, (owner, name)) for name, row in plan(struct).items()}


def _form(shape: Shape, name: tuple[str, str]) -> Form:
    leaf = Form(kind="leaf", whole=shape)
    if shape.struct is not None:
        atomic = struct_name(shape.struct) in _ATOMIC_STRUCTS
        return leaf if atomic else Form(kind="struct", struct=shape.struct)
    if shape.kind == "map":
        return leaf if name in _ATOMIC_MAPS else Form(kind="map", inner=_form_of_items(shape))
    if name in _LIST_KEYS:
        return Form(kind="keyed", inner=_form_of_items(shape), keys=_LIST_KEYS[name])
    return Form(kind="set", inner=_form_of_items(shape)) if name in _SETS else leaf


def _form_of_items(shape: Shape) -> Form | None:
    return None if shape.item is None else _form(shape.item, ("", ""))
