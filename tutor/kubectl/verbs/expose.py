"""`kubectl expose`: a Service for what runs already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tutor.api.codec import decode
from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, POD, REPLICA_SET, REPLICATION_CONTROLLER, SERVICE, STATEFUL_SET
from tutor.api.pod import PodSpec
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.overrides import with_overrides
from tutor.kubectl.resources import Query, Target, find, for_each, placed_body, read_query
from tutor.kubectl.verbs.creation import create_made

_WITH_TEMPLATE = frozenset(
    one.kind for one in (DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET, DAEMON_SET)
)
_WITH_LABELS = frozenset({SERVICE.kind, REPLICATION_CONTROLLER.kind})  # their selector is a plain mapping
_EXPOSABLE = frozenset(one.kind for one in (DEPLOYMENT, POD, REPLICA_SET, REPLICATION_CONTROLLER, SERVICE))

_AFFINITIES = frozenset({"None", "ClientIP"})
_UNSELECTED = "couldn't retrieve selectors via --selector flag or introspection: "
_NO_SELECTOR = {
    POD.kind: "the pod has no labels and cannot be exposed",
    SERVICE.kind: "the service has no pod selector set",
}


def run_expose(call: Call) -> None:
    """Make one Service for each object that was named."""
    bare = replace(call, parsed=replace(call.parsed, values={**call.parsed.values, "selector": ""}))
    query = read_query(bare)  # `--selector` is the new Service's, it chooses no objects
    expose = _expose_described if call.flag("filename") else for_each
    if expose(call, query, lambda target, obj: _expose(call, target, obj)) == 0:
        raise CommandError("no objects passed to expose")


def _expose_described(call: Call, query: Query, act: Callable[[Target, Any], None]) -> int:
    """Act on objects as files describe them, whether they are there or not."""
    faults: list[Refusal] = list(query.faults)
    for target in query.targets:
        obj = decode(target.kind, placed_body(target)).object
        try:
            act(target, find(call, target) if obj is None else obj)
        except (CommandError, StatusError) as refusal:
            faults.append(refusal)
    raise_all(faults)
    return len(query.targets)


def _expose(call: Call, target: Target, obj: Any) -> None:
    if target.kind.kind not in _EXPOSABLE:
        raise CommandError(f"cannot expose a {target.kind.qualified}")
    name = str(call.flag("name")) or target.name[:63]
    service = with_overrides(call, SERVICE, _service(call, target, obj, name))
    create_made(call, SERVICE, service, "exposed", namespace=target.namespace)


def _service(call: Call, target: Target, obj: Any, name: str) -> dict[str, Any]:
    """Mirrors ExposeServiceOptions.createService; the selector comes from flags or from the object."""
    metadata: dict[str, Any] = {"name": name}
    labels = pairs(str(call.flag("labels"))) or dict(obj.metadata.labels)
    if labels:
        metadata["labels"] = labels
    spec: dict[str, Any] = {"ports": _ports(call, target, obj), "selector": _selector(call, target, obj)}
    texts = {
        "type": "type",
        "load-balancer-ip": "loadBalancerIP",
        "session-affinity": "sessionAffinity",
        "cluster-ip": "clusterIP",
    }
    spec |= {field: str(call.flag(flag)) for flag, field in texts.items() if call.flag(flag)}
    if spec.get("sessionAffinity", "None") not in _AFFINITIES:
        raise CommandError(f"unknown session affinity: {spec['sessionAffinity']}")
    if call.flag("external-ip"):
        spec["externalIPs"] = [str(call.flag("external-ip"))]
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec, "status": {"loadBalancer": {}}}


def pairs(text: str) -> dict[str, str]:
    """Read `a=b,c=d`; raises CommandError for anything else. Mirrors ParseLabels."""
    found: dict[str, str] = {}
    for part in text.split(",") if text else ():
        key, equals, value = part.partition("=")
        if not equals or "=" in value:
            raise CommandError(f"unexpected label spec: {part}")
        found[key] = value
    return found


def _selector(call: Call, target: Target, obj: Any) -> dict[str, str]:
    """Mirrors mapBasedSelectorForObject."""
    if call.flag("selector"):
        return pairs(str(call.flag("selector")))
    kind = target.kind.kind
    if kind in _WITH_LABELS:
        found = dict(obj.spec.selector)
    elif kind == POD.kind:
        found = dict(obj.metadata.labels)
    else:
        rows = obj.spec.selector.match_expressions
        if rows:
            texts = (f"{{Key:{one.key} Operator:{one.operator} Values:[{' '.join(one.values)}]}}" for one in rows)
            shown = " ".join(texts)
            words = f'couldn\'t convert expressions - "[{shown}]" to map-based selector format'
            raise CommandError(f"{_UNSELECTED}{words}")
        found = dict(obj.spec.selector.match_labels)
    if not found:
        words = _NO_SELECTOR.get(kind, f"invalid {kind.lower()}: no selectors, therefore cannot be exposed")
        raise CommandError(f"{_UNSELECTED}{words}")
    return found


def _ports(call: Call, target: Target, obj: Any) -> list[dict[str, Any]]:
    known = _known_ports(target, obj)
    text = str(call.flag("port")) or ",".join(dict.fromkeys(port for port, _ in known))
    if not text and str(call.flag("cluster-ip")) == "None":
        return []
    if not text:
        raise CommandError("couldn't find port via --port flag or introspection")
    asked = str(call.flag("protocol"))
    protocols: dict[str, list[str]] = {}
    for port, protocol in known:
        protocols.setdefault(port, []).append(protocol)
    numbers = text.split(",")
    many = len(numbers) > 1 or (not asked and any(len(protocols.get(number, ())) > 1 for number in numbers))
    rows = [
        (number, protocol)
        for number in numbers
        for protocol in ([asked] if asked else protocols.get(number) or ["TCP"])
    ]
    return [_port(call, row, index if many else 0) for index, row in enumerate(rows, 1)]


def _port(call: Call, row: tuple[str, str], number: int) -> dict[str, Any]:
    text, protocol = row
    try:
        port = int(text)
    except ValueError:
        raise CommandError(f'strconv.Atoi: parsing "{text}": invalid syntax') from None
    name = {"name": f"port-{number}"} if number else {}
    target = str(call.flag("target-port"))
    return {
        **name,
        "protocol": protocol,
        "port": port,
        "targetPort": (int(target) if target.isdigit() else target) if target else port,
    }


def _known_ports(target: Target, obj: Any) -> list[tuple[str, str]]:
    """Ports and protocols that the object itself names. Mirrors portsForObject."""
    if target.kind.kind == SERVICE.kind:
        return [(str(port.port), port.protocol or "TCP") for port in obj.spec.ports]
    spec: PodSpec = obj.spec.template.spec if target.kind.kind in _WITH_TEMPLATE else obj.spec
    return [(str(port.container_port), port.protocol or "TCP") for one in spec.containers for port in one.ports]
