"""Random worlds: what a learner may do to a small cluster, as data that can be done again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hypothesis import strategies as st

from tests.cluster.bodies import Body, service, template, workload
from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, ENDPOINTS, NODE, POD, REPLICA_SET, SERVICE, STATEFUL_SET
from tutor.api.status import StatusError
from tutor.cluster.cluster import Cluster
from tutor.cluster.faults import ListeningFault, Pods

KINDS = {one.kind: one for one in (POD, SERVICE, ENDPOINTS, DEPLOYMENT, REPLICA_SET, STATEFUL_SET, DAEMON_SET)}
Edit = tuple[str, Mapping[str, Any]]

APPS = st.sampled_from(["a", "b"])
NODES = st.sampled_from(["kube-node1", "kube-node2", "kube-node3"])
PODS = st.sampled_from(["p0", "p1", "p2"])
SERVICES = st.sampled_from(["s0", "s1"])
OWNED = st.sampled_from(["w0", "w1"])
TARGETS = st.sampled_from([8080, 9, "http", "nobody"])
PROBE = {"tcpSocket": {"port": 8080}, "periodSeconds": 2}


def container(named: bool, probed: bool) -> Body:
    ports = [{"name": "http", "containerPort": 8080}] if named else []
    return {"name": "c", "image": "c1t1d0s7/myweb", "ports": ports} | ({"readinessProbe": PROBE} if probed else {})


CONTAINERS = st.builds(container, st.booleans(), st.booleans())


def _pod(name: str, app: str, box: Body, node: str) -> Body:
    meta = {"name": name, "labels": {"app": app}}
    return {"kind": "Pod", "metadata": meta, "spec": {"containers": [box], "nodeName": node}}


def _service(name: str, app: str, target: int | str, spec: Body) -> Body:
    ports = [{"name": "one", "port": 80, "targetPort": target}]
    return {"kind": "Service", **service(name, {"app": app}, ports=ports, **spec)}


def _workload(kind: str, name: str, app: str, replicas: int, box: Body) -> Body:
    body = workload(name, replicas, {"app": app, "of": kind.lower()})
    body["spec"]["template"] = {**template({"app": app, "of": kind.lower()}), "spec": {"containers": [box]}}
    if kind == "StatefulSet":
        body["spec"]["serviceName"] = "s0"
    if kind == "DaemonSet":
        del body["spec"]["replicas"]
    return {"kind": kind, **body}


def _endpoints(name: str, last: int) -> Body:
    subset = {"addresses": [{"ip": f"192.0.2.{last}"}], "ports": [{"name": "one", "port": 80}]}
    return {"kind": "Endpoints", "metadata": {"name": name}, "subsets": [subset]}


def _orphan(name: str) -> Body:
    return {"kind": "Service", "metadata": {"name": name}, "spec": {"ports": [{"name": "one", "port": 80}]}}


SPECS = st.sampled_from(
    [
        {},
        {"type": "NodePort"},
        {"type": "LoadBalancer"},
        {"clusterIP": "None"},
        {"publishNotReadyAddresses": True},
        {"internalTrafficPolicy": "Local"},
        {"trafficDistribution": "PreferSameNode"},
    ]
)
BODIES = st.one_of(
    st.builds(_pod, PODS, APPS, CONTAINERS, NODES),
    st.builds(_service, SERVICES, APPS, TARGETS, SPECS),
    st.builds(
        _workload,
        st.sampled_from(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]),
        OWNED,
        APPS,
        st.integers(0, 3),
        CONTAINERS,
    ),
    st.builds(_endpoints, st.sampled_from(["s0", "hand"]), st.integers(1, 3)),
    st.builds(_orphan, st.just("hand")),
)


def _edit(verb: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Edit]:
    return st.tuples(st.just(verb), st.fixed_dictionaries(fields))


EDITS: st.SearchStrategy[Edit] = st.one_of(
    _edit("create", body=BODIES),
    _edit("delete", kind=st.sampled_from(["Pod"]), name=PODS),
    _edit("delete", kind=st.sampled_from(["Service"]), name=SERVICES),
    _edit("delete", kind=st.sampled_from(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]), name=OWNED),
    _edit("label", name=PODS, app=APPS),
    _edit("scale", name=OWNED, replicas=st.integers(0, 3)),
    _edit("image", name=OWNED, image=st.sampled_from(["nginx:1.27", "c1t1d0s7/myweb"])),
    _edit("select", name=SERVICES, app=APPS),
    _edit("target", name=SERVICES, target=TARGETS),
    _edit("type", name=SERVICES, type=st.sampled_from(["ClusterIP", "NodePort", "LoadBalancer"])),
    _edit("zone", name=NODES, zone=st.sampled_from(["east", "west"])),
    _edit("power", name=NODES, on=st.booleans()),
    _edit("deaf", app=APPS, deaf=st.booleans()),
    _edit("wait", seconds=st.sampled_from([0.1, 1.0, 20.0, 70.0])),
)
CALM: st.SearchStrategy[Edit] = EDITS.filter(lambda edit: edit[0] not in {"power", "deaf", "zone"})


def histories(edits: st.SearchStrategy[Edit]) -> st.SearchStrategy[list[Edit]]:
    """Several objects first, then edits that may meet them."""
    made = st.lists(_edit("create", body=BODIES), min_size=3, max_size=8)
    return st.builds(lambda first, then: [*first, *then], made, st.lists(edits, min_size=1, max_size=9))


def do_all(cluster: Cluster, edits: Iterable[Edit]) -> None:
    """Do what can be done; what the API server refuses is left out."""
    for verb, fields in edits:
        try:
            _VERBS[verb](cluster, **fields)
        except StatusError:
            continue


def _create(cluster: Cluster, body: Body) -> None:
    cluster.server.create(KINDS[body["kind"]], {key: part for key, part in body.items() if key != "kind"})


def _patch(cluster: Cluster, kind: Any, name: str, change: Body) -> None:
    cluster.server.patch(kind, name, change, patch_type="merge")


def _spec(kind: Any, field: str) -> Callable[..., None]:
    def change(cluster: Cluster, name: str, **given: Any) -> None:
        _patch(cluster, kind, name, {"spec": {field: next(iter(given.values()))}})

    return change


def _image(cluster: Cluster, name: str, image: str) -> None:
    boxes = [{"name": "c", "image": image}]
    _patch(cluster, DEPLOYMENT, name, {"spec": {"template": {"spec": {"containers": boxes}}}})


def _target(cluster: Cluster, name: str, target: int | str) -> None:
    _patch(cluster, SERVICE, name, {"spec": {"ports": [{"name": "one", "port": 80, "targetPort": target}]}})


_VERBS: Mapping[str, Callable[..., None]] = {
    "create": _create,
    "delete": lambda cluster, kind, name: cluster.server.delete(KINDS[kind], name),
    "label": lambda cluster, name, app: _patch(cluster, POD, name, {"metadata": {"labels": {"app": app}}}),
    "scale": _spec(DEPLOYMENT, "replicas"),
    "image": _image,
    "select": lambda cluster, name, app: _patch(cluster, SERVICE, name, {"spec": {"selector": {"app": app}}}),
    "target": _target,
    "type": _spec(SERVICE, "type"),
    "zone": lambda cluster, name, zone: _patch(
        cluster, NODE, name, {"metadata": {"labels": {"topology.kubernetes.io/zone": zone}}}
    ),
    "power": lambda cluster, name, on: (cluster.start_node if on else cluster.stop_node)(name),
    "deaf": lambda cluster, app, deaf: cluster.inflict(ListeningFault(pods=Pods(labels={"app": app}), deaf=deaf)),
    "wait": lambda cluster, seconds: cluster.advance(seconds),
}
