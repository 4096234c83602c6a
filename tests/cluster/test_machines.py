"""Machines are found by name, by address and by the block of their pods."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from tutor.cluster.machines import Machines
from tutor.cluster.settings import NodeSettings, Settings


def _machines(*blocks: str) -> Machines:
    nodes = tuple(
        NodeSettings(name=f"n{at}", ip=f"192.168.0.{at}", pod_cidr=block, ip_v6=f"fd00::{at}", pod_cidr_v6="fd01::/64")
        for at, block in enumerate(blocks)
    )
    return Machines.of(Settings(nodes=nodes))


def test_a_machine_is_found_by_its_name_and_by_either_of_its_addresses() -> None:
    machines = _machines("10.0.0.0/24", "10.0.1.0/24")
    assert machines.by_name["n1"].ip == "192.168.0.1"
    assert machines.by_address["fd00::1"].name == "n1"
    assert machines.by_address.get("192.168.0.9") is None


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("10.0.0.0", True),
        ("10.0.1.255", True),
        ("10.0.2.0", False),
        ("9.255.255.255", False),
        ("10.5.3.3", True),
        ("fd01::8", True),
        ("fd02::8", False),
    ],
)
def test_an_address_of_some_block_is_a_pods(address: str, held: bool) -> None:
    machines = _machines("10.5.0.0/16", "10.0.0.0/24", "10.0.1.0/24", "10.5.3.0/24")
    parsed = ip_address(address)
    assert machines.hold_pod(parsed.version, int(parsed)) is held


def test_the_first_of_two_machines_with_one_name_is_meant() -> None:
    first = NodeSettings(name="twin", ip="192.168.0.1", pod_cidr="10.0.0.0/24")
    second = NodeSettings(name="twin", ip="192.168.0.2", pod_cidr="10.0.1.0/24")
    assert Machines.of(Settings(nodes=(first, second))).by_name["twin"] == first
