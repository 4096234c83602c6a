"""`kubectl scale`."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET
from tutor.cluster import custom
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import ResultPrinter

_SCALABLE = frozenset(one.kind for one in (DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET))


def run_scale(call: Call) -> None:
    """Set the number of replicas, if the number now is what `--current-replicas` expects."""
    if call.flag("replicas") < 0:
        raise CommandError("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0")
    query = read_query(call)
    printer = ResultPrinter(call)
    if for_each(call, query, lambda target, old: _scale(call, target, old, printer)) == 0:
        raise CommandError("no objects passed to scale")


def _scale(call: Call, target: Target, old: Any, printer: ResultPrinter) -> None:
    if target.kind.kind not in _SCALABLE:
        raise custom.not_served(f"patch {target.kind.resource} {target.name}")
    expected, now = call.flag("current-replicas"), old.spec.replicas or 0
    if expected not in {-1, now}:
        raise CommandError(f"Expected replicas to be {expected}, was {now}")
    version = call.flag("resource-version")
    if version and version != old.metadata.resource_version:
        raise CommandError(f"Expected resource version to be {version}, was {old.metadata.resource_version}")
    new = old
    if call.dry_run != "client":
        new = call.client.patch(
            target.kind,
            target.name,
            {"spec": {"replicas": call.flag("replicas")}},
            target.namespace,
            patch_type="merge",
            subresource="scale",
            dry_run=call.dry_run == "server",
        )
    printer.tell(target.kind, target.name, "scaled", new)
