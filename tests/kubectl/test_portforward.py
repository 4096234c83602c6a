"""kubectl port-forward carries ports of the laptop to one pod."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said, sit_down, talk
from tutor.kubectl.context import Live

READY = (
    "kubectl apply -f dep.yml",
    "kubectl rollout status deploy/web",
    "kubectl expose deployment web --port=8000 --target-port=80",
)
DENIED = (
    "Unable to listen on port 80: Listeners failed to create with the following errors: [unable to create "
    "listener: Error listen tcp4 127.0.0.1:80: bind: permission denied unable to create listener: Error "
    "listen tcp6 [::1]:80: bind: permission denied]\n"
    "error: unable to listen on any of the requested ports: [{80 80}]\n"
)
LISTENING = "Forwarding from 127.0.0.1:8080 -> 80\nForwarding from [::1]:8080 -> 80\n"


@pytest.mark.parametrize("owner", ["svc/web 8080:8000", "deploy/web 8080:80", "deployment.apps/web 8080:80"])
def test_a_forwarded_port_of_the_laptop_answers_from_a_pod(owner: str) -> None:
    opened = (*READY, f"kubectl port-forward {owner} &")
    assert said(*opened) == LISTENING
    answer = talk(*opened, "curl -s localhost:8080 | grep title")
    assert answer.stdout == "<title>Welcome to nginx!</title>\n"
    assert answer.stderr == "Handling connection for 8080\n"


def test_a_forwarded_port_is_there_on_the_laptop_alone() -> None:
    opened = (*READY, "kubectl port-forward svc/web 8080:8000 &")
    assert talk(*opened, "ssh kube-node1 curl -s localhost:8080").code == 7
    assert talk(*opened, "curl -s 192.168.56.1:8080").code == 7


def test_a_process_sees_the_forwarded_client_as_a_neighbour_on_its_own_loopback() -> None:
    pod = "kubectl run a --image=registry.k8s.io/e2e-test-images/agnhost:2.56 -- netexec --http-port=80"
    steps = (pod, "kubectl wait --for=condition=Ready pod/a", "kubectl port-forward a 8080:80 &")
    assert talk(*steps, "curl -s localhost:8080/clientip").stdout.startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("ports", "words"),
    [
        ("svc/web 8080:81", "error: Service web does not have a service port 81\n"),
        ("svc/web 8080:http", "error: Service 'web' does not have a named port 'http'\n"),
        (
            "svc/web",
            """error: TYPE/NAME and list of ports are required for port-forward
See 'kubectl port-forward -h' for help and examples
""",
        ),
        ("svc/web x:8000", "error: error parsing local port 'x': strconv.ParseUint: parsing \"x\": invalid syntax\n"),
        ("deploy/web 8080:0", "error: remote port must be > 0\n"),
        (
            "deploy/web 70000:80",
            "error: error parsing local port '70000': strconv.ParseUint: parsing \"70000\": value out of range\n",
        ),
        ("deploy/web 8080:80 --address=here", "error: here is not a valid IP\n"),
        ("ghost 8080:80", 'Error from server (NotFound): pods "ghost" not found\n'),
        (
            "svc/web 80:8000",
            DENIED,
        ),
    ],
)
def test_ports_that_cannot_be_had_are_refused_in_kubectls_words(ports: str, words: str) -> None:
    assert said(*READY, f"kubectl port-forward {ports}") == words


def test_a_pod_that_does_not_run_is_refused() -> None:
    assert said("kubectl run p --image=ghost:none", "kubectl port-forward p 8080:80") == (
        "error: unable to forward port because pod is not running. Current status=Pending\n"
    )


def test_a_port_is_taken_once() -> None:
    answer = talk(*READY, "kubectl port-forward svc/web 8080:8000 &", "kubectl port-forward deploy/web 8080:80")
    assert answer.stderr.splitlines()[-1] == "error: unable to listen on any of the requested ports: [{8080 80}]"


@pytest.mark.parametrize("stop", ["kill %1", "kill $!", "pkill -f port-forward", "killall kubectl"])
def test_a_forward_is_a_job_that_can_be_ended(stop: str) -> None:
    opened = (*READY, "kubectl port-forward svc/web 8080:8000 &")
    assert said(*opened, "jobs") == "[1]+  Running                 kubectl port-forward svc/web 8080:8000 &\n"
    assert said(*opened, stop) == ""
    assert talk(*opened, stop, "curl -s localhost:8080").code == 7


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kill %3", "bash: kill: %3: no such job\n"),
        ("kill -9 77", "bash: kill: (77) - No such process\n"),
        ("kill web", "bash: kill: web: arguments must be process or job IDs\n"),
        ("killall nginx", "nginx: no process found\n"),
    ],
)
def test_what_does_not_run_cannot_be_ended(command: str, words: str) -> None:
    assert said(command) == words


def test_a_forward_ends_with_its_pod_or_where_nothing_listens() -> None:
    for step in ("kubectl delete pods --all", "true"):
        port = 80 if step != "true" else 81
        opened = (*READY, f"kubectl port-forward deploy/web 8080:{port} &", step)
        answer = talk(*opened, "curl -sS localhost:8080")
        assert answer.stderr == (
            "curl: (52) Empty reply from server\nHandling connection for 8080\nerror: lost connection to pod\n"
        )
        assert said(*opened, "curl -s localhost:8080", "jobs") == ""


def test_in_the_foreground_it_goes_on_until_ctrl_c() -> None:
    shell = sit_down()
    for step in READY:
        shell.run(step)
    shown: list[str] = []
    turns = iter((True, True, False))
    shell.live = Live(show=shown.append, pause=lambda _: next(turns))
    answer = shell.run("kubectl port-forward svc/web 8080:8000")
    assert ("".join(shown), answer.code) == (LISTENING, 130)
    assert shell.run("jobs").stdout == ""
