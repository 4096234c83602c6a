"""Prints a table of what things cost beside what they are compared with, and writes it as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import cluster, commands, grading, limits, verdicts, window


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement: a figure, its unit, what it is compared with, and the goal of the ratio."""

    name: str
    value: float
    unit: str
    beside: str = ""
    ratio: float | None = None
    goal: float | None = None


MEASURES: tuple[Callable[[], Iterator[dict[str, object]]], ...] = (
    verdicts.measure,
    cluster.measure,
    grading.measure,
    commands.measure,
    limits.measure,
    window.measure,
)

WIDTH = 56


def main() -> None:
    """Measure everything, print each row as it is known, write `bench.json` (or the file named)."""
    rows: list[Row] = []
    for measure in MEASURES:
        for found in measure():
            rows.append(Row(**found))  # type: ignore[arg-type]
            _print(rows[-1])
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "bench.json")
    target.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")


def _print(row: Row) -> None:
    ratio = f"{row.ratio:8.2f} x {row.beside}" if row.ratio is not None else ""
    goal = f"  (goal {row.goal:g})" if row.goal is not None else ""
    print(f"{row.name:<{WIDTH}} {row.value:12.3f} {row.unit:<10}{ratio}{goal}", flush=True)


if __name__ == "__main__":
    main()
