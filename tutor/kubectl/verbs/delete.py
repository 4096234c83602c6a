"""`kubectl delete`: asks for objects to go and waits until they have."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import Kind
from tutor.api.quoting import quote
from tutor.api.status import StatusError
from tutor.cluster.deletion import Propagation
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all, with_source
from tutor.kubectl.kustomize import refuse_kustomization
from tutor.kubectl.resources import NO_RESOURCES, Target, list_objects, namespace_of, read_query, require_name
from tutor.kubectl.results import short_name
from tutor.kubectl.verbs.rawpaths import refuse_raw

_CASCADES: dict[str, Propagation] = {
    "background": "Background",
    "foreground": "Foreground",
    "orphan": "Orphan",
    "true": "Background",
    "false": "Orphan",
}
_SUFFIXES = {"none": "", "client": " (dry run)", "server": " (server dry run)"}
_FORCE_WARNING = (
    "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. "
    "The resource may continue to run on the cluster indefinitely.\n"
)
_CLUSTER_WARNING = "Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n"
PATIENCE = 600.0
STEP = 0.25


def run_delete(call: Call) -> None:
    """Delete what was named, selected or described by files."""
    refuse_kustomization(call)
    _check(call)
    if call.flag("raw"):
        refuse_raw(call)
    gone: list[Target] = []
    faults: list[Refusal] = []
    query = read_query(call)
    faults += query.faults
    targets = [*query.targets, *(target for kind in query.kinds for target in _all_of(call, kind))]
    if not targets and not faults:
        call.say("No resources found\n")
        return
    if call.flag("interactive") and not _agreed(call, targets):
        call.say("deletion is cancelled\n")
        return
    if call.namespace_enforced and any(not target.kind.namespaced for target in targets):
        call.complain(_CLUSTER_WARNING)
    for target in targets:
        try:
            _delete(call, target)
        except CommandError as fault:
            faults.append(fault)
            continue
        except StatusError as refusal:
            if not (refusal.status.reason == "NotFound" and _ignores_missing(call)):
                faults.append(with_source(refusal, "deleting", target.source))
            continue
        gone.append(target)
    if call.flag("wait") and call.dry_run == "none":
        faults += _wait(call, gone)
    raise_all(faults)


def _agreed(call: Call, targets: list[Target]) -> bool:
    """Ask before deleting; only what stands on standard input can say yes. Mirrors confirmation."""
    call.say(f"You are about to delete the following {len(targets)} resource(s):\n")
    call.say("".join(f"{short_name(target.kind, target.name)}\n" for target in targets))
    call.say("Do you want to continue? (y/N): ")
    return call.context.stdin.partition("\n")[0].split() in (["y"], ["Y"])


def _check(call: Call) -> None:
    if not call.args and not call.flag("filename") and not call.flag("raw"):
        raise CommandError(NO_RESOURCES)
    if call.flag("output") not in {"", "name"}:
        raise CommandError(f"unexpected -o output mode: {call.flag('output')}. We only support '-o name'")
    check_cascade(call)
    if call.flag("all") and (call.flag("selector") or call.flag("field-selector")):
        raise CommandError("setting 'all' parameter but found a non empty selector. ")
    if call.flag("force") and call.flag("grace-period") > 0:
        raise CommandError("--force and --grace-period greater than 0 cannot be specified together")
    if call.flag("now") and call.flag("grace-period") != -1:
        raise CommandError("--now and --grace-period cannot be specified together")
    if call.flag("force") and call.dry_run == "none":
        call.complain(_FORCE_WARNING)


def check_cascade(call: Call) -> None:
    """Refuse a word that `--cascade` does not know."""
    word = call.flag("cascade")
    if word not in _CASCADES:
        raise CommandError(f'invalid cascade value ({word}). Must be "background", "foreground", or "orphan"')
    if word in {"true", "false"}:
        new = "background" if word == "true" else "orphan"
        call.complain(
            f"warning: --cascade={word} is deprecated (boolean value) and can be replaced with --cascade={new}.\n"
        )


def _ignores_missing(call: Call) -> bool:
    return bool(call.flag("ignore-not-found") or call.flag("all") or call.flag("selector"))


def _all_of(call: Call, kind: Kind) -> list[Target]:
    return [
        Target(kind=kind, namespace=namespace_of(kind, obj.metadata.namespace), name=obj.metadata.name)
        for obj in list_objects(call, kind)
    ]


def _grace_period(call: Call) -> int | None:
    if call.parsed.values.get("now"):
        return 1
    if call.flag("force"):
        return 0
    period = int(call.flag("grace-period"))
    return None if period < 0 else max(period, 1)  # without --force, kubectl sends at least one second


def delete_now(call: Call, target: Target) -> None:
    """Ask the server to delete an object in the way that the flags say."""
    call.client.delete(
        target.kind,
        target.name,
        target.namespace,
        propagation=_CASCADES[call.flag("cascade")],
        grace_period=_grace_period(call),
        dry_run=call.dry_run == "server",
    )


def _delete(call: Call, target: Target) -> None:
    require_name(target)
    if call.dry_run != "client":
        delete_now(call, target)
    if call.flag("output") == "name":
        call.say(short_name(target.kind, target.name) + "\n")
        return
    operation = "force deleted" if call.flag("force") else "deleted"
    place = f" from {target.namespace} namespace" if target.namespace else ""
    call.say(f"{target.kind.singular_resource} {quote(target.name)} {operation}{place}{_SUFFIXES[call.dry_run]}\n")


def _present(call: Call, target: Target, uid: str) -> bool:
    try:
        found: Any = call.context.cluster.server.get(target.kind, target.name, namespace=target.namespace)
    except StatusError:
        return False
    return bool(found.metadata.uid == uid)


def _wait(call: Call, targets: list[Target]) -> list[Refusal]:
    """Let time pass until all are gone; what stays longer than the time limit is an error."""
    faults: list[Refusal] = []
    limit = call.flag("timeout") or PATIENCE
    for target in targets:
        uid = _uid(call, target)
        waited = 0.0
        while uid and _present(call, target, uid) and waited < limit:
            call.context.cluster.advance(STEP)
            waited += STEP
        if uid and _present(call, target, uid):
            words = f"{target.kind.plural}/{target.name}"
            faults.append(CommandError(f"timed out waiting for the condition on {words}"))
    return faults


def _uid(call: Call, target: Target) -> str:
    try:
        return str(call.context.cluster.server.get(target.kind, target.name, namespace=target.namespace).metadata.uid)
    except StatusError:
        return ""
