"""A flow that fetches a URL, for tests that ask the network itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from tutor.cluster.network.trace import Flow, Place, Request

PORTS = {"http": 80, "https": 443}


def flow_to(source: Place, url: str, protocol: str = "TCP") -> Flow:
    """What fetches `[SCHEME://]HOST[:PORT][/PATH][?QUERY]` from a place."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = Request(path=path, host=parts.netloc)
    port = parts.port or PORTS[parts.scheme]
    return Flow(source=source, host=parts.hostname or "", port=port, protocol=protocol, request=request)
