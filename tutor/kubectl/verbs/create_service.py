"""`kubectl create service clusterip|nodeport|loadbalancer|externalname`."""

from __future__ import annotations

from typing import Any

from tutor.api.content import dns1123_subdomain, port_name, port_number
from tutor.api.kinds import SERVICE
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.flags import parse_int
from tutor.kubectl.verbs.create_kinds import only_name
from tutor.kubectl.verbs.creation import create_made


def run_cluster_ip(call: Call) -> None:
    """A Service inside the cluster, headless with `--clusterip=None`."""
    address = str(call.flag("clusterip"))
    extra = {"clusterIP": address} if address else {}
    _create(call, "ClusterIP", extra, may_lack_ports=address == "None")


def run_node_port(call: Call) -> None:
    """A Service with a port on every node."""
    _create(call, "NodePort", {}, node_port=int(call.flag("node-port")))


def run_load_balancer(call: Call) -> None:
    """A Service behind a load balancer."""
    _create(call, "LoadBalancer", {})


def run_external_name(call: Call) -> None:
    """Another name in DNS."""
    _create(call, "ExternalName", {"externalName": str(call.flag("external-name"))}, may_lack_ports=True)


def _check_external_name(text: str) -> None:
    if any(dns1123_subdomain(text)):
        raise CommandError(f"invalid service external name {text}")


def _create(call: Call, type_: str, extra: dict[str, Any], *, may_lack_ports: bool = False, node_port: int = 0) -> None:
    name = only_name(call)
    texts = tuple(text for group in call.flag("tcp") for text in group.split(","))
    if not texts and not may_lack_ports:
        raise CommandError("at least one tcp port specifier must be provided")
    if "externalName" in extra:
        _check_external_name(extra["externalName"])
    ports = [_port(text, node_port) for text in texts]
    labels = {"app": name}
    spec: dict[str, Any] = {"type": type_, "selector": labels, **extra}
    if ports:
        spec["ports"] = ports
    body = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "labels": labels},
        "spec": spec,
        "status": {"loadBalancer": {}},
    }
    create_made(call, SERVICE, body, failure=f"failed to create {type_} service")


def _port(text: str, node_port: int) -> dict[str, Any]:
    """Read `80`, `80:8080` or `80:http`. Mirrors parsePorts and buildPorts."""
    parts = text.split(":")
    port = _number(parts[0])
    row: dict[str, Any] = {
        "name": text.replace(":", "-"),
        "port": port,
        "targetPort": _target(parts[1]) if len(parts) > 1 else port,
        "protocol": "TCP",
    }
    return {**row, "nodePort": node_port} if node_port else row


def _target(text: str) -> int | str:
    """A port's number or name; raises CommandError with everything that is wrong with it."""
    try:
        number = parse_int(text)
    except ValueError:
        faults = tuple(port_name(text))
    else:
        faults = tuple(port_number(number))
    if faults:
        raise CommandError(",".join(faults))
    return int(text) if text.lstrip("+-").isdigit() else text


def _number(text: str) -> int:
    """A port from 0 to 65535. Mirrors ParsePort."""
    if not (text.isascii() and text.isdigit()):
        raise CommandError(f"strconv.ParseUint: parsing {quote(text)}: invalid syntax")
    if int(text[:9]) > 65535:
        raise CommandError(f"strconv.ParseUint: parsing {quote(text)}: value out of range")
    return int(text)
