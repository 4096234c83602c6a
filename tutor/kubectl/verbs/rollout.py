"""`kubectl rollout history|undo|restart|pause|resume`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tutor.api.codec import encode, encode_part
from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, STATEFUL_SET
from tutor.api.quoting import quote
from tutor.api.workloads import ReplicaSet
from tutor.cluster.patches import PatchType
from tutor.kubectl.command import Call
from tutor.kubectl.describers.containers import write_pod_template
from tutor.kubectl.describers.writer import Writer
from tutor.kubectl.errors import CommandError
from tutor.kubectl.lastapplied import ANNOTATION
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import ResultPrinter, short_name
from tutor.kubectl.rollouts import CHANGE_CAUSE, HASH, REVISION, bare_template, replica_sets_of, revision_of
from tutor.kubectl.tabwriter import align
from tutor.kubectl.verbs.rollout_status import positive_revision, require_resource

RESTARTED = "kubectl.kubernetes.io/restartedAt"
_WORKLOADS = frozenset({DEPLOYMENT.kind, STATEFUL_SET.kind, DAEMON_SET.kind})
_KEPT = frozenset(
    {
        ANNOTATION,
        REVISION,
        "deployment.kubernetes.io/revision-history",
        "deployment.kubernetes.io/desired-replicas",
        "deployment.kubernetes.io/max-replicas",
        "deprecated.deployment.rollback.to",
    }
)
_NO_REVISIONS = "controller revisions, which keep the history of a {0}, are not part of the simulated cluster"


def run_history(call: Call) -> None:
    """List revisions, or show the template of one."""
    require_resource(call)
    revision = positive_revision(call)
    for_each(call, read_query(call), lambda target, obj: _history(call, target, obj, revision))


def _history(call: Call, target: Target, obj: Any, revision: int) -> None:
    if target.kind is not DEPLOYMENT:
        words = f'no history viewer has been implemented for "{target.kind.qualified}"'
        raise CommandError(_NO_REVISIONS.format(target.kind.kind) if target.kind.kind in _WORKLOADS else words)
    sets = {revision_of(one): one for one in replica_sets_of(obj, call.context.cluster)}
    title = short_name(target.kind, target.name)
    if revision > 0:
        if revision not in sets:
            raise CommandError("unable to find the specified revision")
        call.say(f"{title} with revision #{revision}\n{_shown(sets[revision])}\n")
        return
    causes = (sets[number].metadata.annotations.get(CHANGE_CAUSE) or "<none>" for number in sorted(sets))
    rows = "".join(f"{number}\t{cause}\n" for number, cause in zip(sorted(sets), causes, strict=True))
    call.say(f"{title} \n{align('REVISION' + chr(9) + 'CHANGE-CAUSE' + chr(10) + rows)}\n")


def _shown(one: ReplicaSet) -> str:
    """The template of a revision, with the cause of the change among its annotations."""
    writer, template = Writer(), one.spec.template
    cause = one.metadata.annotations.get(CHANGE_CAUSE)
    if cause:
        notes = {**template.metadata.annotations, CHANGE_CAUSE: cause}
        template = replace(template, metadata=replace(template.metadata, annotations=notes))
    write_pod_template(writer, template)
    return writer.text()


def run_undo(call: Call) -> None:
    """Go back to an earlier template."""
    require_resource(call)
    printer = ResultPrinter(call)
    for_each(call, read_query(call), lambda target, obj: _undo(call, target, obj, printer))


def _undo(call: Call, target: Target, obj: Any, printer: ResultPrinter) -> None:
    """Mirrors DeploymentRollbacker.Rollback."""
    if target.kind is not DEPLOYMENT:
        words = f'no rollbacker has been implemented for "{target.kind.qualified}"'
        raise CommandError(_NO_REVISIONS.format(target.kind.kind) if target.kind.kind in _WORKLOADS else words)
    wanted = int(call.flag("to-revision"))
    earlier = _revision(target, replica_sets_of(obj, call.context.cluster), wanted)
    if call.dry_run == "client":
        printer.tell(target.kind, target.name, _shown(earlier), encode(obj))
        return
    if obj.spec.paused:
        raise CommandError(
            "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume "
            f"deployment/{target.name}' and try again"
        )
    if bare_template(earlier.spec.template) == bare_template(obj.spec.template):
        words = f"skipped rollback (current template already matches revision {wanted})"
        printer.tell(target.kind, target.name, words, encode(obj))
        return
    notes = {key: text for key, text in obj.metadata.annotations.items() if key in _KEPT}
    notes |= {key: text for key, text in earlier.metadata.annotations.items() if key not in _KEPT}
    template = encode_part(bare_template(earlier.spec.template))
    template["metadata"] = {**template["metadata"], "labels": _labels_without_hash(template)}
    operations = [
        {"op": "replace", "path": "/spec/template", "value": template},
        {"op": "replace", "path": "/metadata/annotations", "value": notes},
    ]
    _change(printer, target, operations, "rolled back", patch_type="json")


def _revision(target: Target, sets: list[ReplicaSet], wanted: int) -> ReplicaSet:
    """The asked one, or the newest but one. Mirrors deploymentRevision."""
    if wanted:
        found = [one for one in sets if revision_of(one) == wanted]
        if not found:
            raise CommandError(f"unable to find specified revision {wanted} in history")
        return found[0]
    newest = sorted(sets, key=revision_of)
    if len(newest) < 2:
        raise CommandError(f'no rollout history found for deployment "{target.name}"')
    return newest[-2]


def _labels_without_hash(template: dict[str, Any]) -> dict[str, str]:
    return {key: text for key, text in (template["metadata"].get("labels") or {}).items() if key != HASH}


def run_restart(call: Call) -> None:
    """Replace all pods by a mark in the template."""
    require_resource(call)
    printer, now = ResultPrinter(call), call.context.cluster.clock.timestamp()
    patch = {"spec": {"template": {"metadata": {"annotations": {RESTARTED: now}}}}}

    def restart(target: Target, obj: Any) -> None:
        if target.kind.kind not in _WORKLOADS:
            raise _refusal(target, "restarting is not supported")
        if target.kind is DEPLOYMENT and obj.spec.paused:
            raise _refusal(target, "can't restart paused deployment (run rollout resume first)")
        _change(printer, target, patch, "restarted")

    for_each(call, read_query(call), restart)


def run_pause(call: Call) -> None:
    """Let a Deployment's changes wait."""
    _set_paused(call, paused=True)


def run_resume(call: Call) -> None:
    """Let a paused Deployment go on."""
    _set_paused(call, paused=False)


def _set_paused(call: Call, *, paused: bool) -> None:
    require_resource(call)
    printer, word = ResultPrinter(call), "paused" if paused else "resumed"

    def change(target: Target, obj: Any) -> None:
        if target.kind is not DEPLOYMENT:
            raise _refusal(target, f"{'pausing' if paused else 'resuming'} is not supported")
        if obj.spec.paused == paused:
            raise _refusal(target, "is already paused" if paused else "is not paused")
        _change(printer, target, {"spec": {"paused": paused}}, word)

    for_each(call, read_query(call), change)


def _refusal(target: Target, words: str) -> CommandError:
    return CommandError(f"error: {target.kind.plural} {quote(target.name)} {words}")


def _change(
    printer: ResultPrinter, target: Target, patch: Any, operation: str, *, patch_type: PatchType = "strategic"
) -> None:
    call = printer.call
    dry = "dry-run" in call.parsed.values and call.dry_run == "server"
    changed = call.client.patch(target.kind, target.name, patch, target.namespace, patch_type=patch_type, dry_run=dry)
    printer.tell(target.kind, target.name, operation, encode(changed))
