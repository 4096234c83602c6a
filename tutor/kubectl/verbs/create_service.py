"""`kubectl create service clusterip|nodeport|loadbalancer|externalname`."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import SERVICE
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
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


def _create(call: Call, type_: str, extra: dict[str, Any], *, may_lack_ports: bool = False, node_port: int = 0) -> None:
    name = only_name(call)
    texts = tuple(text for group in call.flag("tcp") for text in group.split(","))
    if not texts and not may_lack_ports:
        raise CommandError("at least one tcp port specifier must be provided")
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
    first, colon, second = text.partition(":")
    port = _number(first)
    target: int | str = port
    if colon:
        target = _number(second) if second.isdigit() else second
        if isinstance(target, str) and (not target or len(target) > 15):
            raise CommandError(f"invalid port specified: {text}")
    row: dict[str, Any] = {
        "name": text.replace(":", "-"),
        "port": port,
        "targetPort": target,
        "protocol": "TCP",
    }
    return {**row, "nodePort": node_port} if node_port else row


def _number(text: str) -> int:
    if not text.isdigit():
        raise CommandError(f'strconv.Atoi: parsing "{text}": invalid syntax')
    if not 0 <= int(text) <= 65535:
        raise CommandError("must be between 0 and 65535, inclusive")
    return int(text)
