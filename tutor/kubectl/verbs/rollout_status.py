"""`kubectl rollout status`: how far a change of a workload has come."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, STATEFUL_SET
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.resources import Target, find, for_each, read_query
from tutor.kubectl.rollouts import revision_of
from tutor.kubectl.waiting import Pause

Progress = tuple[str, bool]
_ROLLING = "rollout status is only available for RollingUpdate strategy type"


def require_resource(call: Call) -> None:
    """Refuse a rollout command that names nothing."""
    if not call.args and not call.flag("filename"):
        raise CommandError("required resource not specified")


def tell_none(call: Call, count: int) -> None:
    """Say that a selection has no objects."""
    if not count:
        call.complain(f"No resources found in {call.namespace} namespace.\n")


def positive_revision(call: Call) -> int:
    """The number of `--revision`; 0 when it was not asked for."""
    number = int(call.flag("revision"))
    if number < 0:
        raise CommandError(f"revision must be a positive integer: {number}")
    return number


def run_status(call: Call) -> None:
    """Follow a rollout until it is done."""
    require_resource(call)
    revision = positive_revision(call)
    query = read_query(call, whole_kinds=True)
    tell_none(call, for_each(call, query, lambda target, _: _follow(call, target, revision)))


def _follow(call: Call, target: Target, revision: int) -> None:
    viewer = _VIEWERS.get(target.kind.kind)
    if viewer is None:
        raise CommandError(f"no status viewer has been implemented for {target.kind.qualified}")
    last = ""
    pause = Pause(call, call.flag("timeout") or None)
    while True:
        words, done = viewer(find(call, target), revision)
        if words != last:
            call.say(words)
            last = words
        if done or not call.flag("watch"):
            return
        if not pause.more():
            raise CommandError("timed out waiting for the condition")


def _deployment(obj: Any, revision: int) -> Progress:
    """Mirrors DeploymentStatusViewer.Status."""
    name, status, wanted = obj.metadata.name, obj.status, obj.spec.replicas or 0
    if revision > 0 and revision != revision_of(obj):
        running = revision_of(obj)
        raise CommandError(f"desired revision ({revision}) is different from the running revision ({running})")
    if obj.metadata.generation > status.observed_generation:
        return "Waiting for deployment spec update to be observed...\n", False
    if any((one.type, one.reason) == ("Progressing", "ProgressDeadlineExceeded") for one in status.conditions):
        raise CommandError(f'deployment "{name}" exceeded its progress deadline')
    head = f'Waiting for deployment "{name}" rollout to finish: '
    if status.updated_replicas < wanted:
        return f"{head}{status.updated_replicas} out of {wanted} new replicas have been updated...\n", False
    if status.replicas > status.updated_replicas:
        return f"{head}{status.replicas - status.updated_replicas} old replicas are pending termination...\n", False
    if status.available_replicas < status.updated_replicas:
        counts = f"{status.available_replicas} of {status.updated_replicas}"
        return f"{head}{counts} updated replicas are available...\n", False
    return f'deployment "{name}" successfully rolled out\n', True


def _daemon_set(obj: Any, _: int) -> Progress:
    """Mirrors DaemonSetStatusViewer.Status."""
    name, status, wanted = obj.metadata.name, obj.status, obj.status.desired_number_scheduled
    if obj.spec.update_strategy.type != "RollingUpdate":
        raise CommandError(_ROLLING)
    if obj.metadata.generation > status.observed_generation:
        return "Waiting for daemon set spec update to be observed...\n", False
    head = f'Waiting for daemon set "{name}" rollout to finish: '
    if status.updated_number_scheduled < wanted:
        counts = f"{status.updated_number_scheduled} out of {wanted}"
        return f"{head}{counts} new pods have been updated...\n", False
    if status.number_available < wanted:
        return f"{head}{status.number_available} of {wanted} updated pods are available...\n", False
    return f'daemon set "{name}" successfully rolled out\n', True


def _stateful_set(obj: Any, _: int) -> Progress:
    """Mirrors StatefulSetStatusViewer.Status."""
    status, wanted, strategy = obj.status, obj.spec.replicas or 0, obj.spec.update_strategy
    if strategy.type != "RollingUpdate":
        raise CommandError(_ROLLING)
    if not status.observed_generation or obj.metadata.generation > status.observed_generation:
        return "Waiting for statefulset spec update to be observed...\n", False
    if status.ready_replicas < wanted:
        return f"Waiting for {wanted - status.ready_replicas} pods to be ready...\n", False
    if strategy.rolling_update is not None:
        updated, due = status.updated_replicas, wanted - (strategy.rolling_update.partition or 0)
        if updated < due:
            counts = f"{updated} out of {due}"
            return f"Waiting for partitioned roll out to finish: {counts} new pods have been updated...\n", False
        return f"partitioned roll out complete: {updated} new pods have been updated...\n", True
    if status.update_revision != status.current_revision:
        pods = f"{status.updated_replicas} pods at revision {status.update_revision}"
        return f"waiting for statefulset rolling update to complete {pods}...\n", False
    pods = f"{status.current_replicas} pods at revision {status.current_revision}"
    return f"statefulset rolling update complete {pods}...\n", True


_VIEWERS = {DEPLOYMENT.kind: _deployment, DAEMON_SET.kind: _daemon_set, STATEFUL_SET.kind: _stateful_set}
