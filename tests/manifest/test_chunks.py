"""Documents are cut by lines, before anything reads YAML."""

from __future__ import annotations

import pytest

from tutor.manifest.chunks import Chunk, split


@pytest.mark.parametrize(
    ("data", "chunks"),
    [
        (b"", []),
        (b"a\n", [Chunk(b"a\n", 0)]),
        (b"a\n---\nb\n", [Chunk(b"a\n", 0), Chunk(b"b\n", 2)]),
        (b"a\r\n---\r\nb", [Chunk(b"a\n", 0), Chunk(b"b\n", 2)]),
        (b"---\na\n", [Chunk(b"---\na\n", 0)]),
        (b"a\n--- # c\nb\n", [Chunk(b"a\n", 0), Chunk(b"b\n", 2)]),
        (b"a\n ---\nb\n", [Chunk(b"a\n ---\nb\n", 0)]),
        (b"a\n----\n", [Chunk(b"", 1, "invalid Yaml document separator: -")]),
        (b"---foo\n", [Chunk(b"", 0, "invalid Yaml document separator: foo")]),
    ],
)
def test_a_line_that_starts_with_three_dashes_cuts(data: bytes, chunks: list[Chunk]) -> None:
    assert list(split(data)) == chunks
