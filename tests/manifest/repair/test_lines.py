"""Repairs of characters: tabs, no-break spaces, curly quotes, pasted lines."""

from __future__ import annotations

import pytest

from tutor.manifest.repair import apply, line_repairs

HEAD = "kind: Service # kept\nspec:\n"


def repaired(text: str) -> tuple[list[str], str]:
    """Give the ids of all repairs, and the text after the first."""
    repairs = line_repairs(text)
    return [repair.id for repair in repairs], apply(text, repairs[0]) if repairs else text


@pytest.mark.parametrize(
    ("text", "id_", "after"),
    [
        (f"{HEAD}\ttype: A # c\n", "repair.tabs", f"{HEAD}  type: A # c\n"),
        (f"{HEAD}  ports:\n    - port: 1\n \t  x: 2\n", "repair.tabs", f"{HEAD}  ports:\n    - port: 1\n     x: 2\n"),
        (f"{HEAD}\u00a0 type:\u00a0A # \u00a0\n", "repair.no-break-spaces", f"{HEAD}  type: A # \u00a0\n"),
        (f"{HEAD}  a: \u201cb\u201d # \u201cc\u201d\n", "repair.curly-quotes", f'{HEAD}  a: "b" # \u201cc\u201d\n'),
        (f"{HEAD}  a: [\u2018b\u2019, \u201cc\u201d]\n", "repair.curly-quotes", f"{HEAD}  a: ['b', \"c\"]\n"),
        (f"```yaml\n{HEAD}  a: 1\n```\n", "repair.remove-pasted", f"{HEAD}  a: 1\n"),
        (f"```\n{HEAD}  a: 1\n```", "repair.remove-pasted", f"{HEAD}  a: 1\n"),
        (f"$ kubectl apply -f - <<EOF\n{HEAD}  a: 1\nEOF\n", "repair.remove-pasted", f"{HEAD}  a: 1\n"),
        (f"$ cat <<'END' > a.yaml\n{HEAD}  a: 1\nEND\n", "repair.remove-pasted", f"{HEAD}  a: 1\n"),
    ],
)
def test_a_repair_changes_what_is_wrong_and_nothing_else(text: str, id_: str, after: str) -> None:
    assert repaired(text) == ([id_], after)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}  a: |\n    x\n    \tkept\n",
        f"{HEAD}  a: 'b\u00a0c'\n",
        f"{HEAD}  a: don\u2019t\n",
        f"{HEAD}  # \u201cquoted\u201d, $ kubectl\n",
        f"{HEAD}  a: \u201cnever closed\n",
        "",
    ],
)
def test_what_is_meant_is_left_alone(text: str) -> None:
    assert line_repairs(text) == ()


def test_a_repair_says_how_many_places_it_changes_and_where_they_begin() -> None:
    (repair,) = line_repairs(f"{HEAD}\ta: 1\n\tb: 2\n")
    assert dict(repair.params) == {"count": "2", "line": "3"}
