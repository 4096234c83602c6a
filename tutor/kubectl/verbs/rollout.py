"""`kubectl rollout status|history|undo|restart|pause|resume`."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode, encode_part
from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, STATEFUL_SET
from tutor.cluster.patches import PatchType
from tutor.kubectl.command import Call
from tutor.kubectl.describers.containers import write_pod_template
from tutor.kubectl.describers.writer import Writer
from tutor.kubectl.errors import CommandError
from tutor.kubectl.resources import Target, find, for_each, read_query
from tutor.kubectl.results import ResultPrinter, short_name
from tutor.kubectl.rollouts import CHANGE_CAUSE, HASH, bare_template, new_replica_set, replica_sets_of, revision_of
from tutor.kubectl.tabwriter import align

RESTARTED = "kubectl.kubernetes.io/restartedAt"
STEP = 0.25
PATIENCE = 600.0
_WORKLOADS = frozenset({DEPLOYMENT.kind, STATEFUL_SET.kind, DAEMON_SET.kind})


def run_status(call: Call) -> None:
    """Follow a rollout until it is done."""
    for_each(call, read_query(call), lambda target, _: _follow(call, target))


def _follow(call: Call, target: Target) -> None:
    _require(target, "status")
    waited, last = 0.0, ""
    limit = call.flag("timeout") or PATIENCE
    while True:
        words, done = _progress(target, find(call, target))
        if words != last:
            call.say(words)
            last = words
        if done or not call.flag("watch"):
            return
        if waited >= limit:
            raise CommandError("timed out waiting for the condition")
        call.context.cluster.advance(STEP)
        waited += STEP


def _require(target: Target, what: str) -> None:
    if target.kind.kind not in _WORKLOADS:
        raise CommandError(f"no {what} viewer has been implemented for {target.kind.kind}")


def _progress(target: Target, obj: Any) -> tuple[str, bool]:
    """What the status viewer says of a workload, and whether it is done. Mirrors polymorphichelpers' Status."""
    if target.kind is DEPLOYMENT:
        return _deployment_progress(obj)
    name, status = obj.metadata.name, obj.status
    if target.kind is STATEFUL_SET:
        wanted = obj.spec.replicas or 0
        if status.ready_replicas < wanted:
            return f"Waiting for {wanted - status.ready_replicas} pods to be ready...\n", False
        pods = f"{status.current_replicas} pods at revision {status.current_revision}"
        return f"statefulset rolling update complete {pods}...\n", True
    if status.updated_number_scheduled < status.desired_number_scheduled:
        numbers = f"{status.updated_number_scheduled} out of {status.desired_number_scheduled}"
        return f'Waiting for daemon set "{name}" rollout to finish: {numbers} new pods have been updated...\n', False
    if status.number_available < status.desired_number_scheduled:
        numbers = f"{status.number_available} of {status.desired_number_scheduled}"
        return f'Waiting for daemon set "{name}" rollout to finish: {numbers} updated pods are available...\n', False
    return f'daemon set "{name}" successfully rolled out\n', True


def _deployment_progress(obj: Any) -> tuple[str, bool]:
    """Mirrors DeploymentStatusViewer.Status."""
    name, status, wanted = obj.metadata.name, obj.status, obj.spec.replicas or 0
    if obj.metadata.generation > status.observed_generation:
        return "Waiting for deployment spec update to be observed...\n", False
    head = f'Waiting for deployment "{name}" rollout to finish: '
    if status.updated_replicas < wanted:
        return f"{head}{status.updated_replicas} out of {wanted} new replicas have been updated...\n", False
    if status.replicas > status.updated_replicas:
        return f"{head}{status.replicas - status.updated_replicas} old replicas are pending termination...\n", False
    if status.available_replicas < status.updated_replicas:
        counts = f"{status.available_replicas} of {status.updated_replicas}"
        return f"{head}{counts} updated replicas are available...\n", False
    return f'deployment "{name}" successfully rolled out\n', True


def run_history(call: Call) -> None:
    """List revisions, or show the template of one."""
    for_each(call, read_query(call), lambda target, obj: _history(call, target, obj))


def _history(call: Call, target: Target, obj: Any) -> None:
    if target.kind is not DEPLOYMENT:
        raise CommandError(f"no history viewer has been implemented for {target.kind.kind}")
    sets = {revision_of(one): one for one in replica_sets_of(obj, call.context.cluster)}
    wanted = int(call.flag("revision"))
    title = short_name(target.kind, target.name)
    if wanted > 0:
        if wanted not in sets:
            raise CommandError("unable to find the specified revision")
        writer = Writer()
        write_pod_template(writer, sets[wanted].spec.template)
        call.say(f"{title} with revision #{wanted}\n{writer.text()}")
        return
    causes = (sets[number].metadata.annotations.get(CHANGE_CAUSE) or "<none>" for number in sorted(sets))
    rows = "".join(f"{number}\t{cause}\n" for number, cause in zip(sorted(sets), causes, strict=True))
    call.say(f"{title} \n{align('REVISION' + chr(9) + 'CHANGE-CAUSE' + chr(10) + rows)}\n")


def run_undo(call: Call) -> None:
    """Go back to an earlier template."""
    printer = ResultPrinter(call)
    for_each(call, read_query(call), lambda target, obj: _undo(call, target, obj, printer))


def _undo(call: Call, target: Target, obj: Any, printer: ResultPrinter) -> None:
    if target.kind is not DEPLOYMENT:
        raise CommandError(f"no rollbacker has been implemented for {target.kind.kind!r}".replace("'", '"'))
    sets = replica_sets_of(obj, call.context.cluster)
    now = new_replica_set(obj, sets)
    wanted = int(call.flag("to-revision"))
    earlier = [one for one in sets if one is not now and (not wanted or revision_of(one) == wanted)]
    if wanted and now is not None and revision_of(now) == wanted:
        call.say(
            f"{short_name(target.kind, target.name)} skipped rollback "
            f"(current template already matches revision {wanted})\n"
        )
        return
    if not earlier:
        raise CommandError(
            f"unable to find specified revision {wanted} in history"
            if wanted
            else f'no rollout history found for deployment "{target.name}"'
        )
    template = encode_part(bare_template(max(earlier, key=revision_of).spec.template))
    template["metadata"] = {**template["metadata"], "labels": _labels_without_hash(template)}
    operations = [{"op": "replace", "path": "/spec/template", "value": template}]
    _change(printer, target, operations, "rolled back", patch_type="json")


def _labels_without_hash(template: dict[str, Any]) -> dict[str, str]:
    return {key: text for key, text in (template["metadata"].get("labels") or {}).items() if key != HASH}


def run_restart(call: Call) -> None:
    """Replace all pods by a mark in the template."""
    printer, now = ResultPrinter(call), call.context.cluster.clock.timestamp()
    patch = {"spec": {"template": {"metadata": {"annotations": {RESTARTED: now}}}}}

    def restart(target: Target, _: Any) -> None:
        if target.kind.kind not in _WORKLOADS:
            raise CommandError(f"{target.kind.plural} {target.name!r} restarting is not supported".replace("'", '"'))
        _change(printer, target, patch, "restarted")

    for_each(call, read_query(call), restart)


def run_pause(call: Call) -> None:
    """Let a Deployment's changes wait."""
    _set_paused(call, paused=True)


def run_resume(call: Call) -> None:
    """Let a paused Deployment go on."""
    _set_paused(call, paused=False)


def _set_paused(call: Call, *, paused: bool) -> None:
    printer, word = ResultPrinter(call), "paused" if paused else "resumed"

    def change(target: Target, obj: Any) -> None:
        if target.kind is not DEPLOYMENT:
            raise CommandError(f"{target.kind.plural} {target.name!r} {word} is not supported".replace("'", '"'))
        if obj.spec.paused == paused:
            raise CommandError(f'{target.kind.plural} "{target.name}" is {"already" if paused else "not"} paused')
        _change(printer, target, {"spec": {"paused": paused}}, word)

    for_each(call, read_query(call), change)


def _change(
    printer: ResultPrinter, target: Target, patch: Any, operation: str, *, patch_type: PatchType = "strategic"
) -> None:
    changed = printer.call.client.patch(
        target.kind, target.name, patch, target.namespace, patch_type=patch_type, field_manager="kubectl-rollout"
    )
    printer.tell(target.kind, target.name, operation, encode(changed))
