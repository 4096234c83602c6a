"""Prints measurements beside the last release's and the budget's, and keeps them as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
RELEASE = HERE / "release.json"  # what the last release measured; `make bench` of a release writes it anew
BUDGET = HERE / "budget.json"  # name -> the most that a ratio, or a figure without one, may be
WIDTH = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement: a figure, its unit, what it is compared with, and the goal of the ratio."""

    name: str
    value: float
    unit: str
    beside: str = ""
    ratio: float | None = None
    goal: float | None = None

    @property
    def judged(self) -> float:
        """What budgets speak of: the ratio where there is one, since machines differ; else the figure."""
        return self.value if self.ratio is None else self.ratio


def line(row: Row, released: Mapping[str, Row], budget: Mapping[str, float]) -> str:
    """One row of the table: figure, ratio, goal, the last release's, and a word where it is over its budget."""
    ratio = "" if row.ratio is None else f"{row.ratio:8.2f} x {row.beside}"
    before = released.get(row.name)
    notes = (
        f"goal {row.goal:g}" if row.goal is not None else "",
        f"last release {before.judged:.2f}" if before is not None else "",
        f"OVER its budget of {budget[row.name]:g}" if over(row, budget) else "",
    )
    told = "; ".join(note for note in notes if note)
    return f"{row.name:<{WIDTH}} {row.value:12.3f} {row.unit:<7}{ratio:<40}{f'  ({told})' if told else ''}".rstrip()


def over(row: Row, budget: Mapping[str, float]) -> bool:
    """Whether a row is above what its budget allows; a row without a budget never is."""
    return row.name in budget and row.judged > budget[row.name]


def released(path: Path = RELEASE) -> dict[str, Row]:
    """The rows of the last release by name; none before the first."""
    rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return {row["name"]: Row(**row) for row in rows}


def budget(path: Path = BUDGET) -> dict[str, float]:
    """The budgets by the name of their row."""
    allowed: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return allowed


def keep(rows: Sequence[Row], target: Path) -> None:
    """Write the rows as JSON, as `released` reads them."""
    target.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
