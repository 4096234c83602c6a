"""`tutor check` where the cluster or its kubeconfig is odd: each in one line, with what to do."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest

from tests.live.odd import kubeconfig_to, odd_cluster
from tutor.live.check import carry_out
from tutor.live.client import LiveCluster
from tutor.live.plan import plan_of
from tutor.live.stopped import Stopped
from tutor.packs.load import builtin_path, load
from tutor.packs.model import Lesson

pytest.importorskip("kubernetes", reason="the extra cluster is not installed")
NAMESPACES, OURS = "/api/v1/namespaces", "/api/v1/namespaces/tutor-clusterip"


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    pack = load(builtin_path()).pack
    assert pack is not None
    return next(one for one in pack.lessons if one.id == "clusterip")


def _stopped(lesson: Lesson, kubeconfig: Path, context: str = "odd") -> tuple[str, str]:
    """Why the check stops, and what to type, with `kubectl` for kubectl and its options."""
    plan = plan_of(lesson, {"service.yaml": lesson.solution["service.yaml"].encode()}, helper=True)
    with pytest.raises(Stopped) as stopped, closing(LiveCluster(context, str(kubeconfig))) as cluster:
        list(carry_out(cluster, lesson, plan, 5))
    return str(stopped.value), stopped.value.instead.replace(f" --context {context} --kubeconfig {kubeconfig}", "")


def test_who_may_not_create_a_namespace_reads_the_servers_words_and_how_to_ask(lesson: Lesson, tmp_path: Path) -> None:
    words = (
        'namespaces is forbidden: User "ada" cannot create resource "namespaces" in API group "" at the cluster scope'
    )
    with odd_cluster(tmp_path, {f"POST {NAMESPACES}": (403, {"message": words})}) as odd:
        assert _stopped(lesson, odd.kubeconfig) == (
            f"you may not create the namespace tutor-clusterip: {words}",
            "kubectl auth can-i create namespaces",
        )
        assert odd.asked == [f"POST {NAMESPACES}"]


def test_a_namespace_that_another_made_is_left_alone(lesson: Lesson, tmp_path: Path) -> None:
    theirs = {"metadata": {"name": "tutor-clusterip", "uid": "1"}, "status": {"phase": "Active"}}
    said = {f"POST {NAMESPACES}": (409, {"message": "exists"}), f"GET {OURS}": (200, theirs)}
    with odd_cluster(tmp_path, said) as odd:
        assert _stopped(lesson, odd.kubeconfig) == (
            "the namespace tutor-clusterip exists already, and a check wants one of its own",
            "kubectl delete namespace tutor-clusterip, when nobody needs it",
        )
        assert [line for line in odd.asked if line.startswith("DELETE")] == []


def test_a_token_that_has_expired_is_said_to_have(lesson: Lesson, tmp_path: Path) -> None:
    with odd_cluster(tmp_path, {f"POST {NAMESPACES}": (401, {"message": "Unauthorized"})}) as odd:
        assert _stopped(lesson, odd.kubeconfig) == (
            f"{odd.address} does not know you: the token or certificate has expired, or is another cluster's",
            "log in again, then: kubectl auth whoami",
        )


def test_a_cluster_that_does_not_answer_is_named(lesson: Lesson, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    path = kubeconfig_to(tmp_path, address)
    assert _stopped(lesson, path) == (f"{address} does not answer", "kubectl cluster-info")


def test_a_context_that_is_not_there_is_told_with_those_that_are(lesson: Lesson, tmp_path: Path) -> None:
    path = kubeconfig_to(tmp_path, "http://127.0.0.1:1")
    assert _stopped(lesson, path, "nowhere") == (f"{path} has no context nowhere; it has odd, other", "--context odd")


@pytest.mark.parametrize("text", ["a: [", "[]", "", "kind: Config\ncontexts: 5\n", "\x00\x01"])
def test_a_file_that_is_no_kubeconfig_is_said_to_be_none(lesson: Lesson, tmp_path: Path, text: str) -> None:
    path = tmp_path / "config"
    path.write_text(text, encoding="utf-8")
    assert _stopped(lesson, path) == (f"{path} is not there, or is no kubeconfig", "--kubeconfig FILE")


def test_a_pod_that_the_cluster_refuses_ends_the_check_and_the_namespace(lesson: Lesson, tmp_path: Path) -> None:
    words = 'replicasets.apps "testapp-replicaset" is forbidden: exceeded quota: pods'
    meta = {"name": "tutor-clusterip", "uid": "7", "annotations": {"tutor/run": "1"}}
    said = {
        f"POST {NAMESPACES}": (201, {"metadata": meta}),
        f"GET {OURS}": (200, {"metadata": meta}),
        f"GET {OURS}/serviceaccounts/default": (200, {}),
        "POST /apis/apps/v1/namespaces/tutor-clusterip/replicasets": (403, {"message": words}),
        f"DELETE {OURS}": (200, {}),
    }
    with odd_cluster(tmp_path, said) as odd, pytest.MonkeyPatch.context() as patch:
        patch.setattr("tutor.live.namespace.secrets.token_hex", lambda _: "1")
        assert _stopped(lesson, odd.kubeconfig) == (
            f"ReplicaSet testapp-replicaset is refused there: {words}",
            "kubectl auth can-i --list -n tutor-clusterip",
        )
        assert odd.asked[-1] == f"DELETE {OURS}"
