"""`kubectl drain`: cordons nodes and sends their pods away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.api.core import Node
from tutor.api.kinds import DAEMON_SET, POD
from tutor.api.pod import Pod
from tutor.api.selector_text import SelectorError
from tutor.api.selectors import parse_label_selector
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, PlainError
from tutor.kubectl.results import SUFFIXES
from tutor.kubectl.verbs.cordon import cordon, nodes_of
from tutor.kubectl.verbs.delete import PATIENCE
from tutor.values import frozen

_MIRROR = "kubernetes.io/config.mirror"
_ENDED = frozenset({"Succeeded", "Failed"})
STEP = 0.25


@frozen
class _Verdict:
    """What is to become of a pod: `fault` stops the drain, `warning` is told, only `goes` moves it."""

    pod: Pod
    goes: bool = True
    warning: str = ""
    fault: str = ""


def run_drain(call: Call) -> None:
    """Cordon every node, then evict pod by pod; a node that cannot be drained does not keep the others."""
    selector = str(call.flag("pod-selector"))
    if call.args:
        _check_selector(selector)
    nodes = nodes_of(call)
    cordon(call, nodes, unschedulable=True)
    pending: list[tuple[str, list[str]]] = []
    for node in nodes:
        faults = _drain(call, node)
        if not faults:
            call.say(f"node/{node.metadata.name} drained{SUFFIXES[call.dry_run]}\n")
            continue
        words = faults[0] if len(faults) == 1 else f"[{', '.join(faults)}]"
        call.complain(
            f'error: unable to drain node "{node.metadata.name}" due to error: {words}, continuing command...\n'
        )
        pending.append((node.metadata.name, faults))
    if pending:
        call.complain("There are pending nodes to be drained:\n" + "".join(f" {name}\n" for name, _ in pending))
        many = [faults[0] if len(faults) == 1 else f"[{', '.join(faults)}]" for _, faults in pending]
        raise PlainError("\n".join(many if len(many) > 1 else pending[0][1]))


def _check_selector(text: str) -> None:
    try:
        parse_label_selector(text)
    except SelectorError:
        raise CommandError("--pod-selector=<pod_selector> must be a valid label selector") from None


def _drain(call: Call, node: Node) -> list[str]:
    """Send the pods of a node away; says why it could not be done. Mirrors deleteOrEvictPodsSimple."""
    verdicts = [_judge(call, pod) for pod in _pods_on(call, node)]
    faults = _grouped([(one.fault, one.pod) for one in verdicts if one.fault])
    if faults:
        return [words if words.startswith("cannot delete") else f"cannot delete {words}" for words in faults]
    warnings = _grouped([(one.warning, one.pod) for one in verdicts if one.warning])
    if warnings:
        call.complain(f"Warning: {'; '.join(warnings)}\n")
    return _evict(call, [one.pod for one in verdicts if one.goes])


def _pods_on(call: Call, node: Node) -> Iterator[Pod]:
    selector = parse_label_selector(str(call.flag("pod-selector")))
    for pod in call.client.list(POD, None, selector):
        if pod.spec.node_name == node.metadata.name and _MIRROR not in pod.metadata.annotations:
            yield pod


def _judge(call: Call, pod: Pod) -> _Verdict:
    """Mirrors the filters of drain, of which the last that says something counts."""
    if pod.status.phase in _ENDED:
        return _Verdict(pod=pod)
    owner = next((one for one in pod.metadata.owner_references if one.controller), None)
    if owner is not None and owner.kind == DAEMON_SET.kind:
        if not call.flag("ignore-daemonsets"):
            return _Verdict(pod=pod, goes=False, fault="DaemonSet-managed Pods (use --ignore-daemonsets to ignore)")
        return _Verdict(pod=pod, goes=False, warning="ignoring DaemonSet-managed Pods")
    volumes = pod.spec.volumes if isinstance(pod.spec.volumes, list) else []
    local = any("emptyDir" in volume for volume in volumes if isinstance(volume, dict))
    if local and not call.flag("delete-emptydir-data"):
        words = "Pods with local storage (use --delete-emptydir-data to override)"
        return _Verdict(pod=pod, goes=False, fault=words)
    if owner is None and not call.flag("force"):
        words = "cannot delete Pods that declare no controller (use --force to override)"
        return _Verdict(pod=pod, goes=False, fault=words)
    if owner is None:
        return _Verdict(pod=pod, warning="deleting Pods that declare no controller")
    return _Verdict(pod=pod, warning="deleting Pods with local storage" if local else "")


def _grouped(rows: Sequence[tuple[str, Pod]]) -> list[str]:
    names: dict[str, list[str]] = {}
    for words, pod in rows:
        names.setdefault(words, []).append(f"{pod.metadata.namespace}/{pod.metadata.name}")
    return [f"{words}: {', '.join(found)}" for words, found in names.items()]


def _evict(call: Call, pods: Sequence[Pod]) -> list[str]:
    suffix, deletes = SUFFIXES[call.dry_run], bool(call.flag("disable-eviction"))
    if not deletes:
        call.say("".join(f"evicting pod {one.metadata.namespace}/{one.metadata.name}{suffix}\n" for one in pods))
    if call.dry_run == "client":
        return []
    grace = int(call.flag("grace-period"))
    for pod in pods:
        call.client.delete(
            POD,
            pod.metadata.name,
            pod.metadata.namespace,
            grace_period=None if grace < 0 else grace,
            dry_run=call.dry_run == "server",
        )
    return [] if call.dry_run == "server" else _await(call, list(pods), "deleted" if deletes else "evicted")


def _await(call: Call, pods: list[Pod], word: str) -> list[str]:
    """Let time pass until the pods are gone; name those that stay longer than the time limit."""
    limit = call.flag("timeout") or PATIENCE
    waited = 0.0
    while pods and waited <= limit:
        gone = [pod for pod in pods if not _present(call, pod)]
        call.say("".join(f"pod/{pod.metadata.name} {word}\n" for pod in gone))
        pods = [pod for pod in pods if pod not in gone]
        if pods:
            call.context.cluster.advance(STEP)
            waited += STEP
    return [
        f'error when waiting for pod "{pod.metadata.name}" in namespace "{pod.metadata.namespace}" to terminate: '
        f"global timeout reached: {limit:g}s"
        for pod in pods
    ]


def _present(call: Call, pod: Pod) -> bool:
    try:
        found: Pod = call.context.cluster.server.get(POD, pod.metadata.name, namespace=pod.metadata.namespace)
    except StatusError:
        return False
    return found.metadata.uid == pod.metadata.uid
