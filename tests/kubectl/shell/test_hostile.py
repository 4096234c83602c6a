"""Whatever a person types, the shell answers."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.begun import begin
from tutor.kubectl.commands import ANYWHERE, PROGRAMS
from tutor.kubectl.shell.terminal import Shell

NAMES = sorted({*ANYWHERE, *PROGRAMS} - {"kubectl", "k"})
_PIECES = """
    -n -c -s -v -o -w -m -x -t -k2 -d: -f1 -I {} -L -X -z -1 - -- --foo --output=x @ @1 +short +x 0 80 1/0 1 0.5
    99999999999999999999 f /dev/null http://10.233.0.1 http://[::1]:80/ 10.233.0.1 example.com kube-node1 192.168.56.21
    127.0.0.1 localhost . .. ~ | && || ; > >> < <<E <<< & ! ( ) { } [ ] [[ ` $( $(( )) $X ${X:-y} "$X" 'x " * ? {a,b}
    {1..3} X=1 \\ for i in do done while if then fi else break continue s/a/b/ s/ /x/d $p 1,3p '{print NR>1 %s %d % \\n
    %{http_code} 한글
"""
PIECES = tuple(_PIECES.split())
WORD = st.one_of(st.sampled_from(NAMES), st.sampled_from(PIECES), st.text(max_size=4))
LINES = st.lists(WORD, max_size=8).map(" ".join)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
def test_every_line_gets_streams_and_a_status(line: str) -> None:
    shell = Shell(begin=begin)
    output = shell.run(line)

    assert 0 <= output.code <= 255
    assert all(isinstance(word, str) for word in shell.complete(line))


def test_half_a_character_becomes_a_replacement_character() -> None:
    shell = Shell(begin=begin)

    assert shell.run("echo a\ud800b > f; cat f").stdout == "a\ufffdb\n"
