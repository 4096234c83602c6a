"""What one check saw, before points are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from tutor.cluster.network.trace import Trace
from tutor.grading.verdict import At, Message
from tutor.values import frozen


@frozen
class Observation:
    """Passed or not, in which words, decided where; `measures` are what partial points count."""

    passed: bool
    expected: Message
    actual: Message
    at: At | None = None
    measures: Mapping[str, int] = field(default_factory=dict)
    trace: Trace | None = None
