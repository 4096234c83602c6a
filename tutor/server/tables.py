"""The server's tables on the wire: columns with types and words, a row an object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tutor.api.codec import encode_part
from tutor.api.errors import FieldPath, invalid
from tutor.api.kinds import Kind
from tutor.api.status import bad_request
from tutor.cluster.clock import Clock
from tutor.cluster.tables import columns, row
from tutor.server.exchange import Ask
from tutor.words import known, text

MEDIA = ("as=Table", "g=meta.k8s.io")
_COUNTED = frozenset({"ReplicaSet", "ReplicationController", "DaemonSet"})
_COUNTS = frozenset({"Desired", "Current", "Ready", "Up-to-date", "Available"})
_NUMBERS = frozenset(
    {("Deployment", "Up-to-date"), ("Deployment", "Available"), ("ConfigMap", "Data"), ("Event", "Count")}
)
_WORDS = {
    "Name": "ObjectMeta.name",
    "Age": "ObjectMeta.creationTimestamp",
    "Cluster-IP": "ServiceSpec.clusterIP",
    "External-IP": "ServiceSpec.externalIPs",
    "Port(s)": "ServiceSpec.ports",
    "Selector": "ServiceSpec.selector",
    "Type": "ServiceSpec.type",
}


def wants_table(ask: Ask) -> bool:
    """Whether the media type that the client likes best of those we have is a table."""
    for one in ask.header("accept").replace(" ", "").split(","):
        if all(word in one.split(";") for word in MEDIA):
            return True
        if one.startswith(("application/json", "*/*")) and "as=" not in one:
            return False
    return False


def table(kind: Kind, objects: Sequence[Any], clock: Clock, metadata: dict[str, Any], ask: Ask) -> dict[str, Any]:
    """A whole Table; `includeObject` says how much of each object a row carries. Raises StatusError."""
    _check_included(ask)
    return {
        "kind": "Table",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": metadata,
        "columnDefinitions": definitions(kind),
        "rows": [_row(kind, obj, clock, ask) for obj in objects],
    }


def later_table(kind: Kind, obj: Any, clock: Clock, ask: Ask) -> dict[str, Any]:
    """The Table of a watch after the first, which alone tells the columns."""
    whole = table(kind, (obj,), clock, {"resourceVersion": obj.metadata.resource_version}, ask)
    return {**whole, "columnDefinitions": None}


def definitions(kind: Kind) -> list[dict[str, Any]]:
    """The columns of a kind."""
    return [
        {
            "name": one.name,
            "type": "integer" if kind.kind in _COUNTED and one.name in _COUNTS else "string",
            "format": "name" if one.name == "Name" else "",
            "description": _description(kind, one.name),
            "priority": int(one.wide),
        }
        for one in columns(kind, wide=True)
    ]


def _description(kind: Kind, column: str) -> str:
    keys = (f"{kind.kind}Spec.{column.lower()}", f"{kind.kind}.{column.lower()}", _WORDS.get(column, ""))
    key = next((one for one in keys if one and known(one)), "")
    return text("en", key) if key else column


def _row(kind: Kind, obj: Any, clock: Clock, ask: Ask) -> dict[str, Any]:
    cells = zip(columns(kind, wide=True), row(obj, clock, wide=True), strict=True)
    return {"cells": [_cell(kind, column.name, value) for column, value in cells], "object": _object(kind, obj, ask)}


def _cell(kind: Kind, column: str, value: str) -> str | int:
    counts = (kind.kind in _COUNTED and column in _COUNTS) or (kind.kind, column) in _NUMBERS
    return int(value) if counts and value.isdecimal() else value


def _check_included(ask: Ask) -> None:
    """Mirrors ValidateTableOptions."""
    word = ask.text("includeObject")
    if word not in {"", "None", "Metadata", "Object"}:
        fault = invalid(FieldPath("includeObject"), word, "must be 'Metadata', 'Object', 'None', or empty")
        raise bad_request(f"Unable to convert to Table as requested: {fault.message}")


def _object(kind: Kind, obj: Any, ask: Ask) -> Any:
    include = ask.text("includeObject") or "Metadata"
    if include == "None":
        return None
    if include == "Object":
        return {"kind": kind.kind, "apiVersion": kind.api_version, **encode_part(obj)}
    return {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": encode_part(obj.metadata)}
