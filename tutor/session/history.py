"""The cluster's history as values: what was done, what each deed changed, how it looked at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from tutor.cluster.controllers.root_certificate import NAME as ROOT_CERTIFICATE
from tutor.cluster.store import StoreState
from tutor.kubectl.shell.terminal import Shell
from tutor.kubectl.shell.timeline import Moment
from tutor.session.drawing import draw
from tutor.session.picture import SYSTEM, Picture
from tutor.session.views import Deed

QUIET_KINDS: Final = frozenset(("Event", "Lease", "Endpoints", "EndpointSlice", "Node", "ControllerRevision"))


def deeds(shell: Shell) -> tuple[Deed, ...]:
    """Everything that was done, oldest first; before it the beginning, and after it what was taken back."""
    past, future = shell.timeline.past, shell.timeline.future[::-1]
    states = [*past, _now(shell), *future]
    commands = ["", *(moment.command for moment in (*past, *future))]
    return tuple(
        Deed(
            number=number,
            command=command,
            time=_time(states[number]),
            changed=_changed(states[number - 1], states[number]) if number else (),
            undone=number > len(past),
            here=number == len(past),
        )
        for number, command in enumerate(commands)
    )


def look(shell: Shell, number: int) -> Picture:
    """How the cluster looked just before the deed after `number`; the cluster itself stays where it is."""
    past, future = shell.timeline.past, shell.timeline.future[::-1]
    moment = [*past, _now(shell), *future][number]
    cluster = moment.cluster
    now = cluster.snapshot()
    cluster.restore(moment.snapshot)
    try:
        return draw(cluster.store)
    finally:
        cluster.restore(now)


def _now(shell: Shell) -> Moment:
    return Moment(command="", cluster=shell.cluster, snapshot=shell.cluster.snapshot())


def _time(moment: Moment) -> str:
    """The cluster's clock then, as HH:MM:SS."""
    return moment.cluster.clock.timestamp(moment.snapshot.clock.micros / 1_000_000)[11:19]


def _changed(before: Moment, after: Moment) -> tuple[str, ...]:
    """Name what differs: `+Service/web`, `~Service/web`, `-Service/web`; the cluster's own bookkeeping is left out."""
    return tuple(difference(before.snapshot.store, after.snapshot.store))


def difference(before: StoreState, after: StoreState) -> Iterator[str]:
    """Name the objects that two states do not share, by kind, namespace and name; unchanged buckets cost nothing."""
    for bucket in sorted(before.objects.keys() | after.objects.keys()):
        kind, namespace = bucket
        old, new = before.objects.get(bucket, {}), after.objects.get(bucket, {})
        if old is new or kind in QUIET_KINDS or namespace in SYSTEM:
            continue
        prefix = f"{kind}/" if namespace in {"", "default"} else f"{kind}/{namespace}/"
        yield from (f"{sign}{prefix}{name}" for name, sign in _signs(old, new))


def _signs(old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for name in sorted((old.keys() | new.keys()) - {ROOT_CERTIFICATE}):
        if name not in new:
            yield name, "-"
        elif name not in old:
            yield name, "+"
        elif _moved(old[name], new[name]):
            yield name, "~"


def _moved(old: Any, new: Any) -> bool:
    """Whether somebody changed more than the status, which follows by itself."""
    if old is new:
        return False
    parts = ("spec", "data", "subsets", "endpoints", "ports")
    changed = any(getattr(old, part, None) != getattr(new, part, None) for part in parts)
    return changed or any(
        getattr(old.metadata, part) != getattr(new.metadata, part)
        for part in ("labels", "annotations", "deletion_timestamp")
    )
