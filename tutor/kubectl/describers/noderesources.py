"""The pods of a node and what they ask of it, as `describe node` sums them up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tutor.api.core import Node
from tutor.api.pod import Pod
from tutor.api.quantity import parse_quantity
from tutor.cluster.cluster import Cluster
from tutor.kubectl.describers.writer import Writer, age

_RESOURCES = ("cpu", "memory", "ephemeral-storage")
_ASKS = ("requests", "limits")


def write_allocated(writer: Writer, node: Node, pods: Sequence[Pod], cluster: Cluster) -> None:
    """Mirrors describeNodeResource."""
    writer.line(0, f"Non-terminated Pods:\t({len(pods)} in total)")
    writer.line(1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge")
    writer.line(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---")
    for pod in pods:
        cells = (_share([pod], node, resource, ask) for resource in _RESOURCES[:2] for ask in _ASKS)
        created = age(cluster, pod.metadata.creation_timestamp)
        writer.line(1, f"{pod.metadata.namespace}\t{pod.metadata.name}\t\t" + "\t".join(cells) + f"\t{created}")
    writer.line(0, "Allocated resources:")
    writer.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)")
    writer.line(1, "Resource\tRequests\tLimits")
    writer.line(1, "--------\t--------\t------")
    for resource in _RESOURCES:
        cells = (_share(pods, node, resource, ask) for ask in _ASKS)
        writer.line(1, f"{resource}\t" + "\t".join(cells))


def _share(pods: Sequence[Pod], node: Node, resource: str, ask: str) -> str:
    total = sum((_asked(pod, resource, ask) for pod in pods), Decimal(0))
    whole = parse_quantity(node.status.allocatable.get(resource, "0")).value
    percent = int(total * 100 / whole) if whole else 0
    return f"{_amount(total, resource)} ({percent}%)"


def _asked(pod: Pod, resource: str, ask: str) -> Decimal:
    amounts = (getattr(container.resources, ask).get(resource, "0") for container in pod.spec.containers)
    return sum((parse_quantity(amount).value for amount in amounts), Decimal(0))


def _amount(total: Decimal, resource: str) -> str:
    if resource == "cpu":
        return str(int(total)) if total == int(total) else f"{int(total * 1000)}m"
    for suffix, size in (("Gi", 2**30), ("Mi", 2**20), ("Ki", 2**10)):
        if total and total % size == 0:
            return f"{int(total / size)}{suffix}"
    return str(int(total))
