"""The site of docs/ has every page, in a place that links reach, and asks nothing of other servers."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def _settings() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return found


def _named(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    else:
        for one in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(one)


def test_every_page_stands_in_the_navigation_once() -> None:
    assert sorted(_named(_settings()["nav"])) == sorted([*PAGES, "e2e.md"])


def test_the_site_takes_fonts_cards_and_code_from_nowhere_else() -> None:
    settings = _settings()
    assert settings["theme"]["font"] is False
    assert {"extra_css", "extra_javascript", "repo_url"} & set(settings) == set()
    assert [name for plugin in settings["plugins"] for name in plugin] == ["search"]


@pytest.mark.parametrize("name", PAGES)
def test_each_link_leads_to_a_page_a_picture_or_what_the_site_takes_along(name: str) -> None:
    page = DOCS / name
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).is_file()] == []
    outside = [link for link in links if link.startswith("../")]
    assert [link for link in outside if not re.fullmatch(r"\.\./(assets/[\w.]+\.svg|tests/e2e/README\.md)", link)] == []


def test_the_picture_of_the_layers_is_that_of_the_imports() -> None:
    """`make picture` draws it anew."""
    assert _drawn("layers.py") == (ROOT / "assets" / "layers.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["manifest", "request"])
def test_the_pictures_of_the_ways_say_what_a_cluster_says(name: str) -> None:
    assert _drawn("ways.py", name) == (ROOT / "assets" / f"{name}.svg").read_text(encoding="utf-8")


def _drawn(script: str, *name: str) -> str:
    argv = [sys.executable, f"assets/{script}", "-", *name]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)  # noqa: S603
    return done.stdout
