"""What an administrator adds to a cluster that runs already."""

from __future__ import annotations

from tutor.api.metallb import IPAddressPool, L2Advertisement
from tutor.cluster.cluster import Cluster
from tutor.cluster.metallb.webhook import review
from tutor.cluster.objects import key_of
from tutor.cluster.seed.addons import POOL_ADDRESSES, metallb
from tutor.values import replace

READY_SECONDS = 10.0  # until the controller runs, whose webhook is asked about the rest


def install_metallb(cluster: Cluster, addresses: str = POOL_ADDRESSES) -> Cluster:
    """The same cluster, some seconds later, with MetalLB and one pool; raises StatusError for bad addresses."""
    grown = Cluster(replace(cluster.settings, load_balancer="metallb"))
    grown.restore(cluster.snapshot())
    objects = [obj for obj in metallb(addresses) if grown.store.get(key_of(obj)) is None]
    configuration = [obj for obj in objects if isinstance(obj, IPAddressPool | L2Advertisement)]
    for obj in objects:
        if obj not in configuration:
            grown.server.insert(obj)
    grown.advance(READY_SECONDS)
    for obj in configuration:
        review(grown.store, obj)
        grown.server.insert(obj)
    return grown
