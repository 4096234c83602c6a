"""Each line of docs/security.md and docs/faults.md names a test that exists, and nothing that is read can be run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("security.md", "faults.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
# What turns text into code, or starts another program; YAML is read by libyaml's events, or kept as it is by ruamel.
RUNS = re.compile(
    r"(?<![\w.])(?:eval|exec|compile|__import__)\("
    r"|^\s*(?:import|from) (?:subprocess|pickle|marshal|shelve|dill|jinja2|multiprocessing\.popen)\b"
    r"|\bos\.(?:system|popen|exec\w+|spawn\w+|posix_spawn\w*)\(|\byaml\.(?:unsafe|full)_load",
    re.MULTILINE,
)


@pytest.mark.parametrize("page", PAGES)
def test_every_named_test_exists(page: str) -> None:
    named = NAMED.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    missing = [
        (path, name)
        for path, name in named
        if not re.search(rf"^(async )?def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert (len(named) >= 25, missing) == (True, [])


@pytest.mark.parametrize("page", PAGES)
def test_every_line_names_one(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")][2:]
    assert [line for line in rows if not NAMED.search(line.split("|")[3])] == []


def test_nothing_that_is_read_can_be_run() -> None:
    """`values.py` builds the constructors of its own classes, and `editor.py` starts what `$EDITOR` says."""
    sources = sorted((ROOT / "tutor").rglob("*.py"))
    found = {str(path.relative_to(ROOT)) for path in sources if RUNS.search(path.read_text(encoding="utf-8"))}
    assert found == {"tutor/cli/editor.py", "tutor/values.py"}
