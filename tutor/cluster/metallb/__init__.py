"""MetalLB: pools of addresses, who may have which, which nodes announce them, and what its webhook refuses."""

from tutor.cluster.metallb.pools import SYSTEM, Pool, pool_of, read_pools

__all__ = ["SYSTEM", "Pool", "pool_of", "read_pools"]
