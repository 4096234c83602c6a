"""The live picture of the cluster as values: Services, their endpoints, the pods."""

from __future__ import annotations

from typing import Literal

from tutor.values import frozen

State = Literal["ready", "waiting", "leaving", "wrong"]
Note = Literal[
    "", "none-selected", "no-such-port", "none-ready", "no-selector", "no-endpoints", "external-name", "pending"
]
SYSTEM = ("kube-system", "kube-public", "kube-node-lease", "metallb-system")


@frozen
class PortRow:
    """One port of a Service; `node_port` is 0 when it has none."""

    name: str
    port: int
    target: str
    protocol: str
    node_port: int


@frozen
class EndpointRow:
    """One backend; `port` is "" when the slice has no port for it."""

    name: str
    address: str
    port: str
    state: State


@frozen
class ServiceRow:
    """One Service with what stands behind it; `note` says what is odd about it, `about` what the note speaks of."""

    name: str
    namespace: str
    type: str
    address: str
    external: tuple[str, ...]
    selector: str
    ports: tuple[PortRow, ...]
    endpoints: tuple[EndpointRow, ...]
    note: Note
    about: str = ""


@frozen
class PodRow:
    """One pod; `status` is the word that kubectl shows."""

    name: str
    namespace: str
    address: str
    node: str
    state: State
    status: str
    labels: str


@frozen
class NodeRow:
    """One machine of the cluster, and how many of the learner's pods run on it."""

    name: str
    address: str
    state: State
    pods: int


@frozen
class Picture:
    """What the learner's namespaces hold, and the machines; `troubles` counts Services that lead nowhere."""

    services: tuple[ServiceRow, ...] = ()
    pods: tuple[PodRow, ...] = ()
    nodes: tuple[NodeRow, ...] = ()

    @property
    def troubles(self) -> int:
        """How many Services cannot answer."""
        return sum(row.note in {"none-selected", "no-such-port", "none-ready", "no-endpoints"} for row in self.services)
