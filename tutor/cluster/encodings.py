"""The wire form of stored objects, written once for all who read it."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode

MOST = 256


class Encodings:
    """What objects look like on the wire; an object never changes, so neither does its form: do not write to one."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, dict[str, Any]]] = {}

    def of(self, obj: Any) -> dict[str, Any]:
        """The whole object as JSON."""
        known = self._known.get(id(obj))
        if known is not None and known[0] is obj:
            return known[1]
        if len(self._known) >= MOST:
            self._known.clear()
        form = encode(obj)
        self._known[id(obj)] = obj, form
        return form
