"""The page of figures says what was counted, and counts what was recorded."""

from __future__ import annotations

from tests.oracle.areas import AREAS, ask, recorded
from tests.oracle.fidelity import PAGE, kept, render


def test_the_page_shows_the_figures_of_the_last_run() -> None:
    """`make fidelity` runs all of them again."""
    assert render(kept()) in PAGE.read_text(encoding="utf-8")


def test_every_difference_has_its_reason() -> None:
    assert "Not looked into yet." not in render(kept())


def test_the_figures_count_every_recorded_case() -> None:
    steps = [step for scene in recorded("transcripts") for step in scene["steps"] if not step["cmd"].startswith("@")]
    known = {name: len(recorded(name)) for name in ("verdicts", "yaml", "worlds", "http")}
    known |= {"transcripts": len(steps), "dns": sum(len(row["queries"]) for row in recorded("dns"))}
    assert {name: kept()[name].cases for name in known} == known
    assert list(kept()) == list(AREAS)


def test_exchanges_over_http_agree_as_the_page_says() -> None:
    """The other areas have tests of their own beside what they test."""
    assert ask("http") == kept()["http"]
