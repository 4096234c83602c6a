"""What can be wrong with a body before any rule looks at it."""

from __future__ import annotations

from typing import Any

from tutor.api.wire import Path
from tutor.values import frozen

STRICT_LIMIT = 100


@frozen
class Fault:
    """One fault: strict (unknown or duplicate field), a Go type fault, or fatal (Go's decoder stops at it)."""

    path: Path
    message: str
    strict: bool = False
    fatal: bool = False


@frozen
class Decoded:
    """An object and every fault that was met on the way; no object when the body was not even a map."""

    object: Any
    faults: tuple[Fault, ...] = ()


def refusal(faults: tuple[Fault, ...]) -> str:
    """What the server answers: its decoder's first error, or else all strict ones; "" without faults."""
    fatal = next((fault.message for fault in faults if fault.fatal), None)
    first = fatal or next((fault.message for fault in faults if not fault.strict), None)
    if first is not None:
        return first
    strict = tuple(dict.fromkeys(fault.message for fault in faults))[:STRICT_LIMIT]
    return f"strict decoding error: {', '.join(strict)}" if strict else ""


def dotted(path: Path) -> str:
    """Write a path as strict decoding errors do: `spec.ports[0].targetport`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")
