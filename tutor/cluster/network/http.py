"""How an answer of HTTP stands on the wire."""

from __future__ import annotations

from tutor.cluster.network.trace import Response


def head_of(response: Response, date: str = "") -> str:
    """Status line and headers as they stand on the wire, with the empty line; `date` as HTTP writes it."""
    lines = [f"HTTP/1.1 {response.status} {response.reason}"]
    lines += [f"{name}: {value}" for name, value in response.headers]
    lines += [f"Date: {date}"] if date else []
    return "".join(f"{line}\r\n" for line in lines) + "\r\n"
