"""Describes a pod."""

from __future__ import annotations

from tutor.api.pod import Pod
from tutor.cluster.cluster import Cluster
from tutor.kubectl.describers.containers import write_containers, write_tolerations
from tutor.kubectl.describers.volumes import write_volumes
from tutor.kubectl.describers.writer import NONE, Writer, age, controlled_by, format_time, write_events

_ENDED = frozenset({"Failed", "Succeeded"})


def describe_pod(pod: Pod, cluster: Cluster) -> str:
    """Mirrors describePod."""
    writer = Writer()
    _write_head(writer, pod)
    _write_status(writer, pod, cluster)
    statuses = pod.status.container_statuses
    fields = _fields(pod)
    if pod.spec.init_containers:
        write_containers(
            writer, "Init Containers", pod.spec.init_containers, pod.status.init_container_statuses, fields=fields
        )
    write_containers(writer, "Containers", pod.spec.containers, statuses, fields=fields)
    _write_gates(writer, pod)
    if pod.status.conditions:
        writer.line(0, "Conditions:")
        writer.line(1, "Type\tStatus")
        writer.lines(1, (f"{one.type} \t{one.status} " for one in pod.status.conditions))
    write_volumes(writer, pod.spec.volumes, "")
    writer.line(0, f"QoS Class:\t{pod.status.qos_class or 'BestEffort'}")
    writer.labels("Node-Selectors", pod.spec.node_selector)
    write_tolerations(writer, "Tolerations", pod.spec.tolerations)
    write_events(writer, cluster, "Pod", pod.metadata)
    return writer.text()


def _write_head(writer: Writer, pod: Pod) -> None:
    spec, status = pod.spec, pod.status
    writer.line(0, f"Name:\t{pod.metadata.name}")
    writer.line(0, f"Namespace:\t{pod.metadata.namespace}")
    if spec.priority is not None:
        writer.line(0, f"Priority:\t{spec.priority}")
    if spec.priority_class_name:
        writer.line(0, f"Priority Class Name:\t{spec.priority_class_name}")
    if spec.service_account_name:
        writer.line(0, f"Service Account:\t{spec.service_account_name}")
    writer.line(0, f"Node:\t{f'{spec.node_name}/{status.host_ip}' if spec.node_name else NONE}")
    if status.start_time is not None:
        writer.line(0, f"Start Time:\t{format_time(status.start_time)}")
    writer.labels("Labels", pod.metadata.labels)
    writer.annotations("Annotations", pod.metadata.annotations)


def _write_status(writer: Writer, pod: Pod, cluster: Cluster) -> None:
    status = pod.status
    if pod.metadata.deletion_timestamp is not None and status.phase not in _ENDED:
        writer.line(0, f"Status:\tTerminating (lasts {age(cluster, pod.metadata.deletion_timestamp)})")
        writer.line(0, f"Termination Grace Period:\t{pod.metadata.deletion_grace_period_seconds}s")
    else:
        writer.line(0, f"Status:\t{status.phase}")
    for title, text in (("Reason", status.reason), ("Message", status.message)):
        if text:
            writer.line(0, f"{title}:\t{text}")
    writer.line(0, f"IP:\t{status.pod_ip}")
    if status.pod_ips:
        writer.line(0, "IPs:")
        writer.lines(1, (f"IP:\t{one.ip}" for one in status.pod_ips))
    else:
        writer.line(0, f"IPs:\t{NONE}")
    owner = controlled_by(pod.metadata)
    if owner:
        writer.line(0, f"Controlled By:\t{owner}")


def _write_gates(writer: Writer, pod: Pod) -> None:
    if not pod.spec.readiness_gates:
        return
    known = {one.type: one.status for one in pod.status.conditions}
    writer.line(0, "Readiness Gates:")
    writer.line(1, "Type\tStatus")
    names = (gate.condition_type for gate in pod.spec.readiness_gates)
    writer.lines(1, (f"{name} \t{known.get(name, NONE)} " for name in names))


def _fields(pod: Pod) -> dict[str, str]:
    """The fields that kubectl itself can convert; it leaves the others blank. Mirrors EnvValueRetriever."""
    return {"metadata.name": pod.metadata.name, "metadata.namespace": pod.metadata.namespace}
