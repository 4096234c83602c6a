"""The scale subresource of workloads."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import Decoded, decode_part, encode_part
from tutor.api.core import Scale
from tutor.api.errors import FieldPath
from tutor.api.kinds import Kind
from tutor.api.selectors import from_label_selector
from tutor.api.status import bad_request, invalid
from tutor.api.validation.fields import not_negative
from tutor.api.wire import Json
from tutor.cluster.objects import replace

SCALE = Kind(
    kind="Scale", group="autoscaling", version="v1", plural="scales", singular="scale", namespaced=True, type=Scale
)


def encode(obj: Any) -> dict[str, Json]:
    """The Scale that a workload shows."""
    meta = obj.metadata
    kept = ("name", "namespace", "uid", "resourceVersion", "creationTimestamp")
    metadata = {name: value for name, value in encode_part(meta).items() if name in kept}
    status: dict[str, Json] = {"replicas": obj.status.replicas}
    selector = str(from_label_selector(obj.spec.selector))
    if selector:
        status["selector"] = selector
    spec: dict[str, Json] = {"replicas": obj.spec.replicas} if obj.spec.replicas else {}
    return {"kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": metadata, "spec": spec, "status": status}


def decode(body: Json) -> Decoded:
    """Read a Scale."""
    outline = {name: value for name, value in body.items() if name not in ("apiVersion", "kind")}
    return decode_part(Scale, outline)


def scaled(obj: Any, body: Json) -> Any:
    """The workload with the number of replicas that a Scale wants; raises StatusError for a wrong one."""
    decoded = decode(body) if isinstance(body, dict) else decode_part(Scale, body)
    fault = next((fault.message for fault in decoded.faults if not fault.strict), "")
    if fault:
        raise bad_request(f'Scale in version "v1" cannot be handled as a Scale: {fault}')
    spec = decoded.object.spec
    replicas = 0 if spec is None else spec.replicas
    faults = not_negative(FieldPath("spec") / "replicas", replicas)
    if faults:
        raise invalid(SCALE, obj.metadata.name, faults)
    return replace(obj, spec=replace(obj.spec, replicas=replicas))
