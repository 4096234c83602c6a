"""What the indexes of a kind read is said in one place."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.cluster.cluster import Cluster
from tutor.cluster.events import Recorder
from tutor.cluster.indexes import INDEXES, INPUTS
from tutor.cluster.settings import Settings

_PARTS = frozenset({"metadata", "spec", "status"})


class _Watched:
    """Stands for an object and notes which of its fields are read."""

    def __init__(self, real: Any, seen: set[str], path: str = "") -> None:
        self._real, self._seen, self._path = real, seen, path

    def __getattr__(self, name: str) -> Any:
        found, path = getattr(self._real, name), f"{self._path}{name}"
        if name in _PARTS:
            return _Watched(found, self._seen, f"{path}.")
        self._seen.add(path)
        return found


@pytest.mark.parametrize("kind", sorted(INPUTS))
def test_the_indexes_of_a_kind_read_nothing_but_what_is_compared_before_they_are_asked(kind: str) -> None:
    cluster = Cluster.start(Settings())
    node = cluster.store.list("Node")[0]
    Recorder(registry=cluster.server.registry).record(node, "Normal", "Tested", "words", "tests")
    read: set[str] = set()
    compared: set[str] = set()
    for obj in cluster.store.list(kind):
        INPUTS[kind](_Watched(obj, compared))
        for values in INDEXES[kind].values():
            list(values(_Watched(obj, read)))
    assert read == compared
