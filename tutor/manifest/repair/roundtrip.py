"""Own changes through ruamel.yaml: what it adds is kept, what it merely writes in another style is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from tutor.manifest.chunks import split
from tutor.manifest.dump import dump
from tutor.manifest.model import Document, Json
from tutor.manifest.repair.model import Edit, Source

Scalar = None | bool | int | float | str
Put = Callable[[Scalar], Any]
Change = Callable[[Any, Put], None]

_WIDE: Final = 2**20
_LONGEST: Final = 8_192
_MOST_LINES: Final = 250


class _TextResolver(VersionedResolver):
    """Reads every plain scalar as text, so that 0777 and yes are written as they stand."""

    @property
    def versioned_resolver(self) -> dict[str, list[Any]]:
        """No word means anything but itself."""
        return {}


def rewrite(text: str, document: Document, change: Change) -> tuple[Edit, ...]:
    """Give the edits that carry a change of the document out; none when they cannot be told apart from style."""
    found = _lines_of(text, document.line) if isinstance(document.value, dict) else None
    if found is None:
        return ()
    first, rows = found
    block = "".join(rows)
    # A tag would have ruamel read a value by its own rules; go-yaml's are others.
    if len(block) > _LONGEST or len(rows) > _MOST_LINES or "!" in block or "\r" in block:
        return ()
    yaml = _ruamel(document)
    try:
        if not _has_shape(yaml.load(block), document.value):
            return ()
        same, changed = _write(yaml, block, lambda _root, _put: None), _write(yaml, block, change)
    except YAMLError:
        return ()
    return tuple(_carry_over(text, first, rows, same, changed))


def _lines_of(text: str, line: int) -> tuple[int, list[str]] | None:
    """Find the lines of the document around a line: the number of its first, counted from 0, and the lines."""
    rows = text.removesuffix("\n").split("\n")
    starts = [chunk.line for chunk in split(text.encode("utf-8", "surrogatepass"))]
    first = max((start for start in starts if start < line), default=None)
    if first is None:
        return None
    first += rows[first].startswith("---")
    later = (number for number in range(first, len(rows)) if rows[number].startswith(("---", "...")))
    end = next(later, len(rows))
    return first, [row + "\n" for row in rows[first:end]]


def _ruamel(document: Document) -> YAML:
    yaml = YAML(typ="rt")
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    step, offset = _indents(document)
    yaml.indent(mapping=step, sequence=offset + 2, offset=offset)
    return yaml


def _indents(document: Document) -> tuple[int, int]:
    """Measure how far the document indents mappings, and dashes, below their keys."""
    step, offset = 2, None
    for path, span in document.key_spans.items():
        value = document.spans[path]
        below = value.start.column - span.start.column
        if value.start.line == span.start.line or not 0 <= below < 10:
            continue
        if (*path, 0) in document.spans:
            offset = below if offset is None else offset
        elif below:
            step = below
    return step, offset or 0


def _has_shape(root: Any, value: Json) -> bool:
    """Say whether ruamel reads the same keys and as many items; merges and odd keys are not the same to both."""
    if isinstance(value, dict):
        same = isinstance(root, dict) and set(root) == set(value)
        return same and all(_has_shape(root[key], child) for key, child in value.items())
    if isinstance(value, list):
        same = isinstance(root, list) and len(root) == len(value)
        return same and all(_has_shape(*pair) for pair in zip(root, value, strict=True))
    return not isinstance(root, dict | list)


def _write(yaml: YAML, text: str, change: Change) -> list[str]:
    root = yaml.load(text)
    change(root, _written)
    out = StringIO()
    yaml.dump(root, out)
    return out.getvalue().splitlines(keepends=True)


def _carry_over(text: str, first: int, rows: list[str], same: list[str], changed: list[str]) -> Iterator[Edit]:
    """Replay the difference of two of ruamel's texts on the learner's lines, where both have the same lines."""
    ours: dict[int, int] = {}
    for block in SequenceMatcher(None, same, rows, autojunk=False).get_matching_blocks():
        ours |= {block.a + step: block.b + step for step in range(block.size)}
    source = Source(text)
    for kind, start, end, low, high in SequenceMatcher(None, same, changed, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        places = [ours[at] for at in range(start, end) if at in ours]
        if len(places) != end - start:
            return
        begin = places[0] if places else ours[start - 1] + 1 if start - 1 in ours else None
        if begin is None or (places and places != list(range(begin, begin + len(places)))):
            return
        new = "".join(changed[low:high])
        at = source.line_start(first + begin + 1)
        if at == len(text) and text and not text.endswith("\n"):
            new = "\n" + new.removesuffix("\n")
        yield source.edit(at, source.line_start(first + begin + len(places) + 1), new)


def _written(value: Scalar) -> Any:
    """Write a scalar as the text that is to stand there, in quotes where plain text would mean something else."""
    text = dump(value).rstrip("\n")
    return DoubleQuotedScalarString(value) if isinstance(value, str) and text != value else text
