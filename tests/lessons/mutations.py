"""Fresh answers made from a lesson's solution: some that mean the same, and some with one thing changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from tutor.packs.model import Lesson

Where = tuple[str | int, ...]
Documents = list[Any]
Change = Callable[[Any], Any]
_GONE = object()


def documents(lesson: Lesson) -> Documents:
    """Read the first file of the solution."""
    return [one for one in yaml.safe_load_all(lesson.solution[lesson.submission[0]]) if one]


def written(values: Documents, **style: Any) -> str:
    """Write documents as YAML."""
    return "---\n".join(yaml.safe_dump(one, sort_keys=style.pop("sort_keys", False), **style) for one in values)


def _turned(value: Any) -> Any:
    """The same mappings with their keys in the opposite order."""
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(list(value))}
    return [_turned(one) for one in value] if isinstance(value, list) else value


def _with_meta(field: str, entry: Mapping[str, str]) -> Change:
    def change(value: Any) -> Any:
        meta = value["metadata"]
        return {**value, "metadata": {**meta, field: {**entry, **(meta.get(field) or {})}}}

    return change


def _with_namespace(value: Any) -> Any:
    return {**value, "metadata": {"namespace": "default", **value["metadata"]}}


def _as_printed(value: Any) -> Any:
    """What `kubectl create --dry-run=client -o yaml` leaves in a file."""
    status: dict[str, Any] = {"status": {"loadBalancer": {}}} if value["kind"] == "Service" else {}
    return {**value, "metadata": {"creationTimestamp": None, **value["metadata"]}, **status}


def _of_services(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Change:
    """Change the spec of each Service that has ports; other objects stay as they are."""

    def changed(value: Any) -> Any:
        if value["kind"] != "Service" or not value["spec"].get("ports"):
            return value
        return {**value, "spec": change(value["spec"])}

    return changed


def _with_protocol(spec: dict[str, Any]) -> dict[str, Any]:
    return {**spec, "ports": [{"protocol": "TCP", **one} for one in spec["ports"]]}


def _with_defaults(spec: dict[str, Any]) -> dict[str, Any]:
    said = {"type": "ClusterIP", "sessionAffinity": "None", "internalTrafficPolicy": "Cluster"}
    return {**said, "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack", **spec}


def _with_port(spec: dict[str, Any]) -> dict[str, Any]:
    """One port more, which nothing asks for; with two of them each needs a name."""
    ports = [{"name": f"own-{number}", **one} for number, one in enumerate(spec["ports"])]
    return {**spec, "ports": [*ports, {"name": "more", "port": 7777, "targetPort": 7777}]}


def _ports_turned(spec: dict[str, Any]) -> dict[str, Any]:
    return {**spec, "ports": spec["ports"][::-1]}


_SAME: Mapping[str, Change] = {
    "keys in the opposite order": _turned,
    "the namespace said": _with_namespace,
    "an annotation": _with_meta("annotations", {"note": "mine"}),
    "a label more": _with_meta("labels", {"extra": "mine"}),
    "as kubectl prints it": _as_printed,
    "the protocol said": _of_services(_with_protocol),
    "the defaults said": _of_services(_with_defaults),
    "a port more": _of_services(_with_port),
    "the ports in the opposite order": _of_services(_ports_turned),
}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "flow style": {"default_flow_style": True},
    "another indentation": {"indent": 4},
    "sorted keys": {"sort_keys": True},
    "tags and quotes": {"default_style": '"'},
    "marks around each document": {"explicit_start": True, "explicit_end": True},
}


def right(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Answers that mean what the solution means; what changes nothing is left out."""
    text, docs = lesson.solution[lesson.submission[0]], documents(lesson)
    yield "a List", json.dumps({"apiVersion": "v1", "kind": "List", "items": docs})
    yield "JSON documents", "\n---\n".join(json.dumps(one) for one in docs)
    yield "comments and CRLF", "# mine\r\n" + text.replace("\n", "\r\n")
    yield "markers around", f"---\n{text.rstrip()}\n...\n"
    for name, style in _STYLES.items():
        yield name, written(docs, **style)
    plain = written(docs)
    for name, change in _SAME.items():
        made = written([change(copy.deepcopy(one)) for one in docs])
        if made != plain:
            yield name, made
    if len(docs) > 1:
        yield "documents in the opposite order", written(docs[::-1])


def changed(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Answers with one thing left out, changed or added."""
    docs = documents(lesson)
    for number, document in enumerate(docs):
        for name, other in (*_leaf_changes(document), *_service_changes(document)):
            made = [*docs[:number], other, *docs[number + 1 :]]
            yield f"{document['kind']} {document['metadata']['name']} {name}", written(made)


def _leaf_changes(document: Any) -> Iterator[tuple[str, Any]]:
    for where, value in _leaves(document, ()):
        for name, other in _changes(value):
            if other != value or type(other) is not type(value):
                yield f"{'.'.join(map(str, where))} {name}", _put(document, where, other)


def _changes(value: Any) -> Iterator[tuple[str, Any]]:
    yield "left out", _GONE
    if isinstance(value, bool):
        yield "turned", not value
    elif isinstance(value, int):
        yield "one more", value + 1
        yield "one less", value - 1
        yield "quoted", str(value)
    elif isinstance(value, str):
        yield "misspelt", f"x{value}"
        yield "in capitals", value.upper()


def _leaves(value: Any, where: Where) -> Iterator[tuple[Where, Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*where, key), item
        yield from _leaves(item, (*where, key))


def _put(document: Any, where: Where, other: Any) -> Any:
    """The document with something else at a path; with nothing there when that is `_GONE`."""
    made = value = copy.deepcopy(document)
    for key in where[:-1]:
        value = value[key]
    if other is _GONE:
        del value[where[-1]]
    else:
        value[where[-1]] = other
    return made


_DEFAULTS: Mapping[str, Any] = {"type": "ClusterIP"}
_SPECS: Mapping[str, Mapping[str, Any]] = {
    "as a NodePort": {"type": "NodePort"},
    "as a LoadBalancer": {"type": "LoadBalancer"},
    "as a ClusterIP": {"type": "ClusterIP"},
    "as an ExternalName": {"type": "ExternalName", "externalName": "www.google.com"},
    "without an address": {"clusterIP": "None"},
    "with affinity": {"sessionAffinity": "ClientIP"},
    "local inside": {"internalTrafficPolicy": "Local"},
    "local from outside": {"externalTrafficPolicy": "Local"},
    "with pods that are not ready": {"publishNotReadyAddresses": True},
    "with a field in small letters": {"clusterip": "None"},
}


def _service_changes(document: Any) -> Iterator[tuple[str, Any]]:
    """What people do to Services: another protocol, crossed ports, a label more, another type."""
    if document["kind"] != "Service":
        return
    spec = document["spec"]
    for name, more in _SPECS.items():
        if any(spec.get(field, _DEFAULTS.get(field)) != value for field, value in more.items()):
            yield name, {**document, "spec": {**spec, **more}}
    yield "in another namespace", _put(document, ("metadata", "namespace"), "kube-public")
    if spec.get("selector"):
        yield "with a label that no pod has", _put(document, ("spec", "selector", "version"), "v9")
    yield from _port_changes(document, spec.get("ports") or [])


def _port_changes(document: Any, ports: Documents) -> Iterator[tuple[str, Any]]:
    for at, port in enumerate(ports):
        yield f"port {at} over UDP", _put(document, ("spec", "ports", at, "protocol"), "UDP")
        if port.get("targetPort", port["port"]) != port["port"]:
            other = {**port, "port": port["targetPort"], "targetPort": port["port"]}
            yield f"port {at} turned round", _put(document, ("spec", "ports", at), other)
    if ports:
        yield "a port twice", _put(document, ("spec", "ports"), [*ports, ports[0]])
    if len(ports) > 1:
        targets = [port.get("targetPort", port["port"]) for port in ports]
        crossed = [{**port, "targetPort": target} for port, target in zip(ports, targets[::-1], strict=True)]
        yield "targetPorts crossed", _put(document, ("spec", "ports"), crossed)
