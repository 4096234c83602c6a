"""Events: what components tell of objects, counted when they repeat themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.api.core import Event, EventSource
from tutor.api.discovery import ObjectReference
from tutor.api.meta import ObjectMeta
from tutor.cluster.clock import Action
from tutor.cluster.indexes import EVENTS_BY_OBJECT
from tutor.cluster.objects import key_of, reference_to, replace
from tutor.cluster.registry import Registry
from tutor.cluster.store import Key
from tutor.values import frozen

KEPT_PER_OBJECT = 100  # the oldest go first
TTL = 3600.0  # seconds that an event lives after it was told last
EXPIRY = "event-expiry"
_STEP = 1000  # nanoseconds between two writes of the same moment


@frozen
class Recorder:
    """Writes events. Mirrors client-go's tools/record and its correlator."""

    registry: Registry

    def record(
        self, obj: Any, type_: str, reason: str, message: str, component: str, *, host: str = "", field_path: str = ""
    ) -> None:
        """Tell of an object; the same words from the same source count one up."""
        about = reference_to(obj, field_path)
        source = EventSource(component=component, host=host)
        known = self._like(about, source, reason, message, type_)
        now = self.registry.clock.timestamp()
        if known is not None:
            self.registry.update(replace(known, count=known.count + 1, last_timestamp=now))
            return
        event = Event(
            metadata=self._meta(about),
            involved_object=about,
            type=type_,
            reason=reason,
            message=message,
            source=source,
            first_timestamp=now,
            last_timestamp=now,
            count=1,
            reporting_component=component,
            reporting_instance=host,
        )
        self._store(about, event)

    def record_series(  # noqa: PLR0917 - as above
        self, obj: Any, type_: str, reason: str, message: str, component: str, action: str
    ) -> None:
        """Tell of an object in the newer way, which has an eventTime and no count. Mirrors tools/events."""
        about = reference_to(obj)
        event = Event(
            metadata=self._meta(about),
            involved_object=about,
            type=type_,
            reason=reason,
            message=message,
            event_time=self.registry.clock.micro_timestamp(),
            action=action,
            reporting_component=component,
            reporting_instance=f"{component}-kube-master1",
        )
        self._store(about, event)

    def _meta(self, about: ObjectReference) -> ObjectMeta:
        """Named by the nanosecond, so that names sort by time as well. Mirrors makeEvent."""
        within = self.registry.store.revision * _STEP + self.registry.random.next() % _STEP
        name = f"{about.name}.{self.registry.clock.nanoseconds() + within:x}"
        return ObjectMeta(name=name, namespace=about.namespace or "default")

    def _store(self, about: ObjectReference, event: Event) -> None:
        self._forget_oldest(about)
        self.registry.insert(event)
        self.registry.clock.schedule(TTL, Action(controller=EXPIRY, key=Key(kind="Event"), background=True))

    def _about(self, about: ObjectReference) -> Iterator[Any]:
        return self.registry.store.each_by(EVENTS_BY_OBJECT, (about.kind, about.namespace, about.name))

    def _like(self, about: ObjectReference, source: EventSource, reason: str, message: str, type_: str) -> Event | None:
        for event in self._about(about):
            if (event.reason, event.message, event.type, event.source) != (reason, message, type_, source):
                continue
            if (event.involved_object.uid, event.involved_object.field_path) == (about.uid, about.field_path):
                return event  # type: ignore[no-any-return]
        return None

    def _forget_oldest(self, about: ObjectReference) -> None:
        place = (about.kind, about.namespace, about.name)
        if self.registry.store.count_by(EVENTS_BY_OBJECT, place) >= KEPT_PER_OBJECT:
            oldest = min(self._about(about), key=lambda event: int(event.metadata.resource_version))
            self.registry.remove(key_of(oldest))
