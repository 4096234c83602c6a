"""Images: what a container runs, where it listens, how it ends."""

from __future__ import annotations

import pytest

from tutor.api.container import (
    Container,
    ContainerPort,
    EnvVar,
    ExecAction,
    GRPCAction,
    HTTPGetAction,
    Probe,
    TCPSocketAction,
)
from tutor.api.pod import Pod, PodStatus
from tutor.cluster.images import image_of, parse_image, process
from tutor.cluster.images.exchange import Request, Visit
from tutor.cluster.images.kubelet import ImageProcesses
from tutor.cluster.settings import AppSettings


def ports(container: Container) -> list[tuple[str, int]]:
    return [(one.protocol, one.port) for one in process(container).listeners]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("nginx", "docker.io/library/nginx:latest"),
        ("nginx:1.27", "docker.io/library/nginx:1.27"),
        ("c1t1d0s7/myweb", "docker.io/c1t1d0s7/myweb:latest"),
        ("localhost:5000/a/b", "localhost:5000/a/b:latest"),
        ("registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10"),
    ],
)
def test_short_names_mean_full_ones(short: str, full: str) -> None:
    assert parse_image(short).full == full


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        (Container(image="c1t1d0s7/myweb", ports=(ContainerPort(container_port=8081),)), [("TCP", 8080)]),
        (Container(image="docker.io/library/nginx:1.27-alpine"), [("TCP", 80)]),
        (Container(image="nginx", command=("sleep", "infinity")), []),
        (Container(image="httpd:2.4"), [("TCP", 80)]),
        (Container(image="busybox", command=("sh", "-c", "echo hi; httpd -f -p 8080")), [("TCP", 8080)]),
        (Container(image="busybox", args=("nc", "-lk", "-p", "7000")), [("TCP", 7000)]),
        (Container(image="python:3", command=("python", "-m", "http.server", "9000")), [("TCP", 9000)]),
        (
            Container(image="registry.k8s.io/e2e-test-images/agnhost:2.53", args=("netexec", "--http-port=9999")),
            [("TCP", 9999), ("UDP", 8081)],
        ),
        (Container(image="hashicorp/http-echo", args=("-listen=:5000", "-text=a")), [("TCP", 5000)]),
        (Container(image="gcr.io/google-samples/hello-app:1.0", env=(EnvVar(name="PORT", value="81"),)), [("TCP", 81)]),
        (Container(image="example.com/own/thing"), []),
    ],
)
def test_a_container_listens_where_its_program_does(container: Container, expected: list[tuple[str, int]]) -> None:
    assert ports(container) == expected


def test_an_unknown_image_runs_and_says_that_nobody_knows_it() -> None:
    made = process(Container(image="example.com/own/thing"))
    assert (made.known, made.exit) == (False, None)


@pytest.mark.parametrize(
    ("container", "code"),
    [
        (Container(image="busybox"), 0),
        (Container(image="busybox", stdin=True, tty=True), None),
        (Container(image="centos:7", command=("sleep", "infinity")), None),
        (Container(image="busybox", command=("sh", "-c", "while true; do sleep 5; done")), None),
        (Container(image="busybox", command=("false",)), 1),
        (Container(image="mysql:8"), 1),
        (Container(image="mysql:8", env=(EnvVar(name="MYSQL_ROOT_PASSWORD", value="x"),)), None),
    ],
)
def test_a_program_runs_on_or_ends(container: Container, code: int | None) -> None:
    ended = process(container).exit
    assert (None if ended is None else ended.code) == code


def test_sleep_ends_after_its_time() -> None:
    ended = process(Container(image="busybox", command=("sh", "-c", "sleep 1m; echo done"))).exit
    assert ended is not None
    assert (ended.code, ended.after) == (0, 60.0)


def test_what_a_program_prints_is_kept_for_the_logs() -> None:
    assert process(Container(image="busybox", command=("sh", "-c", "echo one; echo two"))).output == ("one", "two")


def test_a_world_may_say_what_listens() -> None:
    apps = (AppSettings(pods={"app": "shop"}, listen=(("tcp", 9000),)),)
    made = process(Container(image="nginx"), apps, {"app": "shop", "tier": "front"})
    assert [(one.protocol, one.port) for one in made.listeners] == [("TCP", 9000)]


def test_tools_depend_on_the_image() -> None:
    curl, busybox = image_of(Container(image="curlimages/curl")), image_of(Container(image="busybox:1.36"))
    assert curl is not None
    assert busybox is not None
    assert ("curl" in curl.programs, "curl" in busybox.programs, "wget" in busybox.programs) == (True, False, True)


def test_nginx_answers_its_page_with_its_version_and_404_elsewhere() -> None:
    listener = process(Container(image="nginx:1.27.5")).listeners[0]
    visit = Visit(request=Request(path="/"), client="10.0.0.1:1", hostname="a", address="10.0.0.2", port=80)
    found = listener.respond(visit)
    assert (found.status, found.headers[0], len(found.body)) == (200, ("Server", "nginx/1.27.5"), 615)
    missing = Visit(request=Request(path="/nope"), client="10.0.0.1:1", hostname="a", address="10.0.0.2", port=80)
    assert listener.respond(missing).status == 404


@pytest.mark.parametrize(
    ("probe", "words", "errored"),
    [
        (Probe(tcp_socket=TCPSocketAction(port=9)), "dial tcp 10.0.0.2:9: connect: connection refused", False),
        (Probe(tcp_socket=TCPSocketAction(port="web")), 'strconv.Atoi: parsing "web": invalid syntax', True),
        (
            Probe(http_get=HTTPGetAction(path="/up", port=8080)),
            'Get "http://10.0.0.2:8080/up": dial tcp 10.0.0.2:8080: connect: connection refused',
            False,
        ),
        (
            Probe(grpc=GRPCAction(port=9), timeout_seconds=2),
            'timeout: failed to connect service "10.0.0.2:9" within 2s: context deadline exceeded',
            False,
        ),
        (Probe(exec=ExecAction(command=("sh", "-c", "echo no; exit 1"))), "no\n", False),
    ],
)
def test_a_probe_fails_in_the_kubelets_words(probe: Probe, words: str, errored: bool) -> None:
    pod = Pod(status=PodStatus(pod_ip="10.0.0.2"))
    said = ImageProcesses().probe(pod, Container(image="nginx"), probe)
    assert said is not None
    assert (said.message, said.errored) == (words, errored)


def test_a_probe_by_a_command_that_is_not_there_says_nothing_of_health() -> None:
    said = ImageProcesses().probe(Pod(), Container(image="busybox"), Probe(exec=ExecAction(command=("curl", "-f"))))
    assert said is not None
    assert said.errored
    assert said.message.endswith('unable to start container process: exec: "curl": executable file not found in $PATH')
