"""Objects without anything but their metadata, for clients that ask for no more."""

from __future__ import annotations

import json
from typing import Any

from tutor.server.exchange import JSON, Answer, Ask, Reply, compact

_NAMES = frozenset({"as=PartialObjectMetadata", "as=PartialObjectMetadataList"})
_GROUP, _VERSIONS = "g=meta.k8s.io", frozenset({"v=v1", "v=v1beta1"})


def wants_partial(ask: Ask) -> str:
    """The version in which the client likes metadata alone best, "" when it wants whole objects."""
    for one in ask.header("accept").replace(" ", "").split(","):
        media, *words = one.split(";")
        version = next((word for word in words if word in _VERSIONS), "")
        if media == JSON and _GROUP in words and version and not _NAMES.isdisjoint(words):
            return f"meta.k8s.io/{version.removeprefix('v=')}"
        if media in {JSON, "*/*"} and not any(word.startswith("as=") for word in words):
            return ""
    return ""


def partial(body: Any, version: str) -> dict[str, Any]:
    """What is left of an object or a list of them."""
    typed = {"kind": "PartialObjectMetadata", "apiVersion": version}
    if "items" not in body:
        return {**typed, "metadata": body.get("metadata", {})}
    items = [{**typed, "metadata": item.get("metadata", {})} for item in body["items"]]
    return {"kind": "PartialObjectMetadataList", "apiVersion": version, "metadata": body["metadata"], "items": items}


def narrowed(answer: Answer, ask: Ask) -> Answer:
    """An answer that has what the client wants of it; a Status stays whole."""
    version = wants_partial(ask)
    if not version or not isinstance(answer, Reply) or answer.media != JSON or answer.status >= 300:
        return answer
    body = json.loads(answer.body)
    if body.get("kind") in {"Status", "Table"} or "metadata" not in body:
        return answer
    return Reply(status=answer.status, body=compact(partial(body, version)) + b"\n", media=JSON, headers=answer.headers)
