"""Faults as values: what a teacher breaks in a cluster, when, and what is broken at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from tutor.values import frozen

if TYPE_CHECKING:
    from tutor.api.pod import Pod

ProbeKind = Literal["readiness", "liveness", "startup"]


@frozen
class Pods:
    """The pods of a namespace that carry these labels, those that are made later included."""

    labels: Mapping[str, str]
    namespace: str = "default"

    def fit(self, pod: Pod) -> bool:
        """Whether a pod is one of them."""
        return pod.metadata.namespace == self.namespace and self.labels.items() <= pod.metadata.labels.items()


NAME_SERVERS: Mapping[str, Pods] = MappingProxyType(
    {
        "coredns": Pods(labels={"k8s-app": "kube-dns"}, namespace="kube-system"),
        "nodelocaldns": Pods(labels={"k8s-app": "nodelocaldns"}, namespace="kube-system"),
    }
)


@frozen
class NodePower:
    """A machine is switched off, or on again."""

    node: str
    on: bool


@frozen
class ProbeFault:
    """A probe of pods fails whatever they do, or is asked in earnest again."""

    pods: Pods
    probe: ProbeKind = "readiness"
    fails: bool = True


@frozen
class ListeningFault:
    """The processes of pods stop listening, or listen again; name servers are pods, too."""

    pods: Pods
    deaf: bool = True


@frozen
class Slowness:
    """The processes of pods take connections at once and answer after `seconds`; 0 ends it."""

    pods: Pods
    seconds: float


Fault = NodePower | ProbeFault | ListeningFault | Slowness


@frozen
class Planned:
    """A fault that comes `at` seconds after its world stands."""

    at: float
    fault: Fault


@frozen
class Faults:
    """What is broken at a moment; `stopped` are the nodes that are off."""

    stopped: frozenset[str] = frozenset()
    probes: tuple[ProbeFault, ...] = ()
    deaf: tuple[ListeningFault, ...] = ()
    slow: tuple[Slowness, ...] = ()

    def fails(self, pod: Pod, probe: str) -> bool:
        """Whether a probe of a pod fails whatever the pod does."""
        return any(one.probe == probe and one.pods.fit(pod) for one in self.probes)

    def deafens(self, pod: Pod) -> bool:
        """Whether a pod's processes have stopped listening."""
        return any(one.pods.fit(pod) for one in self.deaf)

    def delay(self, pod: Pod) -> float:
        """Seconds from a question to a pod's answer."""
        return max((one.seconds for one in self.slow if one.pods.fit(pod)), default=0.0)


SOUND = Faults()


def after(faults: Faults, fault: Fault) -> Faults:
    """What is broken once one more fault has come, or one has gone."""
    match fault:
        case NodePower(node=node, on=on):
            stopped = faults.stopped - {node} if on else faults.stopped | {node}
            return replace(faults, stopped=stopped)
        case ProbeFault():
            rest = tuple(one for one in faults.probes if (one.pods, one.probe) != (fault.pods, fault.probe))
            return replace(faults, probes=(*rest, fault) if fault.fails else rest)
        case ListeningFault():
            others = tuple(one for one in faults.deaf if one.pods != fault.pods)
            return replace(faults, deaf=(*others, fault) if fault.deaf else others)
        case Slowness():
            still = tuple(one for one in faults.slow if one.pods != fault.pods)
            return replace(faults, slow=(*still, fault) if fault.seconds else still)
