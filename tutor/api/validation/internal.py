"""How the server's internal types look in messages: Go's field names, every field, null for what is nil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from types import MappingProxyType
from typing import Any

from tutor.api.codec import encode_part
from tutor.api.codec.shapes import FieldPlan, Shape, plan, struct_name
from tutor.api.meta import LabelSelector, ObjectMeta

_INITIALS = (
    ("dns", "DNS"),
    ("http", "HTTP"),
    ("tcp", "TCP"),
    ("grpc", "GRPC"),
    ("fsGroup", "FSGroup"),
    ("seLinux", "SELinux"),
    ("tty", "TTY"),
    ("uid", "UID"),
    ("ip", "IP"),
    ("os", "OS"),
    ("gce", "GCE"),
    ("aws", "AWS"),
    ("nfs", "NFS"),
    ("iscsi", "ISCSI"),
    ("rbd", "RBD"),
    ("cephfs", "CephFS"),
    ("fc", "FC"),
    ("storageos", "StorageOS"),
    ("csi", "CSI"),
    ("iqn", "IQN"),
)
# These have names for JSON in Go even where the types around them have none.
_NAMED = (LabelSelector, ObjectMeta)
_VOLUME_ORDER = (
    *("name", "hostPath", "emptyDir", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "secret", "nfs"),
    *("iscsi", "glusterfs", "persistentVolumeClaim", "rbd", "quobyte", "flexVolume", "cinder", "cephfs", "flocker"),
    *("downwardAPI", "fc", "azureFile", "configMap", "vsphereVolume", "azureDisk", "photonPersistentDisk"),
    *("projected", "portworxVolume", "scaleIO", "storageos", "csi", "ephemeral", "image"),
)
# The one struct whose fields stand in another order there than on the wire.
_ORDERS: Mapping[str, tuple[str, ...]] = MappingProxyType({"Volume": _VOLUME_ORDER})
_ZEROS: Mapping[str, Any] = MappingProxyType({"bool": False, "int32": 0, "int64": 0, "intstr": 0, "quantity": "0"})


def internal(value: Any) -> Any:
    """A value as Go writes it without json tags: every field, nil for what is empty."""
    if isinstance(value, _NAMED):
        return encode_part(value)
    if is_dataclass(value) and not isinstance(value, type):
        rows = plan(value.__class__).values()
        return {go_name(row.name): internal(getattr(value, row.attribute)) for row in rows}
    if isinstance(value, tuple | list):
        return [internal(item) for item in value] or None
    if isinstance(value, Mapping):
        return {name: internal(value[name]) for name in sorted(value)} or None
    return value


def internal_as(value: Any, shape: Shape) -> Any:
    """The same of a value whose parts may still be JSON: `shape` says what they are."""
    if shape.struct is not None:
        return _internal_struct(value, shape.struct)
    if shape.item is not None and shape.kind == "list":
        return [internal_as(item, shape.item) for item in value or ()] or None
    if shape.item is not None:
        return {name: internal_as(value[name], shape.item) for name in sorted(value or {})} or None
    return value


def _internal_struct(value: Any, struct: type) -> Any:
    if struct in _NAMED:
        return encode_part(value)
    rows = plan(struct)
    names = _ORDERS.get(struct_name(struct), rows)
    return {go_name(name): _internal_field(value, rows[name]) for name in names}


def _internal_field(value: Any, row: FieldPlan) -> Any:
    item = value.get(row.name) if isinstance(value, Mapping) else getattr(value, row.attribute, None)
    if item is not None:
        return internal_as(item, row.shape)
    if row.pointer or row.shape.item is not None:
        return None
    return internal_as({}, row.shape) if row.shape.struct is not None else _ZEROS.get(row.shape.go, "")


def go_name(name: str) -> str:
    """Turn `hostIP` into `HostIP` and `dnsPolicy` into `DNSPolicy`."""
    for initial, word in _INITIALS:
        rest = name.removeprefix(initial)
        if rest != name and (not rest or rest[0].isupper()):
            return word + rest
    return name[0].upper() + name[1:]
