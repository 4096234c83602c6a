"""Clocks that jump: a cluster's time never goes back, and never runs through a night at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings
from tutor.kubectl.shell.terminal import Shell
from tutor.server.stage import LONGEST_STEP
from tutor.server.world import World


def test_a_machine_that_slept_for_years_lets_an_hour_pass() -> None:
    wall = iter((100.0, 101.0, 101.0 + 3 * 365 * 86_400, 102.0 + 3 * 365 * 86_400))
    world = World(Cluster.start(), wall=lambda: next(wall))
    begun = world.cluster.clock.now
    passed = []
    for _ in range(3):
        world.catch_up()
        passed.append(world.cluster.clock.now - begun)
    assert passed == [1.0, 1.0 + LONGEST_STEP, 2.0 + LONGEST_STEP]


def test_a_clock_that_goes_back_stops_the_clusters_time() -> None:
    wall = iter((100.0, 40.0, 41.0))
    world = World(Cluster.start(), wall=lambda: next(wall))
    begun = world.cluster.clock.now
    world.catch_up()
    assert world.cluster.clock.now == begun
    world.catch_up()
    assert world.cluster.clock.now == begun + 1.0


@pytest.mark.parametrize("year", [1970, 2038, 2100])
def test_a_machine_with_any_date_has_a_cluster_of_the_usual_age(year: int) -> None:
    shell = Shell(settings=Settings(epoch=datetime(year, 1, 1, tzinfo=UTC)))
    assert shell.run("kubectl get node kube-node1 --no-headers").stdout.split()[3] == "5d6h"
