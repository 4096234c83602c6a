"""`kubectl describe`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.describers.table import describe
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.resources import Target, find, list_objects, namespace_of, read_query

_NO_TYPE = (
    'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of '
    "supported resources."
)


def run_describe(call: Call) -> None:
    """Describe what was named or selected, or whatever begins with the name. Mirrors DescribeOptions.Run."""
    if not call.args and not call.flag("filename"):
        raise CommandError(f"{_NO_TYPE}\n")
    query = read_query(call, whole_kinds=True)
    faults: list[Refusal] = list(query.faults)
    found: list[Any] = []
    for target in query.targets:
        try:
            found.append(find(call, target))
        except StatusError as refusal:
            faults.append(refusal)
    for kind in query.kinds:
        found += list_objects(call, kind)
    alone = len(found) == 1 and not faults
    events = bool(call.flag("show-events")) and (alone or call.given("show-events"))
    if len(call.args) == 2 and len(faults) == 1 and _is_missing(faults[0]):
        _describe_matching(call, query.targets, faults[0], events=events)
        return
    call.say("\n\n".join(describe(obj, call.context.cluster, events=events) for obj in found))
    if not found and not faults:
        everywhere = bool(call.flag("all-namespaces"))
        call.complain("No resources found\n" if everywhere else f"No resources found in {call.namespace} namespace.\n")
    raise_all(faults)


def _is_missing(fault: Refusal) -> bool:
    return isinstance(fault, StatusError) and fault.status.reason == "NotFound"


def _describe_matching(call: Call, targets: Sequence[Target], fault: Refusal, *, events: bool) -> None:
    """A name may be the beginning of names; raises the fault when it is not. Mirrors DescribeMatchingResources."""
    if len({target.kind for target in targets}) > 1:
        raise CommandError("you may only specify a single resource type")
    kind, prefix = targets[0].kind, call.args[1]
    objects = call.client.list(kind, namespace_of(kind, call.namespace) or None)
    matching = [obj for obj in objects if obj.metadata.name.startswith(prefix)]
    if not matching:
        raise fault
    call.say("".join(f"{describe(obj, call.context.cluster, events=events)}\n" for obj in matching))
