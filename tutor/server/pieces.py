"""What comes through a WebSocket, whichever kind of message it is."""

from __future__ import annotations

from starlette.websockets import WebSocket, WebSocketDisconnect


async def next_piece(websocket: WebSocket) -> bytes:
    """The next message as bytes; raises WebSocketDisconnect at the end."""
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code") or 1000)
    return message.get("bytes") or (message.get("text") or "").encode()
