"""What an administrator has put into kube-system: name servers, proxies, and MetalLB where a world has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.api.container import Container, ContainerPort
from tutor.api.meta import LabelSelector, ObjectMeta
from tutor.api.metallb import IPAddressPool, IPAddressPoolSpec, L2Advertisement
from tutor.api.pod import Pod, PodSpec, PodTemplateSpec, Toleration
from tutor.api.service import Service, ServicePort, ServiceSpec
from tutor.api.workloads import DaemonSet, DaemonSetSpec, Deployment, DeploymentSpec
from tutor.cluster.addresses import nth_address
from tutor.cluster.metallb import SYSTEM
from tutor.cluster.seed.nodes import VERSION
from tutor.cluster.seed.system import namespace
from tutor.cluster.settings import NodeSettings, Settings

_SYSTEM = "kube-system"
_EVERYWHERE = (Toleration(operator="Exists"),)
_STATIC = ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler")
_REGISTRY = "registry.k8s.io"
_POOL = "first-pool"
POOL_ADDRESSES = "192.168.56.200-192.168.56.220"


def addons(settings: Settings) -> Iterator[Any]:
    """Workloads and Services that controllers bring to life."""
    for row in settings.nodes:
        if row.control_plane:
            yield from (_static_pod(name, row) for name in _STATIC)
    yield _coredns()
    yield _coredns_service(settings)
    yield _daemon_set("nodelocaldns", f"{_REGISTRY}/dns/k8s-dns-node-cache:1.26.4", app="kube-dns")
    yield _daemon_set("kube-proxy", f"{_REGISTRY}/kube-proxy:{VERSION}", app="kube-proxy")
    if settings.load_balancer == "metallb":
        yield from metallb()


def metallb(addresses: str = POOL_ADDRESSES) -> Iterator[Any]:
    """MetalLB with one pool of addresses that it announces from every node."""
    yield namespace(SYSTEM)
    yield _metallb_controller()
    yield _pool(addresses)
    yield L2Advertisement(metadata=ObjectMeta(name=_POOL, namespace=SYSTEM))
    yield _daemon_set("speaker", "quay.io/metallb/speaker:v0.15.2", app="metallb", space=SYSTEM)


def _static_pod(name: str, row: NodeSettings) -> Pod:
    """A pod that the kubelet of the control plane runs from a file."""
    image = f"{_REGISTRY}/{name}:{'3.6.6-0' if name == 'etcd' else VERSION}"
    labels = {"component": name, "tier": "control-plane"}
    spec = PodSpec(
        containers=(Container(name=name, image=image),),
        host_network=True,
        node_name=row.name,
        tolerations=(Toleration(operator="Exists", effect="NoExecute"),),
    )
    return Pod(metadata=ObjectMeta(name=f"{name}-{row.name}", namespace=_SYSTEM, labels=labels), spec=spec)


def _coredns() -> Deployment:
    labels = {"k8s-app": "kube-dns"}
    ports = (
        ContainerPort(name="dns", container_port=53, protocol="UDP"),
        ContainerPort(name="dns-tcp", container_port=53, protocol="TCP"),
        ContainerPort(name="metrics", container_port=9153, protocol="TCP"),
    )
    image = f"{_REGISTRY}/coredns/coredns:v1.13.1"
    spec = PodSpec(
        containers=(Container(name="coredns", image=image, args=("-conf", "/etc/coredns/Corefile"), ports=ports),),
        tolerations=(Toleration(key="node-role.kubernetes.io/control-plane", effect="NoSchedule"),),
        dns_policy="Default",
    )
    return _deployment("coredns", _SYSTEM, labels, spec, replicas=2)


def _coredns_service(settings: Settings) -> Service:
    address = nth_address(settings.service_cidr, 3)
    rows = (("dns", "UDP", 53), ("dns-tcp", "TCP", 53), ("metrics", "TCP", 9153))
    return Service(
        metadata=ObjectMeta(
            name="coredns",
            namespace=_SYSTEM,
            labels={"k8s-app": "kube-dns", "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "coredns"},
        ),
        spec=ServiceSpec(
            selector={"k8s-app": "kube-dns"},
            cluster_ip=address,
            cluster_ips=(address,),
            ports=tuple(
                ServicePort(name=name, protocol=protocol, port=port, target_port=port) for name, protocol, port in rows
            ),
        ),
    )


def _metallb_controller() -> Deployment:
    labels = {"app": "metallb", "component": "controller"}
    spec = PodSpec(containers=(Container(name="controller", image="quay.io/metallb/controller:v0.15.2"),))
    return _deployment("controller", SYSTEM, labels, spec, replicas=1)


def _pool(addresses: str) -> IPAddressPool:
    spec = IPAddressPoolSpec(addresses=(addresses,))
    return IPAddressPool(metadata=ObjectMeta(name=_POOL, namespace=SYSTEM), spec=spec)


def _deployment(name: str, space: str, labels: dict[str, str], spec: PodSpec, *, replicas: int) -> Deployment:
    template = PodTemplateSpec(metadata=ObjectMeta(labels=labels), spec=spec)
    return Deployment(
        metadata=ObjectMeta(name=name, namespace=space, labels=labels),
        spec=DeploymentSpec(replicas=replicas, selector=LabelSelector(match_labels=labels), template=template),
    )


def _daemon_set(name: str, image: str, *, app: str, space: str = _SYSTEM) -> DaemonSet:
    labels = {"k8s-app": name}
    container = Container(name="node-cache" if name == "nodelocaldns" else name, image=image)
    spec = PodSpec(containers=(container,), host_network=True, tolerations=_EVERYWHERE, dns_policy="Default")
    template = PodTemplateSpec(metadata=ObjectMeta(labels=labels), spec=spec)
    return DaemonSet(
        metadata=ObjectMeta(name=name, namespace=space, labels={"k8s-app": app}),
        spec=DaemonSetSpec(selector=LabelSelector(match_labels=labels), template=template),
    )
