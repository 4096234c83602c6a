"""The Status object: how the API server words its refusals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tutor.api.codec import Fault, refusal
from tutor.api.errors import FieldError
from tutor.api.kinds import Kind
from tutor.values import frozen


@frozen
class Cause:
    """One of several faults; `field` is a path or empty."""

    reason: str
    message: str
    field: str = ""


@frozen
class Details:
    """Which object a Status speaks of."""

    name: str = ""
    group: str = ""
    kind: str = ""
    uid: str = ""
    causes: tuple[Cause, ...] = ()
    retry_after_seconds: int = 0


@frozen
class Status:
    """An answer of the API server that is no object; `code` is the HTTP status."""

    status: str = "Failure"
    message: str = ""
    reason: str = ""
    code: int = 0
    details: Details | None = None
    going_on: str = ""  # the token with which a list that was cut off goes on

    def encode(self) -> dict[str, Any]:
        """The wire's Status, empty fields left out."""
        body: dict[str, Any] = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": self.status}
        if self.going_on:
            body["metadata"] = {"continue": self.going_on}
        if self.message:
            body["message"] = self.message
        if self.reason:
            body["reason"] = self.reason
        if self.details is not None:
            body["details"] = _encode_details(self.details)
        if self.code:
            body["code"] = self.code
        return body


class StatusError(Exception):
    """A refusal of the API server."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.message)
        self.status = status


def not_found(kind: Kind, name: str) -> StatusError:
    """There is no object of that name."""
    return _about_resource(kind, name, 404, "NotFound", f'{kind.resource} "{name}" not found')


def already_exists(kind: Kind, name: str) -> StatusError:
    """There is an object of that name."""
    return _about_resource(kind, name, 409, "AlreadyExists", f'{kind.resource} "{name}" already exists')


def conflict(kind: Kind, name: str, detail: str) -> StatusError:
    """The object is not what the writer thought it was."""
    message = f'Operation cannot be fulfilled on {kind.resource} "{name}": {detail}'
    return _about_resource(kind, name, 409, "Conflict", message)


def forbidden(kind: Kind, name: str, detail: str) -> StatusError:
    """Admission does not let this happen."""
    subject = f'{kind.resource} "{name}"' if name else kind.resource
    return _about_resource(kind, name, 403, "Forbidden", f"{subject} is forbidden: {detail}")


def invalid(kind: Kind, name: str, errors: Iterable[FieldError]) -> StatusError:
    """The object breaks rules; each is a cause."""
    faults = tuple(errors)
    causes = tuple(Cause(reason=fault.reason, message=fault.body, field=fault.field) for fault in faults)
    details = Details(name=name, group=kind.group, kind=kind.kind, causes=causes)
    message = f'{kind.qualified} "{name}" is invalid'
    if faults:
        message = f"{message}: {_aggregate(fault.message for fault in faults)}"
    return StatusError(Status(message=message, reason="Invalid", code=422, details=details))


def bad_request(message: str) -> StatusError:
    """The request cannot be understood."""
    return StatusError(Status(message=message, reason="BadRequest", code=400))


def undecodable(kind: Kind, faults: tuple[Fault, ...]) -> StatusError:
    """The body is no object of its kind, in the words of the server's first concern."""
    opening = f'{kind.kind} in version "{kind.version}" cannot be handled as a {kind.kind}'
    return bad_request(f"{opening}: {refusal(faults)}")


def gone(message: str) -> StatusError:
    """What was asked for is too old."""
    return StatusError(Status(message=message, reason="Expired", code=410))


def _about_resource(kind: Kind, name: str, code: int, reason: str, message: str) -> StatusError:
    details = Details(name=name, group=kind.group, kind=kind.plural)
    return StatusError(Status(message=message, reason=reason, code=code, details=details))


def _aggregate(messages: Iterable[str]) -> str:
    """One message stands alone; several, each once, stand in brackets."""
    different = tuple(dict.fromkeys(messages))
    return different[0] if len(different) == 1 else f"[{', '.join(different)}]"


def _encode_details(details: Details) -> dict[str, Any]:
    body: dict[str, Any] = {
        "name": details.name,
        "group": details.group,
        "kind": details.kind,
        "uid": details.uid,
        "causes": [_encode_cause(cause) for cause in details.causes],
        "retryAfterSeconds": details.retry_after_seconds,
    }
    return {name: value for name, value in body.items() if value}


def _encode_cause(cause: Cause) -> dict[str, Any]:
    body = {"reason": cause.reason, "message": cause.message, "field": cause.field}
    return {name: value for name, value in body.items() if value}
