"""`kubectl get`: tables as the server prints them, or whole objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tutor.api.codec import decode, encode
from tutor.api.kinds import Kind, kind_of
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, PlainError, Refusal, raise_all
from tutor.kubectl.kustomize import refuse_kustomization
from tutor.kubectl.printers.choose import GET, Printer, choose_printer
from tutor.kubectl.printers.gojson import compact_json
from tutor.kubectl.printers.objecttable import TableOptions, render_table
from tutor.kubectl.printers.sorting import UnsortableError, check_sorted_tables, sort_objects
from tutor.kubectl.resources import FILES_AND_WORDS, Query, Target, find, list_objects, placed_body, read_query
from tutor.kubectl.results import short_name
from tutor.kubectl.verbs.derived import is_derived, print_derived
from tutor.kubectl.verbs.following import follow_rows
from tutor.kubectl.verbs.rawpaths import get_raw
from tutor.kubectl.verbs.subresources import print_subresource

_NO_TYPE = (
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported '
    "resources.\n\nerror: Required resource not specified.\n"
    'Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\n'
    "See 'kubectl get -h' for help and examples"
)
Group = tuple[Kind, tuple[Any, ...]]


def run_get(call: Call) -> None:
    """Print what was named, selected or described by files."""
    if call.flag("raw"):
        get_raw(call)
        return
    _check_watch_flags(call)
    _refuse_folder(call)
    printer = choose_printer(call, GET)
    query = read_query(call, whole_kinds=True)
    if call.flag("subresource"):
        print_subresource(call, printer, query)
        return
    if is_derived(query):
        print_derived(call, printer, query)
        return
    watches = bool(call.flag("watch") or call.flag("watch-only"))
    if watches:
        _check_watched(query)
    groups, faults = _collected(call, query, raw=printer is not None)
    if watches and call.flag("watch-only"):
        groups = [(kind, ()) for kind, _ in groups]
    if printer is None and call.flag("output") != "name":
        _print_tables(call, _in_order(call, query, groups, faults), faults)
        if watches and len(query.targets) > 1:
            faults.append(CommandError("you may only watch a single resource or type of resource at a time"))
        if watches and call.context.live is not None and len(groups) == 1 and not faults:
            follow_rows(call, groups[0], [one.name for one in query.targets], _options(call, groups))
    elif not call.flag("watch-only"):
        _print_objects(call, printer, groups, faults, single=query.single)
    raise_all(faults)


def _check_watch_flags(call: Call) -> None:
    """Refuse or warn of flags that a watch has, or has not. Mirrors GetOptions.Complete and Validate."""
    for flag, lost in (("watch", " for watch events received"), ("watch-only", "")):
        if call.flag(flag):
            if call.flag("sort-by"):
                call.complain(f"warning: --{flag} requested, --sort-by will be ignored{lost}\n")
            return
    if not (call.args or call.flag("filename") or call.flag("kustomize")):
        raise PlainError(_NO_TYPE)
    if call.flag("output-watch-events"):
        raise CommandError("--output-watch-events option can only be used with --watch or --watch-only")


def _refuse_folder(call: Call) -> None:
    """Refuse `-k`; what building says is one of several errors here, which stand without `error: `."""
    try:
        refuse_kustomization(call)
    except CommandError as fault:
        if call.flag("filename"):
            raise
        raise PlainError(FILES_AND_WORDS if call.args else fault.message) from None


def _collected(call: Call, query: Query, *, raw: bool) -> tuple[list[Group], list[Refusal]]:
    """What was named or selected, kind by kind, and what could not be had."""
    groups: list[Group] = []
    faults: list[Refusal] = list(query.faults)
    for target in query.targets:
        try:
            _add(groups, target.kind, (_found(call, target, raw=raw),))
        except CommandError as refusal:
            faults.append(refusal)
        except StatusError as refusal:
            if not (refusal.status.reason == "NotFound" and call.flag("ignore-not-found")):
                faults.append(refusal)
    groups += [(kind, list_objects(call, kind)) for kind in query.kinds]
    return groups, faults


def _check_watched(query: Query) -> None:
    """Raises CommandError where there is more to look at than one watch shows. Mirrors GetOptions.watch."""
    if len({*query.kinds, *(target.kind for target in query.targets)}) < 2:
        return
    if any(target.source for target in query.targets):
        raise CommandError(
            "watch is only supported on individual resources and resource collections - more than 1 resource was found"
        )
    raise CommandError("you may only specify a single resource type")


def _found(call: Call, target: Target, *, raw: bool) -> Any:
    """The object of a target; a manifest without a name stands for itself. Mirrors RetrieveLatest."""
    if target.name or target.manifest is None:
        return find(call, target)
    body = placed_body(target)
    return body if raw else decode(target.kind, body).object


def _add(groups: list[Group], kind: Kind, objects: tuple[Any, ...]) -> None:
    """Objects of the same kind that follow one another share a table."""
    if groups and groups[-1][0] == kind:
        groups[-1] = (kind, groups[-1][1] + objects)
    else:
        groups.append((kind, objects))


def _options(call: Call, groups: Sequence[Group]) -> TableOptions:
    prefixed = len({kind for kind, _ in groups}) > 1 or bool(call.flag("show-kind")) or "all" in call.args[:1]
    return TableOptions(
        wide=call.flag("output") == "wide",
        headers=not call.flag("no-headers"),
        namespaces=bool(call.flag("all-namespaces")),
        labels=bool(call.flag("show-labels")),
        label_columns=tuple(call.flag("label-columns")),
        prefixed=prefixed,
        event="ADDED" if call.flag("output-watch-events") else "",
        plain=not call.flag("server-print"),
    )


def _print_tables(call: Call, groups: Sequence[Group], faults: Sequence[Refusal]) -> None:
    options = _options(call, groups)
    printed = 0
    for kind, objects in groups:
        rows = _sorted(call, objects)
        if not rows:
            continue
        if printed and options.headers:
            call.say("\n")
        call.say(render_table(kind, rows, call.context.cluster, options))
        printed += 1
    watches = call.flag("watch") or call.flag("watch-only")
    if not printed and not faults and not call.flag("ignore-not-found") and not watches:
        everywhere = call.flag("all-namespaces") or not all(kind.namespaced for kind, _ in groups)
        call.complain("No resources found\n" if everywhere else f"No resources found in {call.namespace} namespace.\n")


def _in_order(call: Call, query: Query, groups: list[Group], faults: Sequence[Refusal]) -> list[Group]:
    """Tables as the server prints them are sorted one by one; what kubectl prints itself is sorted together."""
    path = str(call.flag("sort-by"))
    if not path or call.flag("server-print"):
        if path:
            check_sorted_tables(path, len(query.kinds) + len(query.targets) - len(faults))
        return groups
    together: list[Group] = []
    for obj in sort_objects([obj for _, objects in groups for obj in objects], path):
        _add(together, kind_of(obj), (obj,))
    return together


def _sorted(call: Call, rows: Sequence[Any]) -> Sequence[Any]:
    """The rows of one table, one alone as it is; kubectl drops the printer's word that no row has the field."""
    if not (call.flag("sort-by") and call.flag("server-print")) or len(rows) < 2:
        return rows
    try:
        return sort_objects(rows, str(call.flag("sort-by")))
    except UnsortableError:
        raise
    except CommandError:
        return ()


def _print_objects(
    call: Call, printer: Printer | None, groups: Sequence[Group], faults: Sequence[Refusal], *, single: bool
) -> None:
    objects = [obj for _, found in groups for obj in found]
    if single and (faults or not objects):
        return
    if call.flag("sort-by") and not single:
        objects = list(sort_objects(objects, str(call.flag("sort-by"))))
    if printer is None:
        for obj in objects:
            call.say(short_name(kind_of(obj), obj.metadata.name) + "\n")
        return
    bodies = [obj if isinstance(obj, dict) else encode(obj) for obj in objects]
    if call.flag("output-watch-events"):
        call.say(_events(call, printer, bodies))
    elif single or call.flag("watch"):
        call.say(printer(bodies))
    else:
        call.say(printer([{"apiVersion": "v1", "items": bodies, "kind": "List", "metadata": {"resourceVersion": ""}}]))


def _events(call: Call, printer: Printer, bodies: Sequence[dict[str, Any]]) -> str:
    """What is there when a watch begins, as the events that a watch tells; JSON has them on a line each."""
    if str(call.flag("output")).lower() == "json":
        return "".join(f'{{"type":"ADDED","object":{compact_json(body)}}}\n' for body in bodies)
    return printer([{"object": body, "type": "ADDED"} for body in bodies])
