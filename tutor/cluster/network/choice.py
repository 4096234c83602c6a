"""How a proxy picks one backend of several: by affinity, by turns or by chance."""

from __future__ import annotations

from tutor.cluster.network.backends import Backend
from tutor.cluster.network.fronts import Front
from tutor.cluster.network.memory import Memory
from tutor.cluster.network.modes import MODES
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.trace import Hop
from tutor.cluster.network.view import View, ref
from tutor.cluster.settings import NodeSettings

DEFAULT_AFFINITY_SECONDS = 10800


def choose(
    view: View, memory: Memory, *, node: NodeSettings, front: Front, client: str, pool: tuple[Backend, ...]
) -> tuple[Backend, bool, Memory]:
    """One backend of a pool that is not empty, whether affinity kept it, and the memory after that."""
    if front.service.spec.session_affinity == "ClientIP":
        return _stick(view, memory, node=node, front=front, client=client, pool=pool)
    chosen, memory = _spread(view, memory, node=node, front=front, pool=pool)
    return chosen, False, memory


def affinity_seconds(front: Front) -> int:
    """How long a client keeps its backend, in seconds."""
    settings = front.service.spec.session_affinity_config
    if settings is None or settings.client_ip is None or settings.client_ip.timeout_seconds is None:
        return DEFAULT_AFFINITY_SECONDS
    return settings.client_ip.timeout_seconds


def _stick(
    view: View, memory: Memory, *, node: NodeSettings, front: Front, client: str, pool: tuple[Backend, ...]
) -> tuple[Backend, bool, Memory]:
    """Give a known client its backend again while it is there, and renew the timeout."""
    key, seconds = (node.name, front.name, client), affinity_seconds(front)
    stuck = memory.stuck.get(key)
    known = next((b for b in pool if stuck and stuck.expires > view.now and _name(b) == stuck.backend), None)
    if known is not None:
        return known, True, memory.stick(key, _name(known), view.now + seconds)
    chosen, memory = _spread(view, memory, node=node, front=front, pool=pool)
    return chosen, False, memory.stick(key, _name(chosen), view.now + seconds)


def _name(backend: Backend) -> str:
    return f"{backend.address}:{backend.port}"


def _spread(
    view: View, memory: Memory, *, node: NodeSettings, front: Front, pool: tuple[Backend, ...]
) -> tuple[Backend, Memory]:
    """Spread connections; ipvs lists its newest destination first, so turns go backwards through the addresses."""
    if MODES[view.settings.proxy_mode].turns:
        count, memory = memory.turn(node.name, front.name)
        return pool[-1 - count % len(pool)], memory
    position, memory = memory.draw(len(pool))
    return pool[position], memory


def why_stuck(front: Front, client: str, chosen: Backend) -> Hop:
    """A backend that a client has because it had it before."""
    known = {"address": chosen.address, "port": chosen.port, "client": client, "seconds": affinity_seconds(front)}
    return hop(reason("endpoint-sticky", **known), ref(front.service), ("spec", "sessionAffinity"))


def why_chosen(view: View, node: NodeSettings, front: Front, chosen: Backend, count: int) -> Hop:
    """A backend that was chosen of so many."""
    known = {"address": chosen.address, "port": chosen.port}
    if chosen.terminating and not chosen.ready:
        why = reason("endpoint-terminating", **known)
    elif count == 1:
        why = reason("endpoint-only", **known)
    else:
        id_ = "endpoint-by-turns" if MODES[view.settings.proxy_mode].turns else "endpoint-by-chance"
        why = reason(id_, **known, count=count, node=node.name)
    return hop(why, ref(front.service), front.path("targetPort"))
