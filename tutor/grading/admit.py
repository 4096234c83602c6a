"""Objects of an answer go through the API server's verbs, and what it says is kept with the fields it speaks of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tutor.api.codec import decode
from tutor.api.kinds import Kind, by_gvk
from tutor.api.patch import PatchError, three_way
from tutor.api.status import Status, StatusError, bad_request
from tutor.cluster.apiserver import APIServer, Written
from tutor.cluster.patches import PatchType
from tutor.cluster.requests import WriteOptions
from tutor.grading.answer import AnswerObject
from tutor.grading.fields import read_path
from tutor.manifest import Path
from tutor.values import frozen

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
APPLYING = WriteOptions(field_manager="kubectl-client-side-apply")


@frozen
class Complaint:
    """One thing the server says against a field; `strict` when the field itself should not stand there."""

    path: Path
    field: str
    message: str
    strict: bool = False


@frozen
class Admission:
    """What the server answered to one object; `reason` and `message` are "" when it was allowed."""

    object: AnswerObject
    reason: str = ""
    message: str = ""
    complaints: tuple[Complaint, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the object is in the cluster now."""
        return not self.reason


def apply_object(server: APIServer, one: AnswerObject) -> Admission:
    """Apply one object as `kubectl apply` does: create it, or patch what is there."""
    row: Any = one.value
    kind = by_gvk(str(row.get("apiVersion")), str(row.get("kind")))
    if kind is None or not server.serves(kind):
        message = f'no matches for kind "{row.get("kind")}" in version "{row.get("apiVersion")}"'
        complaint = Complaint(path=("kind",), field="kind", message=message)
        return Admission(object=one, reason="NoMatch", message=message, complaints=(complaint,))
    try:
        written = _apply(server, kind, one)
    except StatusError as error:
        return _refused(one, kind, error.status)
    return Admission(object=one, warnings=written.warnings if written else ())


def _apply(server: APIServer, kind: Kind, one: AnswerObject) -> Written | None:
    """Create, patch, or leave alone what is already so."""
    namespace, name = (one.ref[1] if kind.namespaced else ""), one.ref[2]
    modified = _annotated(one.value, namespace)
    try:
        current = server.get(kind, name, namespace=namespace)
    except StatusError as error:
        if error.status.reason != "NotFound":
            raise
        return server.create(kind, modified, namespace=namespace, options=APPLYING)
    now = server.registry.encodings.of(current)
    original = json.loads(current.metadata.annotations.get(LAST_APPLIED, "null"))
    try:
        patch = three_way(kind, original, modified, now)
    except PatchError as fault:
        raise bad_request(str(fault)) from fault
    if not patch:
        return None
    patch_type: PatchType = "merge" if kind.custom else "strategic"
    return server.patch(kind, name, patch, patch_type=patch_type, namespace=namespace, options=APPLYING)


def _annotated(value: Any, namespace: str) -> Any:
    """Add what `kubectl apply` remembers of the text, with the namespace that it means."""
    meta = value.get("metadata")
    if not isinstance(meta, dict) or not isinstance(meta.get("annotations") or {}, dict):
        return value
    if namespace and "namespace" not in meta:
        return _annotated({**value, "metadata": {**meta, "namespace": namespace}}, namespace)
    annotations = {key: text for key, text in (meta.get("annotations") or {}).items() if key != LAST_APPLIED}
    plain = {**value, "metadata": {**meta, "annotations": annotations}}
    words = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    return {**value, "metadata": {**meta, "annotations": {**annotations, LAST_APPLIED: words}}}


def _refused(one: AnswerObject, kind: Kind, status: Status) -> Admission:
    """Keep a refusal; one of a patch quotes the whole patch, so what decoding the object finds stands for it."""
    faults = tuple(_faults(one, kind)) if _of_patch(status) else ()
    return Admission(
        object=one,
        reason=status.reason or "Unknown",
        message="; ".join(fault.message for fault in faults) or status.message,
        complaints=faults or tuple(_causes(status)),
    )


def _of_patch(status: Status) -> bool:
    """Whether a refusal names no field of the object itself."""
    return all(cause.field == "patch" for cause in (status.details.causes if status.details else ()))


def _causes(status: Status) -> Iterator[Complaint]:
    for cause in status.details.causes if status.details else ():
        yield Complaint(path=_written(read_path(cause.field)), field=cause.field, message=cause.message)


def _written(path: Path) -> Path:
    """Name the field that people write where the server speaks of the list that it keeps."""
    return ("spec", "clusterIP") if path == ("spec", "clusterIPs", 0) else path


def _faults(one: AnswerObject, kind: Kind) -> Iterator[Complaint]:
    for fault in decode(kind, one.value).faults:
        yield Complaint(path=fault.path, field=_dotted(fault.path), message=fault.message, strict=fault.strict)


def _dotted(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
