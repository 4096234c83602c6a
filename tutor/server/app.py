"""The API as an application of Starlette: requests in, answers out, each through the guard."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from tutor.api.status import Status
from tutor.server.api import answer
from tutor.server.exchange import Answer, Ask, Stream, refuse
from tutor.server.guard import Guard
from tutor.server.sockets import serve_socket
from tutor.server.world import World

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def build(world: World, guard: Guard) -> Starlette:
    """The application of a world behind a guard."""

    async def http(request: Request) -> Response:
        ask = ask_of(request.method, request.url.path, request.url.query, request.headers)
        refused = guard.admit(ask)
        if refused is not None:
            return _response(refused)
        body = await _body(request, guard.limits.body)
        if body is None:
            words = f"Request entity too large: limit is {guard.limits.body}"
            return _response(refuse(Status(message=words, reason="RequestEntityTooLarge", code=413)))
        if world.watchers >= guard.limits.watchers and (ask.truth("watch") or ask.truth("follow")):
            return _response(refuse(Status(message="Too many watchers", reason="TooManyRequests", code=429)))
        return _response(answer(world, replace_body(ask, body)))

    async def socket(websocket: WebSocket) -> None:
        ask = ask_of("GET", websocket.url.path, websocket.url.query, websocket.headers)
        refused = guard.admit(ask)
        if refused is None:
            refused = await serve_socket(world, websocket, ask, parse_qsl(websocket.url.query, keep_blank_values=True))
        if refused is not None:
            await websocket.send_denial_response(_response(refused))

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        living = asyncio.create_task(world.live())
        try:
            yield
        finally:
            living.cancel()

    routes = [Route("/{path:path}", http, methods=list(_METHODS)), WebSocketRoute("/{path:path}", socket)]
    return Starlette(routes=routes, lifespan=lifespan)


def ask_of(method: str, path: str, query: str, headers: Mapping[str, str] | Headers) -> Ask:
    """A request as the API sees it, its body still to come."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=200):
        found.setdefault(name, value)
    return Ask(method=method, path=path, query=found, headers={name.lower(): headers[name] for name in headers})


def replace_body(ask: Ask, body: bytes) -> Ask:
    """The request with its body."""
    return Ask(method=ask.method, path=ask.path, query=ask.query, headers=ask.headers, body=body)


async def _body(request: Request, limit: int) -> bytes | None:
    """The body, None when it is larger than what is taken."""
    parts, size = [], 0
    with contextlib.suppress(ClientDisconnect):
        async for part in request.stream():
            size += len(part)
            if size > limit:
                return None
            parts.append(part)
    return b"".join(parts)


def _response(found: Answer) -> Response:
    if isinstance(found, Stream):
        return StreamingResponse(found.parts, media_type=found.media)
    response = Response(content=found.body, status_code=found.status)
    response.headers["Content-Type"] = found.media
    for name, value in found.headers:
        response.headers.append(name, value)
    return response
