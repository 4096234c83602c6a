"""Pages of a list: where one ends, the token that goes on from there, and what a token can be refused for."""

from __future__ import annotations

import json
import posixpath
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from tutor.api.status import Status, StatusError, bad_request, gone
from tutor.server.bodies import read_json
from tutor.server.exchange import Ask
from tutor.server.options import Selection
from tutor.values import frozen, replace

LATEST = -1
_VERSION = "meta.k8s.io/v1"
_INVALID = "invalid continue token: continue key is not valid"
_NO_LETTER = re.compile(r"[^A-Za-z0-9_-]")
_TOO_LATE = (
    "The provided continue parameter is too old to display a consistent list result. You can start a new list without "
    "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. "
    "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or "
    "deleted between the time the first chunk was returned and now may show up in the list."
)


@frozen
class Page:
    """Where a list goes on: as of which revision (`LATEST`: as of now), after which object."""

    revision: int
    after: tuple[str, str]
    start: str


def page_of(ask: Ask, within: str) -> Page | None:
    """The page that a request goes on with, None without a token. Mirrors DecodeContinue; raises StatusError."""
    text = ask.text("continue")
    if not text:
        return None
    token = _token(text)
    start, revision = token.get("start", ""), token.get("rv", 0)
    if token.get("v") != _VERSION:
        raise bad_request(f"{_INVALID}: server does not recognize this encoded version {token.get('v', '')}")
    if not isinstance(revision, int) or not revision:
        raise bad_request(f"{_INVALID}: incorrect encoded start resourceVersion (version {_VERSION})")
    if not isinstance(start, str) or not start:
        raise bad_request(f"{_INVALID}: encoded start key empty (version {_VERSION})")
    key = start if start.startswith("/") else f"/{start}"
    if key.startswith("//") or posixpath.normpath(key) != key:
        raise bad_request(f"{_INVALID}: {start}")
    namespace, _, name = start.removesuffix("\0").rpartition("/")
    return Page(revision=revision, after=(within or namespace, name), start=start)


def too_old(page: Page | None) -> StatusError:
    """The revision is forgotten; who reads pages may go on with what is there now. Mirrors interpretListError."""
    if page is None:
        return gone("The resourceVersion for the provided list is too old.")
    status: Status = gone(_TOO_LATE).status
    return StatusError(replace(status, going_on=_encoded(LATEST, page.start)))


def cut(objects: list[Any], limit: int | None, revision: int, chosen: Selection) -> tuple[list[Any], dict[str, Any]]:
    """The first objects of a list and its metadata, which tell how to get the rest."""
    metadata: dict[str, Any] = {"resourceVersion": str(revision)}
    if limit is None or limit <= 0 or len(objects) <= limit:
        return objects, metadata
    shown = objects[:limit]
    last = shown[-1].metadata
    whole = chosen.namespace is not None or not last.namespace
    metadata["continue"] = _encoded(revision, f"{last.name if whole else f'{last.namespace}/{last.name}'}\0")
    if chosen.labels is None and chosen.fields is None:
        metadata["remainingItemCount"] = len(objects) - limit
    return shown, metadata


def _token(text: str) -> dict[str, Any]:
    odd = _NO_LETTER.search(text)
    if odd is not None or len(text) % 4 == 1:
        raise bad_request(f"{_INVALID}: illegal base64 data at input byte {odd.start() if odd else len(text) - 1}")
    try:
        token: Any = read_json(urlsafe_b64decode(text + "=" * (-len(text) % 4))).value
    except StatusError as fault:
        raise bad_request(f"{_INVALID}: {fault}") from fault
    return token if isinstance(token, dict) else {}


def _encoded(revision: int, start: str) -> str:
    token = json.dumps({"v": _VERSION, "rv": revision, "start": start}, separators=(",", ":"))
    return urlsafe_b64encode(token.encode()).decode().rstrip("=")
