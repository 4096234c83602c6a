"""What goes on until Ctrl-C where a person looks on: rows of a watch, lines of logs, events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any

from tutor.api.kinds import Kind
from tutor.cluster.objects import key_of
from tutor.cluster.store import Key
from tutor.kubectl.command import Call
from tutor.kubectl.printers.objecttable import TableOptions, render_row, render_table, widest_cells
from tutor.kubectl.resources import list_objects
from tutor.kubectl.waiting import Pause
from tutor.values import replace

FOREVER = float("inf")


def follow_rows(call: Call, group: tuple[Kind, tuple[Any, ...]], names: Collection[str], options: TableOptions) -> None:
    """A row for each object that comes, changes or goes. `names` are those asked for, all of the kind without."""
    kind, objects = group
    cluster = call.context.cluster
    widest = widest_cells(kind, objects, cluster, options)

    def look() -> frozenset[Key]:
        return frozenset(key_of(one) for one in list_objects(call, kind) if not names or one.metadata.name in names)

    known, seen, pause = look(), cluster.store.revision, Pause(call, FOREVER)
    headed = bool(objects)
    while pause.more():
        now = look()
        for change in cluster.store.since(seen) or ():
            if change.key in known | now:
                shown = replace(options, event=change.type) if options.event else options
                if headed:
                    call.say(render_row(kind, change.object, cluster, shown, [widest]))
                else:
                    call.say(render_table(kind, [change.object], cluster, shown))
                headed = True
        known, seen = now, cluster.store.revision


def follow_lines(call: Call, look: Callable[[], Mapping[Hashable, str]]) -> None:
    """What is new in a growing text, piece by piece; `look` gives all pieces, each under a name of its own."""
    known, pause = look(), Pause(call, FOREVER)
    while pause.more():
        now = look()
        call.say("".join(text for name, text in now.items() if name not in known))
        known = now
