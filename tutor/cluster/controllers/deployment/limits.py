"""How far a rolling update may stray from the wanted number of pods."""

from __future__ import annotations

from tutor.api.workloads import Deployment
from tutor.cluster.controllers.shares import resolve
from tutor.values import frozen


@frozen
class Limits:
    """Pods above and below the wanted number, resolved to numbers."""

    surge: int
    unavailable: int

    @classmethod
    def of(cls, deployment: Deployment) -> Limits:
        """Mirrors ResolveFenceposts: percentages round up for surge and down for unavailable, never both zero."""
        rolling = deployment.spec.strategy.rolling_update
        if deployment.spec.strategy.type != "RollingUpdate" or rolling is None:
            return cls(surge=0, unavailable=0)
        wanted = deployment.spec.replicas or 0
        surge = resolve(rolling.max_surge, wanted, up=True)
        unavailable = min(resolve(rolling.max_unavailable, wanted, up=False), wanted)
        return cls(surge=surge, unavailable=unavailable or (0 if surge else 1))
