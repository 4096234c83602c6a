"""A small world put straight into a store: pods run, slices stand, no controller is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml

from tests.flows import flow_to
from tutor.api.codec import decode
from tutor.api.container import ContainerState, ContainerStateRunning, ContainerStatus
from tutor.api.core import Namespace, Node
from tutor.api.defaults import default
from tutor.api.discovery import Endpoint, EndpointConditions, EndpointPort, EndpointSlice, ObjectReference
from tutor.api.kinds import by_gvk
from tutor.api.meta import ObjectMeta
from tutor.api.pod import Pod, PodIP, PodStatus
from tutor.api.service import LoadBalancerIngress, LoadBalancerStatus, Service, ServicePort, ServiceStatus
from tutor.cluster.images import parse_image
from tutor.cluster.machines import Machines
from tutor.cluster.network import Memory, View, connect, resolve
from tutor.cluster.network.trace import Place, Resolution, Trace
from tutor.cluster.settings import Settings
from tutor.cluster.store import Key, Store

STARTED = "2026-01-01T09:00:10Z"
DNS = """
{apiVersion: v1, kind: Service, metadata: {name: coredns, namespace: kube-system}, spec: {clusterIP: 10.233.0.3,
 selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: coredns-0, namespace: kube-system, labels: {k8s-app: kube-dns}},
 spec: {nodeName: kube-master1, containers: [{name: coredns, image: registry.k8s.io/coredns/coredns:v1.13.1}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: kubernetes}, spec: {clusterIP: 10.233.0.1,
 ports: [{name: https, port: 443, targetPort: 6443}]}}
---
{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: kubernetes, labels:
 {kubernetes.io/service-name: kubernetes}}, addressType: IPv4, endpoints: [{addresses: [192.168.56.11]}],
 ports: [{name: https, port: 6443, protocol: TCP}]}
"""
CACHE = """
{apiVersion: v1, kind: Pod, metadata: {name: nodelocaldns-NODE, namespace: kube-system, labels:
 {k8s-app: nodelocaldns}}, spec: {nodeName: NODE, hostNetwork: true,
 containers: [{name: node-cache, image: registry.k8s.io/dns/k8s-dns-node-cache:1.26.4}]}}
"""
SPEAKER = """
{apiVersion: v1, kind: Pod, metadata: {name: speaker-NODE, namespace: metallb-system, labels: {k8s-app: speaker}},
 spec: {nodeName: NODE, hostNetwork: true, containers: [{name: speaker, image: quay.io/metallb/speaker:v0.15.2}]}}
"""
POOL = """
{apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: first-pool, namespace: metallb-system},
 spec: {addresses: [192.168.56.200-192.168.56.220]}}
---
{apiVersion: metallb.io/v1beta1, kind: L2Advertisement, metadata: {name: first-pool, namespace: metallb-system}}
"""


class World:
    """A cluster's network without its controllers."""

    def __init__(self, manifest: str = "", *, mode: str = "ipvs", load_balancer: str = "metallb") -> None:
        self.settings = Settings(proxy_mode=mode, load_balancer=load_balancer)  # type: ignore[arg-type]
        self.store = Store()
        self.memory = Memory()
        self.now = 60.0
        self._next = {node.name: 2 for node in self.settings.nodes}
        self._next_service = 100
        for name in ("default", "kube-system", "team-a"):
            self._put(Namespace(metadata=ObjectMeta(name=name)))
        self.add(DNS)
        self.add("\n---\n".join(CACHE.replace("NODE", node.name) for node in self.settings.nodes))
        if load_balancer == "metallb":
            self.add(POOL)
            for node in self.settings.nodes:
                self._put(Node(metadata=ObjectMeta(name=node.name)))
            self.add("\n---\n".join(SPEAKER.replace("NODE", node.name) for node in self.settings.nodes))
        self.add(manifest)

    @property
    def view(self) -> View:
        """Give the moment as the network reads it."""
        return View(store=self.store, settings=self.settings, machines=Machines.of(self.settings), now=self.now)

    def add(self, manifest: str) -> None:
        """Put objects in and write the slices that the controller would."""
        for value in yaml.safe_load_all(manifest):
            if value:
                self._put(self._live(_typed(value)))
        for service in self.store.list("Service"):
            if service.spec.selector:
                self._write_slices(service)

    def connect(self, source: str, url: str, *, protocol: str = "TCP") -> Trace:
        """Fetch a URL from `laptop`, `node:NAME` or `pod:[NAMESPACE/]NAME`."""
        trace, self.memory = connect(self.view, flow_to(place(source), url, protocol), self.memory)
        return trace

    def resolve(self, source: str, name: str, type_: str = "A", **how: Any) -> Resolution:
        """Ask for a name from a place."""
        found, self.memory = resolve(self.view, self.memory, place(source), name, type_, **how)
        return found

    def get(self, kind: str, name: str, namespace: str = "default") -> Any:
        """One object by name."""
        return self.store.get(Key(kind=kind, namespace=namespace, name=name))

    def change(self, kind: str, name: str, namespace: str = "default", **fields: Any) -> None:
        """Replace fields of an object's spec."""
        obj = self.get(kind, name, namespace)
        self._put(replace(obj, spec=replace(obj.spec, **fields)))

    def _put(self, obj: Any) -> None:
        meta = obj.metadata
        self.store.put(Key(kind=type(obj).__name__, namespace=meta.namespace, name=meta.name), obj)

    def _live(self, obj: Any) -> Any:
        if isinstance(obj, Pod):
            return self._running(obj)
        return self._addressed(obj) if isinstance(obj, Service) else obj

    def _running(self, pod: Pod) -> Pod:
        node = next(node for node in self.settings.nodes if node.name == (pod.spec.node_name or "kube-node1"))
        address = node.ip
        if not pod.spec.host_network:
            address = f"{node.pod_cidr.rpartition('.')[0]}.{self._next[node.name]}"
            self._next[node.name] += 1
        status = PodStatus(
            phase="Running",
            pod_ip=address,
            pod_ips=(PodIP(ip=address),),
            host_ip=node.ip,
            container_statuses=tuple(
                ContainerStatus(
                    name=container.name,
                    image=parse_image(container.image).full,
                    state=ContainerState(running=ContainerStateRunning(started_at=STARTED)),
                    ready=container.readiness_probe is None,
                )
                for container in pod.spec.containers
            ),
        )
        return replace(pod, spec=replace(pod.spec, node_name=node.name), status=status)

    def _addressed(self, service: Service) -> Service:
        spec = service.spec
        if spec.type != "ExternalName" and not spec.cluster_ip:
            self._next_service += 1
            spec = replace(spec, cluster_ip=f"10.233.1.{self._next_service}")
        if spec.cluster_ip and spec.cluster_ip != "None":
            spec = replace(spec, cluster_ips=(spec.cluster_ip,))
        if spec.type != "LoadBalancer":
            return replace(service, spec=spec)
        ingress = LoadBalancerIngress(ip="192.168.56.200", ip_mode="VIP")
        return replace(service, spec=spec, status=ServiceStatus(load_balancer=LoadBalancerStatus(ingress=(ingress,))))

    def _write_slices(self, service: Service) -> None:
        grouped: dict[tuple[EndpointPort, ...], list[Endpoint]] = defaultdict(list)
        for pod in self.store.pods_by_label(service.metadata.namespace, service.spec.selector):
            grouped[tuple(_ports(service, pod))].append(_endpoint(service, pod))
        for number, (ports, endpoints) in enumerate(sorted(grouped.items(), key=str)):
            meta = ObjectMeta(
                name=f"{service.metadata.name}-{number}",
                namespace=service.metadata.namespace,
                labels={"kubernetes.io/service-name": service.metadata.name},
            )
            self._put(EndpointSlice(metadata=meta, address_type="IPv4", endpoints=tuple(endpoints), ports=ports))


def place(words: str) -> Place:
    """Read `laptop`, `node:NAME`, `pod:NAME` or `pod:NAMESPACE/NAME`."""
    kind, _, name = words.partition(":")
    namespace, _, name = name.rpartition("/")
    if kind == "pod":
        return Place(kind="pod", name=name, namespace=namespace or "default")
    return Place(kind="node", name=name) if kind == "node" else Place(kind="laptop")


def _typed(value: Mapping[str, Any]) -> Any:
    kind = by_gvk(value["apiVersion"], value["kind"])
    assert kind is not None
    body = {key: part for key, part in value.items() if key not in {"apiVersion", "kind"}}
    decoded = decode(kind, {**value} if kind else body)
    assert decoded.object is not None, decoded.faults
    obj = decoded.object
    if kind.namespaced and not obj.metadata.namespace:
        obj = replace(obj, metadata=replace(obj.metadata, namespace="default"))
    return default(obj)


def _ports(service: Service, pod: Pod) -> Iterable[EndpointPort]:
    for port in service.spec.ports:
        number = _number(port, pod)
        if number is not None:
            yield EndpointPort(name=port.name, protocol=port.protocol, port=number)


def _number(port: ServicePort, pod: Pod) -> int | None:
    if isinstance(port.target_port, int):
        return port.target_port or port.port
    named = (
        p for c in pod.spec.containers for p in c.ports if (p.name, p.protocol) == (port.target_port, port.protocol)
    )
    return next((one.container_port for one in named), None)


def _endpoint(service: Service, pod: Pod) -> Endpoint:
    ready = all(status.ready for status in pod.status.container_statuses)
    counts = ready or service.spec.publish_not_ready_addresses
    meta = pod.metadata
    return Endpoint(
        addresses=(pod.status.pod_ip,),
        conditions=EndpointConditions(ready=counts, serving=ready, terminating=False),
        hostname=pod.spec.hostname if pod.spec.subdomain == service.metadata.name and pod.spec.hostname else None,
        node_name=pod.spec.node_name,
        target_ref=ObjectReference(kind="Pod", namespace=meta.namespace, name=meta.name),
    )
