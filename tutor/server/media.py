"""In which form an answer goes out: JSON, YAML, or neither, when a client takes none of them."""

from __future__ import annotations

import json

from tutor.api.status import Details, Status, StatusError
from tutor.manifest import dump
from tutor.server.exchange import JSON, Answer, Ask, Reply

YAML = "application/yaml"
_ACCEPTED = (JSON, YAML, "application/vnd.kubernetes.protobuf")
_SHAPES = frozenset({"Table", "PartialObjectMetadata", "PartialObjectMetadataList"})
_ANY = frozenset({"*/*", "application/*", ""})


def check_accept(ask: Ask) -> None:
    """Refuse a client that takes neither JSON nor YAML; raises StatusError. Mirrors NewNotAcceptableError."""
    if _form(ask) is None:
        words = f"only the following media types are accepted: {', '.join(_ACCEPTED)}"
        raise StatusError(Status(message=words, reason="NotAcceptable", code=406, details=Details()))


def formed(answer: Answer, ask: Ask) -> Answer:
    """The answer in the form that the client likes best."""
    if not isinstance(answer, Reply) or answer.media != JSON or _form(ask) != YAML:
        return answer
    body = dump(json.loads(answer.body)).encode("utf-8", "replace")
    return Reply(status=answer.status, body=body, media=YAML, headers=answer.headers)


def _form(ask: Ask) -> str | None:
    """The first media type of the request that there is; None when there is none."""
    for one in ask.header("accept").replace(" ", "").split(","):
        name, *words = one.split(";")
        if not _transforms(words):
            continue
        if name == YAML:
            return YAML
        if name == JSON or name in _ANY:
            return JSON
    return None


def _transforms(words: list[str]) -> bool:
    """Whether there is what a media type asks objects to be turned into. Mirrors AllowsMediaTypeTransform."""
    wanted = dict(word.partition("=")[::2] for word in words)
    return "as" not in wanted or (
        wanted["as"] in _SHAPES and wanted.get("g") == "meta.k8s.io" and wanted.get("v") in {"v1", "v1beta1"}
    )
