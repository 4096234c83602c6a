"""Takes along into the site what pages of docs/ show from outside: the pictures, and the page of end-to-end tests."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
PICTURES = "assets"
PAGES = {"tests/e2e/README.md": "e2e.md"}  # where it lies: what it is called on the site
FENCE = re.compile(r"^```console lesson=\S+$", re.MULTILINE)  # which lesson is played is for the test that runs it


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pictures and the pages."""
    shown = {f"{PICTURES}/{path.name}": path for path in sorted((ROOT / PICTURES).glob("*.svg"))}
    for name, path in (*shown.items(), *((name, ROOT / where) for where, name in PAGES.items())):
        files.append(File.generated(config, name, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Lead links to them to where they are on the site."""
    for where, name in PAGES.items():
        markdown = markdown.replace(f"](../{where}", f"]({name}")
    return FENCE.sub("```console", markdown.replace(f"](../{PICTURES}/", f"]({PICTURES}/"))
