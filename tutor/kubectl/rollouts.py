"""The templates that a workload has had, as describe and rollout see them: ReplicaSets and ControllerRevisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, STATEFUL_SET, Kind
from tutor.api.pod import PodTemplateSpec
from tutor.api.workloads import ControllerRevision, Deployment, ReplicaSet
from tutor.cluster.cluster import Cluster
from tutor.cluster.controllers.history import revisions_of, template_of
from tutor.values import frozen, replace

REVISION = "deployment.kubernetes.io/revision"
CHANGE_CAUSE = "kubernetes.io/change-cause"
HASH = "pod-template-hash"


@frozen
class Past:
    """A template, and the object that keeps it."""

    template: PodTemplateSpec
    kept: ReplicaSet | ControllerRevision


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


def templates_of(kind: Kind, obj: Any, cluster: Cluster) -> dict[int, Past] | None:
    """Every template that a workload has had, by its number; None for kinds that keep no history."""
    if kind is DEPLOYMENT:
        return {revision_of(one): Past(template=one.spec.template, kept=one) for one in replica_sets_of(obj, cluster)}
    if kind not in (STATEFUL_SET, DAEMON_SET):
        return None
    found = ((one, template_of(one)) for one in revisions_of(cluster.store, obj))
    return {one.revision: Past(template=template, kept=one) for one, template in found if template is not None}
