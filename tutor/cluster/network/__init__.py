"""The simulated network: pure functions of a snapshot, whose traces explain themselves."""

from __future__ import annotations

from tutor.cluster.network.connect import connect
from tutor.cluster.network.environment import environment
from tutor.cluster.network.hostnames import full_name, kernel_name
from tutor.cluster.network.memory import Memory
from tutor.cluster.network.resolvconf import etc_hosts, resolv_conf
from tutor.cluster.network.resolver import resolve
from tutor.cluster.network.variables import variables
from tutor.cluster.network.view import View

__all__ = [
    "Memory",
    "View",
    "connect",
    "environment",
    "etc_hosts",
    "full_name",
    "kernel_name",
    "resolv_conf",
    "resolve",
    "variables",
]
