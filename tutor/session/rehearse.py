"""Applies a text to the cluster and takes it back, to see what that would leave, or how it would be refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import Kind
from tutor.api.patch import PatchError, three_way
from tutor.api.status import Status, StatusError, bad_request
from tutor.api.wire import Path
from tutor.cluster.apiserver import APIServer
from tutor.cluster.cluster import Cluster
from tutor.cluster.requests import WriteOptions
from tutor.kubectl.lastapplied import last_applied, with_last_applied
from tutor.kubectl.manifests import find_kind, sort_keys, validation_fault
from tutor.manifest import Document
from tutor.session.outline import objects
from tutor.values import frozen

APPLYING = WriteOptions(field_manager="kubectl-client-side-apply")
_PARTS = re.compile(r"\[(?P<key>[^\]]*)\]|(?P<name>[^.\[\]]+)")


@frozen
class Rehearsal:
    """One object of a text: where it stands, what the cluster has now, what it would have, why it would refuse."""

    document: Document
    root: Path
    kind: Kind
    value: Mapping[str, Any]
    live: Mapping[str, Any] | None = None
    merged: Mapping[str, Any] | None = None
    refusal: Status | None = None


def rehearse(documents: tuple[Document, ...], cluster: Cluster) -> tuple[Rehearsal, ...]:
    """Rehearse every object that kubectl would send; the cluster is afterwards as it was, its chance included."""
    before = cluster.snapshot()
    try:
        return tuple(one for document in documents for one in _of_document(document, cluster.server))
    finally:
        cluster.restore(before)


def _of_document(document: Document, server: APIServer) -> Iterator[Rehearsal]:
    for root, value in objects(document.value):
        kind = None if validation_fault(value) else find_kind(value, server.kinds)
        metadata = value.get("metadata") if kind else None
        if kind is not None and isinstance(metadata, dict) and isinstance(metadata.get("name"), str):
            yield _of_object(document, root, kind, value, server)


def _of_object(document: Document, root: Path, kind: Kind, value: dict[str, Any], server: APIServer) -> Rehearsal:
    live = _live(kind, value["metadata"], server)
    try:
        merged, refusal = _applied(kind, value, live, server), None
    except StatusError as error:
        merged, refusal = None, error.status
    return Rehearsal(document=document, root=root, kind=kind, value=value, live=live, merged=merged, refusal=refusal)


def _place(kind: Kind, metadata: Mapping[str, Any]) -> str:
    return str(metadata.get("namespace") or "default") if kind.namespaced else ""


def _live(kind: Kind, metadata: Mapping[str, Any], server: APIServer) -> dict[str, Any] | None:
    try:
        return encode(server.get(kind, metadata["name"], namespace=_place(kind, metadata)))
    except StatusError:
        return None


def _applied(kind: Kind, value: dict[str, Any], live: dict[str, Any] | None, server: APIServer) -> dict[str, Any]:
    """What kubectl apply would leave; raises StatusError."""
    place = _place(kind, value["metadata"])
    modified = with_last_applied(sort_keys(value))
    if live is None:
        written = server.create(kind, modified, namespace=place, options=APPLYING)
    else:
        try:
            patch = three_way(kind, last_applied(live), modified, live)
        except PatchError as fault:
            raise bad_request(str(fault)) from fault
        if not patch:
            return live
        written = server.patch(
            kind,
            value["metadata"]["name"],
            patch,
            patch_type="merge" if kind.custom else "strategic",
            namespace=place,
            options=APPLYING,
        )
    return encode(written.object)


def path_of(field: str) -> Path:
    """The path that a cause names: `spec.ports[0].nodePort`, `metadata.labels[app]`."""
    parts = ((match["key"], match["name"]) for match in _PARTS.finditer(field))
    return tuple(int(key) if key and key.isdecimal() else key or name for key, name in parts)
