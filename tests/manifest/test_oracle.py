"""Answers recorded from kubectl v1.36.2 about scalars and documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.manifest import KUBECTL, Document, Json, parse

_ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "oracle" / "yaml.jsonl").read_text(encoding="utf-8").splitlines()
]
# What kubectl says once a document is read is the kubectl layer's to say.
_LATER = "unable to decode"
_PREFIX = "error: error parsing STDIN: "


def _select(kind: str) -> list[Any]:
    rows = [row for row in _ROWS if _LATER not in row.get("error", "")]
    chosen = [row for row in rows if ("error" if "error" in row else row["kind"]) == kind]
    return [pytest.param(row, id=repr(row.get("name") or row["yaml"].partition("k: ")[2])) for row in chosen]


def _objects(document: Document) -> list[Json]:
    """Expand a list and give each object metadata, as `kubectl annotate --local` does."""
    value = document.value
    assert isinstance(value, dict)
    items = value.get("items")
    members = [{"apiVersion": "v1", "kind": "Service"} | item for item in items] if isinstance(items, list) else [value]  # type: ignore[operator]
    return [{"metadata": {}} | member for member in members]


@pytest.mark.parametrize("row", _select("scalar"))
def test_a_scalar_reads_as_kubectl_reads_it(row: dict[str, Any]) -> None:
    (document,) = parse(row["yaml"], KUBECTL).documents
    assert isinstance(document.value, dict)
    held = document.value["zz"]
    value = held.get("k") if isinstance(held, dict) else held
    assert json.dumps(value) == json.dumps(row["value"])


@pytest.mark.parametrize("row", _select("document"))
def test_documents_read_as_kubectl_reads_them(row: dict[str, Any]) -> None:
    found = [thing for document in parse(row["yaml"], KUBECTL).documents for thing in _objects(document)]
    assert found == row["documents"]


@pytest.mark.parametrize("row", _select("error"))
def test_a_refusal_has_kubectls_words(row: dict[str, Any]) -> None:
    last = parse(row["yaml"], KUBECTL).documents[-1]
    assert f"{_PREFIX}{last.error}" == row["error"]
