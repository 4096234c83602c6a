"""Who may have the window: the browser that opened the printed address, and no other page, person or machine."""

from __future__ import annotations

import secrets

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from tutor.values import frozen

COOKIE = "tutor-key"
HOST = "127.0.0.1"
# The page and its terminal come from here alone: nothing is fetched from the internet.
POLICY = (
    "default-src 'self' 'unsafe-inline' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; form-action 'none'"
)


@frozen
class Door:
    """What a request must bring: one of `hosts`, no foreign origin, the `key` in the address or as a cookie."""

    key: str
    hosts: frozenset[str]
    origins: frozenset[str]

    def refuses(self, request: web.Request) -> str:
        """Why a request may not pass; "" for one that may."""
        if request.headers.get("Host", "") not in self.hosts:
            return "wrong host"
        if request.headers.get("Origin", "") not in {"", *self.origins}:
            return "another page's request"
        shown = request.query.get("key", "") or request.cookies.get(COOKIE, "")
        if not secrets.compare_digest(shown.encode(), self.key.encode()):
            return "open the address that tutor web printed, with its key"
        return ""


def door_of(key: str, port: int, outside: str) -> Door:
    """The door of a server on a port; `outside` is its address behind a proxy, "" without one."""
    here = f"{HOST}:{port}"
    hosts = {here, outside.partition("://")[2].partition("/")[0]}
    origins = {f"http://{here}", "/".join(outside.split("/")[:3])}
    return Door(key=key, hosts=frozenset(hosts - {""}), origins=frozenset(origins - {""}))


def guarding(door: Door) -> Middleware:
    """The step before every answer: refuse, or answer and remember the key in this browser."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        refusal = door.refuses(request)
        if refusal:
            return web.Response(status=403, text=f"Forbidden: {refusal}\n")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = POLICY
            response.headers["Referrer-Policy"] = "no-referrer"
            if "key" in request.query:
                response.set_cookie(COOKIE, door.key, httponly=True, samesite="Strict")
        return response

    return guard
