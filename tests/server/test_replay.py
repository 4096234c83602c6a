"""Recorded exchanges with a real API server, asked of ours."""

from __future__ import annotations

from tests.server.replay import ARGUED, compared


def test_all_recorded_exchanges_agree_but_for_the_argued_streams() -> None:
    rows = tuple(compared())
    assert (len(rows), {row.note for row in rows if not row.agrees}) == (72, set(ARGUED))
