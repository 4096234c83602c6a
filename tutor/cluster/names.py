"""The names of the machines of a world that names none, for those who need no more than these."""

from __future__ import annotations

SEED_NAMES = ("kube-master1", "kube-node1", "kube-node2", "kube-node3")
