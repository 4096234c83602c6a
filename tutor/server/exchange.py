"""One request as the API sees it and one answer, free of any web framework."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import field
from typing import Any

from tutor.api.status import Details, Status, StatusError
from tutor.values import frozen

JSON, TEXT = "application/json", "text/plain; charset=utf-8"
NO_PAGE = "404 page not found\n"


@frozen
class Ask:
    """A request: header names are in lower case, `query` keeps the first value of each name."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def text(self, name: str) -> str:
        """A parameter of the query, "" without it."""
        return self.query.get(name, "")

    def truth(self, name: str) -> bool:
        """Whether a parameter says yes. Mirrors Convert_Slice_string_To_bool."""
        if name not in self.query:
            return False
        return self.query[name].lower() not in {"0", "false"}

    def header(self, name: str) -> str:
        """A header, "" without it."""
        return self.headers.get(name, "")

    @property
    def manager(self) -> str:
        """Who writes. Mirrors managerOrUserAgent."""
        return self.text("fieldManager") or self.header("user-agent").partition("/")[0][:128]


@frozen
class Reply:
    """A whole answer."""

    status: int = 200
    body: bytes = b""
    media: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


@frozen
class Stream:
    """An answer that goes on: each part is sent as soon as it is there."""

    parts: AsyncIterator[bytes]
    media: str = JSON


Answer = Reply | Stream


def compact(value: Any) -> bytes:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def reply(value: Any, status: int = 200, warnings: tuple[str, ...] = ()) -> Reply:
    """An object as JSON, with the server's warnings in the header."""
    headers = tuple(("Warning", f"299 - {_quoted(one)}") for one in dict.fromkeys(warnings))
    return Reply(status=status, body=compact(value) + b"\n", headers=headers)


def refuse(status: Status, warnings: tuple[str, ...] = ()) -> Reply:
    """A Status as the answer."""
    return reply(status.encode(), status.code or 500, warnings)


def page(text: str, status: int = 200) -> Reply:
    """Plain text."""
    return Reply(status=status, body=text.encode(), media=TEXT)


def no_page() -> Reply:
    """Nothing is served at a path."""
    return page(NO_PAGE, 404)


def not_allowed() -> StatusError:
    """The path is there, but not for this method."""
    words = "the server does not allow this method on the requested resource"
    return StatusError(Status(message=words, reason="MethodNotAllowed", code=405, details=Details()))


def unsupported(message: str, details: Details | None = None) -> StatusError:
    """The media type of the body is none that is read here."""
    return StatusError(Status(message=message, reason="UnsupportedMediaType", code=415, details=details))


def _quoted(text: str) -> str:
    """A quoted-string of HTTP without what a header may not hold. Mirrors net.NewWarningHeader."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'.encode("ascii", "replace").decode()
