"""What one small cluster costs: a start by simulation and from a snapshot, and the course's first exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.bench.timing import best, spent
from tests.bench.verdicts import TEXT
from tutor.api.kinds import SERVICE, by_gvk
from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import Delivered, Flow, Place, Request
from tutor.cluster.settings import Settings
from tutor.manifest import parse

NODE = Place(kind="node", name="kube-node1")


def measure() -> Iterator[dict[str, object]]:
    """Starts, then starts with the exercise."""
    first, started = spent(Cluster.start)
    yield {"name": "start the first cluster of a process", "value": first * 1e3, "unit": "ms"}
    settings, state = Settings(), started.snapshot()

    def resume() -> Cluster:
        return Cluster.resume(settings, state)

    rows: dict[str, tuple[Callable[[], object], float | None]] = {
        "start a cluster by simulation": (Cluster.start, None),
        "start a cluster from a snapshot": (resume, None),
        "by simulation, with RS, Service, 20 probes": (lambda: exercise(Cluster.start()), None),
        "from a snapshot, with RS, Service, 20 probes": (lambda: exercise(resume()), 5.0),
    }
    for name, (work, goal) in rows.items():
        yield {"name": name, "value": best(work, rounds=25) * 1e3, "unit": "ms", "goal": goal}


def exercise(cluster: Cluster) -> None:
    """Apply the seed's ReplicaSet and Service, wait for its pods, ask the Service 20 times."""
    for document in parse(TEXT).documents:
        body = document.value
        kind = by_gvk(str(body["apiVersion"]), str(body["kind"])) if isinstance(body, dict) else None
        assert kind is not None
        cluster.server.create(kind, body)
    cluster.advance(5)
    service = cluster.server.get(SERVICE, "testapp-svc-clusterip", namespace="default")
    flow = Flow(source=NODE, host=service.spec.cluster_ip, port=80, request=Request())
    for _ in range(20):
        assert isinstance(cluster.connect(flow).outcome, Delivered)
