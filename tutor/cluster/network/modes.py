"""How kube-proxy's modes differ: one row a mode."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.values import frozen


@frozen
class Mode:
    """`turns`: backends by turns instead of by chance. `refuses_*`: an immediate error instead of silence.

    `sees_own_traffic`: the rules that reject also see what the node itself sends to outer addresses.
    `answers_loopback`: node ports answer on 127.0.0.1 as well. `holds_addresses`: the node owns every
    address of a Service, so it refuses ports that no Service has there and answers (no) ping.
    """

    turns: bool
    refuses_unknown_ports: bool
    refuses_without_local: bool
    sees_own_traffic: bool
    answers_loopback: bool
    holds_addresses: bool


MODES: Mapping[str, Mode] = MappingProxyType(
    {
        "ipvs": Mode(
            turns=True,
            refuses_unknown_ports=True,
            refuses_without_local=True,
            sees_own_traffic=True,
            answers_loopback=False,
            holds_addresses=True,
        ),
        "iptables": Mode(
            turns=False,
            refuses_unknown_ports=False,
            refuses_without_local=False,
            sees_own_traffic=False,
            answers_loopback=True,
            holds_addresses=False,
        ),
        "nftables": Mode(
            turns=False,
            refuses_unknown_ports=True,
            refuses_without_local=False,
            sees_own_traffic=True,
            answers_loopback=False,
            holds_addresses=False,
        ),
    }
)
