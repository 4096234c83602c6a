"""Feeds a target with changed seeds: by Hypothesis, the same ones at each run."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import CHANGES, OFTEN, WORDS
from tests.fuzz.targets import TARGETS

KEPT = Path(tempfile.gettempdir(), "tutor-fuzz")  # what a target was given last, for whom it stopped
SLOW = 2.0  # seconds of CPU; a line may start thousands of programs, which `lines` bounds for itself
AGAIN = 500  # what one world takes before another takes its place


def feed(name: str, count: int) -> Counter[str]:
    """Give a target `count` changed seeds; an exception or one over two seconds of CPU ends the run."""
    target, tally = TARGETS[name], Counter[str]()
    world = [target.begin()]

    @seed(1)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,  # a file of progress is too long to print
    )
    @given(_changed(target.seeds()))
    def run(data: bytes) -> None:
        if tally.total() % AGAIN == AGAIN - 1:
            world[0] = target.begin()
        KEPT.write_bytes(data)
        began = time.process_time()
        tally[world[0](data)[:24]] += 1
        spent = time.process_time() - began
        assert spent <= SLOW, f"{spent:.1f} s for what {KEPT} holds"

    run()
    return tally


def _changed(seeds: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """Seeds with up to three changes: of lines, as people make them, and of single bytes, as nobody does."""
    place = st.integers(0, 100_000)
    line = st.tuples(st.sampled_from(OFTEN), place, st.sampled_from(WORDS))
    return st.builds(_altered, st.sampled_from(seeds), st.lists(line, max_size=3), st.lists(place, max_size=2))


def _altered(data: bytes, lines: list[tuple[str, int, str]], places: list[int]) -> bytes:
    text = data.decode("latin-1")
    for name, at, word in lines:
        text = CHANGES[name](text, at, word.encode("utf-8", "surrogatepass").decode("latin-1"))
    altered = bytearray(text.encode("latin-1"))
    for at in places:
        if altered:
            altered[at % len(altered)] ^= 1 << at % 8
    return bytes(altered)
