"""`kubectl events`."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import EVENT, Kind
from tutor.kubectl.command import Call
from tutor.kubectl.describers.writer import event_age
from tutor.kubectl.errors import CommandError
from tutor.kubectl.kindwords import kind_named
from tutor.kubectl.managers import without_managers
from tutor.kubectl.printers.choose import Printer, choose_printer
from tutor.kubectl.printers.gojson import indented_json
from tutor.kubectl.printers.goorder import in_go_order
from tutor.kubectl.printers.kyaml import kyaml
from tutor.kubectl.resources import warn_of_short_names
from tutor.kubectl.tabwriter import table
from tutor.kubectl.verbs.following import follow_lines


def run_events(call: Call) -> None:
    """Events in the order they happened, of all objects or of one."""
    kind, name = _about(call)
    types = {word.casefold() for word in call.flag("types")}
    if types - {"normal", "warning"}:
        raise CommandError("valid --types are Normal or Warning")
    printer = choose_printer(call)

    def look() -> list[Any]:
        events = call.context.cluster.events(None if call.flag("all-namespaces") else call.namespace)
        return sorted((one for one in events if _wanted(one, kind, name, types)), key=_moment)

    rows = look()
    if call.flag("watch") and call.context.live is not None and printer is None:
        _print_table(call, rows)
        follow_lines(call, lambda: {_version(one): _line(call, rows, one) for one in look()})
    elif not rows:
        where = "" if call.flag("all-namespaces") else f" in {call.namespace} namespace"
        call.complain(f"No events found{where}.\n")
    elif printer is not None:
        call.say(_whole(call, printer, [encode(one) for one in rows]))
    elif call.flag("output") != "name":  # kubectl drops the printer's word that lists have no names
        _print_table(call, rows)


def _whole(call: Call, printer: Printer, items: list[dict[str, Any]]) -> str:
    """The events as a list; what kubectl has read into structs it writes in their order."""
    write = {"json": lambda body: indented_json(body, sort=False) + "\n", "kyaml": kyaml}.get(str(call.flag("output")))
    if write is None:
        return printer([{"apiVersion": "v1", "items": items, "kind": "EventList", "metadata": {}}])
    shown = items if call.flag("show-managed-fields") else without_managers(items)
    ordered = [in_go_order(EVENT, one) for one in shown]
    return write({"kind": "EventList", "apiVersion": "v1", "metadata": {}, "items": ordered})


def _about(call: Call) -> tuple[str, str]:
    """The kind and name of `--for`. Mirrors decodeResourceTypeName."""
    text = str(call.flag("for"))
    if not text:
        return "", ""
    if "/" not in text:
        raise CommandError("--for must be in resource/name form")
    if text.count("/") > 1:
        raise CommandError("arguments in resource/name form may not have more than one slash")
    word, _, name = text.partition("/")
    kind = _typed(call, word)
    return (kind.kind, name) if name else ("", "")


def _typed(call: Call, word: str) -> Kind:
    if not word:
        raise CommandError("a resource must be present, got: /, Resource=")
    kind = kind_named(word, call.custom_kinds)
    warn_of_short_names(call, (word,))
    return kind


def _moment(event: Any) -> tuple[str, str, str]:
    """When an event was last told; what happened in the same moment stands by its name. Mirrors SortableEvents."""
    text = str(event.last_timestamp or event.event_time or "")
    exact = text if "." in text else text.replace("Z", ".000000Z")
    return exact, event.metadata.namespace, event.metadata.name


def _wanted(event: Any, kind: str, name: str, types: set[str]) -> bool:
    about = event.involved_object
    same = not kind or (about.kind, about.name) == (kind, name)
    return same and (not types or event.type.casefold() in types)


def _print_table(call: Call, rows: list[Any]) -> None:
    head = ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"]
    spread = bool(call.flag("all-namespaces"))
    headers = [] if call.flag("no-headers") else [["NAMESPACE", *head] if spread else head]
    call.say(table([*headers, *(_row(call, event, spread=spread) for event in rows)]))


def _version(event: Any) -> tuple[str, str]:
    return event.metadata.uid, event.metadata.resource_version


def _line(call: Call, before: list[Any], event: Any) -> str:
    """One more row, in line with those before."""
    spread = bool(call.flag("all-namespaces"))
    rows = [_row(call, one, spread=spread) for one in (*before, event)]
    return table(rows).splitlines(keepends=True)[-1]


def _row(call: Call, event: Any, *, spread: bool) -> list[str]:
    about = event.involved_object
    cells = [
        event_age(call.context.cluster, event),
        event.type,
        event.reason,
        f"{about.kind}/{about.name}",
        event.message.strip(),
    ]
    return [event.metadata.namespace, *cells] if spread else cells
