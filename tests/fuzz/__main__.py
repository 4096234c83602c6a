"""Runs bounded fuzzing from the command line: `python -m tests.fuzz manifests 200000`."""

from __future__ import annotations

import gc
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.fed import feed
from tests.fuzz.grade_kills import fuzz_grade_kills
from tests.fuzz.kills import fuzz_kills
from tests.fuzz.lines import shell_lines
from tests.fuzz.mutations import drawn
from tests.fuzz.seeds import SEEDS, answers
from tests.fuzz.verdicts import judge
from tutor.cli.printable import printable
from tutor.cluster.cluster import Cluster
from tutor.kubectl.shell.terminal import Shell

LESSONS = Path(__file__).parents[2] / "lessons" / "services"
SLOW_MS = 50.0
SLOW_LINE_SECONDS = 20.0  # thousands of programs may run in one line
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def fuzz_manifests(count: int) -> Counter[str]:
    """Judge `count` changed manifests; an exception or one over 50 ms of CPU ends the run."""
    cluster, random, tally = Cluster.start(), Random(1), Counter[str]()  # noqa: S311
    seeds, met = [*SEEDS, *answers(LESSONS)], set[int]()
    gc.freeze()
    gc.disable()  # a collection of the cluster's own objects is no text's fault
    for number in range(1, count + 1):
        text = drawn(random, seeds)
        met.add(hash(text))
        _judged(cluster, text, tally)
        if number % 1_000 == 0:
            gc.collect()
    gc.enable()
    tally.update({"texts": count, "different": len(met)})
    return tally


def _judged(cluster: Cluster, text: str, tally: Counter[str]) -> None:
    spent = _timed(lambda: tally.update(answer.partition(":")[0][:24] for answer in judge(cluster, text)))
    for _ in range(3):
        if spent > SLOW_MS:  # once may be another program's fault; four times is the text's
            spent = min(spent, _timed(lambda: judge(cluster, text)))
    assert spent <= SLOW_MS, f"{spent:.0f} ms for {text!r}"


def _timed(work: object) -> float:
    began = time.process_time()
    work()  # type: ignore[operator]
    return (time.process_time() - began) * 1000


def fuzz_lines(count: int) -> Counter[str]:
    """Run `count` random command lines in one shell; nothing but newline and tab may reach the terminal from data."""
    shell, tally = Shell(), Counter[str]()

    @seed(1)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(shell_lines())
    def run(line: str) -> None:
        began = time.process_time()
        output = shell.run(line)
        spent = time.process_time() - began
        shell.ended = False
        assert spent <= SLOW_LINE_SECONDS, f"{spent:.1f} s for {line[:200]!r}"
        assert 0 <= output.code <= 255, f"status {output.code} for {line[:200]!r}"
        assert not _CONTROL.search(printable(output.stdout) + printable(output.stderr)), line[:200]
        tally["lines"] += 1
        tally["of 100 kB"] += len(line) > 90_000
        tally["refused"] += output.code != 0
        if tally["lines"] % 500 == 0:
            shell.run("reset")

    run()
    return tally


RUNS: dict[str, tuple[Callable[[int], Counter[str]], int]] = {
    "manifests": (fuzz_manifests, 100_000),
    "lines": (fuzz_lines, 50_000),
    "packs": (partial(feed, "pack"), 20_000),
    "requests": (partial(feed, "request"), 50_000),
    "states": (partial(feed, "state"), 10_000),
    "exports": (partial(feed, "export"), 20_000),
    "kills": (fuzz_kills, 200),
    "kills-grade": (fuzz_grade_kills, 20),
}


def main() -> None:
    """Run one kind of fuzzing, or all."""
    names = sys.argv[1:2] or list(RUNS)
    for name in names:
        work, count = RUNS[name]
        began = time.perf_counter()
        tally = work(int(sys.argv[2]) if len(sys.argv) > 2 else count)
        print(f"{name}: no exception, none slow, {time.perf_counter() - began:.0f} s; {dict(tally.most_common(12))}")


if __name__ == "__main__":
    main()
