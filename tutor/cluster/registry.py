"""Writes to the store: identifiers, times and revisions that every stored object gets, whoever writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, TypeVar

from tutor.api.kinds import kind_of
from tutor.api.status import Status, StatusError, already_exists, conflict
from tutor.cluster.clock import Clock
from tutor.cluster.encodings import Encodings
from tutor.cluster.objects import amend, key_of
from tutor.cluster.random import Random
from tutor.cluster.store import Change, Key, Store
from tutor.values import frozen

T = TypeVar("T")

MODIFIED = "the object has been modified; please apply your changes to the latest version and try again"
WRITTEN_BEFORE = "resourceVersion should not be set on objects to be created"
GENERATE_ATTEMPTS = 8
MAX_GENERATED_BASE = 58  # 63 less the five letters of the suffix


_STORED_AS = {"services": "services/specs", "endpoints": "services/endpoints", "nodes": "minions"}


def _storage_key(obj: Any) -> str:
    """Where etcd keeps an object."""
    kind, meta = kind_of(obj), obj.metadata
    folder = _STORED_AS.get(kind.plural, f"{kind.group}/{kind.plural}" if kind.custom else kind.plural)
    place = f"{meta.namespace}/" if kind.namespaced else ""
    return f"/registry/{folder}/{place}{meta.name}"


@frozen
class Registry:
    """The one way into the store; `notify` hears of every change."""

    store: Store
    clock: Clock
    random: Random
    notify: Callable[[Change], None]
    encodings: Encodings = field(default_factory=Encodings)

    def named(self, obj: T) -> T:
        """The object with a name made from its generateName, when it has no other. Mirrors retryGenerateName."""
        meta = obj.metadata  # type: ignore[attr-defined]
        if meta.name or not meta.generate_name:
            return obj
        for _ in range(GENERATE_ATTEMPTS):
            made = amend(obj, name=meta.generate_name[:MAX_GENERATED_BASE] + self.random.suffix())
            if self.store.get(key_of(made)) is None:
                break
        return made

    def stamped(self, obj: T) -> T:
        """The object with the uid and time of its creation."""
        return amend(obj, uid=self.random.uid(), creation_timestamp=self.clock.timestamp())

    def check_free(self, obj: Any) -> Key:
        """Where a new object will stand; refuse because there is one of that name."""
        key = key_of(obj)
        if self.store.get(key) is not None:
            raise already_exists(kind_of(obj), key.name)
        return key

    def check_current(self, obj: Any, old: Any) -> None:
        """Refuse a write that rests on an older state, or on another object of the same name."""
        kind, meta = kind_of(old), obj.metadata
        if meta.uid and meta.uid != old.metadata.uid:
            uids = f"UID in precondition: {meta.uid}, UID in object meta: {old.metadata.uid}"
            found = f"Key: {_storage_key(old)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: {uids}"
            raise conflict(kind, old.metadata.name, f"StorageError: invalid object, Code: 4, {found}")
        if meta.resource_version and meta.resource_version != old.metadata.resource_version:
            raise conflict(kind, old.metadata.name, MODIFIED)

    def insert(self, obj: T) -> T:
        """Store a new object, or refuse because there is one of that name."""
        meta = obj.metadata  # type: ignore[attr-defined]
        if meta.resource_version.isdecimal() and int(meta.resource_version):
            raise StatusError(Status(message=WRITTEN_BEFORE, code=500))
        key = self.check_free(obj)
        if meta.uid:
            return self._put(key, obj)
        since = meta.creation_timestamp or self.clock.timestamp()
        return self._put(key, obj, uid=self.random.uid(), creation_timestamp=since)

    def update(self, obj: T) -> T:
        """Store an object's next state; nothing happens when nothing differs."""
        key = key_of(obj)
        old = self.store.get(key)
        if old is None:
            raise KeyError(key)
        revision = old.metadata.resource_version
        if old == (obj if obj.metadata.resource_version == revision else amend(obj, resource_version=revision)):  # type: ignore[attr-defined]
            return old  # type: ignore[no-any-return]
        return self._put(key, obj)

    def remove(self, key: Key) -> Any:
        """Take an object away at once and give its last state."""
        obj = self.store.get(key)
        last = amend(obj, resource_version=str(self.store.revision + 1))
        self.notify(self.store.remove(key, last))
        return last

    def _put(self, key: Key, obj: T, **stamps: str) -> T:
        stored = amend(obj, resource_version=str(self.store.revision + 1), **stamps)
        self.notify(self.store.put(key, stored))
        return stored
