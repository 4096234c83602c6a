"""The proxy subresources: a request that the API server sends on to a pod or behind a Service."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from tutor.api.kinds import ENDPOINTS, POD, SERVICE
from tutor.api.status import Status, StatusError, bad_request
from tutor.cluster.images.exchange import Request, Response
from tutor.cluster.network.trace import Delivered, Flow, Outcome, Place, Refused
from tutor.kubectl.commands.tls import spoken
from tutor.server.addresses import Target
from tutor.server.exchange import TEXT, Ask, Reply
from tutor.server.links import link_through, through_proxy
from tutor.server.world import World

_OWN = frozenset({"authorization", "host", "connection", "content-length", "accept-encoding"})
_ANSWERED = frozenset({"connection", "content-length", "content-type", "date", "location", "transfer-encoding"})
_READERS = frozenset({"GET", "HEAD"})
_SCHEMES = frozenset({"", "http", "https"})


def proxy(world: World, target: Target, ask: Ask) -> Reply:
    """Send a request on and give the answer back; raises StatusError where nobody answers."""
    scheme, name, port = _split(target.name)
    locate = _pod if target.resource.plural == "pods" else _service
    host, number = locate(world, target.namespace, name, port)
    prefix, mark, path = ask.path.partition(f"/{target.name}/proxy")
    query = f"?{urlencode(dict(ask.query))}" if ask.query else ""
    if not path and ask.method in _READERS:
        return Reply(status=301, media=TEXT, headers=(("Location", f"{quote(ask.path)}/{query}"),))
    request = Request(
        method=ask.method,
        path=quote(path or "/") + query,
        headers=(
            *((key, value) for key, value in ask.headers.items() if key not in _OWN),
            ("x-forwarded-uri", ask.path),
        ),
        host=ask.header("host") or f"{host}:{number}",
        body=ask.body.decode("utf-8", "replace"),
    )
    trace = world.cluster.connect(Flow(source=_control_plane(world), host=host, port=number, request=request))
    answer = _answer(trace.outcome, scheme, f"{host}:{number}")
    return _passed_on(answer, prefix + mark, (f"{host}:{number}", ask.header("host")))


def _answer(outcome: Outcome, scheme: str, place: str) -> Response:
    """What the program says; raises StatusError where there is none, or one that speaks otherwise."""
    if not isinstance(outcome, Delivered) or outcome.response is None or not outcome.response.status:
        why = "connect: connection refused" if isinstance(outcome, Refused) else "i/o timeout"
        raise unavailable(f"error trying to reach service: dial tcp {place}: {why}")
    if scheme == "https" and outcome.certificate is None:
        raise unavailable("error trying to reach service: tls: first record does not look like a TLS handshake")
    return spoken(scheme or "http", outcome) or outcome.response


def _passed_on(answer: Response, prefix: str, hosts: tuple[str, ...]) -> Reply:
    """An answer whose links lead through the proxy. Mirrors Transport.RoundTrip."""
    given = {name.lower(): value for name, value in answer.headers}
    kept = [(name, value) for name, value in answer.headers if name.lower() not in _ANSWERED]
    media, body = given.get("content-type", TEXT), answer.body
    if "location" in given:
        kept.append(("Location", link_through(given["location"], prefix, hosts)))
    elif media.partition(";")[0].strip() == "text/html":
        body = through_proxy(body, prefix, hosts)
    return Reply(status=answer.status, body=body.encode(), media=media, headers=tuple(kept))


def unavailable(message: str) -> StatusError:
    """Nobody is there to answer."""
    return StatusError(Status(message=message, reason="ServiceUnavailable", code=503))


def _split(text: str) -> tuple[str, str, str]:
    """`https:name:port`, `name:port` or `name`. Mirrors SplitSchemeNamePort."""
    parts = text.split(":")
    if len(parts) > 3 or (len(parts) == 3 and parts[0] not in _SCHEMES):
        raise bad_request(f'invalid service request "{text}"')
    scheme = parts[0] if len(parts) == 3 else ""
    name, port = parts[-2:] if len(parts) > 1 else (parts[0], "")
    return scheme, name, port


def _control_plane(world: World) -> Place:
    nodes = world.cluster.settings.nodes
    return Place(kind="node", name=next((one.name for one in nodes if one.control_plane), nodes[0].name))


def _pod(world: World, namespace: str, name: str, port: str) -> tuple[str, int]:
    """Mirrors pod.ResourceLocation: without a port, the first that a container names."""
    pod = world.cluster.server.get(POD, name, namespace=namespace)
    named = [one.container_port for container in pod.spec.containers for one in container.ports]
    number = port or str(named[0] if named else 80)
    if not pod.status.pod_ip:
        raise bad_request(f'address not allowed: pod "{name}" has no address yet')
    return pod.status.pod_ip, _number(number)


def _service(world: World, namespace: str, name: str, port: str) -> tuple[str, int]:
    """Mirrors service.ResourceLocation: a ready endpoint of the port of that name or number."""
    service = world.cluster.server.get(SERVICE, name, namespace=namespace)
    if port.isdecimal():
        known = next((one for one in service.spec.ports if str(one.port) == port), None)
        if known is None:
            raise unavailable(f'no service port {port} found for service "{name}"')
        port = known.name
    found = [
        (address.ip, one.port)
        for subset in _subsets(world, namespace, name)
        for one in subset.ports
        for address in subset.addresses
        if one.name == port
    ]
    if not found:
        raise unavailable(f'no endpoints available for service "{name}"')
    return found[world.cluster.store.revision % len(found)]


def _subsets(world: World, namespace: str, name: str) -> tuple[Any, ...]:
    try:
        subsets: tuple[Any, ...] = world.cluster.server.get(ENDPOINTS, name, namespace=namespace).subsets
    except StatusError as error:
        raise unavailable(f'no endpoints available for service "{name}"') from error
    return subsets


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) < 65536):
        raise bad_request(f"invalid port {text[:20]}")
    return int(text)
