"""The annotation in which kubectl apply remembers what it was given last."""

from __future__ import annotations

import json
from typing import Any

from tutor.api.kinds import Kind
from tutor.kubectl.printers.gojson import compact_json
from tutor.kubectl.printers.goorder import in_go_order

ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration"


def with_last_applied(body: dict[str, Any]) -> dict[str, Any]:
    """The body with itself in its annotation. Mirrors GetModifiedConfiguration."""
    metadata = dict(body.get("metadata") or {})
    annotations = {key: text for key, text in (metadata.get("annotations") or {}).items() if key != ANNOTATION}
    bare = {**body, "metadata": {**metadata, "annotations": annotations}}
    annotations = {**annotations, ANNOTATION: compact_json(bare) + "\n"}
    return {**body, "metadata": {**metadata, "annotations": annotations}}


def with_made_configuration(kind: Kind, body: dict[str, Any]) -> dict[str, Any]:
    """A body that kubectl made, with itself in its annotation. Mirrors CreateApplyAnnotation of a typed object."""
    metadata = dict(body.get("metadata") or {})
    annotations = dict(metadata.get("annotations") or {})
    text = compact_json(in_go_order(kind, body), sort=False) + "\n"
    return {**body, "metadata": {**metadata, "annotations": {**annotations, ANNOTATION: text}}}


def last_applied(body: dict[str, Any]) -> dict[str, Any] | None:
    """What was applied last, or None when the annotation is missing or broken."""
    text = ((body.get("metadata") or {}).get("annotations") or {}).get(ANNOTATION)
    if not isinstance(text, str):
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
