"""The same command from the laptop, a node and a pod."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.begun import begin
from tutor.api.kinds import POD, SERVICE
from tutor.cluster.cluster import Snapshot
from tutor.kubectl.context import Entry
from tutor.kubectl.output import Output
from tutor.kubectl.shell.terminal import Shell


def _pod(name: str, image: str, labels: Mapping[str, str], *command: str) -> dict[str, Any]:
    container = {"name": "c", "image": image, **({"command": list(command)} if command else {})}
    meta = {"name": name, "labels": dict(labels)}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": {"containers": [container]}}


SERVICE_WEB = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "web"},
    "spec": {"clusterIP": "10.233.47.5", "selector": {"app": "web"}, "ports": [{"port": 80, "targetPort": 8080}]},
}


@pytest.fixture(scope="module")
def world() -> tuple[Shell, Snapshot]:
    shell = Shell(begin=begin)
    server = shell.cluster.server
    server.create(SERVICE, SERVICE_WEB, namespace="default")
    shell.run("sleep 2")
    server.create(POD, _pod("web", "c1t1d0s7/myweb", {"app": "web"}), namespace="default")
    server.create(POD, _pod("client", "curlimages/curl", {}, "sleep", "infinity"), namespace="default")
    server.create(POD, _pod("box", "busybox:1.36", {}, "sleep", "infinity"), namespace="default")
    shell.run("sleep 10")
    return shell, shell.cluster.snapshot()


@pytest.fixture
def shell(world: tuple[Shell, Snapshot]) -> Shell:
    shell, start = world
    shell.cluster.restore(start)
    shell.frames = shell.frames[:1]
    return shell


def execute(shell: Shell, pod: str, *command: str, stdin: bool = False) -> Output:
    """`kubectl exec POD -- COMMAND`."""
    return shell.enter(Entry(namespace="default", pod=pod, container="", command=command, stdin=stdin), "")


MYWEB = "Message: Hello World!\nHostname: web\n"


def test_a_cluster_ip_answers_in_the_cluster_and_is_silent_outside(shell: Shell) -> None:
    outside = shell.run("curl -s -m 1.5 http://10.233.47.5")
    node = shell.run("ssh kube-node1 curl -s -m 1.5 http://10.233.47.5")
    pod = execute(shell, "client", "curl", "-s", "-m", "1.5", "http://web")

    assert (outside.code, outside.stdout) == (28, "")
    assert (node.code, node.stdout[: len(MYWEB)]) == (0, MYWEB)
    assert (pod.code, pod.stdout[: len(MYWEB)]) == (0, MYWEB)


CURL = (
    ("curl http://nope", "curl: (6) Could not resolve host: nope\n", 6),
    (
        "curl 10.233.47.5:81",
        "curl: (7) Failed to connect to 10.233.47.5 port 81 after 0 ms: Could not connect to server\n",
        7,
    ),
    ("curl -m 2 10.233.40.40", "curl: (28) Connection timed out after 2001 milliseconds\n", 28),
    (
        "curl --connect-timeout 2 10.233.40.40",
        "curl: (28) Failed to connect to 10.233.40.40 port 80 after 2001 ms: Timeout was reached\n",
        28,
    ),
    ("curl -sf http://10.233.47.5/", "", 0),
    ("curl -s http://nope", "", 6),
    ("curl -sS http://nope", "curl: (6) Could not resolve host: nope\n", 6),
    ("curl", "curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information\n", 2),
    (
        "curl --nope x",
        "curl: option --nope: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
        2,
    ),
    ("curl foo://x", 'curl: (1) Protocol "foo" not supported\n', 1),
    ("curl x:99999", "curl: (3) URL rejected: Port number was not a decimal number between 0 and 65535\n", 3),
    ("curl https://10.233.47.5:80", "curl: (35) error:0A00010B:SSL routines::wrong version number\n", 35),
)


@pytest.mark.parametrize(("line", "stderr", "code"), CURL, ids=[line for line, _, _ in CURL])
def test_curl_fails_in_its_own_words(shell: Shell, line: str, stderr: str, code: int) -> None:
    output = shell.run(f"ssh kube-node1 {line}")

    assert (output.stderr, output.code) == (stderr, code)


def test_waiting_in_vain_takes_virtual_time(shell: Shell) -> None:
    before = shell.cluster.now
    shell.run("curl -s -m 5 10.233.47.5")

    assert 5.0 <= shell.cluster.now - before < 5.5


def test_curl_tells_what_it_is_asked_to_tell(shell: Shell) -> None:
    output = shell.run("ssh kube-node1 curl -s -o /dev/null -w '%{http_code}:%{remote_ip}\\\\n' 10.233.47.5")
    verbose = shell.run("ssh kube-node1 curl -sv -o /dev/null 10.233.47.5").stderr

    assert output.stdout == "200:10.233.47.5\n"
    assert verbose.startswith("*   Trying 10.233.47.5:80...\n* Connected to 10.233.47.5 (10.233.47.5) port 80\n")
    assert "> Host: 10.233.47.5\n" in verbose


def test_a_program_that_the_image_lacks_is_not_found(shell: Shell) -> None:
    assert execute(shell, "box", "sh", "-c", "curl web").stderr == (
        "sh: curl: not found\ncommand terminated with exit code 127\n"
    )
    refused = execute(shell, "box", "curl", "web")
    assert refused.code == 1
    assert refused.stderr.endswith('exec: "curl": executable file not found in $PATH: unknown\n')


def test_the_prompt_says_where_one_is(shell: Shell) -> None:
    prompts = [shell.prompt]
    shell.run("ssh kube-node2")
    prompts.append(shell.prompt)
    shell.run("exit")
    execute(shell, "box", "sh", stdin=True)
    prompts.append(shell.prompt)
    shell.run("exit")

    assert (*prompts, shell.prompt) == ("laptop:~$ ", "kube-node2:~$ ", "pod box # ", "laptop:~$ ")


def test_a_pod_has_its_own_variables_files_and_name(shell: Shell) -> None:
    environment = execute(shell, "client", "env").stdout
    resolver = execute(shell, "client", "cat", "/etc/resolv.conf").stdout

    assert "WEB_SERVICE_HOST=10.233.47.5\n" in environment
    assert resolver == (
        "search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 169.254.25.10\noptions ndots:5\n"
    )
    assert execute(shell, "client", "hostname").stdout == "client\n"


def test_names_resolve_through_the_programs_of_each_image(shell: Shell) -> None:
    assert execute(shell, "box", "nslookup", "web.default.svc.cluster.local.").stdout == (
        "Server:\t\t169.254.25.10\nAddress:\t169.254.25.10:53\n\n"
        "Name:\tweb.default.svc.cluster.local\nAddress: 10.233.47.5\n\n\n"
    )
    assert execute(shell, "box", "nslookup", "web.default").stdout == (
        "Server:\t\t169.254.25.10\nAddress:\t169.254.25.10:53\n\n"
        "** server can't find web.default: NXDOMAIN\n\n** server can't find web.default: NXDOMAIN\n\n"
    )
    lines = execute(shell, "box", "nslookup", "web").stdout.splitlines()
    assert [line for line in lines if line][2:] == [
        "Name:\tweb.default.svc.cluster.local",
        "Address: 10.233.47.5",
        "** server can't find web.svc.cluster.local: NXDOMAIN",
        "** server can't find web.cluster.local: NXDOMAIN",
        "** server can't find web.svc.cluster.local: NXDOMAIN",
        "** server can't find web.cluster.local: NXDOMAIN",
    ]
    assert shell.run("ssh kube-node1 dig @10.233.0.3 +short web.default.svc.cluster.local").stdout == "10.233.47.5\n"
    assert "status: NXDOMAIN" in shell.run("ssh kube-node1 dig @10.233.0.3 nope.default.svc.cluster.local").stdout


def test_why_tells_the_last_connection(shell: Shell) -> None:
    shell.run("ssh kube-node1 curl -s 10.233.47.5:81")

    assert shell.run("why").stdout.startswith("✕ Refused")


def test_a_lost_pod_ends_its_shell(shell: Shell) -> None:
    execute(shell, "box", "sh", stdin=True)
    shell.cluster.server.delete(POD, "box", namespace="default", grace_period=0)
    shell.cluster.advance(5)
    shell.run("true")

    assert shell.prompt == "laptop:~$ "


def test_a_worker_has_no_kubeconfig(shell: Shell) -> None:
    assert shell.run("ssh kube-node1 kubectl get pods").stderr == (
        "The connection to the server localhost:8080 was refused - did you specify the right host or port?\n"
    )


def test_the_laptop_learns_routes(shell: Shell) -> None:
    assert shell.run("ip route add 192.168.56.240/32 via 192.168.56.22").code == 0
    assert (
        shell.run("ip route add 192.168.56.240/32 via 1.2.3.4").stderr == "RTNETLINK answers: Network is unreachable\n"
    )
    assert "192.168.56.240 via 192.168.56.22" in shell.run("ip route").stdout


@pytest.mark.parametrize("pod", ["web", "box"])
def test_who_attaches_to_a_program_that_goes_on_sees_nothing_and_changes_nothing(shell: Shell, pod: str) -> None:
    now = shell.cluster.now
    said = shell.run(f"kubectl attach {pod}")
    assert (said.stdout, said.stderr, said.code, shell.cluster.now - now < 1) == ("", "", 0, True)


TAR = (
    ("mkdir -p /tmp/d; echo one > /tmp/d/a; tar -cf /tmp/x.tar -C /tmp d; tar tf /tmp/x.tar", "d/\nd/a\n", "", 0),
    ("mkdir /tmp/e; tar -xmf /tmp/x.tar -C /tmp/e; cat /tmp/e/d/a", "one\n", "", 0),
    ("tar cf - /tmp/d/a | tar xvf - -C /", "tmp/d/a\n", "tar: removing leading '/' from member names\n", 0),
    ("tar cf - nope", "", "tar: nope: No such file or directory\ntar: error exit delayed from previous errors\n", 1),
    ("echo x | tar x", "", "tar: short read\n", 1),
)


@pytest.mark.parametrize(("line", "stdout", "stderr", "code"), TAR, ids=[row[0] for row in TAR])
def test_tar_carries_files_as_kubectl_cp_asks(shell: Shell, line: str, stdout: str, stderr: str, code: int) -> None:
    execute(shell, "box", "sh", "-c", TAR[0][0])
    output = execute(shell, "box", "sh", "-c", line)

    assert (output.stdout, output.stderr.partition("command terminated")[0], output.code) == (stdout, stderr, code)


def test_each_container_of_a_pod_has_the_programs_of_its_own_image(shell: Shell) -> None:
    body = _pod("two", "nginx", {})
    body["spec"]["containers"].append({"name": "side", "image": "busybox", "command": ["sleep", "infinity"]})
    shell.cluster.server.create(POD, body, namespace="default")
    shell.cluster.advance(5)
    found = {
        (name, program): shell.run(f"kubectl exec two -c {name} -- {program} -h").stderr.count(
            "executable file not found"
        )
        for name in ("c", "side")
        for program in ("curl", "nslookup")
    }
    assert found == {("c", "curl"): 0, ("c", "nslookup"): 1, ("side", "curl"): 1, ("side", "nslookup"): 0}
