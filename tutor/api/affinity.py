"""Where pods like to run; checked on the way in, kept as JSON."""

from __future__ import annotations

from typing import Annotated

from tutor.api.meta import LabelSelector
from tutor.api.wire import Int32, kept
from tutor.values import frozen


@frozen
class NodeSelectorRequirement:
    """One condition on a node's labels."""

    key: str = kept("")
    operator: Annotated[str, "v1.NodeSelectorOperator"] = kept("")
    values: tuple[str, ...] = ()


@frozen
class NodeSelectorTerm:
    """Conditions that must all hold."""

    match_expressions: tuple[NodeSelectorRequirement, ...] = ()
    match_fields: tuple[NodeSelectorRequirement, ...] = ()


@frozen
class NodeSelector:
    """Terms of which one must hold."""

    node_selector_terms: tuple[NodeSelectorTerm, ...] = kept(())


@frozen
class PreferredSchedulingTerm:
    """A term and how much it weighs."""

    weight: Int32 = kept(0)
    preference: NodeSelectorTerm = kept(NodeSelectorTerm())


@frozen
class NodeAffinity:
    """Which nodes a pod needs or prefers."""

    required_during_scheduling_ignored_during_execution: NodeSelector | None = None
    preferred_during_scheduling_ignored_during_execution: tuple[PreferredSchedulingTerm, ...] = ()


@frozen
class PodAffinityTerm:
    """Which pods, and how near."""

    label_selector: LabelSelector | None = None
    namespaces: tuple[str, ...] = ()
    topology_key: str = kept("")
    namespace_selector: LabelSelector | None = None
    match_label_keys: tuple[str, ...] = ()
    mismatch_label_keys: tuple[str, ...] = ()


@frozen
class WeightedPodAffinityTerm:
    """A pod term and how much it weighs."""

    weight: Int32 = kept(0)
    pod_affinity_term: PodAffinityTerm = kept(PodAffinityTerm())


@frozen
class PodAffinity:
    """Near which pods a pod needs or prefers to run."""

    required_during_scheduling_ignored_during_execution: tuple[PodAffinityTerm, ...] = ()
    preferred_during_scheduling_ignored_during_execution: tuple[WeightedPodAffinityTerm, ...] = ()


@frozen
class PodAntiAffinity:
    """Far from which pods a pod needs or prefers to run."""

    required_during_scheduling_ignored_during_execution: tuple[PodAffinityTerm, ...] = ()
    preferred_during_scheduling_ignored_during_execution: tuple[WeightedPodAffinityTerm, ...] = ()


@frozen
class Affinity:
    """All wishes about the place of a pod."""

    node_affinity: NodeAffinity | None = None
    pod_affinity: PodAffinity | None = None
    pod_anti_affinity: PodAntiAffinity | None = None


@frozen
class TopologySpreadConstraint:
    """How evenly pods spread over zones or nodes."""

    max_skew: Int32 = kept(0)
    topology_key: str = kept("")
    when_unsatisfiable: Annotated[str, "v1.UnsatisfiableConstraintAction"] = kept("")
    label_selector: LabelSelector | None = None
    min_domains: Int32 | None = None
    node_affinity_policy: Annotated[str, "v1.NodeInclusionPolicy"] | None = None
    node_taints_policy: Annotated[str, "v1.NodeInclusionPolicy"] | None = None
    match_label_keys: tuple[str, ...] = ()


@frozen
class LocalObjectReference:
    """An object of the same namespace."""

    name: str = ""


@frozen
class PodSchedulingGate:
    """What must be lifted before a pod is scheduled."""

    name: str = kept("")


@frozen
class PodOS:
    """The operating system of a pod's containers."""

    name: Annotated[str, "v1.OSName"] = kept("")
