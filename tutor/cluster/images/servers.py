"""What well-known web servers answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from tutor.cluster.images.exchange import Responder, Response, Visit, data, page, plain
from tutor.values import make

NGINX_VERSION = "1.29.3"
_HTML = r"\s*<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--)[ >]"

_NGINX_PAGE = """<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
"""

_APACHE_MISSING = (
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n'
    "</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n"
)


def myweb(visit: Visit) -> Response:
    """Tell who answers, in the six lines of the seed course."""
    body = (
        f"Message: Hello World!\nHostname: {visit.hostname}\nPlatform: linux\n"
        f"Uptime: {visit.uptime}\nIP: {visit.address}\nDNS: {visit.nameserver}\n"
    )
    headers = (("Connection", "keep-alive"), ("Content-Length", str(len(body.encode()))))
    return make(Response)(headers=headers, body=body)


def hostname(visit: Visit) -> Response:
    """Tell who answers and nothing else."""
    return plain(f"{visit.hostname}\n")


def silent(_: Visit) -> Response:
    """Take the connection and say nothing that HTTP knows: status 0 stands for an empty reply."""
    return Response(status=0, reason="")


def nginx(version: str) -> Responder:
    """The welcome page, and nginx's own 404 for every other path."""

    def respond(visit: Visit) -> Response:
        server = f"nginx/{version}"
        if urlsplit(visit.request.path).path in {"", "/", "/index.html"}:
            return page(_NGINX_PAGE, server=server)
        missing = (
            "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n"
            f"<center><h1>404 Not Found</h1></center>\r\n<hr><center>{server}</center>\r\n</body>\r\n</html>\r\n"
        )
        return page(missing, status=404, reason="Not Found", server=server)

    return respond


def apache(visit: Visit) -> Response:
    """The Apache server's first page."""
    if urlsplit(visit.request.path).path in {"", "/", "/index.html"}:
        return page("<html><body><h1>It works!</h1></body></html>\n", server="Apache/2.4.65 (Unix)")
    return page(_APACHE_MISSING, status=404, reason="Not Found", server="Apache/2.4.65 (Unix)")


def fixed(body: str) -> Responder:
    """The same text for every request."""
    return lambda _: plain(body)


def guessed(body: str) -> Responder:
    """The same text for every request, its type guessed from its beginning. Mirrors Go's DetectContentType."""
    return lambda _: page(body, charset="; charset=utf-8") if re.match(_HTML, body, re.IGNORECASE) else plain(body)


def told(body: str) -> Responder:
    """The same text as JSON beside the request's method."""
    return lambda visit: data({"Method": visit.request.method, "Body": body})


def kube_proxy(mode: str) -> Responder:
    """What kube-proxy tells about itself: /proxyMode is its mode."""
    return lambda visit: plain(mode if visit.request.path == "/proxyMode" else "ok")


def constant(response: Response) -> Responder:
    """The same answer for every request."""
    return lambda _: response


def whoami(visit: Visit) -> Response:
    """What traefik/whoami and other echo servers tell of a request."""
    lines = (
        f"Hostname: {visit.hostname}",
        "IP: 127.0.0.1",
        f"IP: {visit.address}",
        f"RemoteAddr: {visit.client}",
        f"{visit.request.method} {visit.request.path} HTTP/1.1",
        f"Host: {visit.request.host}",
        *(f"{name}: {value}" for name, value in visit.request.headers),
    )
    return plain("\n".join(lines) + "\n\n")


def hello_app(visit: Visit) -> Response:
    """Google's sample application."""
    return plain(f"Hello, world!\nVersion: 1.0.0\nHostname: {visit.hostname}\n")


def _first(query: Mapping[str, list[str]], name: str) -> str:
    return query.get(name, [""])[0]


_NETEXEC: Mapping[str, Callable[[Visit, Mapping[str, list[str]]], str]] = MappingProxyType(
    {
        "/": lambda visit, _: f"NOW: {visit.date}",
        "/clientip": lambda visit, _: visit.client,
        "/hostname": lambda visit, _: visit.hostname,
        "/hostName": lambda visit, _: visit.hostname,
        "/healthz": lambda _, __: "",
        "/echo": lambda _, query: _first(query, "msg"),
        "/header": lambda visit, query: next(
            (v for name, v in visit.request.headers if name.lower() == _first(query, "key").lower()), ""
        ),
        "/exit": lambda _, __: "",
    }
)


_DATAGRAMS = frozenset({"/hostname", "/clientip", "/echo"})


def netexec(visit: Visit) -> Response:
    """Agnhost's netexec: who answers, who asks, an echo."""
    target = urlsplit(visit.request.path)
    answer = _NETEXEC.get(target.path)
    if answer is None:
        return plain("404 page not found\n", status=404, reason="Not Found")
    return plain(answer(visit, parse_qs(target.query)))


def datagrams(visit: Visit) -> Response:
    """Agnhost's netexec over UDP and SCTP: the paths are the same words, and what is none gets no answer."""
    return netexec(visit) if urlsplit(visit.request.path).path.lower() in _DATAGRAMS else plain("")


def api_server(visit: Visit) -> Response:
    """What the API server says to somebody it does not know."""
    path = urlsplit(visit.request.path).path or "/"
    if path in {"/healthz", "/livez", "/readyz"}:
        return plain("ok")
    body = (
        '{\n  "kind": "Status",\n  "apiVersion": "v1",\n  "metadata": {},\n  "status": "Failure",\n'
        f'  "message": "forbidden: User \\"system:anonymous\\" cannot get path \\"{path}\\"",\n'
        '  "reason": "Forbidden",\n  "details": {},\n  "code": 403\n}'
    )
    headers = (("Content-Type", "application/json"), ("Content-Length", str(len(body))))
    return Response(status=403, reason="Forbidden", headers=headers, body=body)
