"""Lists that are cut short in cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SHOWN = 3
NONE = "<none>"
UNSET = "<unset>"


def cut(items: Sequence[str]) -> str:
    """At most three items and how many more there are. Mirrors listWithMoreString."""
    text = ",".join(items[:SHOWN])
    return f"{text} + {len(items) - SHOWN} more..." if len(items) > SHOWN else text


def labels(pairs: Mapping[str, str]) -> str:
    """Mirrors labels.FormatLabels."""
    return ",".join(f"{key}={pairs[key]}" for key in sorted(pairs)) or NONE
