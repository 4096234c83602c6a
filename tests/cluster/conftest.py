"""A fresh cluster for each test, put back from one snapshot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tutor.cluster.cluster import Cluster


@pytest.fixture(scope="session")
def started() -> Cluster:
    return Cluster.start()


@pytest.fixture
def cluster(started: Cluster) -> Iterator[Cluster]:
    before = started.snapshot()
    yield started
    started.restore(before)
