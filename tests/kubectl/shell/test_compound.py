"""Conditions, cases, counted loops, functions and aliases."""

from __future__ import annotations

import pytest

from tests.begun import begin
from tutor.kubectl.shell.terminal import Shell


@pytest.fixture(scope="module")
def shell() -> Shell:
    return Shell(begin=begin)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("for ((i=0;i<3;i++)); do echo $i; done", "0\n1\n2\n"),
        ("for ((;;)); do echo x; break; done", "x\n"),
        ("i=5; ((i++)); ((i+=2)); echo $i $((i*2)) $((--i))", "8 16 7\n"),
        ("((0)) || echo no", "no\n"),
        ("if [[ abc == a* ]]; then echo yes; fi", "yes\n"),
        ('[[ abc == "a*" ]] || echo quoted', "quoted\n"),
        ('[[ -z "" && 1 -eq 1 ]] && echo both', "both\n"),
        ("[[ ! ( a == b || x != x ) ]] && echo not", "not\n"),
        ("[[ web-12 =~ ^web-[0-9]+$ ]] && echo fits", "fits\n"),
        ("case abc in x|y) echo A;; a*) echo B;; *) echo C;; esac", "B\n"),
        ('case "*" in "a") echo A;; (*) echo C;; esac', "C\n"),
        ('f() { echo $1 $#; return 3; echo never; }; f 1 "b c"; echo $?', "1 2\n3\n"),
        ('f() { for a in "$@"; do echo "<$a>"; done; }; f 1 "2 3"', "<1>\n<2 3>\n"),
        ("function f { echo f; }; f | cat", "f\n"),
        ("alias kgn='kubectl get nodes'; kgn -o name | head -1", "node/kube-master1\n"),
        ("sh -c 'echo $1 $2' _ a b", "a b\n"),
        ("return", ""),
    ],
)
def test_a_line_means_what_it_means_in_bash(shell: Shell, line: str, expected: str) -> None:
    assert shell.run(line).stdout == expected


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("return", "bash: return: can only `return' from a function or sourced script\n"),
        ("f() { f; }; f", "bash: f: maximum function nesting level exceeded (20)\n"),
        ("[[ a b c d ]]", "bash: syntax error in conditional expression\n"),
        ("for ((i=0)); do echo; done", "bash: syntax error: arithmetic expression required\n"),
        ("case x in a) echo", "bash: syntax error: unexpected end of file\n"),
        ("echo " + "> f " * 101, "bash: redirection error: cannot duplicate fd: Too many open files\n"),
        ("{1..9}" * 5000, "bash: brace expansion: too many words\n"),
    ],
)
def test_what_cannot_be_run_is_told(shell: Shell, line: str, fault: str) -> None:
    assert shell.run(line).stderr == fault


def test_a_long_unknown_word_is_refused_at_once(shell: Shell) -> None:
    assert shell.run("kubectl " + "x" * 100_000).stderr.startswith('error: unknown command "xxx')


def test_a_traced_shell_says_on_the_error_stream_what_it_runs(shell: Shell) -> None:
    traced = shell.run('sh -x -c \'for i in 1 2; do echo "a $i" && false || V=b true; done; x="c d"\'')
    assert (traced.stdout, traced.stderr) == (
        "a 1\na 2\n",
        "+ echo 'a 1'\n+ false\n+ V=b true\n+ echo 'a 2'\n+ false\n+ V=b true\n+ x='c d'\n",
    )
    assert shell.run("set -x; echo a; set +x; echo b").stderr == "+ echo a\n+ set +x\n"
