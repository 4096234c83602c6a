"""Field paths are read as the wire writes them, and followed."""

from __future__ import annotations

import pytest

from tutor.grading.fields import read_path, value_at
from tutor.manifest import Json, Path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("spec.ports[0].port", ("spec", "ports", 0, "port")),
        ("spec.selector[app]", ("spec", "selector", "app")),
        ("metadata.labels[a.b/c]", ("metadata", "labels", "a.b/c")),
        ("", ()),
    ],
)
def test_a_path_is_read_part_by_part(text: str, path: Path) -> None:
    assert read_path(text) == path


@pytest.mark.parametrize(
    ("path", "value"),
    [(("a", 1, "b"), 2), (("a", 9), None), (("a", "b"), None), ((), {"a": [0, {"b": 2}]})],
)
def test_a_path_that_leads_nowhere_gives_none(path: Path, value: Json) -> None:
    assert value_at({"a": [0, {"b": 2}]}, path) == value
