"""Each rule of pods and workloads has a snippet that trips it and one that just does not."""

from __future__ import annotations

import pytest

from tests.api.validation.snippets import TABLES, Case, cases, said, warned

ROWS = [case for table in sorted(TABLES.glob("*.yaml")) for case in cases(table.stem)]


@pytest.mark.parametrize("case", [case for case in ROWS if not case.warns], ids=str)
def test_a_broken_rule_is_told_in_the_servers_words(case: Case) -> None:
    assert said(case, case.trips) == case.says


@pytest.mark.parametrize("case", [case for case in ROWS if case.passes is not None], ids=str)
def test_what_just_keeps_a_rule_is_accepted(case: Case) -> None:
    assert said(case, case.passes or {}) == ()


@pytest.mark.parametrize("case", [case for case in ROWS if case.warns], ids=str)
def test_what_the_server_accepts_with_a_warning_is_warned_of(case: Case) -> None:
    assert (said(case, case.trips), warned(case)) == (case.says, case.warns)
