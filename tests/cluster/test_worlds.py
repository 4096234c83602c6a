"""Endpoints and EndpointSlices of recorded worlds, as a real cluster's controllers made them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cluster.worlds import backing
from tutor.cluster.cluster import Cluster

_WORLDS = [
    json.loads(line) for line in (Path(__file__).parents[1] / "oracle" / "worlds.jsonl").read_text().splitlines()
]


@pytest.mark.parametrize("world", _WORLDS, ids=lambda world: str(world["name"]))
def test_the_same_pods_back_the_same_services(cluster: Cluster, world: dict[str, Any]) -> None:
    assert backing(cluster, world["manifest"]) == (world["endpoints"], world["slices"])
