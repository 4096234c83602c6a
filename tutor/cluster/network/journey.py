"""A packet under way: where it is bound, who sent it, and what has happened to it so far."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.cluster.network.door import Door
from tutor.cluster.network.proxy import Gate
from tutor.cluster.network.reasons import hop
from tutor.cluster.network.trace import Flow, Hop, LeftOut, Outcome, Path, Reason, Ref, Refused, TimedOut
from tutor.cluster.network.view import Client, View
from tutor.cluster.objects import replace
from tutor.cluster.settings import NodeSettings
from tutor.values import frozen


@frozen
class Journey:
    """A packet under way and what is known of it so far; `decided` is the Service's field that gave the port.

    What was decided before chance has a say ends at the `gate` of a node's proxy or at the `door` of a host.
    """

    view: View
    routes: Mapping[str, str]
    flow: Flow
    client: Client
    address: str
    port: int
    hops: tuple[Hop, ...] = ()
    service: Ref | None = None
    decided: Path = ()
    left_out: tuple[LeftOut, ...] = ()
    outcome: Outcome | None = None
    node: NodeSettings | None = None
    gate: Gate | None = None
    door: Door | None = None

    def after(self, *hops: Hop) -> Journey:
        """The journey with more hops behind it."""
        return replace(self, hops=self.hops + hops)

    def refused(self, why: Reason, about: Ref | None = None, path: Path | None = None) -> Journey:
        """The journey that ends with an immediate error."""
        return replace(self, hops=(*self.hops, hop(why, about, path)), outcome=Refused(by=why))

    def lost(self, why: Reason, about: Ref | None = None, path: Path | None = None) -> Journey:
        """The journey that ends in silence."""
        return replace(self, hops=(*self.hops, hop(why, about, path)), outcome=TimedOut(by=why))
