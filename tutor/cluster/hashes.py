"""Hashes that decide orders and names in Kubernetes: FNV over a dump of Go values."""

from __future__ import annotations

from functools import lru_cache

from tutor.cluster.random import SUFFIX_LETTERS

_PRIME_128, _START_128 = 0x0000000001000000000000000000013B, 0x6C62272E07BB014262B821756295C58D
_TEMPLATES = 32  # whole templates, which are hashed anew whenever a controller looks at them
_PRIME_32, _START_32 = 0x01000193, 0x811C9DC5


@lru_cache(maxsize=1024)
def fnv128a(text: str) -> int:
    """FNV-1a of 128 bits."""
    state = _START_128
    for byte in text.encode():
        state = ((state ^ byte) * _PRIME_128) & ((1 << 128) - 1)
    return state


@lru_cache(maxsize=_TEMPLATES)
def fnv32a(text: str) -> int:
    """FNV-1a of 32 bits."""
    state = _START_32
    for byte in text.encode():
        state = ((state ^ byte) * _PRIME_32) & 0xFFFFFFFF
    return state


@lru_cache(maxsize=_TEMPLATES)
def fnv32(text: str) -> int:
    """FNV-1 of 32 bits."""
    state = _START_32
    for byte in text.encode():
        state = ((state * _PRIME_32) & 0xFFFFFFFF) ^ byte
    return state


def encode_safe(number: int) -> str:
    """A number in letters that make no words. Mirrors SafeEncodeString."""
    return "".join(SUFFIX_LETTERS[ord(digit) % len(SUFFIX_LETTERS)] for digit in str(number))


def pointer(type_: str, value: object) -> str:
    """How a dump writes a pointer to a plain value."""
    return f"(*{type_})<nil>" if value is None else f"(*{type_}){value}"
