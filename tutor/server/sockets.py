"""WebSockets of the API: exec, attach and port-forward, by the path that was asked."""

from __future__ import annotations

from starlette.websockets import WebSocket

from tutor.api.status import StatusError, bad_request
from tutor.server.addresses import find_target
from tutor.server.exchange import Ask, Reply, no_page, refuse
from tutor.server.executing import entry_of, serve_exec
from tutor.server.forwarding import PROTOCOL, serve_forwarding
from tutor.server.ports import ports_of, serve_ports
from tutor.server.resources import resources
from tutor.server.world import World

CHANNELS = ("v5.channel.k8s.io", "v4.channel.k8s.io")


async def serve_socket(world: World, websocket: WebSocket, ask: Ask, query: list[tuple[str, str]]) -> Reply | None:
    """Serve one socket until either side ends it; gives the refusal of one that cannot be opened."""
    world.catch_up()
    target = find_target(resources(), ask.path)
    if target is None or target.resource.plural != "pods":
        return no_page()
    offered = websocket.scope.get("subprotocols", [])
    channels = next((one for one in CHANNELS if one in offered), "")
    try:
        if target.subresource in {"exec", "attach"} and channels:
            await serve_exec(world, websocket, entry_of(world, target, query), channels)
        elif target.subresource == "portforward" and PROTOCOL in offered:
            await serve_forwarding(world, websocket, target)
        elif target.subresource == "portforward" and (channels or not offered):
            await serve_ports(world, websocket, target, ports_of(query), channels)
        else:
            raise bad_request("unable to upgrade: no subprotocol of the client is spoken here")
    except StatusError as error:
        return refuse(error.status)
    return None
