"""Frames of forwarded connections."""

from __future__ import annotations

import zlib
from typing import Any

import pytest

from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import Place
from tutor.server import spdy
from tutor.server.forwarding import Forwarding, read_request
from tutor.server.spdy import Control, Data, Framer, SpdyError
from tutor.server.world import World


def opening(stream: int, deflate: Any, **headers: str) -> bytes:
    """A SYN_STREAM as kubectl writes it."""
    block = len(headers).to_bytes(4, "big")
    for text in (part for pair in headers.items() for part in pair):
        block += len(text).to_bytes(4, "big") + text.encode()
    squeezed = deflate.compress(block) + deflate.flush(zlib.Z_SYNC_FLUSH)
    return spdy.control(spdy.SYN_STREAM, stream.to_bytes(4, "big") + bytes(6) + squeezed)


def test_the_dictionary_is_the_one_of_spdy_3() -> None:
    assert (len(spdy.DICTIONARY), zlib.adler32(spdy.DICTIONARY)) == (1423, 0xE3C6A7C2)


def test_frames_are_read_however_they_are_cut() -> None:
    deflate = zlib.compressobj(zdict=spdy.DICTIONARY)
    sent = opening(1, deflate, streamtype="data", port="80") + spdy.data(1, b"hello", last=True)
    framer = Framer()
    frames = [frame for at in range(len(sent)) for frame in framer.read(sent[at : at + 1])]
    assert isinstance(frames[0], Control)
    assert (frames[0].stream, frames[0].headers) == (1, {"streamtype": "data", "port": "80"})
    assert frames[1] == Data(stream=1, payload=b"hello", last=True)


@pytest.mark.parametrize("sent", [b"\x80\x02\0\1\0\0\0\0", b"\0\0\0\1\0\xff\xff\xff", spdy.control(1, bytes(20))])
def test_what_is_no_spdy_is_refused(sent: bytes) -> None:
    with pytest.raises(SpdyError):
        tuple(Framer().read(sent))


def test_a_request_waits_for_its_body() -> None:
    sent = b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo"
    assert read_request(sent) is None
    read = read_request(sent + b"dyGET")
    assert read is not None
    assert (read[0].method, read[0].path, read[0].body, read[1]) == ("POST", "/a", "body", b"GET")


def test_a_port_where_nobody_listens_is_told_on_the_error_stream() -> None:
    forwarding = Forwarding(World(Cluster.start()), Place(kind="pod", name="none", namespace="default"))
    deflate = zlib.compressobj(zdict=spdy.DICTIONARY)
    sent = opening(1, deflate, streamtype="error", port="81", requestid="0")
    sent += opening(3, deflate, streamtype="data", port="81", requestid="0")
    accepted = list(forwarding.receive(sent))
    assert len(accepted) == 2
    told = [
        frame for part in forwarding.receive(spdy.data(3, b"GET / HTTP/1.1\r\n\r\n")) for frame in Framer().read(part)
    ]
    assert [(frame.stream, frame.last) for frame in told if isinstance(frame, Data)] == [
        (1, True),
        (3, True),
        (1, True),
    ]
