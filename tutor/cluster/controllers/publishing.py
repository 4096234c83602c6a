"""The API server's own Service `kubernetes` with its endpoints: whoever deletes it sees it come back."""

from __future__ import annotations

from tutor.api.status import StatusError
from tutor.cluster.control import Controller, Plane
from tutor.cluster.objects import key_of
from tutor.cluster.seed import published
from tutor.cluster.store import Change, Key, Store

_NAME, _NAMESPACE = "kubernetes", "default"
_PERIOD = 10.0  # seconds from look to look, counted from the start of the API server


def reconcile(plane: Plane, key: Key) -> None:
    """Write what is missing at the next look. Mirrors UpdateKubernetesService."""
    missing = [obj for obj in published(plane.settings) if plane.store.get(key_of(obj)) is None]
    until = -round(plane.clock.now, 3) % _PERIOD
    if missing and until:
        plane.schedule(until, PUBLISHING.name, key)
        return
    try:
        for obj in missing:
            plane.server.insert(obj)
    except StatusError:  # somebody has its address by now
        plane.schedule(_PERIOD, PUBLISHING.name, key)


def _deleted(change: Change, _store: Store) -> tuple[Key, ...]:
    own = (change.key.namespace, change.key.name) == (_NAMESPACE, _NAME)
    return (change.key,) if own and change.type == "DELETED" else ()


PUBLISHING = Controller(
    name="publishing",
    watches={"Service": _deleted, "Endpoints": _deleted, "EndpointSlice": _deleted},
    reconcile=reconcile,
)
