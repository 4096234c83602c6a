"""One question to a program and its answer, as HTTP sees them."""

from __future__ import annotations

import json
from collections.abc import Callable

from tutor.values import frozen

STARTED = "\0"  # in a line of a log: when the program started, which nginx and others write first
Headers = tuple[tuple[str, str], ...]


@frozen
class Request:
    """One HTTP request; `host` is the Host header."""

    method: str = "GET"
    path: str = "/"
    headers: Headers = ()
    host: str = ""
    body: str = ""


@frozen
class Response:
    """One HTTP answer."""

    status: int = 200
    reason: str = "OK"
    headers: Headers = ()
    body: str = ""


@frozen
class Visit:
    """A request and all that a program can know: `uptime` of its node in seconds, `client` as address:port."""

    request: Request
    client: str
    hostname: str
    address: str
    port: int
    pod: str = ""
    namespace: str = ""
    node: str = ""
    uptime: int = 0
    nameserver: str = ""
    date: str = ""


Responder = Callable[[Visit], Response]


@frozen
class Listener:
    """One open port; `certificate` are the names of its TLS certificate, None when it speaks plain text."""

    protocol: str
    port: int
    respond: Responder
    certificate: tuple[str, ...] | None = None


@frozen
class Exit:
    """How a program ends by itself: its status, and after how many seconds."""

    code: int = 0
    after: float = 0.0


@frozen
class Process:
    """What a container does once it runs; `known` is false when nobody told us what the image does.

    `output` are the lines that `kubectl logs` shows, `stops_in` the seconds from SIGTERM to the end
    (None: it ignores the signal and is killed after the grace period).
    """

    argv: tuple[str, ...] = ()
    listeners: tuple[Listener, ...] = ()
    exit: Exit | None = None
    output: tuple[str, ...] = ()
    known: bool = True
    stops_in: float | None = 0.5


def logged(process: Process, started: str) -> tuple[str, ...]:
    """The lines that `kubectl logs` shows of a program that started at an API timestamp."""
    moment = started[:19].replace("-", "/").replace("T", " ")
    return tuple(line.replace(STARTED, moment) for line in process.output)


def plain(body: str, *, status: int = 200, reason: str = "OK", server: str = "") -> Response:
    """An answer of plain text."""
    headers = (("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body.encode()))))
    return Response(
        status=status, reason=reason, headers=((("Server", server),) if server else ()) + headers, body=body
    )


def page(body: str, *, status: int = 200, reason: str = "OK", server: str = "", charset: str = "") -> Response:
    """An answer of HTML; `charset` goes behind its media type."""
    headers = (("Content-Type", f"text/html{charset}"), ("Content-Length", str(len(body.encode()))))
    return Response(
        status=status, reason=reason, headers=((("Server", server),) if server else ()) + headers, body=body
    )


def data(value: dict[str, str]) -> Response:
    """An answer of JSON on one line."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(
        headers=(("Content-Type", "application/json"), ("Content-Length", str(len(body.encode())))), body=body
    )
