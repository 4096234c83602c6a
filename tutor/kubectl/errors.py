"""How kubectl words a failure: its own refusals and the server's, one by one or several together."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.api.status import Cause, Status, StatusError


class CommandError(Exception):
    """kubectl itself refuses; the message is printed after `error: `."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class PlainError(CommandError):
    """kubectl refuses with words that stand without `error: `."""


class SourceError(CommandError):
    """What a file says cannot be used."""


class Failures(Exception):  # noqa: N818 - it is several errors
    """Several things failed; each has its own line."""

    def __init__(self, errors: Sequence[CommandError | StatusError]) -> None:
        super().__init__(str(len(errors)))
        self.errors = tuple(errors)


Refusal = CommandError | StatusError


def raise_all(errors: Sequence[Refusal], *, sources_first: bool = False) -> None:
    """Raise what failed, alone or together; nothing failed is fine.

    What files say wrong is one error for itself, told behind what befell objects, or before.
    Mirrors ContinueOnErrorVisitor around EagerVisitorList.
    """
    sources = [one for one in errors if isinstance(one, SourceError)]
    others = [one for one in errors if not isinstance(one, SourceError)]
    if others and len(sources) > 1:
        messages = tuple(dict.fromkeys(one.message for one in sources))
        sources = [SourceError(f"[{', '.join(messages)}]" if len(messages) > 1 else messages[0])]
    found: list[Refusal] = [*sources, *others] if sources_first else [*others, *sources]
    if len(found) == 1:
        raise found[0]
    if found:
        raise Failures(found)


def with_source(error: StatusError, verb: str, source: str) -> StatusError:
    """Say which file a refusal is about: `error when creating "svc.yml": …`. Mirrors AddSourceToErr."""
    if not source:
        return error
    status = error.status
    return StatusError(
        Status(
            status=status.status,
            message=f'error when {verb} "{source}": {status.message}',
            reason=status.reason,
            code=status.code,
            details=status.details,
        )
    )


def explain_refusal(error: Refusal | Failures) -> str:
    """What kubectl prints on stderr for a failure, with its last newline. Mirrors CheckErr."""
    if isinstance(error, Failures):
        return "".join(_one_of_many(each) + "\n" for each in error.errors)
    if isinstance(error, CommandError):
        plain = isinstance(error, PlainError) or error.message.startswith("error: ")
        text = error.message if plain else f"error: {error.message}"
        return text if text.endswith("\n") else text + "\n"
    if error.status.reason == "Invalid":
        return _explain_invalid(error.status)
    return _one_of_many(error) + "\n"


def _one_of_many(error: Refusal) -> str:
    """Mirrors messageForError."""
    if isinstance(error, CommandError):
        return error.message
    status = error.status
    return (
        f"Error from server ({status.reason}): {status.message}"
        if status.reason
        else f"Error from server: {status.message}"
    )


def _explain_invalid(status: Status) -> str:
    details = status.details
    subject = "The request is invalid"
    if details is not None and (details.kind or details.name):
        subject = f'The {details.kind} "{details.name}" is invalid'
    causes = details.causes if details is not None else ()
    if not causes:
        return (
            f"{subject}: {status.message}\n"
            if subject == "The request is invalid" and status.message
            else f"{subject}\n"
        )
    lines = tuple(dict.fromkeys(map(_cause_text, causes)))
    if len(lines) == 1:
        return f"{subject}: {lines[0]}\n"
    return f"{subject}: \n" + "".join(f"* {line}\n" for line in lines)


def _cause_text(cause: Cause) -> str:
    return f"{cause.field}: {cause.message}"
