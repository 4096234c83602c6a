"""`namespaces/finalize`: who holds a namespace lets go, or somebody does it in their place."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.core import Namespace
from tutor.api.kinds import NAMESPACE
from tutor.cluster import deletion, requests
from tutor.cluster.objects import replace
from tutor.server.addresses import Target
from tutor.server.bodies import read_object
from tutor.server.exchange import Ask, Reply, not_allowed, reply
from tutor.server.world import World


def finalize(world: World, target: Target, ask: Ask) -> Reply:
    """PUT of the finalizers of a namespace's spec; one that nobody holds any more goes. Raises StatusError."""
    if ask.method != "PUT":
        raise not_allowed()
    registry = world.cluster.server.registry
    present: Namespace = world.cluster.server.get(NAMESPACE, target.name)
    body = read_object(ask, NAMESPACE).value
    sent, _ = requests.read(NAMESPACE, body, requests.WriteOptions(field_validation="Ignore"))
    requests.check_name(sent, target.name)
    registry.check_current(sent, present)
    spec = replace(present.spec, finalizers=_finalizers(body))
    return reply(encode(deletion.settle(registry, replace(present, spec=spec))))


def _finalizers(body: Any) -> tuple[str, ...]:
    """Those of the body itself, which was read without a fault: its defaults would put one back."""
    return tuple((body.get("spec") or {}).get("finalizers") or ())
