"""How tests begin a cluster: each kind of world is simulated once in a run, and then taken up in no time."""

from __future__ import annotations

from tutor.cluster.started import Started

begin = Started().start
