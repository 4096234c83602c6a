"""Own how kubectl cuts a YAML file into documents: by lines, before anything reads YAML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tutor.values import frozen

_SEPARATOR: Final = b"---"
_SPACES: Final = "\t\n\v\f\r \x85\xa0"


@frozen(kw_only=False)
class Chunk:
    """The text of one document, the number of lines before it, and why the cut failed, if it did."""

    data: bytes
    line: int
    refusal: str | None = None


def split(data: bytes, line: int = 0) -> Iterator[Chunk]:
    """Cut at lines that start with `---`; a first one stays in its document. Mirrors YAMLReader.Read."""
    held: list[bytes] = []
    start = line
    rows = data.split(b"\n")
    if rows[-1] == b"":
        rows.pop()
    for number, row in enumerate(rows, line):
        text = row.removesuffix(b"\r")
        if text.startswith(_SEPARATOR):
            trailing = text[len(_SEPARATOR) :].decode("utf-8", "replace").strip(_SPACES)
            if trailing and trailing[0] != "#":
                yield Chunk(b"", number, f"invalid Yaml document separator: {trailing}")
                return
            if held:
                yield Chunk(b"\n".join((*held, b"")), start)
                held, start = [], number + 1
                continue
        held.append(text)
    if held:
        yield Chunk(b"\n".join((*held, b"")), start)
