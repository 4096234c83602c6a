"""What curl tells about a transfer: `-v`, `-i` and `-w`."""

from __future__ import annotations

import re
from ipaddress import ip_address

from tutor.cluster.network.trace import Delivered, NoSuchHost, Request, Response, TimedOut, Trace
from tutor.kubectl.commands.url import Url
from tutor.values import frozen


@frozen
class Transfer:
    """One transfer as far as it got; `named` is false when `--resolve` gave the address."""

    url: Url | None
    request: Request | None = None
    trace: Trace | None = None
    response: Response | None = None
    named: bool = True
    failure: str = ""
    log: str = ""
    redirects: int = 0


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def render_head(response: Response) -> str:
    """The status line and headers, as they come over the wire."""
    rows = [
        f"HTTP/1.1 {response.status} {response.reason}".rstrip(),
        *(f"{name}: {value}" for name, value in response.headers),
    ]
    return "".join(f"{row}\r\n" for row in rows) + "\r\n"


def narrate(transfer: Transfer) -> str:
    """What `-v` prints on stderr."""
    url, trace = transfer.url, transfer.trace
    if url is None or trace is None:
        return ""
    if isinstance(trace.outcome, NoSuchHost):
        return f"* Could not resolve host: {url.host}\n* shutting down connection #0\n"
    address = trace.address or url.host
    lines = (
        []
        if _is_address(url.host)
        else [f"* Host {url.host}:{url.port} was resolved.", "* IPv6: (none)", f"* IPv4: {address}"]
    )
    lines.append(f"*   Trying {address}:{url.port}...")
    lines += (
        _success(transfer, url, address) if isinstance(trace.outcome, Delivered) else _failure(transfer, url, address)
    )
    return "".join(f"{line}\n" for line in lines)


def _failure(transfer: Transfer, url: Url, address: str) -> list[str]:
    timed_out = transfer.trace is not None and isinstance(transfer.trace.outcome, TimedOut)
    refused = [] if timed_out else [f"* connect to {address} port {url.port} failed: Connection refused"]
    return [*refused, f"* {transfer.failure}", "* closing connection #0"]


def _success(transfer: Transfer, url: Url, address: str) -> list[str]:
    lines = [f"* Connected to {url.host} ({address}) port {url.port}"]
    request, response = transfer.request, transfer.response
    if request is None:
        return lines
    lines += ["* using HTTP/1.x", f"> {request.method} {request.path} HTTP/1.1", f"> Host: {request.host}"]
    lines += [*(f"> {name}: {value}" for name, value in request.headers), "> "]
    if response is None:
        return [
            *lines,
            "* Request completely sent off",
            f"* {transfer.failure or 'Empty reply from server'}",
            "* shutting down connection #0",
        ]
    lines += ["* Request completely sent off", f"< HTTP/1.1 {response.status} {response.reason}"]
    lines += [*(f"< {name}: {value}" for name, value in response.headers), "< "]
    return [*lines, f"* Connection #0 to host {url.host} left intact"]


def write_out(template: str, transfer: Transfer, code: int, message: str) -> str:
    """Fill `-w`; an unknown variable becomes nothing, as in curl less its warning."""
    values = _variables(transfer, code, message)
    text = re.sub(r"\\([nrt\\])", lambda found: {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}[found[1]], template)
    return re.sub(r"%\{([A-Za-z_.]+)\}|%%", lambda found: "%" if found[0] == "%%" else values.get(found[1], ""), text)


def _variables(transfer: Transfer, code: int, message: str) -> dict[str, str]:
    response, outcome = transfer.response, transfer.trace.outcome if transfer.trace else None
    status = f"{response.status if response else 0:03}"
    connected = isinstance(outcome, Delivered)
    late = outcome.delay if isinstance(outcome, Delivered) else 0.0
    local, _, local_port = outcome.client.rpartition(":") if isinstance(outcome, Delivered) else ("", "", "0")
    size = len(response.body.encode("utf-8", "surrogateescape")) if response else 0
    header = {name.lower(): value for name, value in response.headers} if response else {}
    return {
        "http_code": status,
        "response_code": status,
        "http_version": "1.1" if response else "0",
        "exitcode": str(code),
        "errormsg": message,
        "remote_ip": transfer.trace.address if transfer.trace and connected else "",
        "remote_port": str(transfer.url.port) if transfer.url and connected else "0",
        "local_ip": local,
        "local_port": local_port,
        "num_connects": str(int(connected)),
        "num_redirects": str(transfer.redirects),
        "size_download": str(size),
        "size_header": str(len(render_head(response)) if response else 0),
        "content_type": header.get("content-type", ""),
        "redirect_url": header.get("location", ""),
        "url": str(transfer.url or ""),
        "url_effective": str(transfer.url or ""),
        "scheme": transfer.url.scheme if transfer.url else "",
        "method": transfer.request.method if transfer.request else "GET",
        "time_total": f"{0.001 + late:.6f}",
        "time_connect": "0.000500",
        "time_namelookup": "0.000200",
        "time_starttransfer": f"{0.0009 + late:.6f}",
        "time_appconnect": "0.000000",
        "time_pretransfer": "0.000600",
        "time_redirect": "0.000000",
        "speed_download": str(size * 1000),
    }
