"""`kubectl get` of objects that nothing stores, such as IPAddresses and ServiceCIDRs, which follow from others."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import Kind
from tutor.cluster.synthetic import synthetic
from tutor.cluster.synthetic_tables import columns, has_table
from tutor.kubectl.command import Call
from tutor.kubectl.errors import raise_all
from tutor.kubectl.printers.choose import Printer
from tutor.kubectl.resources import Query, Target, find, namespace_of, selectors
from tutor.kubectl.results import short_name
from tutor.kubectl.tabwriter import table

Row = dict[str, Any]


def is_derived(query: Query) -> bool:
    """Whether one kind is asked for, and its objects follow from others."""
    kinds = {*query.kinds, *(target.kind for target in query.targets)}
    return len(kinds) == 1 and all(kind.type is object and has_table(kind.kind) for kind in kinds)


def print_derived(call: Call, printer: Printer | None, query: Query) -> None:
    """Print them as a table, by their names or whole."""
    raise_all(query.faults)
    kind = query.kinds[0] if query.kinds else query.targets[0].kind
    rows = [_named(call, target) for target in query.targets] or _selected(call, kind)
    if printer is not None:
        bodies = [{"apiVersion": kind.api_version, "kind": kind.kind, **row} for row in rows]
        whole: Row = {"apiVersion": "v1", "items": bodies, "kind": "List", "metadata": {"resourceVersion": ""}}
        call.say(printer(bodies if query.single else [whole]))
    elif call.flag("output") == "name":
        call.say("".join(short_name(kind, row["metadata"]["name"]) + "\n" for row in rows))
    elif rows:
        call.say(table(_cells(call, kind, rows)))
    else:
        everywhere = call.flag("all-namespaces") or not kind.namespaced
        call.complain("No resources found\n" if everywhere else f"No resources found in {call.namespace} namespace.\n")


def _named(call: Call, target: Target) -> Row:
    rows = synthetic(call.context.cluster, target.kind.kind, target.namespace)
    found = next((row for row in rows if row["metadata"]["name"] == target.name), None)
    return find(call, target) if found is None else found


def _selected(call: Call, kind: Kind) -> list[Row]:
    labels, _ = selectors(call, kind)
    place = "" if call.flag("all-namespaces") else namespace_of(kind, call.namespace)
    rows = synthetic(call.context.cluster, kind.kind, place)
    return [row for row in rows if labels is None or labels.matches(row["metadata"].get("labels", {}))]


def _cells(call: Call, kind: Kind, rows: list[Row]) -> list[list[str]]:
    clock, shown = call.context.cluster.clock, columns(kind.kind)
    spaces = kind.namespaced and call.flag("all-namespaces")
    head = [*(["NAMESPACE"] if spaces else []), *(column.name.upper() for column in shown)]
    body = [
        [*([row["metadata"]["namespace"]] if spaces else []), *(str(column.cell(row, clock)) for column in shown)]
        for row in rows
    ]
    return body if call.flag("no-headers") else [head, *body]
