"""OpenAPI v2 and v3 of the simulated kinds: what `kubectl explain` and `apply --validate` read."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Any

from tutor.api.kinds import Kind
from tutor.api.status import Status, StatusError
from tutor.server import openapi_protobuf
from tutor.server.exchange import Ask, Reply, compact, no_page
from tutor.server.schemas import model_name, schemas

_INFO = {"title": "Kubernetes", "version": "v1.36.2"}
_V2, _V3 = "#/definitions/", "#/components/schemas/"
_PARAMETERS = ("dryRun", "fieldManager", "fieldValidation", "force", "pretty")
_MEDIA = ("application/json", "application/yaml", "*/*", "application/*")


def answer(kinds: tuple[Kind, ...], ask: Ask) -> Reply:
    """A document of OpenAPI; raises StatusError where a client wants other than JSON."""
    if ask.path == "/openapi/v2" and ask.header("accept").startswith(openapi_protobuf.ASKED):
        return Reply(body=_v2_protobuf(kinds), media=openapi_protobuf.MEDIA)
    accepted = [one.partition(";")[0].strip() for one in ask.header("accept").split(",")]
    if accepted != [""] and not set(accepted) & set(_MEDIA):
        words = "only the following media types are accepted: application/json"
        raise StatusError(Status(message=words, reason="NotAcceptable", code=406))
    path = ask.path.removeprefix("/openapi/").strip("/")
    if path == "v2":
        return Reply(body=_v2(kinds))
    if path == "v3":
        return Reply(body=_index(kinds))
    place = path.removeprefix("v3/")
    found = tuple(kind for kind in kinds if _place(kind) == place)
    return Reply(body=_v3(found)) if found else no_page()


def _place(kind: Kind) -> str:
    return f"apis/{kind.api_version}" if kind.group else "api/v1"


@cache
def _index(kinds: tuple[Kind, ...]) -> bytes:
    paths = {}
    for place in sorted({_place(kind) for kind in kinds}):
        document = _v3(tuple(kind for kind in kinds if _place(kind) == place))
        mark = sha256(document).hexdigest()[:64].upper()
        paths[place] = {"serverRelativeURL": f"/openapi/v3/{place}?hash={mark}"}
    return compact({"paths": paths})


@cache
def _v3(kinds: tuple[Kind, ...]) -> bytes:
    paths = {path: item for kind in kinds for path, item in _paths(kind, three=True).items()}
    body = {"openapi": "3.0.0", "info": _INFO, "paths": paths, "components": {"schemas": schemas(kinds, _V3)}}
    return compact(body)


@cache
def _v2(kinds: tuple[Kind, ...]) -> bytes:
    paths = {path: item for kind in kinds for path, item in _paths(kind, three=False).items()}
    return compact(_document(kinds, paths))


@cache
def _v2_protobuf(kinds: tuple[Kind, ...]) -> bytes:
    return openapi_protobuf.document(_document(kinds, {}))


def _document(kinds: tuple[Kind, ...], paths: dict[str, Any]) -> dict[str, Any]:
    return {"swagger": "2.0", "info": _INFO, "paths": paths, "definitions": schemas(kinds, _V2)}


def _paths(kind: Kind, *, three: bool) -> dict[str, Any]:
    """The paths of a kind's collection and of its objects, with the operations they know."""
    space = "namespaces/{namespace}/" if kind.namespaced else ""
    collection = f"/{_place(kind)}/{space}{kind.plural}"
    verbs = (
        (collection, (("get", "list"), ("post", "post"), ("delete", "deletecollection"))),
        (f"{collection}/{{name}}", (("get", "get"), ("put", "put"), ("patch", "patch"), ("delete", "delete"))),
    )
    return {
        path: {method: _operation(kind, action, three=three) for method, action in methods} for path, methods in verbs
    }


def _operation(kind: Kind, action: str, *, three: bool) -> dict[str, Any]:
    model = model_name(kind.type) + ("List" if action == "list" else "")
    reference = {"$ref": (_V3 if three else _V2) + model}
    ok = {"description": "OK"}
    content = {"content": {"application/json": {"schema": reference}}}
    group = (kind.group.partition(".")[0] or "core").capitalize()
    return {
        "operationId": f"{action}{group}{kind.version.upper()}{kind.kind}",
        "parameters": [_parameter(name, three=three) for name in _PARAMETERS],
        "responses": {"200": {**ok, **content} if three else {**ok, "schema": reference}},
        "x-kubernetes-action": action,
        "x-kubernetes-group-version-kind": {"group": kind.group, "version": kind.version, "kind": kind.kind},
    }


def _parameter(name: str, *, three: bool) -> dict[str, Any]:
    typed = {"type": "boolean" if name == "force" else "string"}
    return {"name": name, "in": "query", **({"schema": typed} if three else typed)}
