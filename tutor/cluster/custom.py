"""What differs for custom kinds: they are served where they are installed, and a schema words what does not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tutor.api.codec import Decoded
from tutor.api.kinds import METALLB_KINDS, Kind
from tutor.api.status import Status, StatusError, invalid
from tutor.api.validation.schema import schema_errors
from tutor.api.wire import Json
from tutor.cluster.metallb import webhook
from tutor.cluster.settings import Settings
from tutor.cluster.store import Store

_MEDIA_TYPES = ("application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml")
_CHECKED_EARLY = frozenset({(), ("apiVersion",), ("kind",), ("metadata",)})


def custom_kinds(settings: Settings) -> tuple[Kind, ...]:
    """The custom kinds that a world has installed."""
    return METALLB_KINDS if settings.load_balancer == "metallb" else ()


def not_served(what: str = "") -> StatusError:
    """Nothing answers at the address of this kind; clients add in brackets `what` they asked for."""
    asked = f" ({what})" if what else ""
    message = f"the server could not find the requested resource{asked}"
    return StatusError(Status(message=message, reason="NotFound", code=404))


def refuse_strategic() -> StatusError:
    """Custom kinds have no strategic patches."""
    words = "the body of the request was in an unknown format - accepted media types include"
    message = f"{words}: {', '.join(_MEDIA_TYPES)}"
    return StatusError(Status(message=message, reason="UnsupportedMediaType", code=415))


def without_schema_faults(kind: Kind, decoded: Decoded) -> Decoded:
    """What was decoded with the faults that no schema words: Go decodes only the outline of a custom object."""
    if not kind.custom:
        return decoded
    faults = tuple(fault for fault in decoded.faults if fault.strict or fault.path[:1] in _CHECKED_EARLY)
    return replace(decoded, faults=faults)


def check_schema(kind: Kind, body: Json) -> None:
    """Refuse a custom object whose fields are missing or of other types."""
    faults = schema_errors(kind, body) if kind.custom else ()
    if faults:
        metadata = body.get("metadata")
        name = metadata.get("name") if isinstance(metadata, dict) else ""
        raise invalid(kind, name if isinstance(name, str) else "", faults)


def review(store: Store, kind: Kind, obj: Any) -> None:
    """Ask the webhook of a custom kind."""
    if kind.custom:
        webhook.review(store, obj)
