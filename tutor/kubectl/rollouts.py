"""A Deployment's ReplicaSets and their revisions, as describe and rollout see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.api.pod import PodTemplateSpec
from tutor.api.workloads import Deployment, ReplicaSet
from tutor.cluster.cluster import Cluster

REVISION = "deployment.kubernetes.io/revision"
CHANGE_CAUSE = "kubernetes.io/change-cause"
HASH = "pod-template-hash"


def replica_sets_of(deployment: Deployment, cluster: Cluster) -> list[ReplicaSet]:
    """The ReplicaSets that a Deployment controls, oldest first."""
    found = [
        row
        for row in cluster.store.list("ReplicaSet", deployment.metadata.namespace)
        if any(owner.controller and owner.uid == deployment.metadata.uid for owner in row.metadata.owner_references)
    ]
    return sorted(found, key=lambda row: (row.metadata.creation_timestamp or "", revision_of(row)))


def revision_of(one: ReplicaSet | Deployment) -> int:
    """The revision that an annotation tells; 0 when it does not."""
    text = one.metadata.annotations.get(REVISION, "")
    return int(text) if text.isdigit() else 0


def bare_template(template: PodTemplateSpec) -> PodTemplateSpec:
    """A template without the label that tells ReplicaSets apart."""
    labels = {key: text for key, text in template.metadata.labels.items() if key != HASH}
    return replace(template, metadata=replace(template.metadata, labels=labels))


def new_replica_set(deployment: Deployment, found: Sequence[ReplicaSet]) -> ReplicaSet | None:
    """The ReplicaSet of the present template. Mirrors FindNewReplicaSet."""
    wanted = bare_template(deployment.spec.template)
    return next((row for row in found if bare_template(row.spec.template) == wanted), None)
