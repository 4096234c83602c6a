"""`kubectl rollout restart|pause|resume`."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, STATEFUL_SET
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.verbs.rollout_status import require_resource, tell_none

RESTARTED = "kubectl.kubernetes.io/restartedAt"
_WORKLOADS = frozenset({DEPLOYMENT.kind, STATEFUL_SET.kind, DAEMON_SET.kind})


def run_restart(call: Call) -> None:
    """Replace all pods by a mark in the template."""
    require_resource(call)
    printer, cluster = ResultPrinter(call), call.context.cluster

    def restart(target: Target, obj: Any) -> None:
        if target.kind.kind not in _WORKLOADS:
            raise _refusal(target, "restarting is not supported")
        if target.kind is DEPLOYMENT and obj.spec.paused:
            raise _refusal(target, "can't restart paused deployment (run rollout resume first)")
        if obj.spec.template.metadata.annotations.get(RESTARTED) == cluster.clock.timestamp():
            cluster.advance(1)  # who restarts twice has waited: kubectl refuses two marks of one second
        mark = {RESTARTED: cluster.clock.timestamp()}
        _change(printer, target, {"spec": {"template": {"metadata": {"annotations": mark}}}}, "restarted")

    tell_none(call, for_each(call, read_query(call, whole_kinds=True), restart))


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

    tell_none(call, for_each(call, read_query(call, whole_kinds=True), change))


def _refusal(target: Target, words: str) -> CommandError:
    return CommandError(f"error: {target.kind.resource} {quote(target.name)} {words}")


def _change(printer: ResultPrinter, target: Target, patch: Any, operation: str) -> None:
    call = printer.call
    dry = "dry-run" in call.parsed.values and call.dry_run == "server"
    changed = call.client.patch(target.kind, target.name, patch, target.namespace, dry_run=dry)
    printer.tell(target.kind, target.name, operation, encode(changed))
