"""`kubectl rollout history` and `undo`: the templates that a workload has had, and the way back to one."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode, encode_part
from tutor.api.kinds import DEPLOYMENT, POD, REPLICA_SET, REPLICATION_CONTROLLER, Kind, kind_of
from tutor.api.pod import PodTemplateSpec
from tutor.api.quoting import quote
from tutor.api.workloads import ControllerRevision, ReplicaSet
from tutor.cluster.patches import PatchType
from tutor.kubectl.command import Call
from tutor.kubectl.describers.containers import write_pod_template
from tutor.kubectl.describers.writer import Writer
from tutor.kubectl.errors import CommandError
from tutor.kubectl.lastapplied import ANNOTATION
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import ResultPrinter, short_name
from tutor.kubectl.rollouts import CHANGE_CAUSE, HASH, REVISION, Past, bare_template, templates_of
from tutor.kubectl.tabwriter import align
from tutor.kubectl.verbs.rollout_status import positive_revision, require_resource
from tutor.values import replace

_VISITED = (POD, REPLICA_SET, REPLICATION_CONTROLLER)
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
_APPLIED = (
    "Warning: resource {resource} was previously managed with 'kubectl apply'. Rolling back will not update the "
    + ANNOTATION
    + " annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using "
    "'kubectl apply' with your previous configuration file instead.\n"
)


def run_history(call: Call) -> None:
    """List revisions, or show the template of one."""
    require_resource(call)
    revision, printer = positive_revision(call), ResultPrinter(call)
    for_each(call, read_query(call, whole_kinds=True), lambda target, obj: _history(printer, target, obj, revision))


def _no_history(kind: Kind, wanted: str, part: str) -> CommandError:
    """Mirrors GroupKindElement.Accept: of some kinds kubectl knows that they have none, of others nothing."""
    if kind in _VISITED:
        return CommandError(f"no {part} has been implemented for {quote(kind.qualified)}")
    why = f"no visitor method exists for {{{kind.group} {kind.kind}}}"
    return CommandError(f"error retrieving {wanted} for {quote(kind.qualified)}, {why}")


def _history(printer: ResultPrinter, target: Target, obj: Any, revision: int) -> None:
    call = printer.call
    past = templates_of(target.kind, obj, call.context.cluster)
    if past is None:
        raise _no_history(target.kind, "history", "history viewer")
    if call.flag("output"):
        _print(printer, past, revision)
        return
    title = short_name(target.kind, target.name)
    head = f"{title} with revision #{revision}" if revision > 0 else f"{title} "
    call.say(f"{head}\n{_text(past, revision)}\n")


def _print(printer: ResultPrinter, past: dict[int, Past], revision: int) -> None:
    """The objects that keep the templates. Mirrors RolloutHistoryOptions.Run with an output format."""
    if revision > 0 and revision not in past:
        raise CommandError("unable to find the specified revision")
    for number in [revision] if revision > 0 else sorted(past):
        kept = past[number].kept
        printer.tell(kind_of(kept), kept.metadata.name, "", kept)


def _text(past: dict[int, Past], revision: int) -> str:
    """Mirrors printHistory and DeploymentHistoryViewer.ViewHistory."""
    if not past:
        return "No rollout history found."
    if revision > 0:
        if revision not in past:
            raise CommandError("unable to find the specified revision")
        return _shown(past[revision]).text()
    causes = (past[number].kept.metadata.annotations.get(CHANGE_CAUSE) or "<none>" for number in sorted(past))
    rows = "".join(f"{number}\t{cause}\n" for number, cause in zip(sorted(past), causes, strict=True))
    return align(f"REVISION\tCHANGE-CAUSE\n{rows}")


def _shown(one: Past) -> Writer:
    """A template; that of a ReplicaSet has the cause of the change among its annotations."""
    writer, template = Writer(), one.template
    cause = one.kept.metadata.annotations.get(CHANGE_CAUSE)
    if cause and isinstance(one.kept, ReplicaSet):
        notes = {**template.metadata.annotations, CHANGE_CAUSE: cause}
        template = replace(template, metadata=replace(template.metadata, annotations=notes))
    write_pod_template(writer, template)
    return writer


def run_undo(call: Call) -> None:
    """Go back to an earlier template."""
    require_resource(call)
    printer = ResultPrinter(call)
    for_each(call, read_query(call, whole_kinds=True), lambda target, obj: _undo(printer, target, obj))


def _undo(printer: ResultPrinter, target: Target, obj: Any) -> None:
    """Mirrors Rollback of DeploymentRollbacker, StatefulSetRollbacker and DaemonSetRollbacker."""
    call = printer.call
    if ANNOTATION in obj.metadata.annotations:
        call.complain(_APPLIED.format(resource=f"{target.kind.plural}/{target.name}"))
    past = templates_of(target.kind, obj, call.context.cluster)
    if past is None:
        raise _no_history(target.kind, "rollbacker", "rollbacker")
    wanted = int(call.flag("to-revision"))
    earlier = _revision(target, past, wanted)
    if call.dry_run == "client":
        printer.tell(target.kind, target.name, _shown(earlier).tabbed(), encode(obj))
        return
    if target.kind is DEPLOYMENT and obj.spec.paused:
        raise CommandError(
            "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again"
        )
    if bare_template(earlier.template) == bare_template(obj.spec.template):
        words = f"skipped rollback (current template already matches revision {wanted})"
        printer.tell(target.kind, target.name, words, encode(obj))
        return
    patch, patch_type = _way_back(earlier, obj)
    dry = "dry-run" in call.parsed.values and call.dry_run == "server"
    changed = call.client.patch(target.kind, target.name, patch, target.namespace, patch_type=patch_type, dry_run=dry)
    printer.tell(target.kind, target.name, "rolled back", encode(changed))


def _way_back(earlier: Past, obj: Any) -> tuple[Any, PatchType]:
    """What a ControllerRevision keeps is a patch; a Deployment takes the annotations of its ReplicaSet, too."""
    if isinstance(earlier.kept, ControllerRevision):
        return earlier.kept.data, "strategic"
    notes = {key: text for key, text in obj.metadata.annotations.items() if key in _KEPT}
    notes |= {key: text for key, text in earlier.kept.metadata.annotations.items() if key not in _KEPT}
    return [
        {"op": "replace", "path": "/spec/template", "value": _plain(earlier.template)},
        {"op": "replace", "path": "/metadata/annotations", "value": notes},
    ], "json"


def _plain(template: PodTemplateSpec) -> dict[str, Any]:
    body: dict[str, Any] = encode_part(bare_template(template))
    labels = {key: text for key, text in (body["metadata"].get("labels") or {}).items() if key != HASH}
    return {**body, "metadata": {**body["metadata"], "labels": labels}}


def _revision(target: Target, past: dict[int, Past], wanted: int) -> Past:
    """The asked one, or the newest but one. Mirrors deploymentRevision and findHistory."""
    if wanted:
        if wanted not in past:
            raise CommandError(f"unable to find specified revision {wanted} in history")
        return past[wanted]
    if len(past) < 2:
        deployment = f'no rollout history found for deployment "{target.name}"'
        raise CommandError(deployment if target.kind is DEPLOYMENT else "no last revision to roll back to")
    return past[sorted(past)[-2]]
