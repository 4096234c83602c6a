"""Frames of SPDY/3.1, in which kubectl carries forwarded connections through one WebSocket."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

from tutor.values import frozen

SYN_STREAM, SYN_REPLY, RST_STREAM, PING = 1, 2, 3, 6
FIN = 1
MOST_FRAME = 1 << 20
MOST_HEADERS = 1 << 16
_CONTROL, _VERSION = 0x8000, 3
_HEAD = 8
# The words that header blocks are compressed against: each behind its length, then text without any.
_WORDS = (
    "options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow "
    "authorization cache-control connection content-base content-encoding content-language content-length "
    "content-location content-md5 content-range content-type date etag expect expires from host if-match "
    "if-modified-since if-none-match if-range if-unmodified-since last-modified location max-forwards pragma "
    "proxy-authenticate proxy-authorization range referer retry-after server te trailer transfer-encoding upgrade "
    "user-agent vary via warning www-authenticate method get status"
)
_LATER = ("version", "HTTP/1.1", "url", "public", "set-cookie", "keep-alive", "origin")
_TEXT = (
    "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative "
    "Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 "
    "Internal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec "
    "00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,"
    "application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8"
    "charset=iso-8859-1,utf-,*,enq=0."
)
DICTIONARY = (
    b"".join(len(word).to_bytes(4, "big") + word.encode() for word in (*_WORDS.split(), "200 OK", *_LATER))
    + _TEXT.encode()
)


class SpdyError(ValueError):
    """Bytes that are no SPDY."""


@frozen
class Control:
    """A control frame; `stream` and `headers` are those of a SYN_STREAM."""

    type: int
    flags: int
    payload: bytes
    stream: int = 0
    headers: Mapping[str, str] | None = None


@frozen
class Data:
    """Bytes of a stream; `last` says that none follow."""

    stream: int
    payload: bytes
    last: bool


class Framer:
    """Both directions of one connection: header blocks share a state that grows with each of them."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(zdict=DICTIONARY)
        self._deflate = zlib.compressobj(zdict=DICTIONARY)
        self._left = b""

    def read(self, data: bytes) -> Iterator[Control | Data]:
        """The frames that are whole by now; raises SpdyError."""
        self._left += data
        while len(self._left) >= _HEAD:
            size = int.from_bytes(self._left[5:8], "big")
            if size > MOST_FRAME:
                raise SpdyError("frame too large")
            if len(self._left) < _HEAD + size:
                return
            frame, self._left = self._left[: _HEAD + size], self._left[_HEAD + size :]
            yield self._frame(frame)

    def _frame(self, frame: bytes) -> Control | Data:
        first, flags, payload = int.from_bytes(frame[:4], "big"), frame[4], frame[_HEAD:]
        if not first >> 31:
            return Data(stream=first, payload=payload, last=bool(flags & FIN))
        if first >> 16 != _CONTROL | _VERSION:
            raise SpdyError("unknown version")
        type_ = first & 0xFFFF
        if type_ != SYN_STREAM:
            return Control(type=type_, flags=flags, payload=payload)
        stream = int.from_bytes(payload[:4], "big")
        return Control(type=type_, flags=flags, payload=payload, stream=stream, headers=self._headers(payload[10:]))

    def _headers(self, block: bytes) -> Mapping[str, str]:
        try:
            plain = self._inflate.decompress(block, MOST_HEADERS)
        except zlib.error as fault:
            raise SpdyError("headers cannot be read") from fault
        if self._inflate.unconsumed_tail:
            raise SpdyError("headers too large")
        texts, at = [], 4
        for _ in range(2 * int.from_bytes(plain[:4], "big")):
            size = int.from_bytes(plain[at : at + 4], "big")
            texts.append(plain[at + 4 : at + 4 + size].decode("utf-8", "replace"))
            at += 4 + size
            if at > len(plain):
                raise SpdyError("headers are cut short")
        return dict(zip(texts[::2], texts[1::2], strict=True))

    def accept(self, stream: int) -> bytes:
        """The answer to a new stream."""
        block = self._deflate.compress(bytes(4)) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        return control(SYN_REPLY, stream.to_bytes(4, "big") + block)


def control(type_: int, payload: bytes, flags: int = 0) -> bytes:
    """A control frame as bytes."""
    head = (_CONTROL | _VERSION).to_bytes(2, "big") + type_.to_bytes(2, "big") + bytes((flags,))
    return head + len(payload).to_bytes(3, "big") + payload


def data(stream: int, payload: bytes, *, last: bool = False) -> bytes:
    """A data frame as bytes."""
    return stream.to_bytes(4, "big") + bytes((FIN if last else 0,)) + len(payload).to_bytes(3, "big") + payload
