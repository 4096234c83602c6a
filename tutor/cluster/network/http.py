"""From a URL to the request it asks for, and from an answer to the text on the wire."""

from __future__ import annotations

from urllib.parse import urlsplit

from tutor.cluster.network.trace import Flow, Headers, Place, Request, Response
from tutor.values import frozen

_PORTS = {"http": 80, "https": 443}


@frozen
class Target:
    """A URL taken apart; `host` without brackets, `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The Host header: the port only when it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS.get(self.scheme) else f"{host}:{self.port}"


def parse_url(url: str) -> Target | None:
    """Read a URL as curl does (no scheme means http), None when it has no host or no sensible port."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    number = port if port is not None else _PORTS.get(parts.scheme, 80)
    return Target(scheme=parts.scheme.lower(), host=parts.hostname, port=number, path=path)


def flow_to(source: Place, target: Target, *, method: str = "GET", headers: Headers = (), body: str = "") -> Flow:
    """The connection and request that fetch a URL from a place."""
    request = Request(method=method, path=target.path, headers=headers, host=target.authority, body=body)
    return Flow(source=source, host=target.host, port=target.port, request=request)


def head_of(response: Response, date: str = "") -> str:
    """Status line and headers as they stand on the wire, with the empty line; `date` as HTTP writes it."""
    lines = [f"HTTP/1.1 {response.status} {response.reason}"]
    lines += [f"{name}: {value}" for name, value in response.headers]
    lines += [f"Date: {date}"] if date else []
    return "".join(f"{line}\r\n" for line in lines) + "\r\n"
