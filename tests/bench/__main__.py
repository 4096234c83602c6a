"""Measures what things cost beside what they are compared with: `python -m tests.bench [--only AREA]... [FILE]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import cluster, commands, grading, limits, report, serving, verdicts, window

Measure = Callable[[], Iterator[dict[str, object]]]

AREAS: dict[str, Measure] = {
    "verdicts": verdicts.measure,
    "cluster": cluster.measure,
    "grading": grading.measure,
    "commands": commands.measure,
    "serving": serving.measure,
    "limits": limits.measure,
    "window": window.measure,
}


def main() -> int:
    """Measure, print each row as it is known, write the JSON; returns 1 where a row is over its budget."""
    asked = _arguments()
    released, budget, rows = report.released(), report.budget(), []
    for area in asked.only or AREAS:
        for found in AREAS[area]():
            rows.append(report.Row(**found))  # type: ignore[arg-type]
            print(report.line(rows[-1], released, budget), flush=True)
    report.keep(rows, asked.file)
    return int(any(report.over(row, budget) for row in rows))


def _arguments() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    words.add_argument("--only", action="append", choices=AREAS, help="measure this area alone; may be repeated")
    words.add_argument("file", nargs="?", type=Path, default=Path("bench.json"), help="where the JSON goes")
    return words.parse_args()


if __name__ == "__main__":
    sys.exit(main())
