"""The closed set of reasons: one row an id, with its step, its parameters and how it ends a connection."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from tutor.cluster.network.trace import Hop, Path, Reason, Ref, Step
from tutor.values import frozen, make

Ending = Literal["", "delivered", "refused", "timeout", "no-host"]


@frozen
class Row:
    """One reason; an `ending` other than "" says that a connection ends with it."""

    step: Step
    fields: tuple[str, ...]
    names: frozenset[str]
    ending: Ending = ""


def _row(step: Step, fields: str = "", ending: Ending = "") -> Row:
    names = tuple(fields.split())
    return Row(step=step, fields=names, names=frozenset(names), ending=ending)


REASONS: Mapping[str, Row] = MappingProxyType(
    {
        # name: from a word to an address
        "name-hosts-file": _row("name", "name address"),
        "name-search": _row("name", "name count ndots asked"),
        "name-cached": _row("name", "name node"),
        "name-cluster-ip": _row("name", "name service address"),
        "name-headless": _row("name", "name service count"),
        "name-endpoint": _row("name", "name service address"),
        "name-pod": _row("name", "name address"),
        "name-alias": _row("name", "name service target"),
        "name-outside": _row("name", "name address"),
        "name-resolved": _row("name", "name address"),
        "name-unknown": _row("name", "name server", "no-host"),
        "name-unknown-service": _row("name", "name service namespace", "no-host"),
        "name-unknown-namespace": _row("name", "name namespace", "no-host"),
        "name-headless-empty": _row("name", "name service", "no-host"),
        "name-alias-dead": _row("name", "name service target", "no-host"),
        "name-alias-to-address": _row("name", "name service target", "no-host"),
        "name-no-address": _row("name", "name", "no-host"),
        "name-cluster-only": _row("name", "name", "no-host"),
        "name-server-silent": _row("name", "name server", "no-host"),
        "name-cache-silent": _row("name", "name server node", "no-host"),
        "name-coredns-silent": _row("name", "name server node", "no-host"),
        # route: from the client to where the address is
        "route-loopback": _row("route", "address"),
        "route-pod": _row("route", "address pod node"),
        "route-node": _row("route", "address node"),
        "route-announced": _row("route", "address node"),
        "route-static": _row("route", "address node"),
        "route-outside": _row("route", "address name"),
        "route-no-way-to-pods": _row("route", "address", "timeout"),
        "route-no-way-to-services": _row("route", "address service", "timeout"),
        "route-not-announced": _row("route", "address service", "timeout"),
        "route-not-routed": _row("route", "address service", "timeout"),
        "route-nobody-has": _row("route", "address", "timeout"),
        "route-no-service-has": _row("route", "address", "timeout"),
        "route-node-down": _row("route", "address node", "timeout"),
        "route-client-gone": _row("route", "place", "timeout"),
        # service: which port of which Service took the packet
        "service-cluster-ip": _row("service", "service address port target node"),
        "service-node-port": _row("service", "service nodeport port target node"),
        "service-load-balancer": _row("service", "service address port target node"),
        "service-external-ip": _row("service", "service address port target node"),
        "service-port-unknown": _row("service", "service address port ports node", "refused"),
        "service-port-unknown-silent": _row("service", "service address port ports node", "timeout"),
        "service-not-proxied": _row("service", "service label", "timeout"),
        "service-selects-nothing": _row("service", "service selector node", "refused"),
        "service-none-ready": _row("service", "service count node", "refused"),
        "service-port-name-unmatched": _row("service", "service target protocol found node", "refused"),
        "service-without-slices": _row("service", "service node", "refused"),
        "service-slices-lack-port": _row("service", "service port found node", "refused"),
        "service-no-endpoints": _row("service", "service node", "refused"),
        "service-no-endpoints-silent": _row("service", "service node address", "timeout"),
        # policy: who may come in
        "policy-source-ranges": _row("policy", "service client ranges", "timeout"),
        "policy-external-local": _row("policy", "service node"),
        "policy-external-local-none": _row("policy", "service node where", "timeout"),
        "policy-external-local-none-refused": _row("policy", "service node where", "refused"),
        "policy-external-short-cut": _row("policy", "service node"),
        "policy-internal-local": _row("policy", "service node"),
        "policy-internal-local-none": _row("policy", "service node where", "timeout"),
        "policy-internal-local-none-refused": _row("policy", "service node where", "refused"),
        # endpoint: which backend got the connection
        "endpoint-only": _row("endpoint", "address port"),
        "endpoint-by-turns": _row("endpoint", "address port count node"),
        "endpoint-by-chance": _row("endpoint", "address port count node"),
        "endpoint-sticky": _row("endpoint", "address port client seconds"),
        "endpoint-terminating": _row("endpoint", "address port"),
        "left-not-ready": _row("endpoint", "address"),
        "left-terminating": _row("endpoint", "address"),
        "left-without-port": _row("endpoint", "address port"),
        "left-other-node": _row("endpoint", "address node"),
        "left-other-zone": _row("endpoint", "address zone"),
        "left-while-ready": _row("endpoint", "address"),
        # nat: whom the server sees
        "nat-kept": _row("nat", "client"),
        "nat-masqueraded": _row("nat", "client node address"),
        "nat-hairpin": _row("nat", "client node address"),
        "nat-leaves-pods": _row("nat", "client node address"),
        # process: who listens there
        "process-answers": _row("process", "name address port client", "delivered"),
        "process-answers-late": _row("process", "name address port client seconds", "delivered"),
        "process-outside": _row("process", "name address port", "delivered"),
        "process-outside-other-host": _row("process", "name address port host", "delivered"),
        "process-none": _row("process", "name address port listening", "refused"),
        "process-stopped": _row("process", "name address port", "refused"),
        "process-none-on-node": _row("process", "name address port", "refused"),
        "process-none-here": _row("process", "port", "refused"),
        "process-pod-gone": _row("process", "address", "timeout"),
        "ping-answered": _row("process", "address", "delivered"),
        "ping-unreachable": _row("service", "address node", "refused"),
        "ping-service-silent": _row("service", "address node", "timeout"),
    }
)


@lru_cache(maxsize=4096, typed=True)
def reason(id_: str, **params: Hashable) -> Reason:
    """A reason with its parameters, made once; a wrong id or parameter is our own bug."""
    if params.keys() != REASONS[id_].names:
        raise KeyError(f"{id_} takes {REASONS[id_].fields}, not {tuple(params)}")
    return Reason(id=id_, params={name: str(value) for name, value in params.items()})


def hop(why: Reason, ref: Ref | None = None, path: Path | None = None) -> Hop:
    """A hop of the step that the reason belongs to."""
    return make(Hop)(step=REASONS[why.id].step, reason=why, object=ref, field=path)
