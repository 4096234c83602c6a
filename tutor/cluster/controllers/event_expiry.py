"""Events live for an hour after they were last told, as the API server's lease on them does."""

from __future__ import annotations

from tutor.api.core import Event
from tutor.cluster.control import Controller, Plane
from tutor.cluster.events import EXPIRY, TTL
from tutor.cluster.objects import key_of
from tutor.cluster.store import Key

_AT_MOST_EVERY = 60.0  # seconds; the real server shares one lease between the events of a minute


def reconcile(plane: Plane, key: Key) -> None:
    """Take away what is too old, and come back when the next event will be."""
    left = []
    for event in plane.store.list("Event"):
        rest = TTL - (plane.clock.now - _last_told(plane, event))
        if rest > 0:
            left.append(rest)
        else:
            plane.server.registry.remove(key_of(event))
    if left:
        plane.schedule(max(_AT_MOST_EVERY, min(left)), EXPIRY, key, background=True)


def _last_told(plane: Plane, event: Event) -> float:
    """When an event was written last, in seconds of the world's clock."""
    return plane.clock.seconds(event.last_timestamp or event.event_time or event.metadata.creation_timestamp or "")


EVENT_EXPIRY = Controller(name=EXPIRY, watches={}, reconcile=reconcile)
