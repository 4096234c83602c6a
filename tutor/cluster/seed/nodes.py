"""The machines of a new cluster, as their kubelets report them."""

from __future__ import annotations

from tutor.api.core import Node, NodeAddress, NodeCondition, NodeSpec, NodeStatus, NodeSystemInfo
from tutor.api.meta import ObjectMeta
from tutor.cluster.settings import CONTROL_PLANE_TAINT, NodeSettings

VERSION = "v1.36.2"

HEALTHY = (
    ("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
    ("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    ("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    ("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
)

_ANNOTATIONS = {"node.alpha.kubernetes.io/ttl": "0"}  # the controller manager's, for clusters of fewer than 100 nodes


def node(row: NodeSettings, born: str, seen: str) -> Node:
    """A node with its labels, taints and addresses, ready since `born` and heard of at `seen`."""
    taints = (*((CONTROL_PLANE_TAINT,) if row.control_plane else ()), *row.taints)
    return Node(
        metadata=ObjectMeta(name=row.name, labels=_labels(row), annotations=dict(_ANNOTATIONS)),
        spec=NodeSpec(pod_cidr=row.pod_cidr, pod_cidrs=row.pod_cidrs, taints=taints),
        status=_status(row, born, seen),
    )


def _labels(row: NodeSettings) -> dict[str, str]:
    labels = {
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": row.name,
        "kubernetes.io/os": "linux",
    }
    if row.control_plane:
        labels["node-role.kubernetes.io/control-plane"] = ""
    if row.zone:
        labels["topology.kubernetes.io/zone"] = row.zone
    return labels | dict(row.labels)


def _status(row: NodeSettings, born: str, seen: str) -> NodeStatus:
    room = {"cpu": "2", "ephemeral-storage": "61255492Ki", "memory": "4030024Ki", "pods": str(row.max_pods)}
    conditions = tuple(
        NodeCondition(
            type=type_,
            status=status,
            last_heartbeat_time=seen,
            last_transition_time=born,
            reason=reason,
            message=message,
        )
        for type_, status, reason, message in HEALTHY
    )
    machine = tuple(NodeAddress(type="InternalIP", address=address) for address in row.ips)
    addresses = (*machine, NodeAddress(type="Hostname", address=row.name))
    return NodeStatus(
        capacity=room, allocatable=room, conditions=conditions, addresses=addresses, node_info=_system(row)
    )


def _system(row: NodeSettings) -> NodeSystemInfo:
    identity = row.ip.replace(".", "").rjust(32, "0")
    return NodeSystemInfo(
        machine_id=identity,
        system_uuid=identity,
        boot_id=identity,
        kernel_version="6.8.0-31-generic",
        os_image="Ubuntu 24.04 LTS",
        container_runtime_version="containerd://2.1.1",
        kubelet_version=VERSION,
        operating_system="linux",
        architecture="amd64",
    )
