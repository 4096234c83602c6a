"""What feedback texts may speak of: a closed set of facts about the lesson's Service and what the server said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.api.service import Service
from tutor.grading.fields import value_at
from tutor.grading.kinds.backends import backends, selected
from tutor.grading.scene import Scene, ref_of, subject
from tutor.manifest import Path
from tutor.packs.vocabulary import FACTS

UNKNOWN = "?"


def facts(scene: Scene, port: int | None = None) -> Mapping[str, str]:
    """Collect every fact; what does not exist is `?`.

    Of several ports those facts are about the one with the number `port`, else about the first.
    """
    known = dict.fromkeys(FACTS, UNKNOWN) | _about_refusal(scene)
    ref = subject(scene.lesson) or _asked(scene)
    if not ref:
        return known
    kind, namespace, name = ref_of(ref)
    service = scene.find(ref)
    written = scene.written((kind, namespace, name))
    known |= {"service": name, "namespace": namespace} | _about_text(written.value if written else None, port)
    return known if service is None else known | _about_service(scene, service, port)


def _asked(scene: Scene) -> str:
    """Name the Service that the first check of endpoints asks for: an answer without Services is about that one."""
    asked = (check.ask for check in scene.lesson.checks if check.kind == "endpoints")
    names = (ask["service"] for ask in asked if isinstance(ask, Mapping))
    return next((f"Service/{name}" for name in names), "")


def _about_refusal(scene: Scene) -> dict[str, str]:
    refused = next((one for one in scene.admissions if not one.allowed), None)
    if refused is None:
        broken = scene.answer.broken
        return {"message": broken.message.params.get("message", UNKNOWN)} if broken else {}
    first = next(iter(refused.complaints), None)
    if first is None:
        return {"message": refused.message}
    value = value_at(refused.object.value, first.path)
    return {"message": refused.message, "field": first.field, "value": UNKNOWN if value is None else str(value)}


def _about_text(value: Any, number: int | None) -> dict[str, str]:
    """Read what the answer itself says, for objects that the server did not let in."""
    meta, spec = (_map_at(value, path) for path in (("metadata",), ("spec",)))
    port = _wanted_port(spec.get("ports"), number)
    found = {
        "service": meta.get("name"),
        "type": spec.get("type"),
        "port": port.get("port"),
        "target": port.get("targetPort"),
        "protocol": port.get("protocol"),
        "nodePort": port.get("nodePort"),
        "externalName": spec.get("externalName"),
        "selector": _pairs(spec["selector"]) if isinstance(spec.get("selector"), dict) else None,
    }
    return {name: str(one) for name, one in found.items() if one is not None}


def _wanted_port(ports: Any, number: int | None) -> dict[str, Any]:
    """Choose the port with a number, else the first."""
    rows = [one for one in ports if isinstance(one, dict)] if isinstance(ports, list) else []
    return next((one for one in rows if one.get("port") == number), rows[0] if rows else {})


def _map_at(value: Any, path: Path) -> dict[str, Any]:
    found = value_at(value, path)
    return found if isinstance(found, dict) else {}


def _about_service(scene: Scene, service: Service, number: int | None) -> dict[str, str]:
    """Read what is stored and what it selects."""
    pods = selected(scene.cluster.store, service)
    ports = service.spec.ports
    port = next((one for one in ports if one.port == number), ports[0] if ports else None)
    found = {
        "service": service.metadata.name,
        "namespace": service.metadata.namespace,
        "type": service.spec.type,
        "clusterIP": service.spec.cluster_ip,
        "externalName": service.spec.external_name,
        "address": _address(service),
        "policy": service.spec.external_traffic_policy,
        "affinity": service.spec.session_affinity,
        "endpoints": _endpoints(scene, service),
        "selector": _pairs(service.spec.selector) or "<none>",
        "n": str(len(pods)),
        "found": ", ".join(_ports(pods)) or "<none>",
        "labels": "; ".join(_labels(scene, service.metadata.namespace)) or "<none>",
    }
    found = {name: str(one) for name, one in found.items() if one}
    if port is not None:
        found |= {"port": str(port.port), "target": str(port.target_port), "protocol": port.protocol}
        found |= {"nodePort": str(port.node_port)} if port.node_port else {}
    return found


def _address(service: Service) -> str:
    """Name the load balancer's address, as kubectl does while there is none."""
    given = [one.ip or one.hostname for one in service.status.load_balancer.ingress]
    return ",".join(one for one in given if one) or "<pending>"


def _endpoints(scene: Scene, service: Service) -> str:
    """Name the ready endpoints as pod:port, `<none>` without any."""
    rows = (row for row in backends(scene.cluster.store, service, None) if row.ready and row.port)
    return ", ".join(f"{row.name}:{row.port}" for row in rows) or "<none>"


def _pairs(labels: Mapping[str, Any]) -> str:
    return ",".join(f"{key}={value}" for key, value in sorted(labels.items()))


def _ports(pods: tuple[Any, ...]) -> list[str]:
    """Write the ports that the pods' containers declare, as `testapp-http (8080/TCP)`, or `8080/TCP` without a name."""
    ports = {
        f"{port.name} ({number})" if port.name else number
        for pod in pods
        for container in pod.spec.containers
        for port in container.ports
        for number in (f"{port.container_port}/{port.protocol}",)
    }
    return sorted(ports)


def _labels(scene: Scene, namespace: str) -> list[str]:
    """Write the different label sets of the pods in a namespace."""
    pods = scene.cluster.store.list("Pod", namespace)
    return sorted({_pairs(pod.metadata.labels) for pod in pods if pod.metadata.labels})
