"""grep, sed, awk, sort and the other programs about text, against what GNU's say."""

from __future__ import annotations

import pytest

from tests.begun import begin
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell

TABLE = "NAME   READY   STATUS\nweb-1  1/1     Running\nweb-2  0/1     Pending\ndb-1   1/1     Running\n"


@pytest.fixture(scope="module")
def shell() -> Shell:
    return Shell(
        begin=begin, files=Files(written={"/home/learner/t": TABLE.encode(), "/home/learner/n": b"10\n9\n9\n1\n"})
    )


LINES = (
    ("grep -c Running t", "2\n"),
    ("grep -v Running t | wc -l", "2\n"),
    ("grep -n web t", "2:web-1  1/1     Running\n3:web-2  0/1     Pending\n"),
    ("grep -o 'web-[0-9]' t", "web-1\nweb-2\n"),
    ("grep -E 'web-(1|3)' t | awk '{print $1}'", "web-1\n"),
    ("grep -A1 web-1 t | tail -n1 | cut -d- -f1", "web\n"),
    ("grep -i -w pending t | awk '{ print $1, $NF }'", "web-2 Pending\n"),
    ("awk 'NR>1 {print $1}' t | head -n 2", "web-1\nweb-2\n"),
    ("awk '$3 == \"Pending\" {print $1}' t", "web-2\n"),
    ("awk '/db/{print \"pod: \" $1}' t", "pod: db-1\n"),
    ("sort -n n", "1\n9\n9\n10\n"),
    ("sort n | uniq -c | tail -1", "      2 9\n"),
    ("sort -rnu n", "10\n9\n1\n"),
    ("tail -n +2 n | head -1", "9\n"),
    ("wc -l < n", "4\n"),
    ("wc -l n", "4 n\n"),
    ("wc t", " 4 12 91 t\n"),
    ("echo aXbX | sed 's/X/-/g'", "a-b-\n"),
    ("sed -n 2p n", "9\n"),
    ("sed '2,3d' n", "10\n1\n"),
    ("sed -e 's/\\([0-9]\\)0/\\1-/' -e '$!d' n", "1\n"),
    ("sed -E 's/^([a-z]+)-([0-9]).*/\\2:\\1/;1d' t", "1:web\n2:web\n1:db\n"),
    ("echo hello | tr a-z A-Z | tr -d L", "HEO\n"),
    ("seq 2 2 6 | tr '\\n' ' '", "2 4 6 "),
    ("seq 3 | xargs -n1 echo n", "n 1\nn 2\nn 3\n"),
    ("echo a | tee x y; cat x y", "a\na\na\n"),
    ("printf '%s=%d\\n' a 1 b 2", "a=1\nb=2\n"),
)


@pytest.mark.parametrize(("line", "stdout"), LINES, ids=[line for line, _ in LINES])
def test_text_comes_out_as_the_real_program_writes_it(shell: Shell, line: str, stdout: str) -> None:
    assert shell.run(line).stdout == stdout


FAULTS = (
    ("grep nothing t", "", 1),
    ("grep -Z x", "grep: invalid option -- 'Z'\nTry 'grep --help' for more information.\n", 2),
    ("grep '[' t", "grep: Unmatched [, [^, [:, [., or [=\n", 2),
    ("cat nope", "cat: nope: No such file or directory\n", 1),
    ("cat /tmp", "cat: /tmp: Is a directory\n", 1),
    ("head -n x t", "head: invalid number of lines: 'x'\n", 1),
    ("sleep x", "sleep: invalid time interval 'x'\nTry 'sleep --help' for more information.\n", 1),
    ("cd nope", "bash: cd: nope: No such file or directory\n", 1),
    ("ls nope", "ls: cannot access 'nope': No such file or directory\n", 2),
    ("sed s/a n", "sed: -e expression #1, char 3: unterminated `s' command\n", 1),
)


@pytest.mark.parametrize(("line", "stderr", "code"), FAULTS, ids=[line for line, _, _ in FAULTS])
def test_faults_are_told_in_the_programs_own_words(shell: Shell, line: str, stderr: str, code: int) -> None:
    output = shell.run(line)

    assert (output.stderr, output.code) == (stderr, code)


def test_sed_changes_a_file_in_place_in_the_session_only(shell: Shell) -> None:
    shell.run("cp n m; sed -i s/9/8/ m")

    assert shell.run("cat m").stdout == "10\n8\n8\n1\n"


def test_a_pattern_that_would_take_for_ever_is_refused(shell: Shell) -> None:
    assert shell.run("echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E '(a+)+$'").code == 2
