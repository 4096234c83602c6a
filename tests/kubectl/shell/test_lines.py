"""How a script becomes commands."""

from __future__ import annotations

from tutor.kubectl.shell.lines import Line, lines_of


def test_blank_lines_and_comments_are_skipped_and_counted() -> None:
    assert list(lines_of(["", "# a", "true", "  ", "false"], whole=False)) == [Line(3, "true"), Line(5, "false")]


def test_here_documents_loops_and_backslashes_go_on() -> None:
    script = ["cat <<E", "# kept", "", "E", "for i in 1", "do true", "done", "echo a \\", "b"]

    assert [line.number for line in lines_of(script, whole=False)] == [1, 5, 8]


def test_an_open_quotation_goes_on_only_in_a_whole_script() -> None:
    script = ["echo 'a", "b'"]

    assert len(list(lines_of(script, whole=True))) == 1
    assert len(list(lines_of(script, whole=False))) == 2
