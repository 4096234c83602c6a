"""`kubectl scale`."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET
from tutor.cluster import custom
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.recording import record_afterwards
from tutor.kubectl.resources import Target, read_query, resolve
from tutor.kubectl.results import ResultPrinter

_SCALABLE = frozenset(one.kind for one in (DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET))

_BUILT_IN = frozenset({"", "apps"})


def run_scale(call: Call) -> None:
    """Set the number of replicas of what is there, one after another until one is refused. Mirrors RunScale."""
    if call.flag("replicas") < 0:
        raise CommandError("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0")
    if call.flag("current-replicas") < -1:
        raise CommandError("The --current-replicas must specify an integer of -1 or greater")
    query = read_query(call)
    printer = ResultPrinter(call)
    found: list[tuple[Target, Any]] = []
    faults: list[Refusal] = []
    for one in resolve(call, query):
        if isinstance(one, tuple):
            found.append(one)
        else:
            faults.append(one)
    if not found and not faults:
        raise CommandError("no objects passed to scale")
    if call.flag("resource-version") and len(found) > 1:
        raise CommandError("cannot use --resource-version with multiple resources")
    for target, old in found:
        _scale(call, target, old, printer)
    raise_all(faults)


def _scale(call: Call, target: Target, old: Any, printer: ResultPrinter) -> None:
    if call.dry_run != "client":
        _send(call, target, old)
        record_afterwards(call, target)
    body = encode(old)
    if target.kind.group in _BUILT_IN:
        body.setdefault("spec", {})["replicas"] = call.flag("replicas")
    printer.tell(target.kind, target.name, "scaled", body)


def _send(call: Call, target: Target, old: Any) -> None:
    """Write the number, if what there is fits to what was expected. Mirrors genericScaler.Scale."""
    if target.kind.kind not in _SCALABLE:
        raise custom.not_served(f"patch {target.kind.plural} {target.name}")
    expected, now = call.flag("current-replicas"), old.spec.replicas or 0
    if expected not in {-1, now}:
        raise CommandError(f"Expected replicas to be {expected}, was {now}")
    version = call.flag("resource-version")
    if version and version != old.metadata.resource_version:
        raise CommandError(f"Expected resource version to be {version}, was {old.metadata.resource_version}")
    call.client.patch(
        target.kind,
        target.name,
        {"spec": {"replicas": call.flag("replicas")}},
        target.namespace,
        patch_type="merge",
        subresource="scale",
        dry_run=call.dry_run == "server",
    )
