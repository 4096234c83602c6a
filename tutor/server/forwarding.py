"""`pods/portforward`: connections of the person's machine, ended by the simulated program of a pod."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from starlette.websockets import WebSocket, WebSocketDisconnect

from tutor.api.kinds import POD
from tutor.cluster.images.exchange import Request, Response
from tutor.cluster.network.http import head_of
from tutor.cluster.network.trace import Delivered, Flow, Place
from tutor.server import spdy
from tutor.server.addresses import Target
from tutor.server.pieces import next_piece
from tutor.server.spdy import Control, Data, Framer, SpdyError
from tutor.server.world import World
from tutor.values import frozen

PROTOCOL = "SPDY/3.1+portforward.k8s.io"
MOST_STREAMS, MOST_REQUEST = 256, 1 << 20
_END = b"\r\n\r\n"


@frozen
class Stream:
    """One half of a forwarded connection: `kind` is data or error, `port` that of the pod."""

    kind: str
    port: int
    request: str


async def serve_forwarding(world: World, websocket: WebSocket, target: Target) -> None:
    """Carry connections until the client goes; raises StatusError when there is no such pod."""
    world.cluster.server.get(POD, target.name, namespace=target.namespace)
    await websocket.accept(subprotocol=PROTOCOL)
    forwarding = Forwarding(world, Place(kind="pod", name=target.name, namespace=target.namespace))
    with contextlib.suppress(WebSocketDisconnect, RuntimeError, SpdyError):
        while True:
            for part in forwarding.receive(await next_piece(websocket)):
                await websocket.send_bytes(part)


class Forwarding:
    """The streams of one client, and what each has sent so far."""

    def __init__(self, world: World, place: Place) -> None:
        self._world = world
        self._place = place
        self._framer = Framer()
        self._streams: dict[int, Stream] = {}
        self._left: dict[int, bytes] = {}

    def receive(self, piece: bytes) -> Iterator[bytes]:
        """What is to be sent for a piece of what came; raises SpdyError."""
        for frame in self._framer.read(piece):
            if isinstance(frame, Data):
                yield from self._data(frame)
            elif frame.type == spdy.SYN_STREAM:
                yield self._open(frame)
            elif frame.type == spdy.PING:
                yield spdy.control(spdy.PING, frame.payload)
            elif frame.type == spdy.RST_STREAM:
                self._forget(int.from_bytes(frame.payload[:4], "big"))

    def _open(self, frame: Control) -> bytes:
        headers = frame.headers or {}
        port = headers.get("port", "")
        if len(self._streams) >= MOST_STREAMS or not (port.isascii() and port.isdecimal() and len(port) <= 5):
            raise SpdyError("stream refused")
        stream = Stream(kind=headers.get("streamtype", ""), port=int(port), request=headers.get("requestid", ""))
        self._streams[frame.stream] = stream
        return self._framer.accept(frame.stream)

    def _data(self, frame: Data) -> Iterator[bytes]:
        stream = self._streams.get(frame.stream)
        if stream is None or stream.kind != "data":
            return
        sent = self._left.pop(frame.stream, b"") + frame.payload
        while _END in sent:
            read = read_request(sent)
            if read is None:
                break
            request, sent = read
            yield from self._answer(frame.stream, stream, request)
        if len(sent) > MOST_REQUEST:
            raise SpdyError("request too large")
        self._left[frame.stream] = sent
        if frame.last:
            yield from self._close(frame.stream)

    def _answer(self, number: int, stream: Stream, request: Request) -> Iterator[bytes]:
        answered = ask_pod(self._world, self._place, stream.port, request)
        if answered is not None:
            yield spdy.data(number, answered)
            return
        yield from self._fail(number, stream)

    def _fail(self, number: int, stream: Stream) -> Iterator[bytes]:
        """Tell on the error stream that nobody listens, as the kubelet does."""
        message = refused(self._world, self._place, stream.port)
        for other, one in list(self._streams.items()):
            if one.kind == "error" and one.request == stream.request:
                yield spdy.data(other, message.encode(), last=True)
        yield from self._close(number)

    def _close(self, number: int) -> Iterator[bytes]:
        stream = self._streams.get(number)
        yield spdy.data(number, b"", last=True)
        for other, one in list(self._streams.items()):
            if stream is not None and one.kind == "error" and one.request == stream.request:
                yield spdy.data(other, b"", last=True)
                self._forget(other)
        self._forget(number)

    def _forget(self, number: int) -> None:
        self._streams.pop(number, None)
        self._left.pop(number, None)


def ask_pod(world: World, place: Place, port: int, request: Request) -> bytes | None:
    """What the program at a port of a pod answers, as it stands on the wire; None when nobody listens there."""
    world.catch_up()
    flow = Flow(source=place, host="127.0.0.1", port=port, request=request)
    outcome = world.cluster.connect(flow).outcome
    if isinstance(outcome, Delivered) and outcome.response is not None and outcome.response.status:
        return written(outcome.response, request)
    return None


def refused(world: World, place: Place, port: int) -> str:
    """What the kubelet says when nobody listens."""
    pod = world.cluster.view.pod(place.namespace, place.name)
    about = pod.metadata.uid if pod is not None else ""
    return (
        f"error forwarding port {port} to pod {about}, uid : failed to execute portforward in network namespace: "
        f"failed to connect to localhost:{port} inside namespace, IPv4: dial tcp4 127.0.0.1:{port}: connect: "
        "connection refused"
    )


def read_request(sent: bytes) -> tuple[Request, bytes] | None:
    """The first HTTP request of what was sent and what follows it; None until it is whole."""
    head, _, rest = sent.partition(_END)
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [(name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    headers = {name.lower(): value for name, value in pairs}
    size = headers.get("content-length", "0")
    length = int(size) if size.isascii() and size.isdecimal() and len(size) < 9 else 0
    if len(rest) < length:
        return None
    method, _, target = first.partition(" ")
    request = Request(
        method=method[:20],
        path=target.partition(" ")[0] or "/",
        headers=tuple(pair for pair in pairs if pair[0].lower() != "host"),
        host=headers.get("host", ""),
        body=rest[:length].decode("utf-8", "replace"),
    )
    return request, rest[length:]


def written(response: Response, request: Request) -> bytes:
    """An answer as it stands on the wire, its length always told."""
    names = {name.lower() for name, _ in response.headers}
    body = b"" if request.method == "HEAD" else response.body.encode()
    head = head_of(response)
    if "content-length" not in names:
        head = head[:-2] + f"Content-Length: {len(response.body.encode())}\r\n\r\n"
    return head.encode("latin-1", "replace") + body
