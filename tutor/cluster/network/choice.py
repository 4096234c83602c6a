"""How a proxy picks one backend of several: by affinity, by turns or by chance."""

from __future__ import annotations

from tutor.cluster.network.backends import Backend
from tutor.cluster.network.fronts import Front
from tutor.cluster.network.memory import Memory
from tutor.cluster.network.modes import MODES
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.trace import Hop, Path
from tutor.cluster.network.view import View, ref
from tutor.cluster.settings import NodeSettings

DEFAULT_AFFINITY_SECONDS = 10800


def choose(
    view: View, memory: Memory, *, node: NodeSettings, front: Front, client: str, pool: tuple[Backend, ...]
) -> tuple[Backend, Hop, Memory]:
    """One backend of a pool that is not empty, why it was this one, and the memory after that."""
    if front.service.spec.session_affinity == "ClientIP":
        return _stick(view, memory, node=node, front=front, client=client, pool=pool)
    return _spread(view, memory, node=node, front=front, pool=pool)


def affinity_seconds(front: Front) -> int:
    """How long a client keeps its backend, in seconds."""
    settings = front.service.spec.session_affinity_config
    if settings is None or settings.client_ip is None or settings.client_ip.timeout_seconds is None:
        return DEFAULT_AFFINITY_SECONDS
    return settings.client_ip.timeout_seconds


def _stick(
    view: View, memory: Memory, *, node: NodeSettings, front: Front, client: str, pool: tuple[Backend, ...]
) -> tuple[Backend, Hop, Memory]:
    """Give a known client its backend again while it is there, and renew the timeout."""
    key, seconds = (node.name, front.name, client), affinity_seconds(front)
    stuck = memory.stuck.get(key)
    known = next((b for b in pool if stuck and stuck.expires > view.now and _name(b) == stuck.backend), None)
    if known is None:
        chosen, why, memory = _spread(view, memory, node=node, front=front, pool=pool)
        return chosen, why, memory.stick(key, _name(chosen), view.now + seconds)
    why = hop(
        reason("endpoint-sticky", address=known.address, port=known.port, client=client, seconds=seconds),
        ref(front.service),
        ("spec", "sessionAffinity"),
    )
    return known, why, memory.stick(key, _name(known), view.now + seconds)


def _name(backend: Backend) -> str:
    return f"{backend.address}:{backend.port}"


def _spread(
    view: View, memory: Memory, *, node: NodeSettings, front: Front, pool: tuple[Backend, ...]
) -> tuple[Backend, Hop, Memory]:
    """Spread connections; ipvs lists its newest destination first, so turns go backwards through the addresses."""
    path: Path = front.path("targetPort")
    if MODES[view.settings.proxy_mode].turns:
        count, memory = memory.turn(node.name, front.name)
        chosen, id_ = pool[::-1][count % len(pool)], "endpoint-by-turns"
    else:
        position, memory = memory.draw(len(pool))
        chosen, id_ = pool[position], "endpoint-by-chance"
    known = {"address": chosen.address, "port": chosen.port}
    if chosen.terminating and not chosen.ready:
        why = reason("endpoint-terminating", **known)
    elif len(pool) == 1:
        why = reason("endpoint-only", **known)
    else:
        why = reason(id_, **known, count=len(pool), node=node.name)
    return chosen, hop(why, ref(front.service), path), memory
