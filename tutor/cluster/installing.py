"""What an administrator adds to a cluster that runs already."""

from __future__ import annotations

from tutor.cluster.cluster import Cluster
from tutor.cluster.objects import key_of
from tutor.cluster.seed.addons import POOL_ADDRESSES, metallb
from tutor.values import replace


def install_metallb(cluster: Cluster, addresses: str = POOL_ADDRESSES) -> Cluster:
    """The same cluster at the same moment, with MetalLB and one pool; raises StatusError for bad addresses."""
    grown = Cluster(replace(cluster.settings, load_balancer="metallb"))
    grown.restore(cluster.snapshot())
    for obj in metallb(addresses):
        if grown.store.get(key_of(obj)) is None:
            grown.server.insert(obj)
    return grown
