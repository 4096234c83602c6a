"""What admission adds to an object or refuses before any rule of its kind is asked."""

from __future__ import annotations

from typing import Any

from tutor.api.core import Namespace, Node, Taint
from tutor.api.kinds import NAMESPACE, Kind
from tutor.api.pod import Pod, PodSpec, Toleration
from tutor.api.quoting import quote
from tutor.api.status import Cause, StatusError, forbidden, not_found
from tutor.cluster.objects import replace
from tutor.cluster.store import Key, Store

_NOT_READY, _UNREACHABLE = "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"
_TOLERATION_SECONDS = 300
_PREEMPTION = "PreemptLowerPriority"
_PRIORITIES = {"system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000}
PROTECTED_NAMESPACES = frozenset({"default", "kube-system", "kube-public"})


TERMINATING = "NamespaceTerminating"


def check_namespace(store: Store, kind: Kind, obj: Any) -> None:
    """Refuse to create in a namespace that is missing or on its way out. Mirrors NamespaceLifecycle."""
    if not kind.namespaced:
        return
    name = obj.metadata.namespace
    space: Namespace | None = store.get(Key(kind="Namespace", name=name))
    if space is None:
        raise not_found(NAMESPACE, name)
    if space.metadata.deletion_timestamp is not None:
        raise _terminating(kind, obj.metadata.name, name)


def is_terminating(error: StatusError) -> bool:
    """Whether a refusal is about a namespace on its way out. Mirrors HasStatusCause of NamespaceTerminatingCause."""
    details = error.status.details
    return details is not None and any(cause.reason == TERMINATING for cause in details.causes)


def _terminating(kind: Kind, name: str, namespace: str) -> StatusError:
    detail = f"unable to create new content in namespace {namespace} because it is being terminated"
    refusal = forbidden(kind, name, detail)
    cause = Cause(reason=TERMINATING, message=f"namespace {namespace} is being terminated", field="metadata.namespace")
    status = refusal.status
    details = None if status.details is None else replace(status.details, causes=(cause,))
    return StatusError(replace(status, details=details))


def refuse(kind: Kind, obj: Any) -> None:
    """What admission plugins hold against a new object; only pods name things that may not be there."""
    if not isinstance(obj, Pod):
        return
    fault = _priority_fault(obj.spec) or _runtime_fault(obj.spec)
    if fault:
        raise forbidden(kind, obj.metadata.name or obj.metadata.generate_name or "Unknown", fault)


def _priority_fault(spec: PodSpec) -> str:
    """Mirrors the Priority plugin, in a cluster that has no classes but the system's own."""
    name = spec.priority_class_name
    if name and name not in _PRIORITIES:
        return f"no PriorityClass with name {name} was found"
    computed = _PRIORITIES.get(name, 0)
    if spec.priority is not None and spec.priority != computed:
        return (
            f"the integer value of priority ({spec.priority}) must not be provided in pod spec; "
            f"priority admission controller computed {computed} from the given PriorityClass name"
        )
    if spec.preemption_policy is not None and spec.preemption_policy != _PREEMPTION:
        return (
            f"the string value of PreemptionPolicy ({spec.preemption_policy}) must not be provided in pod spec; "
            f"priority admission controller computed {_PREEMPTION} from the given PriorityClass name"
        )
    return ""


def _runtime_fault(spec: PodSpec) -> str:
    """Mirrors the RuntimeClass plugin, in a cluster without such classes."""
    if spec.runtime_class_name is not None:
        return f"pod rejected: RuntimeClass {quote(spec.runtime_class_name)} not found"
    if spec.overhead:
        return "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead"
    return ""


def admit(obj: Any) -> Any:
    """Fill what admission plugins fill; only pods and nodes know such fields here."""
    if isinstance(obj, Node):
        return _admit_node(obj)
    return replace(obj, spec=_admit_pod_spec(obj.spec)) if isinstance(obj, Pod) else obj


def _admit_node(node: Node) -> Node:
    """Keep pods away until a new node is ready. Mirrors TaintNodesByCondition."""
    taints = node.spec.taints
    if any((one.key, one.effect) == (_NOT_READY, "NoSchedule") for one in taints):
        return node
    return replace(node, spec=replace(node.spec, taints=(*taints, Taint(key=_NOT_READY, effect="NoSchedule"))))


def _admit_pod_spec(spec: PodSpec) -> PodSpec:
    """Mirrors DefaultTolerationSeconds and Priority."""
    return replace(
        spec,
        tolerations=spec.tolerations + tuple(_default_tolerations(spec.tolerations)),
        priority=_PRIORITIES.get(spec.priority_class_name, 0) if spec.priority is None else spec.priority,
        preemption_policy=spec.preemption_policy or _PREEMPTION,
    )


def _default_tolerations(present: tuple[Toleration, ...]) -> list[Toleration]:
    return [
        Toleration(key=key, operator="Exists", effect="NoExecute", toleration_seconds=_TOLERATION_SECONDS)
        for key in (_NOT_READY, _UNREACHABLE)
        if not any(_tolerates(one, key) for one in present)
    ]


def _tolerates(toleration: Toleration, key: str) -> bool:
    return toleration.key in {key, ""} and toleration.effect in {"NoExecute", ""}
