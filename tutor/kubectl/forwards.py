"""Ports of a place that `kubectl port-forward` carries to a pod, for as long as the pod and its program are there."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import Delivered, Flow, Place, Trace
from tutor.cluster.store import Key
from tutor.values import frozen, replace

LOOPBACKS = ("127.0.0.1", "::1")
_NAMES = {"localhost": LOOPBACKS}
_EVERY = {"127.0.0.1": "0.0.0.0", "::1": "::"}
_FIRST_PROCESS = 4710
_LOST = "error: lost connection to pod\n"


@frozen
class Forward:
    """One port of a place on some of its addresses, and the port of the pod that it leads to.

    `job` is the number that the shell gives to all that one `command` opened.
    """

    place: Place
    addresses: tuple[str, ...]
    local: int
    remote: int
    pod: Key
    uid: str
    job: int
    command: str

    @property
    def process(self) -> int:
        """The number of the process that listens."""
        return _FIRST_PROCESS + self.job


@dataclass(slots=True)
class Forwards:
    """The forwards of one terminal; `said` is what they have told since somebody last read it."""

    rows: list[Forward] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def taken(self, place: Place, address: str, port: int) -> bool:
        """Whether an address and port of a place is in use."""
        return any(one.place == place and one.local == port and address in one.addresses for one in self.rows)

    def free_port(self, place: Place) -> int:
        """A port that nobody asked for by number."""
        used = {one.local for one in self.rows if one.place == place}
        return next(port for port in range(40001, 65536) if port not in used)

    def next_job(self) -> int:
        """The number of the next command that listens."""
        return max((one.job for one in self.rows), default=0) + 1

    def overheard(self) -> str:
        """What was told since the last time."""
        told = "".join(self.said)
        self.said.clear()
        return told

    def close(self, rows: tuple[Forward, ...]) -> None:
        """End some of them."""
        self.rows = [one for one in self.rows if one not in rows]

    def carry(self, cluster: Cluster, flow: Flow) -> Trace | None:
        """Open a connection through a forward; None when none listens there.

        Where the pod or its program is gone, the connection is taken and closed again, and so is the forward.
        """
        found = self._listening(flow)
        if found is None:
            return None
        self.said.append(f"Handling connection for {found.local}\n")
        pod = cluster.store.get(found.pod)
        inside = Place(kind="pod", namespace=found.pod.namespace, name=found.pod.name)
        trace = cluster.connect(replace(flow, source=inside, host=LOOPBACKS[0], port=found.remote))
        if pod is not None and pod.metadata.uid == found.uid and isinstance(trace.outcome, Delivered):
            return replace(trace, flow=replace(trace.flow, host=flow.host))
        self.said.append(_LOST)
        self.close(tuple(one for one in self.rows if one.job == found.job))
        return replace(trace, outcome=_dropped(found))

    def _listening(self, flow: Flow) -> Forward | None:
        for address in _NAMES.get(flow.host, (flow.host,)):
            for one in self.rows:
                meant = {address, _EVERY.get(address, "")} & set(one.addresses)
                if meant and one.place == flow.source and one.local == flow.port and flow.protocol == "TCP":
                    return one
        return None


def _dropped(found: Forward) -> Delivered:
    """The forward takes every connection, for nobody knows yet whether anything is at its other end."""
    return Delivered(pod=None, address=LOOPBACKS[0], port=found.local, client=LOOPBACKS[0])
