"""A minimal pack on disk, for tests to spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

PACK = "format: 1\nid: small\nversion: 1.0.0\nlocales: [en]\nlessons: [one]\n"
LESSON = """\
format: 1
id: one
title: {en: One}
checks:
- {id: endpoints, points: 4, endpoints: {service: default/web, ready: [web]}}
- {id: answer, points: 3, http: {from: outside, url: "http://web/"}}
- {id: kind, points: 3, object: {ref: Service/default/web, match: {spec: {type: ClusterIP}}}}
"""
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"
PAGE = "## Situation\nA page.\n## Task 1\nDo it.\n## Hint 1.1\nLook.\n## Why\nBecause.\n## Next\nMore.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The smallest pack that loads."""
    root = tmp_path / "small"
    texts = {
        "pack.yaml": PACK,
        "lessons/one/lesson.yaml": LESSON,
        "lessons/one/world.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n",
        "lessons/one/starter.yaml": SERVICE,
        "lessons/one/solution.yaml": SERVICE.replace("port: 80", "port: 80, targetPort: 8080"),
        "prose/en/one.md": PAGE,
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root
