"""`pods/eviction`: a polite deletion, which `kubectl drain` asks for."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import POD
from tutor.server import protobuf
from tutor.server.addresses import Target
from tutor.server.bodies import read_json
from tutor.server.deleting import check_preconditions, delete_options_of
from tutor.server.exchange import Ask, Reply, not_allowed, reply
from tutor.server.options import is_dry_run
from tutor.server.world import World


def evict(world: World, target: Target, ask: Ask) -> Reply:
    """Delete a pod as its grace period says; nothing here keeps a budget. Raises StatusError."""
    if ask.method != "POST":
        raise not_allowed()
    options = delete_options_of(_options(ask), ask)
    server = world.cluster.server
    check_preconditions(POD, server.get(POD, target.name, namespace=target.namespace), options)
    dry_run = options.dry_run or is_dry_run(ask)
    server.delete(POD, target.name, namespace=target.namespace, grace_period=options.grace_period, dry_run=dry_run)
    return reply({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "code": 201}, 201)


def _options(ask: Ask) -> dict[str, Any]:
    if ask.header("content-type").startswith(protobuf.MEDIA):
        return protobuf.read_eviction(ask.body)
    body = read_json(ask.body).value
    options = body.get("deleteOptions") if isinstance(body, dict) else None
    return options if isinstance(options, dict) else {}
