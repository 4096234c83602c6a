"""What Kubernetes' published limits cost: 5,000 nodes with 150,000 pods behind 10,000 Services, beside a hundredth."""

from __future__ import annotations

import gc
import resource
from collections.abc import Iterator
from typing import Any

from tests.bench.timing import best, spent
from tutor.api.kinds import REPLICA_SET, SERVICE, Kind
from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import Delivered, Flow, Place, Request
from tutor.cluster.settings import NodeSettings, Settings

NODES, PODS, SERVICES = 5_000, 150_000, 10_000
SMALLER = 100
REPLICAS = PODS // SERVICES
AT_ONCE = 100  # Services made between two moments at which controllers work
CLIENT = Place(kind="node", name="kube-node1")


def measure() -> Iterator[dict[str, object]]:
    """Seconds and memory to build both worlds, one change and connections in each, and the ratio."""
    costs: dict[int, float] = {}
    for size in (SMALLER, 1):
        pods = PODS // size
        before = _megabytes()
        gc.disable()  # frozen values have no cycles; walking millions of them to find none takes a fifth of the time
        seconds, cluster = spent(lambda: _world(size))  # noqa: B023 - used at once
        name = f"build {NODES // size} nodes, {pods} pods, {SERVICES // size} Services"
        yield {"name": name, "value": seconds, "unit": "s"}
        yield {"name": f"memory for {pods} pods", "value": _megabytes() - before, "unit": "MB"}
        costs[size] = best(lambda: _change(cluster), rounds=25)  # noqa: B023 - used at once
        flow = _flow(cluster)
        traced = best(lambda: cluster.connect(flow), times=200)  # noqa: B023 - used at once
        yield {"name": f"connections a second at {pods} pods", "value": 1 / traced, "unit": "1/s"}
        gc.enable()
    yield {
        "name": f"one Service change to its first connection, {PODS} pods",
        "value": costs[1] * 1e3,
        "unit": "ms",
        "beside": f"the same at {PODS // SMALLER}",
        "ratio": costs[1] / costs[SMALLER],
        "goal": 1.3,
    }


def _world(size: int) -> Cluster:
    """A settled world: each Service before a ReplicaSet, whose pods stand on one node."""
    nodes = tuple(_node(number) for number in range(NODES // size))
    cluster = Cluster.start(Settings(nodes=(*Settings().nodes, *nodes)))
    for number in range(SERVICES // size):
        _create(cluster, SERVICE, _service(number))
        _create(cluster, REPLICA_SET, _replica_set(number, nodes[number % len(nodes)].name))
        if number % AT_ONCE == AT_ONCE - 1:
            cluster.advance(5)
    cluster.advance(30)
    return cluster


def _node(number: int) -> NodeSettings:
    high, low = divmod(number, 250)
    return NodeSettings(name=f"node-{number}", ip=f"172.16.{high}.{low + 1}", pod_cidr=f"10.{high}.{low}.0/24")


def _create(cluster: Cluster, kind: Kind, body: Any) -> None:
    cluster.server.create(kind, body, namespace="default")


def _service(number: int) -> dict[str, Any]:
    spec = {"selector": {"app": f"app-{number}"}, "ports": [{"port": 80, "targetPort": 8080}]}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": f"web-{number}"}, "spec": spec}


def _replica_set(number: int, node: str) -> dict[str, Any]:
    labels = {"app": f"app-{number}"}
    container = {"name": "c", "image": "c1t1d0s7/myweb", "ports": [{"name": "http", "containerPort": 8080}]}
    template = {"metadata": {"labels": labels}, "spec": {"nodeName": node, "containers": [container]}}
    spec = {"replicas": REPLICAS, "selector": {"matchLabels": labels}, "template": template}
    return {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": f"app-{number}"}, "spec": spec}


def _flow(cluster: Cluster) -> Flow:
    service = cluster.server.get(SERVICE, "web-0", namespace="default")
    return Flow(source=CLIENT, host=service.spec.cluster_ip, port=80, request=Request())


def _change(cluster: Cluster) -> None:
    """Point a Service at other pods, wait for its slices, connect."""
    now = cluster.server.get(SERVICE, "web-0", namespace="default").spec.selector["app"]
    patch = {"spec": {"selector": {"app": "app-1" if now == "app-0" else "app-0"}}}
    cluster.server.patch(SERVICE, "web-0", patch, patch_type="merge", namespace="default")
    cluster.advance(1)
    assert isinstance(cluster.connect(_flow(cluster)).outcome, Delivered)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
