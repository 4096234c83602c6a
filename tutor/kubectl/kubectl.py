"""kubectl, from its words to what it prints."""

from __future__ import annotations

from tutor.kubectl.context import Context
from tutor.kubectl.output import Output


def run_kubectl(argv: tuple[str, ...], context: Context) -> Output:
    """Run kubectl with the words after its name."""
    return Output(stderr=f"error: unknown command {' '.join(argv[:1])!r} for \"kubectl\"\n", code=1)
