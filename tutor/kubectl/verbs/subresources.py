"""`--subresource`: the status or the scale of what was named."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.cluster import scale
from tutor.cluster.ages import age
from tutor.cluster.subresources import SUBRESOURCES, Subresource, check_subresource
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, raise_all
from tutor.kubectl.printers.choose import Printer
from tutor.kubectl.printers.objecttable import TableOptions, render_table
from tutor.kubectl.resources import Query, Target, find
from tutor.kubectl.tabwriter import table


def print_subresource(call: Call, printer: Printer | None, query: Query) -> None:
    """Print one part of each named object; raises CommandError for whole kinds."""
    if query.kinds:
        raise CommandError("subresource cannot be used when bulk resources are specified")
    raise_all(query.faults)
    word: Subresource | None = SUBRESOURCES.get(str(call.flag("subresource")))
    for target in query.targets:
        obj = find(call, target)
        check_subresource(target.kind, word, f"get {target.kind.resource} {target.name}")
        body = scale.encode(obj) if word == "scale" else encode(obj)
        if printer is not None:
            call.say(printer([body]))
        elif call.flag("output") == "name":
            call.say(f"{target.kind.singular_resource}/{obj.metadata.name}\n")
        elif word == "scale":
            call.say(_scale_table(call, obj))
        else:
            call.say(render_table(target.kind, (obj,), call.context.cluster, TableOptions()))


def subresource_of(call: Call, target: Target, verb: str) -> Subresource:
    """The part of an object that `--subresource` names; raises StatusError for one that its kind does not have.

    `verb` is what the server is asked, such as `patch`.
    """
    if not call.flag("subresource"):
        return ""
    word: Subresource | None = SUBRESOURCES.get(str(call.flag("subresource")))
    check_subresource(target.kind, word, f"{verb} {target.kind.resource} {target.name}")
    return word or ""


def _scale_table(call: Call, obj: Any) -> str:
    since = age(obj.metadata.creation_timestamp, call.context.cluster.clock)
    row = [obj.metadata.name, str(obj.spec.replicas or 0), str(obj.status.replicas), since]
    return table([["NAME", "DESIRED", "AVAILABLE", "AGE"], row])
