"""A cluster that is taken up is one that was started."""

from __future__ import annotations

from tests.cluster.bodies import service
from tutor.api.kinds import SERVICE
from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings
from tutor.cluster.started import MOST_KINDS, Started


def test_the_second_cluster_of_a_kind_is_what_a_start_gives() -> None:
    started = Started()
    started.start(Settings(seed=2)).server.create(SERVICE, service("web"))
    assert started.start(Settings(seed=2)).snapshot() == Cluster.start(Settings(seed=2)).snapshot()


def test_worlds_of_other_settings_are_worlds_of_their_own() -> None:
    started = Started()
    for seed in range(MOST_KINDS + 2):
        assert started.start(Settings(seed=seed, nodes=())).settings.seed == seed
    assert started.start(Settings(seed=0, nodes=())).settings.seed == 0
