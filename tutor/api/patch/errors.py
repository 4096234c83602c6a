"""Why a patch cannot be applied."""

from __future__ import annotations


class PatchError(ValueError):
    """A patch that does not fit the object, in the server's words."""
