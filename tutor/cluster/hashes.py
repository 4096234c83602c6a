"""Hashes that decide orders and names in Kubernetes: FNV over a dump of Go values."""

from __future__ import annotations

from functools import lru_cache

_PRIME_128, _START_128 = 0x0000000001000000000000000000013B, 0x6C62272E07BB014262B821756295C58D
_PRIME_32, _START_32 = 0x01000193, 0x811C9DC5


@lru_cache(maxsize=1024)
def fnv128a(text: str) -> int:
    """FNV-1a of 128 bits."""
    state = _START_128
    for byte in text.encode():
        state = ((state ^ byte) * _PRIME_128) & ((1 << 128) - 1)
    return state


def fnv32a(text: str) -> int:
    """FNV-1a of 32 bits."""
    state = _START_32
    for byte in text.encode():
        state = ((state ^ byte) * _PRIME_32) & 0xFFFFFFFF
    return state


def pointer(type_: str, value: object) -> str:
    """How a dump writes a pointer to a plain value."""
    return f"(*{type_})<nil>" if value is None else f"(*{type_}){value}"
