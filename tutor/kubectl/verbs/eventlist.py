"""`kubectl events`."""

from __future__ import annotations

from typing import Any

from tutor.kubectl.command import Call
from tutor.kubectl.describers.writer import event_age
from tutor.kubectl.errors import CommandError
from tutor.kubectl.tabwriter import table


def run_events(call: Call) -> None:
    """Events in the order they happened, of all objects or of one."""
    events = call.context.cluster.events(None if call.flag("all-namespaces") else call.namespace)
    kind, _, name = str(call.flag("for")).lower().partition("/")
    if kind and not name:
        raise CommandError("--for must be in resource/name form")
    types = {word.lower() for word in call.flag("types")}
    rows = [event for event in events if _wanted(event, kind, name, types)]
    if not rows:
        where = "" if call.flag("all-namespaces") else f" in {call.namespace} namespace"
        call.complain(f"No events found{where}.\n")
        return
    head = ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"]
    spread = bool(call.flag("all-namespaces"))
    headers = [] if call.flag("no-headers") else [["NAMESPACE", *head] if spread else head]
    call.say(table([*headers, *(_row(call, event, spread=spread) for event in rows)]))


def _wanted(event: Any, kind: str, name: str, types: set[str]) -> bool:
    about = event.involved_object
    same = not kind or (about.name == name and about.kind.lower().startswith(kind.rstrip("s")[:3]))
    return same and (not types or event.type.lower() in types)


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
