"""Two-level maps that are copied only where they are written after a snapshot."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

B = TypeVar("B", bound=Hashable)
N = TypeVar("N", bound=Hashable)
V = TypeVar("V")

_EMPTY: Mapping[object, object] = MappingProxyType({})


class Buckets(Generic[B, N, V]):
    """A map of maps whose snapshot costs nothing; the first write to a bucket after one copies that bucket."""

    __slots__ = ("_buckets", "_own", "_shared")

    def __init__(self) -> None:
        self._buckets: dict[B, dict[N, V]] = {}
        self._own: set[B] = set()
        self._shared = False

    @property
    def whole(self) -> object:
        """What holds the buckets; whoever keeps it can tell whether it was replaced."""
        return self._buckets

    def bucket(self, key: B) -> Mapping[N, V]:
        """What stands in one bucket; do not keep it across writes."""
        return self._buckets.get(key, _EMPTY)  # type: ignore[arg-type]

    def keys(self) -> Iterator[B]:
        """The buckets that hold something, in the order of their first write."""
        return iter(self._buckets)

    def put(self, key: B, name: N, value: V) -> None:
        """Write one value."""
        self._writable(key)[name] = value

    def remove(self, key: B, name: N) -> None:
        """Take one value out; an empty bucket goes as well."""
        bucket = self._writable(key)
        bucket.pop(name, None)
        if not bucket:
            del self._buckets[key]
            self._own.discard(key)

    def snapshot(self) -> dict[B, dict[N, V]]:
        """The present state; it stays as it is whatever is written later."""
        self._own = set()
        self._shared = True
        return self._buckets

    def stays(self, key: B) -> bool:
        """Whether a bucket is as a snapshot has it, so that the next write goes to a copy of it."""
        return key not in self._own

    def restore(self, state: dict[B, dict[N, V]]) -> None:
        """Go back to a state that `snapshot` gave."""
        self._buckets = state
        self._own = set()
        self._shared = True

    def _writable(self, key: B) -> dict[N, V]:
        if self._shared:
            self._buckets = dict(self._buckets)
            self._shared = False
        if key not in self._own:
            self._buckets[key] = dict(self._buckets.get(key, {}))
            self._own.add(key)
        return self._buckets[key]


class Noted(Buckets[B, N, V]):
    """The buckets of another map, for reading, with a note of each that was read."""

    __slots__ = ("_keepable", "_of", "_read")

    def __init__(self, of: Buckets[B, N, V]) -> None:
        super().__init__()
        self._of = of
        self._read: dict[B, Mapping[N, V]] = {}
        self._keepable = True

    def bucket(self, key: B) -> Mapping[N, V]:
        """What stands in one bucket of the other map."""
        found = self._read[key] = self._of.bucket(key)
        self._keepable = self._keepable and self._of.stays(key)
        return found

    def keys(self) -> Iterator[B]:
        """The other map's buckets; nobody notes all of them."""
        self._keepable = False
        return self._of.keys()

    @property
    def keepable(self) -> bool:
        """Whether nothing was read that can change unnoticed."""
        return self._keepable

    def hold(self) -> bool:
        """Whether all that was read is still there."""
        return all(self._of.bucket(key) is found for key, found in self._read.items())
