"""Own what is wrong or odd with one document, while it is read: faults, notes, and the stop at a limit."""

from __future__ import annotations

from dataclasses import field

from tutor.manifest.nodes import Mark
from tutor.values import frozen


@frozen(kw_only=False)
class Fault:
    """Why a document is refused: a code, kubectl's words or ours, the place, and what else is to be told."""

    code: str
    words: str
    mark: Mark
    params: dict[str, str] = field(default_factory=dict)


@frozen(kw_only=False)
class Note:
    """Something that kubectl takes in silence and a learner may not have meant."""

    code: str
    start: Mark
    end: Mark
    params: dict[str, str]


class TooMuchError(Exception):
    """A document past our limits, which kubectl might still take."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault
