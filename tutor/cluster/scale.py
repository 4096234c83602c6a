"""The scale subresource of workloads."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode_part
from tutor.api.selectors import from_label_selector
from tutor.api.status import bad_request
from tutor.api.wire import Json
from tutor.cluster.objects import replace


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


def scaled(obj: Any, body: Json) -> Any:
    """The workload with the number of replicas that a Scale wants."""
    spec = body.get("spec") if isinstance(body, dict) else None
    replicas = (spec or {}).get("replicas", 0) if isinstance(spec, dict) else 0
    if not isinstance(replicas, int) or isinstance(replicas, bool):
        raise bad_request("json: cannot unmarshal into Go struct field ScaleSpec.spec.replicas of type int32")
    return replace(obj, spec=replace(obj.spec, replicas=replicas))
