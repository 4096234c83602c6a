"""Describes what the cluster is made of: nodes, namespaces, config maps."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator

from tutor.api.core import ConfigMap, Namespace, Node
from tutor.api.pod import Pod
from tutor.cluster.cluster import Cluster
from tutor.kubectl.describers.noderesources import write_allocated
from tutor.kubectl.describers.writer import NONE, Writer, format_time, write_events, write_head

_ROLE = "node-role.kubernetes.io/"


def describe_node(node: Node, cluster: Cluster) -> str:
    """Mirrors describeNode."""
    writer, status = Writer(), node.status
    writer.line(0, f"Name:\t{node.metadata.name}")
    writer.line(0, f"Roles:\t{','.join(_roles(node)) or NONE}")
    writer.labels("Labels", node.metadata.labels)
    writer.annotations("Annotations", node.metadata.annotations)
    writer.line(0, f"CreationTimestamp:\t{format_time(node.metadata.creation_timestamp)}")
    known = sorted(node.spec.taints, key=lambda taint: f"{taint.effect},{taint.key}")
    taints = (f"{t.key}={t.value}:{t.effect}" if t.value else f"{t.key}:{t.effect}" for t in known)
    writer.list("Taints", taints)
    writer.line(0, f"Unschedulable:\t{str(node.spec.unschedulable).lower()}")
    _write_lease(writer, node, cluster)
    _write_conditions(writer, node)
    writer.line(0, "Addresses:")
    writer.lines(1, (f"{one.type}:\t{one.address}" for one in status.addresses))
    for title, amounts in (("Capacity", status.capacity), ("Allocatable", status.allocatable)):
        if amounts:
            writer.line(0, f"{title}:")
            writer.lines(1, (f"{name}:\t{amounts[name]}" for name in sorted(amounts)))
    writer.line(0, "System Info:")
    writer.lines(1, _system_info(node))
    if node.spec.pod_cidr:
        writer.line(0, f"PodCIDR:\t{node.spec.pod_cidr}")
    if node.spec.pod_cidrs:
        writer.line(0, f"PodCIDRs:\t{','.join(node.spec.pod_cidrs)}")
    write_allocated(writer, node, _pods_on(node, cluster), cluster)
    write_events(writer, cluster, "Node", node.metadata)
    return writer.text()


def _roles(node: Node) -> list[str]:
    return sorted(key.removeprefix(_ROLE) for key in node.metadata.labels if key.startswith(_ROLE))


def _write_lease(writer: Writer, node: Node, cluster: Cluster) -> None:
    """The lease that a kubelet renews every ten seconds; leases themselves are not kept here."""
    ready = next((one for one in node.status.conditions if one.type == "Ready"), None)
    lost = ready is not None and ready.status != "True"
    renewed = ready.last_transition_time if ready is not None and lost else cluster.clock.timestamp()
    writer.line(0, "Lease:")
    writer.line(1, f"HolderIdentity:\t{node.metadata.name}")
    writer.line(1, "AcquireTime:\t<unset>")
    writer.line(1, f"RenewTime:\t{format_time(renewed)}")


def _write_conditions(writer: Writer, node: Node) -> None:
    if not node.status.conditions:
        return
    writer.line(0, "Conditions:")
    writer.line(1, "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage")
    writer.line(1, "----\t------\t-----------------\t------------------\t------\t-------")
    for one in node.status.conditions:
        times = f"{format_time(one.last_heartbeat_time)} \t{format_time(one.last_transition_time)}"
        writer.line(1, f"{one.type} \t{one.status} \t{times} \t{one.reason} \t{one.message}")


def _system_info(node: Node) -> Iterator[str]:
    info = node.status.node_info
    yield f"Machine ID:\t{info.machine_id}"
    yield f"System UUID:\t{info.system_uuid}"
    yield f"Boot ID:\t{info.boot_id}"
    yield f"Kernel Version:\t{info.kernel_version}"
    yield f"OS Image:\t{info.os_image}"
    yield f"Operating System:\t{info.operating_system}"
    yield f"Architecture:\t{info.architecture}"
    yield f"Container Runtime Version:\t{info.container_runtime_version}"
    yield f"Kubelet Version:\t{info.kubelet_version}"


def _pods_on(node: Node, cluster: Cluster) -> list[Pod]:
    ended = ("Succeeded", "Failed")
    pods = cluster.store.list("Pod")
    return [pod for pod in pods if pod.spec.node_name == node.metadata.name and pod.status.phase not in ended]


def describe_namespace(namespace: Namespace, _: Cluster) -> str:
    """Mirrors describeNamespace."""
    writer = Writer()
    writer.line(0, f"Name:\t{namespace.metadata.name}")
    writer.labels("Labels", namespace.metadata.labels)
    writer.annotations("Annotations", namespace.metadata.annotations)
    writer.line(0, f"Status:\t{namespace.status.phase}")
    _write_namespace_conditions(writer, namespace)
    writer.line(0, "")
    writer.line(0, "No resource quota.")
    writer.line(0, "")
    writer.line(0, "No LimitRange resource.")
    return writer.text()


def _write_namespace_conditions(writer: Writer, namespace: Namespace) -> None:
    if not namespace.status.conditions:
        return
    writer.line(0, "Conditions:")
    writer.line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage")
    writer.line(1, "----\t------\t------------------\t------\t-------")
    for one in namespace.status.conditions:
        words = (one.get(name, "") for name in ("type", "status", "lastTransitionTime", "reason", "message"))
        type_, status, since, reason, message = words
        writer.line(1, f"{type_}\t{status}\t{format_time(since)}\t{reason}\t{message}")


def describe_config_map(config: ConfigMap, cluster: Cluster) -> str:
    """Mirrors describeConfigMap."""
    writer = Writer()
    write_head(writer, config.metadata)
    writer.line(0, "")
    writer.line(0, "Data")
    writer.line(0, "====")
    for key in sorted(config.data):
        writer.lines(0, (f"{key}:", "----", *config.data[key].split("\n"), ""))
    writer.lines(0, ("", "BinaryData", "===="))
    for key in sorted(config.binary_data):
        writer.line(0, f"{key}: {len(b64decode(config.binary_data[key]))} bytes")
    writer.line(0, "")
    write_events(writer, cluster, "ConfigMap", config.metadata)
    return writer.text()
