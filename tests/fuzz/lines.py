"""Command lines: sensible ones, changed ones, words in any order, very long ones, and noise."""

from __future__ import annotations

from hypothesis import strategies as st

from tutor.kubectl.commands import ANYWHERE, PROGRAMS

STARTS = (
    "kubectl get pods -A -o wide",
    "kubectl get svc kubernetes -o jsonpath='{.spec.ports[*].port}'",
    "kubectl create deployment web --image=nginx --replicas=2 --port=80",
    "kubectl expose deployment web --port 80 --name w",
    "kubectl apply -f - <<EOF",
    "kubectl describe node kube-node1 | head -n 5",
    "kubectl run -it --rm probe --image=busybox -- sh",
    "kubectl label pods --all a=b --overwrite",
    "curl -s -m 1 -o /dev/null -w '%{http_code}' http://10.233.0.1:443/",
    "for i in 1 2 3; do echo $i; done",
    "i=0; while [ $i -lt 3 ]; do i=$((i+1)); curl -m 1 10.233.0.$i; done",
    "if [[ -f x && 1 -eq 1 ]]; then echo y; elif true; then echo z; else echo n; fi",
    "case $X in a*|b) echo 1;; *) echo 2;; esac; f() { echo $1 $#; }; f a 'b c'",
    "ssh kube-node1 dig @10.233.0.3 kubernetes.default.svc.cluster.local A",
    "VAR=1 echo \"$VAR $(echo x) $((1+2))\" > f; cat f | grep 1 | awk '{print $1}' | sort | wc -l",
    "printf '%5.2f %s %x\\n' 1 2 3 | sed -e 's/1/2/g' -n -e 2p | tr a-z A-Z | cut -d' ' -f1 | column -t",
    "ssh kube-node2 iptables -t nat -L -n | grep -A2 KUBE | tail -3",
    "vagrant halt kube-node2; node start kube-node2",
    "sleep 1 && true || false; undo; redo",
    "watch -n1 kubectl get pods | head -3",
    "why",
)
_NOISE = """
    ' " ` $( ${ $(( )) | || & && > >> < <<EOF << ;; ; \\ * ? [ ] { } {1..9} {a,b} ! # ~ - -- = % %s @ : , . .. / \\n
    -n -c -s -v -o -w -m -x -t -k2 -d: -f1 -I {} -L -X -z -1 --foo --output=x +short 0 80 1/0 1 0.5 f /dev/null
    99999999999999999999 http://[::1]:80/ 10.233.0.1 example.com kube-node1 127.0.0.1 localhost $X ${X:-y} ${X##*}
    "$X" 'x X=1 do while until then fi done esac in break continue s/a/b/ 1,3p '{print NR>1 %d}' (a+)+$ .* [z-a]
    [[:alpha:]] %{http_code} 한글 \U0001f469\u200d\U0001f4bb e\u0301
"""
NOISE = (*_NOISE.split(), "\x1b[2J", "\x07", "\r", "\x00", "\x9b", "\u202e", "\ud800", "\udc80", "\n", "\t", " ")
WORDS = st.one_of(
    st.sampled_from(sorted({*ANYWHERE, *PROGRAMS})),
    st.sampled_from(NOISE),
    st.sampled_from(STARTS),
    st.text(max_size=4),
)
LONG = 100_000


def _changed(line: str, at: int, noise: str) -> str:
    index = at % (len(line) + 1)
    return line[:index] + noise + line[index:]


def _stretched(line: str, at: int, noise: str) -> str:
    """A line of 100 kB: one place of it repeated."""
    return _changed(line, at, noise * (LONG // len(noise)))


def shell_lines() -> st.SearchStrategy[str]:
    """A known line with noise in it, words in any order, any text at all; one in hundreds has 100 kB."""
    places, noise = st.integers(0, 200), st.sampled_from(NOISE)
    known = st.builds(_changed, st.sampled_from(STARTS), places, noise)
    twice = st.builds(_changed, known, places, noise)
    cut = st.builds(lambda line, at: line[:at], known, st.integers(0, 80))
    words = st.lists(WORDS, max_size=8).map(" ".join)
    short = st.one_of(known, twice, cut, words, st.text(max_size=60))
    long = st.builds(_stretched, st.sampled_from(STARTS), places, noise)
    return st.integers(0, 299).flatmap(lambda roll: long if roll == 151 else short)
