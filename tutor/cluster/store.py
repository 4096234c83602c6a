"""All objects of a cluster: frozen values, one revision a write, a log of changes, and indexes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from tutor.cluster.buckets import Buckets, Noted
from tutor.cluster.indexes import INDEXES, INPUTS, PODS_BY_LABEL, SERVICES_BY_SELECTOR, SETS_BY_SELECTOR
from tutor.values import frozen, make

LOG_LIMIT = 2048  # changes that stay readable; an older watch gets 410 Gone


class Key(NamedTuple):
    """Where an object stands; `namespace` is "" for kinds of the whole cluster. Hashed often, hence a tuple."""

    kind: str
    namespace: str = ""
    name: str = ""


@frozen
class Change:
    """One write: the object as it is now (as it last was, when deleted) and as it was before."""

    revision: int
    type: Literal["ADDED", "MODIFIED", "DELETED"]
    key: Key
    object: Any
    old: Any | None = None


@frozen
class StoreState:
    """A store at one moment."""

    revision: int
    objects: dict[tuple[str, str], dict[str, Any]]
    indexes: dict[Hashable, dict[Key, None]]
    log: tuple[Change, ...]


class Store:
    """One dict of frozen objects and what follows from it."""

    __slots__ = ("_indexes", "_log", "_objects", "_orders", "revision")

    def __init__(self) -> None:
        self.revision = 1000
        self._objects: Buckets[tuple[str, str], str, Any] = Buckets()
        self._indexes: Buckets[Hashable, Key, None] = Buckets()
        self._log: list[Change] = []
        self._orders: dict[tuple[str, str], tuple[str, ...]] = {}

    def get(self, key: Key) -> Any | None:
        """The object under a key."""
        return self._objects.bucket(key[:2]).get(key[2])

    @property
    def moment(self) -> tuple[object, int]:
        """What tells this state from all others: the same object and the same number are the same content.

        A snapshot shares the object, and the first write after one goes to a copy of it, with a higher number.
        """
        return self._objects.whole, self.revision

    def list(self, kind: str, namespace: str | None = None) -> tuple[Any, ...]:
        """All objects of a kind, of one namespace or of all, sorted by namespace and name."""
        spaces = (namespace,) if namespace is not None else self._namespaces(kind)
        return tuple(obj for space in spaces for obj in self._sorted((kind, space)))

    def _sorted(self, place: tuple[str, str]) -> Iterator[Any]:
        """The objects of a kind in a namespace by name; the order is kept until one comes or goes."""
        bucket = self._objects.bucket(place)
        if place not in self._orders:
            self._orders[place] = tuple(sorted(bucket))
        return map(bucket.__getitem__, self._orders[place])

    def _namespaces(self, kind: str) -> tuple[str, ...]:
        return tuple(sorted(space for known, space in self._objects.keys() if known == kind))  # noqa: SIM118

    def put(self, key: Key, obj: Any) -> Change:
        """Write an object; its resourceVersion is the caller's business (`revision` + 1)."""
        old = self.get(key)
        self._reindex(key, old, obj)
        self._objects.put(key[:2], key[2], obj)
        return self._append("ADDED" if old is None else "MODIFIED", key, obj, old)

    def remove(self, key: Key, last: Any | None = None) -> Change:
        """Take an object away; `last` is how it is reported, a missing one is our own bug."""
        old = self.get(key)
        if old is None:
            raise KeyError(key)
        self._reindex(key, old, None)
        self._objects.remove((key.kind, key.namespace), key.name)
        return self._append("DELETED", key, old if last is None else last, old)

    @property
    def oldest(self) -> int:
        """The earliest revision whose later changes are all known."""
        return self._log[0].revision - 1 if self._log else self.revision

    def since(self, revision: int) -> tuple[Change, ...] | None:
        """Every change after a revision, oldest first, or None when they are no longer known."""
        if revision >= self.revision:
            return ()
        if not self._log or self._log[0].revision > revision + 1:
            return None
        return tuple(change for change in self._log if change.revision > revision)

    def change_at(self, revision: int) -> Change | None:
        """The change that made a revision; None when it is no longer known."""
        place = revision - self._log[0].revision if self._log else -1
        return self._log[place] if 0 <= place < len(self._log) else None

    def skip_past(self, revision: int) -> None:
        """Go on behind a revision that clients know from elsewhere; whoever asks for one before it is too late."""
        self.revision = max(self.revision, revision) + 1
        self._log = []

    def keys_by(self, index: str, value: Hashable) -> tuple[Key, ...]:
        """Keys of the objects that an index lists under a value, sorted."""
        return tuple(sorted(self._indexes.bucket((index, value))))

    def by(self, index: str, value: Hashable) -> tuple[Any, ...]:
        """The objects that an index lists under a value, sorted by key."""
        return tuple(map(self.get, sorted(self._indexes.bucket((index, value)))))

    def each_by(self, index: str, value: Hashable) -> Iterator[Any]:
        """The same objects, in no order that means anything."""
        return map(self.get, self._indexes.bucket((index, value)))

    def count_by(self, index: str, value: Hashable) -> int:
        """How many objects an index lists under a value."""
        return len(self._indexes.bucket((index, value)))

    def pods_by_label(self, namespace: str, selector: Mapping[str, str]) -> tuple[Any, ...]:
        """Pods of a namespace that carry all the labels, sorted by name."""
        if not selector:
            return self.list("Pod", namespace)
        if len(selector) == 1:
            return self.by(PODS_BY_LABEL, (namespace, *next(iter(selector.items()))))
        rarest = min(selector.items(), key=lambda pair: self.count_by(PODS_BY_LABEL, (namespace, *pair)))
        found = self.by(PODS_BY_LABEL, (namespace, *rarest))
        return tuple(pod for pod in found if selector.items() <= pod.metadata.labels.items())

    def services_selecting(self, namespace: str, labels: Mapping[str, str]) -> tuple[Any, ...]:
        """Services whose selector fits these labels, sorted by name."""
        keys: set[Key] = set()
        for pair in labels.items():
            keys.update(self._indexes.bucket((SERVICES_BY_SELECTOR, (namespace, *pair))))
        found = (self.get(key) for key in sorted(keys))
        return tuple(one for one in found if one is not None and one.spec.selector.items() <= labels.items())

    def sets_selecting(self, namespace: str, labels: Mapping[str, str]) -> tuple[Any, ...]:
        """ReplicaSets whose selector may fit these labels, sorted by name; expressions are the caller's to check."""
        keys: set[Key] = set(self._indexes.bucket((SETS_BY_SELECTOR, (namespace,))))
        for pair in labels.items():
            keys.update(self._indexes.bucket((SETS_BY_SELECTOR, (namespace, *pair))))
        return tuple(self.get(key) for key in sorted(keys))

    def noted(self) -> NotedStore:
        """The same content, for reading, with a note of what was read."""
        return NotedStore(Noted(self._objects), Noted(self._indexes))

    def snapshot(self) -> StoreState:
        """The present state; it costs the same however many objects there are."""
        return StoreState(
            revision=self.revision,
            objects=self._objects.snapshot(),
            indexes=self._indexes.snapshot(),
            log=tuple(self._log),
        )

    def restore(self, state: StoreState) -> None:
        """Go back to a state that `snapshot` gave."""
        self.revision = state.revision
        self._objects.restore(state.objects)
        self._indexes.restore(state.indexes)
        self._log = list(state.log)
        self._orders = {}

    def _append(self, type_: Literal["ADDED", "MODIFIED", "DELETED"], key: Key, obj: Any, old: Any | None) -> Change:
        self.revision += 1
        if type_ != "MODIFIED":
            self._orders.pop((key.kind, key.namespace), None)
        change = make(Change)(revision=self.revision, type=type_, key=key, object=obj, old=old)
        self._log.append(change)
        if len(self._log) > 2 * LOG_LIMIT:
            del self._log[:LOG_LIMIT]
        return change

    def _reindex(self, key: Key, old: Any | None, new: Any | None) -> None:
        if old is not None and new is not None and key.kind in INPUTS:
            inputs = INPUTS[key.kind]
            if inputs(old) == inputs(new):
                return
        for index, function in INDEXES.get(key.kind, {}).items():
            before = () if old is None else tuple(function(old))
            after = () if new is None else tuple(function(new))
            if before == after:
                continue
            for value in before:
                if value not in after:
                    self._indexes.remove((index, value), key)
            for value in after:
                self._indexes.put((index, value), key, None)


class NotedStore(Store):
    """Another store, for reading; it knows what was read, and whether that is still so."""

    __slots__ = ("_notes",)

    def __init__(self, objects: Noted[tuple[str, str], str, Any], indexes: Noted[Hashable, Key, None]) -> None:
        super().__init__()
        self._objects, self._indexes = objects, indexes
        self._notes = (objects, indexes)

    @property
    def keepable(self) -> bool:
        """Whether nothing was read that can change unnoticed."""
        return all(notes.keepable for notes in self._notes)

    def holds(self) -> bool:
        """Whether the store still has all that was read, the very same objects."""
        return all(notes.hold() for notes in self._notes)
