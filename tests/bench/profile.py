"""Says where the time of the hot paths goes, as shares: `python -m tests.bench.profile [PATH]...`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import count
from types import FrameType

from tests.bench.cluster import exercise
from tests.bench.grading import LESSON, PACK, answer_of
from tests.bench.verdicts import TEXT, judge
from tutor.api.kinds import REPLICA_SET, SERVICE
from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings
from tutor.grading.grade import Grader
from tutor.manifest import parse
from tutor.packs.load import load

ROOT = PACK.parents[1]
SOLUTION = f"lessons/services/lessons/{LESSON}/solution.yaml"
IMPORTS = {
    "imports of tutor --help": ["-m", "tutor", "--help"],
    "imports of the window's first frame": ["-c", "import tutor.cli.window, tutor.tui.swift"],
    "imports of tutor grade, one file": ["-m", "tutor", "grade", SOLUTION, "-l", LESSON],
}
KINDS_OF_TEXT = (REPLICA_SET, SERVICE)
SECONDS, BETWEEN, LEAST = 4.0, 0.001, 0.03  # of CPU; between two looks; the smallest share that is shown
OTHERS = ("textual", "rich", "yaml", "pygments", "tree_sitter")
_IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def imports(words: list[str]) -> Counter[str]:
    """Microseconds that each layer's modules took, and others'; compiled files are there, as where it is installed."""
    with tempfile.TemporaryDirectory() as home:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        kept |= {"PYTHONPYCACHEPREFIX": home}
        command = [sys.executable, "-X", "importtime", *words]
        for _ in range(2):
            done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=True)
    found: Counter[str] = Counter()
    for spent, module in _IMPORTED.findall(done.stderr):
        found[_part(module, 1)] += int(spent)
    return found


def sampled(work: Callable[[], object]) -> Counter[str]:
    """How often each part of the program was at work; what it calls outside of the program counts as its own."""
    found: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        while frame is not None and not frame.f_globals.get("__name__", "").startswith("tutor."):
            frame = frame.f_back
        found[_part(frame.f_globals["__name__"], 2) if frame else "the rest"] += 1

    work()
    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, BETWEEN, BETWEEN)
    end = time.process_time() + SECONDS
    while time.process_time() < end:
        work()
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)
    return found


def _part(module: str, depth: int) -> str:
    """The part of the program that a module belongs to: most layers are one, the API and the cluster many."""
    root, *names = module.split(".")
    if root != "tutor":
        return root if root in OTHERS else "the rest"
    return ".".join(names[: depth if names[0] in {"api", "cluster"} else 1]) if names else "cli"


def verdict() -> object:
    """From a text to what the server says of it."""
    return [judge(kind, document.value) for document, kind in zip(parse(TEXT).documents, KINDS_OF_TEXT, strict=True)]


def settling() -> Callable[[], object]:
    """From a prepared cluster to three pods that have answered twenty times."""
    settings, state = Settings(), Cluster.start().snapshot()
    return lambda: exercise(Cluster.resume(settings, state))


def grading() -> Callable[[], object]:
    """A distinct answer to a lesson."""
    pack = load(PACK).pack
    assert pack is not None
    lesson = next(one for one in pack.lessons if one.id == LESSON)
    grader, numbers = Grader(pack), count()
    return lambda: grader.grade(lesson, answer_of(lesson, next(numbers)))


def main() -> None:
    """Print the shares of each path, the largest first."""
    paths: dict[str, Callable[[], Counter[str]]] = {
        **{name: partial(imports, words) for name, words in IMPORTS.items()},
        "a verdict from text": lambda: sampled(verdict),
        "settle and ask": lambda: sampled(settling()),
        "grade a distinct answer": lambda: sampled(grading()),
    }
    for name in sys.argv[1:] or paths:
        found = paths[name]()
        print(name)
        shown = Counter({part: spent for part, spent in found.items() if spent >= LEAST * found.total()})
        for part, spent in shown.most_common():
            print(f"{spent / found.total():6.0%}  {part}")
        print(f"{1 - shown.total() / found.total():6.0%}  in {len(found) - len(shown)} smaller parts")


if __name__ == "__main__":
    main()
