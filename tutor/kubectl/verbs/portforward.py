"""`kubectl port-forward`: which ports of which pod, and the listeners for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

from tutor.api.pod import Pod
from tutor.api.service import Service
from tutor.cluster.objects import key_of
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.forwards import LOOPBACKS, Forward, Forwards
from tutor.kubectl.podtargets import pods_behind
from tutor.kubectl.resources import find, read_query
from tutor.kubectl.waiting import Pause

_MOST_PORT = 65535
_FIRST_FREE_FOR_ALL = 1024  # lower ones need the rights of root
Pair = tuple[int, int]


def run_port_forward(call: Call) -> None:
    """Listen until Ctrl-C where a person looks on; in the background and over a pipe the listeners stay."""
    if len(call.args) < 2:
        raise call.usage_error("TYPE/NAME and list of ports are required for port-forward")
    word = call.args[0]
    pod = pods_behind(call, word, "attach to")[0]
    query = read_query(call, (word,) if "/" in word else ("pods", word))
    owner = find(call, query.targets[0])
    ports = [_port(one, owner, pod) for one in call.args[1:]]
    if pod.status.phase != "Running":
        raise CommandError(f"unable to forward port because pod is not running. Current status={pod.status.phase}")
    addresses = tuple(_addresses(call.flag("address") or ["localhost"]))
    opened = _listen(call, pod, addresses, [_pair(one) for one in ports])
    if call.context.live is None:
        return
    pause = Pause(call, float("inf"))
    try:
        while all(one in call.context.forwards.rows for one in opened):
            pause.more()
    finally:
        call.context.forwards.close(opened)


def _split(text: str) -> tuple[str, str]:
    """Mirrors splitPort."""
    parts = text.split(":")
    return (parts[0], parts[1]) if len(parts) == 2 else (parts[0], parts[0])


def _port(text: str, owner: Any, pod: Pod) -> str:
    """A port as numbers of the pod. Mirrors translateServicePortToTargetPort and convertPodNamedPortToNumber."""
    local, remote = _split(text)
    if not isinstance(owner, Service):
        _refuse_udp(remote, [(one.protocol, one.container_port, one.name) for one in _ports(pod)])
        number = remote if _number(remote) is not None else str(_named(pod, remote))
        return number if local == remote else f"{local}:{number}"
    _refuse_udp(remote, [(one.protocol, one.port, one.name) for one in owner.spec.ports])
    asked = _number(remote)
    if asked is None:
        asked = next((one.port for one in owner.spec.ports if one.name == remote), None)
        if asked is None:
            raise CommandError(f"Service '{owner.metadata.name}' does not have a named port '{remote}'")
        local = str(asked) if local == remote else local
    target = str(_target(owner, pod, asked))
    return target if local == target else f"{local}:{target}"


def _target(service: Service, pod: Pod, asked: int) -> int:
    """Mirrors LookupContainerPortNumberByServicePort."""
    row = next((one for one in service.spec.ports if one.port == asked), None)
    if row is None:
        raise CommandError(f"Service {service.metadata.name} does not have a service port {asked}")
    if service.spec.cluster_ip == "None":
        return asked
    if isinstance(row.target_port, str):
        return _named(pod, row.target_port)
    return row.target_port or row.port


def _ports(pod: Pod) -> Iterator[Any]:
    for container in pod.spec.containers:
        yield from container.ports


def _named(pod: Pod, name: str) -> int:
    """Mirrors LookupContainerPortNumberByName."""
    for one in _ports(pod):
        if one.name == name:
            return int(one.container_port)
    raise CommandError(f"Pod '{pod.metadata.name}' does not have a named port '{name}'")


def _refuse_udp(remote: str, rows: list[tuple[str, int, str]]) -> None:
    """Mirrors checkUDPPorts: a number that TCP has as well may be forwarded."""
    number = _number(remote)
    if number is None:
        number = next((port for _, port, name in rows if name == remote), None)
    protocols = {protocol for protocol, port, _ in rows if port == number}
    if "UDP" in protocols and "TCP" not in protocols:
        raise CommandError(f"UDP protocol is not supported for {remote}")


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,18}", text) else None


def _pair(text: str) -> Pair:
    """Local and remote port. Mirrors parsePorts."""
    parts = text.split(":")
    if len(parts) > 2:
        raise CommandError(f"invalid port format '{text}'")
    local, remote = parts[0], parts[-1]
    pair = (_parsed("local", local if local or len(parts) == 1 else "0"), _parsed("remote", remote))
    if pair[1] == 0:
        raise CommandError("remote port must be > 0")
    return pair


def _parsed(side: str, text: str) -> int:
    """Mirrors strconv.ParseUint with 16 bits."""
    valid = re.fullmatch(r"[0-9]+", text) is not None
    if valid and (len(text.lstrip("0")) > 5 or int(text) > _MOST_PORT):
        raise CommandError(
            f"error parsing {side} port '{text}': strconv.ParseUint: parsing \"{text}\": value out of range"
        )
    if not valid:
        raise CommandError(f"error parsing {side} port '{text}': strconv.ParseUint: parsing \"{text}\": invalid syntax")
    return int(text)


def _addresses(words: list[str]) -> Iterator[str]:
    """Mirrors parseAddresses."""
    for word in dict.fromkeys(words):
        if word == "localhost":
            yield from LOOPBACKS
            continue
        try:
            yield str(ip_address(word))
        except ValueError:
            raise CommandError(f"{word} is not a valid IP") from None


def _listen(call: Call, pod: Pod, addresses: tuple[str, ...], pairs: list[Pair]) -> tuple[Forward, ...]:
    """Open what can be opened and say so. Mirrors PortForwarder.forward."""
    forwards, opened = call.context.forwards, []
    job, command = forwards.next_job(), " ".join((call.command.path, *call.args))
    for local, remote in pairs:
        chosen = local or forwards.free_port(call.context.place)
        why = _unusable(call, forwards, addresses, chosen)
        if why:
            faults = " ".join(
                f"unable to create listener: Error listen {one}: bind: {why}" for one in _names(addresses, local)
            )
            call.complain(
                f"Unable to listen on port {local}: Listeners failed to create with the following errors: [{faults}]\n"
            )
            continue
        row = Forward(
            place=call.context.place,
            addresses=addresses,
            local=chosen,
            remote=remote,
            pod=key_of(pod),
            uid=pod.metadata.uid,
            job=job,
            command=command,
        )
        forwards.rows.append(row)
        opened.append(row)
        call.say("".join(f"Forwarding from {_joined(one, chosen)} -> {remote}\n" for one in addresses))
    if not opened:
        wanted = " ".join(f"{{{local} {remote}}}" for local, remote in pairs)
        raise CommandError(f"unable to listen on any of the requested ports: [{wanted}]")
    return tuple(opened)


def _unusable(call: Call, forwards: Forwards, addresses: tuple[str, ...], port: int) -> str:
    """Why a port cannot be had, or nothing: the learner is not root."""
    if port < _FIRST_FREE_FOR_ALL and call.context.place.kind != "pod":
        return "permission denied"
    used = any(forwards.taken(call.context.place, one, port) for one in addresses)
    return "address already in use" if used else ""


def _names(addresses: tuple[str, ...], port: int) -> Iterator[str]:
    for one in addresses:
        yield f"tcp{6 if ':' in one else 4} {_joined(one, port)}"


def _joined(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
