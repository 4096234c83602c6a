"""Command lines: sensible ones, changed ones, and noise."""

from __future__ import annotations

from hypothesis import strategies as st

STARTS = (
    "kubectl get pods -A -o wide",
    "kubectl get svc kubernetes -o jsonpath='{.spec.ports[*].port}'",
    "kubectl create deployment web --image=nginx --replicas=2 --port=80",
    "kubectl expose deployment web --port 80 --name w",
    "kubectl apply -f - <<EOF",
    "kubectl describe node kube-node1 | head -n 5",
    "curl -s -m 1 -o /dev/null -w '%{http_code}' http://10.233.0.1:443/",
    "for i in 1 2 3; do echo $i; done",
    "ssh kube-node1 dig @10.233.0.3 kubernetes.default.svc.cluster.local A",
    "VAR=1 echo \"$VAR $(echo x) $((1+2))\" > f; cat f | grep 1 | awk '{print $1}' | sort | wc -l",
    "sleep 1 && true || false; undo",
    "why",
)
NOISE = (
    "'",
    '"',
    "`",
    "$(",
    "${",
    "|",
    ">",
    "<<EOF",
    "\x1b[2J",
    "\x07",
    "\u202e",
    "가나다",
    "\ud800",
    "\\",
    "&",
    ";;",
    "*",
)


def _changed(line: str, at: int, noise: str) -> str:
    index = at % (len(line) + 1)
    return line[:index] + noise + line[index:]


def shell_lines() -> st.SearchStrategy[str]:
    """A known line with noise in it, or any text at all."""
    known = st.builds(_changed, st.sampled_from(STARTS), st.integers(0, 200), st.sampled_from(NOISE))
    cut = st.builds(lambda line, at: line[:at], known, st.integers(0, 80))
    return st.one_of(known, cut, st.text(max_size=60))
