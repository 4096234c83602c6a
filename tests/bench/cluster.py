"""What the cluster costs: a cold start, one change in small and large worlds, connections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.bench.timing import best
from tests.bench.verdicts import TEXT
from tutor.api.kinds import KINDS, POD, SERVICE
from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import Delivered, Flow, Place, Request
from tutor.cluster.settings import NodeSettings, Settings
from tutor.manifest import parse

SMALL, LARGE = 1_500, 150_000
NODE = Place(kind="node", name="kube-node1")


def measure() -> Iterator[dict[str, object]]:
    """Cold start, growth and connections."""
    cold = best(_cold, rounds=5)
    bare = best(Cluster.start, rounds=5)
    yield {"name": "start a bare cluster", "value": bare * 1e3, "unit": "ms"}
    yield {"name": "start, seed's RS and Service, 20 probes", "value": cold * 1e3, "unit": "ms"}
    yield from _growth()


def _cold() -> None:
    cluster = Cluster.start()
    for document in parse(TEXT).documents:
        body: Any = document.value
        kind = next(kind for kind in KINDS if kind.kind == body["kind"])
        cluster.server.create(kind, body)
    cluster.advance(5)
    for _ in range(20):
        trace = cluster.connect(_flow(cluster))
        assert isinstance(trace.outcome, Delivered)


def _flow(cluster: Cluster) -> Flow:
    service = cluster.server.get(SERVICE, "testapp-svc-clusterip", namespace="default")
    return Flow(source=NODE, host=service.spec.cluster_ip, port=80, request=Request())


def _growth() -> Iterator[dict[str, object]]:
    costs = {}
    for count in (SMALL, LARGE):
        cluster = _world(count)
        costs[count] = best(lambda: _change(cluster), rounds=9)  # noqa: B023 - used at once
        flow = Flow(source=NODE, host=_address(cluster), port=80, request=Request())
        traced = best(lambda: cluster.connect(flow), times=200)  # noqa: B023 - used at once
        yield {"name": f"connections a second at {count} pods", "value": 1 / traced, "unit": "1/s"}
    yield {
        "name": f"one Service change at {LARGE} pods",
        "value": costs[LARGE] * 1e3,
        "unit": "ms",
        "beside": f"the same at {SMALL}",
        "ratio": costs[LARGE] / costs[SMALL],
        "goal": 1.3,
    }


def _world(count: int) -> Cluster:
    """A settled world: running pods, ten behind each label."""
    machines = max(4, count // 100)
    nodes = tuple(
        NodeSettings(name=f"node-{n}", ip=f"172.16.{n // 250}.{n % 250 + 1}", pod_cidr=f"10.{n // 250}.{n % 250}.0/24")
        for n in range(machines)
    )
    cluster = Cluster.start(Settings(nodes=(*Settings().nodes, *nodes)))
    for n in range(count):
        cluster.server.create(POD, _pod(n, f"node-{n % machines}"), namespace="default")
        if n % 2_000 == 1_999:
            cluster.advance(5)
    cluster.advance(30)
    cluster.server.create(SERVICE, _service(0), namespace="default")
    cluster.advance(5)
    return cluster


def _pod(number: int, node: str) -> dict[str, Any]:
    container = {"name": "c", "image": "c1t1d0s7/myweb", "ports": [{"name": "http", "containerPort": 8080}]}
    metadata = {"name": f"pod-{number}", "labels": {"app": f"app-{number // 10}"}}
    spec = {"nodeName": node, "containers": [container]}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}


def _service(number: int) -> dict[str, Any]:
    spec = {"selector": {"app": f"app-{number}"}, "ports": [{"port": 80, "targetPort": 8080}]}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": spec}


def _address(cluster: Cluster) -> str:
    return str(cluster.server.get(SERVICE, "web", namespace="default").spec.cluster_ip)


def _change(cluster: Cluster) -> None:
    """Point the Service at other pods, wait for its slices, connect."""
    now = cluster.server.get(SERVICE, "web", namespace="default").spec.selector["app"]
    number = 1 if now == "app-0" else 0
    patch = {"spec": {"selector": {"app": f"app-{number}"}}}
    cluster.server.patch(SERVICE, "web", patch, patch_type="merge", namespace="default")
    cluster.advance(1)
    trace = cluster.connect(Flow(source=NODE, host=_address(cluster), port=80, request=Request()))
    assert isinstance(trace.outcome, Delivered)
