"""`tutor check` against `tutor serve`, which is such a cluster."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.server.serving import Served, serving
from tutor.cli.check import run
from tutor.grading.match import glob
from tutor.live.check import carry_out
from tutor.live.client import LiveCluster
from tutor.live.look import KINDS as LOOKERS
from tutor.live.plan import Plan, plan_of
from tutor.live.site import Seen
from tutor.live.stopped import Unfit
from tutor.packs.load import builtin_path, load
from tutor.packs.model import Check, Lesson
from tutor.packs.vocabulary import CHECK_KINDS
from tutor.values import replace

pytest.importorskip("kubernetes", reason="the extra cluster is not installed")
SOLUTION = builtin_path() / "lessons" / "clusterip" / "solution.yaml"
SERVICE, CLIENT = "default/testapp-svc-clusterip", "Pod/default/client"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("serve"), "--speed", "40") as one:
        yield one


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    pack = load(builtin_path()).pack
    assert pack is not None
    return next(one for one in pack.lessons if one.id == "clusterip")


@pytest.fixture
def cluster(served: Served) -> Iterator[LiveCluster]:
    with closing(LiveCluster("tutor", str(served.kubeconfig))) as one:
        yield one


def _plan(lesson: Lesson, text: str = "", **how: Any) -> Plan:
    return plan_of(lesson, {"service.yaml": (text or SOLUTION.read_text()).encode()}, **{"helper": True, **how})


def _argv(served: Served, *words: str) -> list[str]:
    chosen = ["--context", "tutor", "--kubeconfig", str(served.kubeconfig), "-f", str(SOLUTION)]
    return [sys.executable, "-m", "tutor", "check", "clusterip", *chosen, *words]


def _phase(cluster: LiveCluster) -> str:
    """Active, Terminating, or gone."""
    found = cluster.ask("GET", "/api/v1/namespaces/tutor-clusterip")
    return str(found.body["status"]["phase"]) if found.fine else "gone"


def test_without_consent_nothing_is_done_and_what_would_be_is_said(served: Served) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        _argv(served), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=60
    )
    assert done.stdout.splitlines()[1:] == [
        "  create the namespace tutor-clusterip",
        "  create in it ReplicaSet testapp-replicaset, Pod client",
        "  ask whether your Service testapp-svc-clusterip is accepted (dry run), then create it",
        "  create Pod tutor-helper (nicolaka/netshoot), which asks for names and pages",
        "  create Pod tutor-helper-node (nicolaka/netshoot), which asks as a node does, on the network of its node",
        "  delete the namespace tutor-clusterip",
        "Nothing else is changed.",
    ]
    assert (done.returncode, done.stderr) == (
        2,
        "tutor: nobody is here to agree. Try: the same command with --yes\n",
    )


def test_ctrl_c_ends_the_namespace_before_it_ends_the_program(served: Served, cluster: LiveCluster) -> None:
    with subprocess.Popen(_argv(served, "--yes"), stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stdout is not None
        while "accepts it" not in process.stdout.readline():
            continue
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    assert _phase(cluster) in {"Terminating", "gone"}


def test_a_refusal_is_in_the_servers_words_and_what_needs_the_answer_is_blocked(
    lesson: Lesson, cluster: LiveCluster
) -> None:
    plan = _plan(lesson, SOLUTION.read_text().replace("port: 80\n", "port: 0\n", 1), helper=False)
    refusal = (
        'Service "testapp-svc-clusterip" is invalid: '
        "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive"
    )
    rows = [(check.id, seen.passed, seen.words) for check, seen in carry_out(cluster, lesson, plan, 60)]
    assert rows == [
        ("accepted", False, refusal),
        ("same-service", False, "needs accepted"),
        ("endpoints", False, "needs accepted"),
        ("from-pod", False, "needs accepted"),
        ("from-node", False, "needs accepted"),
    ]


def test_an_image_that_cannot_be_pulled_ends_the_check_and_the_namespace(lesson: Lesson, cluster: LiveCluster) -> None:
    plan = _plan(lesson, image="registry.invalid/tools:1")
    with pytest.raises(Unfit, match=r"^the image registry\.invalid/tools:1 of the helper pod cannot be pulled") as told:
        list(carry_out(cluster, lesson, plan, 60))
    assert told.value.instead == "--helper-image IMAGE with one that has curl, dig and nc, or --no-helper"
    assert _phase(cluster) in {"Terminating", "gone"}


def _asked(kind: str, ask: Any, expect: Any = None) -> Check:
    return Check(id=f"{kind} {ask}", kind=kind, ask=ask, expect=expect, title={"en": kind})


HOST = "testapp-svc-clusterip"
KINDS: tuple[tuple[str, Any, Any, bool | None, str], ...] = (
    ("admission", {"verdict": "allowed"}, None, True, "accepted"),
    ("admission", {"reason": "Invalid"}, None, False, "accepted"),
    ("endpoints", {"service": SERVICE, "port": 80, "ready": {"app": "testapp-rs"}, "selected": 3}, None, True, "end*"),
    ("tcp", {"from": CLIENT, "host": HOST, "port": 80, "requests": 2}, {}, True, f"{HOST}:80/TCP: connected, 2 times"),
    ("tcp", {"from": CLIENT, "host": HOST, "port": 81}, {"outcome": "refused"}, True, "*: refused, 1 times"),
    ("tcp", {"from": CLIENT, "host": "no", "port": 80}, {"outcome": "dns-fail"}, True, "no:80/TCP: dns-fail, 1 times"),
    ("udp", {"from": CLIENT, "host": HOST, "port": 80}, {"outcome": {"not": "connected"}}, True, "*"),
    ("udp", {"from": CLIENT, "host": HOST, "port": 80}, {"outcome": "timeout"}, None, "UDP does not tell *"),
    ("http", {"from": "Node/kube-node1", "url": "http://{clusterIP:" + SERVICE + "}/"}, {}, True, "*: http, 1 times"),
    ("http", {"from": "outside", "url": f"http://{HOST}/"}, {"outcome": "dns-fail"}, True, "*, 1 times, from a node"),
    ("http", {"from": CLIENT, "url": f"http://{HOST}/"}, {"client-ip": "1.2.3.4"}, None, "asks for addresses of *"),
    ("http", {"from": CLIENT, "url": "http://{nodeIP:kube-node2}:{nodePort:" + SERVICE + "}/"}, {}, False, "*no such*"),
    (
        "dns",
        {"from": CLIENT, "name": f"{HOST}.default.svc.cluster.local"},
        {"answers": {"count": 1}},
        True,
        "*NOERROR*",
    ),
    ("env", {"pod": CLIENT}, {"KUBERNETES_SERVICE_PORT": "443", "NO_SUCH": {"absent": True}}, True, "*as asked"),
    ("env", {"pod": CLIENT}, {"KUBERNETES_SERVICE_PORT": "80"}, False, "*KUBERNETES_SERVICE_PORT is 443"),
    ("events", {"of": CLIENT, "reason": "Scheduled"}, None, True, "events of Pod client: *Scheduled*"),
    ("status", {"ref": "ReplicaSet/default/testapp-replicaset", "match": {"readyReplicas": 3}}, None, True, "as asked"),
    ("object", {"ref": "Service/default/other", "exists": False}, None, True, "Service other is not there"),
    ("unchanged", ["ReplicaSet/default/testapp-replicaset"], None, True, "as before"),
)


def test_the_solution_passes_and_every_kind_of_check_looks_at_the_cluster(
    lesson: Lesson, cluster: LiveCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.live.check.PATIENCE", 0.0)
    more = tuple(_asked(kind, ask, expect) for kind, ask, expect, _, _ in KINDS)
    many = replace(lesson, checks=(*lesson.checks, *more))
    rows = [(seen.passed, seen.words) for _, seen in carry_out(cluster, many, _plan(many), 60)]
    assert [passed for passed, _ in rows] == [True] * 5 + [passed for *_, passed, _ in KINDS], rows
    wrong = [(words, said) for (*_, said), (_, words) in zip(KINDS, rows[5:], strict=True) if not glob(said, words)]
    assert wrong == []
    assert _phase(cluster) in {"Terminating", "gone"}


@pytest.mark.parametrize("passed", [True, False])
def test_the_last_line_counts_and_the_exit_status_tells_of_failures(
    served: Served,
    passed: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [(_asked("dns", {}), Seen(passed=one, words="so")) for one in (True, passed, None)]
    monkeypatch.setattr("tutor.live.check.carry_out", lambda *_: (row for row in rows))
    assert run(_argv(served, "--yes")[4:]) == int(not passed)
    said = capsys.readouterr().out.splitlines()
    assert [line[0] for line in said[-4:-1]] == ["✓", "✓" if passed else "✕", "–"]
    assert said[-1] == f"{1 + passed} passed, {1 - passed} failed, 1 not looked at"


def test_every_kind_of_check_that_a_lesson_can_have_has_its_row() -> None:
    assert set(LOOKERS) == set(CHECK_KINDS)


def test_an_answer_that_cannot_be_read_is_unfit(lesson: Lesson) -> None:
    with pytest.raises(Unfit, match="the answer cannot be read"):
        _plan(lesson, "a: [\n")


def test_hosts_of_the_lesson_are_moved_into_the_checks_namespace(lesson: Lesson) -> None:
    assert _plan(lesson).moved("http://web.default.svc/") == "http://web.tutor-clusterip.svc/"
