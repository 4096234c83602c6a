"""The published table of reproduced behaviours against the tests that it names."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
TABLE = (FOLDER / "README.md").read_text(encoding="utf-8")
ROW = r"^\| (?P<behaviour>.+?) \| (?P<level>(?:C )?[ab]) \| (?P<module>[a-z_]+|-) \| (?P<test>.+) \|$"


def _rows() -> list[tuple[str, str]]:
    """Module and test of each row; those without a test have "-" for a module."""
    return [(found["module"], found["test"].strip("`")) for found in re.finditer(ROW, TABLE, re.MULTILINE)]


@cache
def _tests(module: str) -> set[str]:
    tree = ast.parse((FOLDER / f"test_behaviours_{module}.py").read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_test_that_the_table_names_exists() -> None:
    named = [(module, test) for module, test in _rows() if module != "-"]
    assert [row for row in named if row[1] not in _tests(row[0])] == []


def test_the_table_s_headline_counts_its_rows() -> None:
    rows = _rows()
    done = sum(module != "-" for module, _ in rows)
    assert f"**{done} of {len(rows)} e2e behaviours reproduced.**" in TABLE


def test_a_behaviour_without_a_test_says_why() -> None:
    assert [test for module, test in _rows() if module == "-" and not test.startswith("no: ")] == []
