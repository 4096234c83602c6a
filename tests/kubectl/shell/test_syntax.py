"""How the shell reads a line: quotes, variables, lists, loops, redirections."""

from __future__ import annotations

import pytest

from tests.begun import begin
from tutor.kubectl.shell.terminal import Shell


@pytest.fixture(scope="module")
def shell() -> Shell:
    return Shell(begin=begin)


LINES = (
    ("""echo 'a  b' "c  d" e\\ f""", "a  b c  d e f\n"),
    ("X=1 ; echo $X ${X}2 '$X' \"$X\"", "1 12 $X 1\n"),
    ("echo ${UNSET_:-default} ${#HOME}", "default 13\n"),
    ("V=service.yaml; echo ${V%.yaml} ${V##*.}", "service yaml\n"),
    ("echo $(seq 3) `echo back`", "1 2 3 back\n"),
    ("echo \"$(printf 'a\\nb')\"", "a\nb\n"),
    ("echo $((2 + 3 * 4)) $((7 / -2))", "14 -3\n"),
    ("echo a{1..3} {x,y}z", "a1 a2 a3 xz yz\n"),
    ("for i in 1 2 3; do echo $i; done | tail -1", "3\n"),
    ("for i in 1 2 3; do [ $i = 2 ] && break; echo $i; done", "1\n"),
    ("i=0; while [ $i -lt 3 ]; do i=$((i + 1)); done; echo $i", "3\n"),
    ("if false; then echo a; elif true; then echo b; else echo c; fi", "b\n"),
    ("false || echo or; true && echo and; ! true || echo not", "or\nand\nnot\n"),
    ("(cd /tmp && pwd); { echo here; } | cat", "/tmp\nhere\n"),  # noqa: S108 - a simulated folder
    ("cat <<EOF\n$((1 + 1)) of $USER\nEOF", "2 of learner\n"),
    ("cat <<'EOF'\n$USER\nEOF", "$USER\n"),
    ("cat <<< word", "word\n"),
    ("echo one > f; echo two >> f; cat f; rm f", "one\ntwo\n"),
    ("nothing 2> /dev/null; echo $?", "127\n"),
    ("nothing 2>&1 | wc -l", "1\n"),
    ("echo a; # a comment", "a\n"),
    ("echo ~ ~/x '~'", "/home/learner /home/learner/x ~\n"),
)


@pytest.mark.parametrize(("line", "stdout"), LINES, ids=[line for line, _ in LINES])
def test_a_line_means_what_it_means_in_bash(shell: Shell, line: str, stdout: str) -> None:
    assert shell.run(line).stdout == stdout


FAULTS = (
    ('echo "open', "bash: unexpected EOF while looking for matching `\"'\n", 2),
    ("echo a | | b", "bash: syntax error near unexpected token `|'\n", 2),
    ("for x in 1; do echo", "bash: syntax error: unexpected end of file\n", 2),
    ("done", "bash: syntax error near unexpected token `done'\n", 2),
    ("cat < nope", "bash: nope: No such file or directory\n", 1),
    ("echo a > /no/where", "bash: /no/where: No such file or directory\n", 1),
    ("nothing", "bash: nothing: command not found\n", 127),
    ("./nothing", "bash: ./nothing: No such file or directory\n", 127),
    ("echo $((1 / 0))", 'bash: division by 0 (error token is "0")\n', 1),
    ("echo ${X?gone}", "bash: X: gone\n", 1),
)


@pytest.mark.parametrize(("line", "stderr", "code"), FAULTS, ids=[line for line, _, _ in FAULTS])
def test_a_fault_of_the_learner_is_told_in_bash_words(line: str, stderr: str, code: int) -> None:
    output = Shell(begin=begin).run(line)

    assert (output.stderr, output.code) == (stderr, code)


def test_a_loop_without_end_is_stopped() -> None:
    shell = Shell(begin=begin)
    output = shell.run("while true; do echo x; done")

    assert (output.code, shell.ended) == (130, False)
    assert output.stdout.startswith("x\nx\n")
    assert output.stderr == "bash: stopped: this would not end without Ctrl-C\n"


def test_what_an_endless_loop_wrote_into_a_pipe_arrives() -> None:
    output = Shell(begin=begin).run(
        "while true; do echo x; done | head -2; while true; do (while true; do echo y; done); done"
    )

    assert output.stdout.startswith("x\nx\n")
    assert output.code == 130


@pytest.mark.parametrize(
    "line",
    [
        "x=a; for i in {1..60}; do x=$x$x; done; echo ${#x}",
        "echo {1..9999}{1..9999}",
        "echo aaaaaaaa > f; for i in {1..40}; do cat f f > g; cp g f; done",
        "ls /*/*/*/*",
    ],
)
def test_growth_has_an_end(line: str) -> None:
    assert len(Shell(begin=begin).run(line).stdout) < 10_000_000


@pytest.mark.parametrize("line", ["(" * 5000, "$(" * 5000, "echo " + "$(" * 60 + ")" * 60, "{1..99999999}", "`" * 9999])
def test_deep_or_endless_lines_are_refused_at_once(line: str) -> None:
    assert Shell(begin=begin).run(f"echo {line}").code in {0, 1, 2, 127}


def test_what_was_written_before_exit_is_not_lost() -> None:
    shell = Shell(begin=begin)
    output = shell.run("for i in 1 2; do echo $i; exit 4; done")

    assert (output.stdout, output.code, shell.ended) == ("1\n", 4, True)
