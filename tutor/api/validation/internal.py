"""How the server's internal types look in messages: Go's field names, every field, null for what is nil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any

from tutor.api.codec.shapes import plan

_INITIALS = (
    ("dns", "DNS"),
    ("http", "HTTP"),
    ("tcp", "TCP"),
    ("grpc", "GRPC"),
    ("fsGroup", "FSGroup"),
    ("seLinux", "SELinux"),
    ("tty", "TTY"),
    ("uid", "UID"),
    ("ip", "IP"),
    ("os", "OS"),
)


def internal(value: Any) -> Any:
    """A value as Go writes it without json tags: every field, nil for what is empty."""
    if is_dataclass(value) and not isinstance(value, type):
        rows = plan(value.__class__).values()
        return {go_name(row.name): internal(getattr(value, row.attribute)) for row in rows}
    if isinstance(value, tuple | list):
        return [internal(item) for item in value] or None
    if isinstance(value, Mapping):
        return {name: internal(value[name]) for name in sorted(value)} or None
    return value


def go_name(name: str) -> str:
    """Turn `hostIP` into `HostIP` and `dnsPolicy` into `DNSPolicy`."""
    for initial, word in _INITIALS:
        rest = name.removeprefix(initial)
        if rest != name and (not rest or rest[0].isupper()):
            return word + rest
    return name[0].upper() + name[1:]
