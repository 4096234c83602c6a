"""WebSockets of the API: exec, attach and port-forward, by the path that was asked."""

from __future__ import annotations

from starlette.websockets import WebSocket

from tutor.server.addresses import find_target
from tutor.server.exchange import Ask
from tutor.server.executing import serve_exec
from tutor.server.forwarding import PROTOCOL, serve_forwarding
from tutor.server.resources import resources
from tutor.server.world import World

CHANNELS = ("v5.channel.k8s.io", "v4.channel.k8s.io")


async def serve_socket(world: World, websocket: WebSocket, ask: Ask, query: list[tuple[str, str]]) -> None:
    """Serve one socket until either side ends it."""
    world.catch_up()
    target = find_target(resources(), ask.path)
    offered = websocket.scope.get("subprotocols", [])
    if target is None or target.resource.plural != "pods":
        await websocket.close()
        return
    if target.subresource in {"exec", "attach"}:
        protocol = next((one for one in CHANNELS if one in offered), None)
        if protocol is not None:
            await serve_exec(world, websocket, target, query, protocol)
            return
    if target.subresource == "portforward" and PROTOCOL in offered:
        await serve_forwarding(world, websocket, target)
        return
    await websocket.close()
