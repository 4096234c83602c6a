"""Columns line up as Go's tabwriter lines them up."""

from __future__ import annotations

from tutor.kubectl.tabwriter import align, table


def test_a_table_has_three_blanks_and_no_narrow_column() -> None:
    assert table([("NAME", "READY"), ("web-1", "1/1")]) == "NAME    READY\nweb-1   1/1\n"
    assert table([("a", "0", "2s")]) == "a     0     2s\n"


def test_a_line_without_cells_parts_columns() -> None:
    text = "Name:\tx\nSubsets:\n  Addresses:\t1\n  NotReadyAddresses:\t2\n"

    assert align(text) == "Name:  x\nSubsets:\n  Addresses:          1\n  NotReadyAddresses:  2\n"


def test_a_deeper_cell_widens_only_its_neighbours() -> None:
    assert align("a\tb\tc\nlong\tx\td\ne\tf\n") == "a     b  c\nlong  x  d\ne     f\n"
