"""Values that differ from learner to learner: drawn from the learner's id, written into a lesson's texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tutor.packs.problem import Problem
from tutor.packs.schema import PERSONAL
from tutor.packs.shape import faults
from tutor.packs.source import Source
from tutor.packs.yaml_file import YamlFile

Row = Mapping[str, Any]
_BLANK = re.compile(rb"<([a-z][a-z0-9-]*)>")


def draw(choices: Row, uuid: str, learner: str) -> Mapping[str, str]:
    """Choose a value for each name; always the same for the same learner, the first one for nobody in particular."""
    return {name: _one(choice, f"{uuid}\0{name}\0{learner}" if learner else "") for name, choice in choices.items()}


def _one(choice: Row, key: str) -> str:
    number = int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()[:8], "big") if key else 0
    if "words" in choice:
        words: list[str] = choice["words"]
        return words[number % len(words)]
    low: int = choice["from"]
    return str(low + number % (choice["to"] - low + 1))


def written(source: Source, values: Mapping[str, str]) -> Source:
    """Put the values into every text where `<name>` stands; other words in such brackets are left alone."""
    known = {name.encode(): value.encode() for name, value in values.items()}
    files = {
        name: _BLANK.sub(lambda found: known.get(found[1], found[0]), content) for name, content in source.files.items()
    }
    return Source(files=files, problems=source.problems)


def problems(file: YamlFile) -> Iterator[Problem]:
    """Name what is wrong with the choices of a lesson; a range must hold a number."""
    row: Any = file.value
    found = tuple(faults(PERSONAL, row["personal"], ("personal",)))
    for fault in found:
        yield file.problem("L1", f"personal: {fault.message}", fault.path, key=fault.key)
    for name, choice in () if found else row["personal"].items():
        if "from" in choice and choice.get("to", -1) < choice["from"]:
            message = f'"to" must be {choice["from"]} or more'
            yield file.problem("L2", message, ("personal", name), key=True)
