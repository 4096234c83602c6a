"""A page is split at its fixed headings, and its console blocks are found."""

from __future__ import annotations

from tutor.packs.prose import Console, consoles, read_page


def test_text_belongs_to_the_heading_above_it() -> None:
    page = read_page("one.md", "intro\n## Situation\nfirst\n\nsecond\n## Hint 2.1\nlook\n")
    assert [(one.heading, one.line, one.text) for one in page.sections] == [
        ("Situation", 2, "first\n\nsecond"),
        ("Hint 2.1", 6, "look"),
    ]


def test_a_heading_inside_a_block_is_text() -> None:
    page = read_page("one.md", "## Situation\n~~~console\n$ cat notes\n## Task 1\n~~~\n## Why\nso\n")
    assert [one.heading for one in page.sections] == ["Situation", "Why"]


def test_an_unknown_heading_and_one_that_comes_twice_are_named_with_their_lines() -> None:
    page = read_page("one.md", "## Why\n## Wy\n## Why\n")
    assert [str(found) for found in page.problems] == [
        'one.md:2:1 L1 unknown heading "Wy"; known: Situation, Task N, Hint N.M, Why, Next',
        'one.md:3:1 L1 heading "Why" comes twice',
    ]


def test_a_console_block_pairs_commands_with_their_output() -> None:
    text = "a\n~~~console on=starter\n$ kubectl get svc\nNAME\nweb\n$ true\n~~~\n~~~console\n$ ls\n~~~\n"
    assert consoles(text) == (
        Console(on="starter", line=2, steps=(("kubectl get svc", "NAME\nweb"), ("true", ""))),
        Console(on="", line=8, steps=(("ls", ""),)),
    )


def test_a_block_that_is_never_closed_is_named_with_the_line_where_it_opens() -> None:
    page = read_page("p.md", "## Situation\n~~~console\n$ a\n\n## Task 1\n~~~console\n$ b\n~~~\n")
    assert [(one.line, one.message) for one in page.problems] == [
        (2, "this block is never closed; end it with a line of the same three signs")
    ]
