"""Why a patch cannot be applied; the class tells how the server answers."""

from __future__ import annotations


class PatchError(ValueError):
    """A patch that does not fit the object, in the server's words, which it takes for a failure of its own."""


class PatchFormatError(PatchError):
    """A patch of no valid form: a bad request."""


class PatchContentError(PatchError):
    """A patch that the server rejects without saying why."""
