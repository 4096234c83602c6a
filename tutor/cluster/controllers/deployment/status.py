"""What a Deployment reports: counts, and the conditions Available and Progressing."""

from __future__ import annotations

from tutor.api.workloads import Deployment, DeploymentStatus, ReplicaSet, WorkloadCondition
from tutor.cluster.control import Plane
from tutor.cluster.controllers.deployment.limits import Limits
from tutor.cluster.controllers.deployment.revisions import current
from tutor.cluster.objects import replace


def report(plane: Plane, deployment: Deployment, sets: tuple[ReplicaSet, ...]) -> None:
    """Store the status that follows from the ReplicaSets. Mirrors calculateStatus and syncRolloutStatus."""
    new = current(deployment, sets)
    total = sum(one.status.replicas for one in sets)
    available = sum(one.status.available_replicas for one in sets)
    wanted = deployment.spec.replicas or 0
    status = replace(
        deployment.status,
        observed_generation=deployment.metadata.generation,
        replicas=total,
        updated_replicas=new.status.replicas if new is not None else 0,
        ready_replicas=sum(one.status.ready_replicas for one in sets),
        available_replicas=available,
        unavailable_replicas=max(
            0, max(total, wanted if not sets else sum(o.spec.replicas or 0 for o in sets)) - available
        ),
        terminating_replicas=sum(one.status.terminating_replicas or 0 for one in sets),
    )
    status = replace(status, conditions=_conditions(plane, deployment, status, new))
    plane.server.update_status(replace(deployment, status=status))


def _conditions(
    plane: Plane, deployment: Deployment, status: DeploymentStatus, new: ReplicaSet | None
) -> tuple[WorkloadCondition, ...]:
    rows = [_available(deployment, status), _progressing(deployment, status, new)]
    known = {one.type: one for one in deployment.status.conditions}
    now = plane.clock.timestamp()
    made = []
    for type_, value, reason, message in rows:
        old = known.get(type_)
        same = old is not None and (old.status, old.reason, old.message) == (value, reason, message)
        since = old.last_transition_time if old is not None and old.status == value else now
        made.append(
            old
            if same and old is not None
            else WorkloadCondition(
                type=type_,
                status=value,
                last_update_time=now,
                last_transition_time=since,
                reason=reason,
                message=message,
            )
        )
    order = [one.type for one in deployment.status.conditions]
    return tuple(sorted(made, key=lambda one: order.index(one.type) if one.type in order else len(order)))


def _available(deployment: Deployment, status: DeploymentStatus) -> tuple[str, str, str, str]:
    least = (deployment.spec.replicas or 0) - Limits.of(deployment).unavailable
    if status.available_replicas >= least:
        return "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability."
    return "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability."


def _progressing(deployment: Deployment, status: DeploymentStatus, new: ReplicaSet | None) -> tuple[str, str, str, str]:
    if deployment.spec.paused:
        return "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused"
    if new is None:
        return "Progressing", "True", "NewReplicaSetCreated", "Created new replica set"
    name = new.metadata.name
    wanted = deployment.spec.replicas or 0
    if status.updated_replicas == status.replicas == status.available_replicas == wanted:
        words = f'ReplicaSet "{name}" has successfully progressed.'
        return "Progressing", "True", "NewReplicaSetAvailable", words
    if not status.updated_replicas:
        return "Progressing", "True", "NewReplicaSetCreated", f'Created new replica set "{name}"'
    return "Progressing", "True", "ReplicaSetUpdated", f'ReplicaSet "{name}" is progressing.'
