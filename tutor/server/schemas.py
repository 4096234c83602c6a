"""Schemas of the API's types for OpenAPI, made from what the codec reads and from our own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.api.codec.shapes import FieldPlan, Shape, plan, struct_name
from tutor.api.explain import explain_type
from tutor.api.kinds import Kind
from tutor.api.patch.strategies import strategy
from tutor.kubectl.schemafacts import REQUIRED
from tutor.words import known, text

META = "io.k8s.apimachinery.pkg.apis.meta.v1"
_PACKAGES = {"meta": META, "workloads": "io.k8s.api.apps.v1", "metallb": "io.metallb.v1beta1"}
_DISCOVERY = frozenset(
    ("EndpointSlice", "Endpoint", "EndpointPort", "EndpointConditions", "EndpointHints", "ForZone", "ForNode")
)
_CORE = frozenset(
    (
        "ReplicationController",
        "ReplicationControllerSpec",
        "ReplicationControllerStatus",
        "ReplicationControllerCondition",
    )
)
_SCALARS: dict[str, dict[str, str]] = {
    "bool": {"type": "boolean"},
    "int32": {"type": "integer", "format": "int32"},
    "int64": {"type": "integer", "format": "int64"},
    "float64": {"type": "number", "format": "double"},
    "intstr": {"type": "string", "format": "int-or-string"},
    "time": {"type": "string", "format": "date-time"},
    "microtime": {"type": "string", "format": "date-time"},
    "bytes": {"type": "string", "format": "byte"},
    "opaque": {"type": "object"},
}
Schemas = dict[str, dict[str, Any]]


def model_name(type_: type) -> str:
    """`io.k8s.api.core.v1.ServiceSpec`, as OpenAPI calls a struct."""
    name = struct_name(type_)
    module = type_.__module__.rpartition(".")[2]
    if name in _DISCOVERY and type_.__name__ == name:
        return f"io.k8s.api.discovery.v1.{name}"
    package = "io.k8s.api.core.v1" if name in _CORE else _PACKAGES.get(module, "io.k8s.api.core.v1")
    return f"{package}.{name}"


def schemas(kinds: tuple[Kind, ...], prefix: str) -> Schemas:
    """The schemas of kinds, their lists and all that they hold; `prefix` is where references point."""
    found: Schemas = {}
    for kind in kinds:
        _add(kind.type, found, prefix)
        whole = found[model_name(kind.type)]
        whole["x-kubernetes-group-version-kind"] = [_gvk(kind)]
        whole["properties"] = {**_TYPE_META, **whole["properties"]}
        if known(f"kind.{kind.kind}"):
            whole["description"] = text("en", f"kind.{kind.kind}")
        found[f"{model_name(kind.type)}List"] = _list(kind, prefix)
    return {name: found[name] for name in sorted(found)}


_TYPE_META = {name: {"type": "string", "description": text("en", f"Object.{name}")} for name in ("apiVersion", "kind")}


def _gvk(kind: Kind) -> dict[str, str]:
    return {"group": kind.group, "version": kind.version, "kind": kind.kind}


def _list(kind: Kind, prefix: str) -> dict[str, Any]:
    items = {"type": "array", "items": {"$ref": f"{prefix}{model_name(kind.type)}"}}
    return {
        "type": "object",
        "required": ["items"],
        "properties": {**_TYPE_META, "items": items, "metadata": {"type": "object"}},
        "x-kubernetes-group-version-kind": [{**_gvk(kind), "kind": f"{kind.kind}List"}],
    }


def _add(type_: type, found: Schemas, prefix: str) -> None:
    """Add the schema of a struct and of all that it holds."""
    name = model_name(type_)
    if name in found:
        return
    keys = {one.name: one.key for one in explain_type(type_)}
    rows = plan(type_)
    found[name] = {"type": "object", "properties": {}}
    for row in rows.values():
        found[name]["properties"][row.name] = _property(type_, row, keys[row.name], prefix)
    required = [one for one in REQUIRED.get(type_.__name__, ()) if one in rows]
    if required:
        found[name]["required"] = required
    for struct in _structs(rows.values()):
        _add(struct, found, prefix)


def _structs(rows: Any) -> Iterator[type]:
    for row in rows:
        shape: Shape = row.shape
        while shape.item is not None:
            shape = shape.item
        if shape.struct is not None:
            yield shape.struct


def _property(owner: type, row: FieldPlan, key: str, prefix: str) -> dict[str, Any]:
    body = _shape(row.shape, prefix)
    how = strategy(owner, row.name)
    if row.shape.kind == "list" and how.merges:
        body["x-kubernetes-patch-strategy"] = "merge"
        if how.key:
            body["x-kubernetes-patch-merge-key"] = how.key
    if known(key):
        words = {"description": text("en", key)}
        return {**words, "allOf": [body]} if "$ref" in body and prefix.startswith("#/components") else {**words, **body}
    return body


def _shape(shape: Shape, prefix: str) -> dict[str, Any]:
    if shape.struct is not None:
        return {"$ref": f"{prefix}{model_name(shape.struct)}"}
    if shape.item is not None:
        inner = _shape(shape.item, prefix)
        return {"type": "array", "items": inner} if shape.kind == "list" else _mapping(inner)
    return dict(_SCALARS.get(shape.go, {"type": "string"}))


def _mapping(inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": inner}
