"""Brings the engine in when it is asked for: hundreds of modules that the first frame of the window does not need."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from tutor.values import frozen

if TYPE_CHECKING:
    from types import ModuleType

    from tutor.packs.model import Lesson, Pack
    from tutor.session.lab import Lab
    from tutor.session.record import Record
    from tutor.session.session import Session


@frozen
class Refused:
    """Why the world of a lesson cannot be made."""

    detail: str


def bring() -> ModuleType:
    """Import all that a session needs; what it brings stays for good."""
    return import_module("tutor.session.session")


def lab_of(lesson: Lesson, locale: str) -> Lab | Refused:
    """Make the files and the cluster of a lesson; it touches nothing that others have, so a thread may do it."""
    bring()
    fault = cast("type[ValueError]", import_module("tutor.grading.world").WorldError)
    try:
        return cast("Lab", import_module("tutor.session.lab").Lab(lesson, locale))
    except fault as refused:
        return Refused(detail=str(refused))


def session_of(pack: Pack, lab: Lab, record: Record, locale: str) -> Session:
    """Make the session over a lab and the rows that are kept of its lesson."""
    made = bring().Session(pack=pack, lesson=lab.lesson, record=record, lab=lab, locale=locale)
    return cast("Session", made)
