"""Replays what a real v1.36.2 API server said of single manifests, less what its allocators decide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tutor.api.codec import decode, encode
from tutor.api.defaults import default
from tutor.api.kinds import SERVICE, Kind, by_gvk
from tutor.api.service import Service
from tutor.api.service_update import init_ip_families, normalize_cluster_ips
from tutor.api.status import Status, invalid, undecodable
from tutor.api.validation import validate_create, warnings
from tutor.manifest import parse

ROWS = Path(__file__).parents[1] / "oracle" / "verdicts.jsonl"
# What kubectl or an allocator says, and the namespace a request goes to, are the business of layers above.
ELSEWHERE = ("error:", "Error from server (NotFound)", "failed to allocate", "provided port is", "does not match")
UNSTABLE = (
    (r"10\.233\.\d+\.\d+", "ADDRESS"),
    (r"\b3[0-2]\d{3}\b", "NODEPORT"),
    (r'(?<=Web-|web_|-web)[a-z0-9]{5}(?=")', "SUFFIX"),
)


def rows() -> Iterator[Any]:
    """Rows about one object; `combo`, which puts several mistakes together, is for `make fidelity`."""
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents = parse(row["manifest"]).documents
        alone = len(documents) == 1 and isinstance(documents[0].value, dict)
        if (
            row["op"] == "create"
            and row["family"] != "combo"
            and alone
            and not any(words in row["stderr"] for words in ELSEWHERE)
        ):
            body: Any = documents[0].value
            kind = by_gvk(str(body.get("apiVersion")), str(body.get("kind")))
            if kind is not None:
                yield pytest.param(kind, in_key_order(body), row, id=row["id"])


def in_key_order(value: Any) -> Any:
    """As kubectl sends it."""
    if isinstance(value, dict):
        return {name: in_key_order(value[name]) for name in sorted(value)}
    return [in_key_order(item) for item in value] if isinstance(value, list) else value


def allocate(service: Service) -> Service:
    """Stand in for the allocators."""
    spec = service.spec
    if spec.type != "ExternalName" and not spec.cluster_ips:
        spec = replace(spec, cluster_ip="10.233.1.1", cluster_ips=("10.233.1.1",))
    wants = spec.type == "NodePort" or (spec.type == "LoadBalancer" and spec.allocate_load_balancer_node_ports)
    if wants:
        asked = {port.port: port.node_port for port in spec.ports if port.node_port}
        numbers = {port.port: asked.get(port.port, 31000 + at) for at, port in reversed(list(enumerate(spec.ports)))}
        ports = tuple(replace(port, node_port=port.node_port or numbers[port.port]) for port in spec.ports)
        spec = replace(spec, ports=ports)
    if spec.type == "LoadBalancer" and spec.external_traffic_policy == "Local" and not spec.health_check_node_port:
        spec = replace(spec, health_check_node_port=32000)
    return replace(service, spec=spec)


def serve(kind: Kind, body: Any) -> tuple[Any, Status | None, tuple[str, ...]]:
    decoded = decode(kind, body)
    if decoded.faults:
        return None, undecodable(kind, decoded.faults).status, ()
    obj = default(decoded.object)
    meta = obj.metadata
    name = meta.name or (meta.generate_name and f"{meta.generate_name}abcde")
    obj = replace(obj, metadata=replace(meta, name=name, namespace="default" if kind.namespaced else meta.namespace))
    if kind is SERVICE:
        obj, faults = init_ip_families(normalize_cluster_ips(obj))
        if faults:
            return None, invalid(kind, name, faults).status, ()
        obj = allocate(obj)
    faults = validate_create(obj)
    return obj, invalid(kind, name, faults).status if faults else None, () if faults else warnings(obj)


def printed(kind: Kind, status: Status | None, warned: tuple[str, ...]) -> str:
    """What kubectl create prints to stderr."""
    lines = [f"Warning: {words}" for words in (kind.deprecation, *warned) if words]
    if status is not None and status.details is None:
        lines.append(f'Error from server ({status.reason}): error when creating "manifest.yaml": {status.message}')
    elif status is not None and status.details is not None:
        causes = tuple(dict.fromkeys(f"{cause.field}: {cause.message}" for cause in status.details.causes))
        opening = f'The {kind.kind} "{status.details.name}" is invalid: '
        lines += [opening + causes[0]] if len(causes) == 1 else [opening, *(f"* {words}" for words in causes)]
    return "\n".join(lines)


def steady(text: str) -> str:
    for pattern, word in UNSTABLE:
        text = re.sub(pattern, word, text)
    return text.strip()


CASES = tuple(rows())


@pytest.mark.parametrize(("kind", "body", "row"), CASES)
def test_the_server_accepts_and_refuses_in_the_recorded_words(kind: Kind, body: Any, row: Any) -> None:
    _, status, warned = serve(kind, body)
    assert steady(printed(kind, status, warned)) == steady(row["stderr"])


@pytest.mark.parametrize(("kind", "body", "row"), tuple(one for one in CASES if one.values[2]["exit"] == 0))
def test_the_server_stores_the_recorded_spec(kind: Kind, body: Any, row: Any) -> None:
    stored, recorded = encode(serve(kind, body)[0]), row["stored"][0]
    assert comparable(stored.get("spec") or {}) == comparable(recorded.get("spec") or {})
    for part in ("subsets", "endpoints", "ports", "addressType"):
        assert stored.get(part) == recorded.get(part)


def comparable(spec: Any) -> Any:
    """A spec less addresses, node ports and what admission and scheduler add to pods."""
    kept = {name: value for name, value in spec.items() if name not in UNSIMULATED}
    if "template" in kept:
        kept["template"] = {**kept["template"], "spec": comparable(kept["template"]["spec"])}
    return json.loads(re.sub(r'"nodePort": 3[0-2]\d{3}', '"nodePort": 0', json.dumps(kept)))


UNSIMULATED = frozenset(
    (
        "clusterIP",
        "clusterIPs",
        "healthCheckNodePort",
        "nodeName",
        "preemptionPolicy",
        "priority",
        "securityContext",
        "serviceAccount",
        "serviceAccountName",
        "tolerations",
        "volumes",
    )
)
