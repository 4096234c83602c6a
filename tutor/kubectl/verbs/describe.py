"""`kubectl describe`."""

from __future__ import annotations

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
    """Describe what was named or selected, or whatever begins with the name."""
    if not call.args and not call.flag("filename"):
        raise CommandError(f"{_NO_TYPE}\n")
    query = read_query(call, whole_kinds=True)
    faults: list[Refusal] = list(query.faults)
    found: list[Any] = []
    for target in query.targets:
        try:
            found.append(find(call, target))
        except StatusError as refusal:
            matching = _matching(call, target) if refusal.status.reason == "NotFound" else []
            found += matching
            if not matching:
                faults.append(refusal)
    for kind in query.kinds:
        found += list_objects(call, kind)
    events = bool(call.flag("show-events"))
    call.say("\n\n".join(describe(obj, call.context.cluster, events=events) for obj in found))
    if not found and not faults:
        everywhere = call.flag("all-namespaces") or not any(kind.namespaced for kind in query.kinds)
        call.complain("No resources found\n" if everywhere else f"No resources found in {call.namespace} namespace.\n")
    raise_all(faults)


def _matching(call: Call, target: Target) -> list[Any]:
    """Mirrors DescribeMatchingResources: a name may be the beginning of names."""
    if target.source:
        return []
    objects = call.client.list(target.kind, namespace_of(target.kind, call.namespace) or None)
    return [obj for obj in objects if obj.metadata.name.startswith(target.name)]
