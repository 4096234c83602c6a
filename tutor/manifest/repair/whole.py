"""Own all repairs that a text asks for by itself, without knowing what the API takes."""

from __future__ import annotations

from typing import Final

from tutor.manifest.parsing import parse
from tutor.manifest.repair.lines import line_repairs
from tutor.manifest.repair.model import Repair
from tutor.manifest.repair.noted import noted_repairs
from tutor.manifest.repair.values import label_repairs

LONGEST: Final = 32_768


def text_repairs(text: str) -> tuple[Repair, ...]:
    """Offer every repair of a text, in the order of their places; never raises, none past LONGEST characters."""
    if len(text) > LONGEST:
        return ()
    parsed = parse(text)
    found = [*line_repairs(text), *noted_repairs(text, parsed)]
    for document in parsed.documents:
        if document.error is None:
            found += label_repairs(text, document)
    return tuple(sorted(found, key=_place))


def _place(repair: Repair) -> tuple[int, int, str]:
    start = repair.edits[0].span.start
    return start.line, start.column, repair.id
