"""`pods/portforward` over the channels of v4, as clients other than kubectl ask for it: two channels a port."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from starlette.websockets import WebSocket, WebSocketDisconnect

from tutor.api.kinds import POD
from tutor.api.status import bad_request
from tutor.cluster.network.trace import Place
from tutor.server.addresses import Target
from tutor.server.forwarding import MOST_REQUEST, ask_pod, read_request, refused
from tutor.server.pieces import next_piece
from tutor.server.world import World

MOST_PORTS = 64


def ports_of(query: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """The ports that a client names in its address; raises StatusError."""
    words = [word for name, value in query if name == "ports" for word in value.split(",")]
    if not words:
        raise bad_request('query parameter "ports" is required')
    for word in words:
        if not (word.isascii() and word.isdecimal() and 0 < int(word[:6]) <= 65535):
            raise bad_request(f'unable to parse "{word[:20]}" as a port')
    return tuple(map(int, words[:MOST_PORTS]))


async def serve_ports(world: World, websocket: WebSocket, target: Target, ports: Sequence[int], protocol: str) -> None:
    """Carry what is sent to each port until the client goes; raises StatusError when there is no such pod."""
    world.cluster.server.get(POD, target.name, namespace=target.namespace)
    await websocket.accept(subprotocol=protocol or None)
    place = Place(kind="pod", name=target.name, namespace=target.namespace)
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        for number, port in enumerate(ports):
            for channel in (2 * number, 2 * number + 1):
                await websocket.send_bytes(bytes((channel,)) + port.to_bytes(2, "little"))
        await _carry(world, websocket, place, ports)


async def _carry(world: World, websocket: WebSocket, place: Place, ports: Sequence[int]) -> None:
    left = dict.fromkeys(range(len(ports)), b"")
    while True:
        piece = await next_piece(websocket)
        number = piece[0] // 2 if piece else -1
        if number not in left or piece[0] % 2:
            continue
        sent = left[number] + piece[1:]
        while (read := read_request(sent) if b"\r\n\r\n" in sent else None) is not None:
            request, sent = read
            answered = ask_pod(world, place, ports[number], request)
            if answered is None:
                words = refused(world, place, ports[number])
                await websocket.send_bytes(bytes((2 * number + 1,)) + words.encode())
                await websocket.close(1000)
                return
            await websocket.send_bytes(bytes((2 * number,)) + answered)
        if len(sent) > MOST_REQUEST:
            await websocket.close(1009)
            return
        left[number] = sent
