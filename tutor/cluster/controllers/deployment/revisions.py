"""The ReplicaSets of a Deployment: which is new, how they are named, numbered and annotated."""

from __future__ import annotations

import json

from tutor.api.codec import encode_part
from tutor.api.meta import LabelSelector, ObjectMeta
from tutor.api.pod import PodTemplateSpec
from tutor.api.workloads import Deployment, ReplicaSet, ReplicaSetSpec
from tutor.cluster.hashes import fnv32a
from tutor.cluster.indexes import OWNED
from tutor.cluster.objects import owner_reference, replace
from tutor.cluster.random import SUFFIX_LETTERS
from tutor.cluster.store import Store

HASH_LABEL = "pod-template-hash"
REVISION = "deployment.kubernetes.io/revision"
DESIRED, MAXIMUM = "deployment.kubernetes.io/desired-replicas", "deployment.kubernetes.io/max-replicas"
_NOT_COPIED = frozenset(
    {
        "kubectl.kubernetes.io/last-applied-configuration",
        REVISION,
        DESIRED,
        MAXIMUM,
        "deprecated.deployment.rollback.to",
    }
)


def replica_sets(store: Store, deployment: Deployment) -> tuple[ReplicaSet, ...]:
    """The ReplicaSets that a Deployment controls, oldest first."""
    found = [one for one in store.by(OWNED, deployment.metadata.uid) if isinstance(one, ReplicaSet)]
    return tuple(
        sorted(found, key=lambda one: (one.metadata.creation_timestamp or "", revision(one), one.metadata.name))
    )


def revision(rs: ReplicaSet | Deployment) -> int:
    """The revision that an object is annotated with, 0 without."""
    text = rs.metadata.annotations.get(REVISION, "0")
    return int(text) if text.isdigit() else 0


def current(deployment: Deployment, sets: tuple[ReplicaSet, ...]) -> ReplicaSet | None:
    """The oldest ReplicaSet with the Deployment's template. Mirrors FindNewReplicaSet."""
    wanted = deployment.spec.template
    return next((one for one in sets if _plain(one.spec.template) == wanted), None)


def _plain(template: PodTemplateSpec) -> PodTemplateSpec:
    labels = {name: value for name, value in template.metadata.labels.items() if name != HASH_LABEL}
    return replace(template, metadata=replace(template.metadata, labels=labels))


def template_hash(deployment: Deployment) -> str:
    """A name for a template, in the letters of generated names. Mirrors ComputeHash in form."""
    text = json.dumps(encode_part(deployment.spec.template), sort_keys=True)
    number = fnv32a(text + str(deployment.status.collision_count or ""))
    return "".join(SUFFIX_LETTERS[ord(digit) % len(SUFFIX_LETTERS)] for digit in str(number))


def new_replica_set(deployment: Deployment, replicas: int, number: int, maximum: int) -> ReplicaSet:
    """The ReplicaSet of the Deployment's present template."""
    hash_ = template_hash(deployment)
    template = deployment.spec.template
    labels = {**template.metadata.labels, HASH_LABEL: hash_}
    selector = deployment.spec.selector or LabelSelector()
    selector = replace(selector, match_labels={**selector.match_labels, HASH_LABEL: hash_})
    meta = ObjectMeta(
        name=f"{deployment.metadata.name}-{hash_}",
        namespace=deployment.metadata.namespace,
        labels=labels,
        annotations=carried_annotations(deployment, number, maximum),
        owner_references=(owner_reference(deployment),),
    )
    return ReplicaSet(
        metadata=meta,
        spec=ReplicaSetSpec(
            replicas=replicas,
            min_ready_seconds=deployment.spec.min_ready_seconds,
            selector=selector,
            template=replace(template, metadata=replace(template.metadata, labels=labels)),
        ),
    )


def carried_annotations(deployment: Deployment, number: int, maximum: int) -> dict[str, str]:
    """What a ReplicaSet is annotated with: its Deployment's own annotations and the state of the rollout."""
    copied = {name: value for name, value in deployment.metadata.annotations.items() if name not in _NOT_COPIED}
    return {**copied, DESIRED: str(deployment.spec.replicas or 0), MAXIMUM: str(maximum), REVISION: str(number)}
