"""`tutor check` against `tutor serve`, which is such a cluster."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.server.serving import Served, serving
from tutor.live.plan import Unfit, plan_of
from tutor.packs.load import builtin_path, load

pytest.importorskip("kubernetes", reason="the extra cluster is not installed")
LESSON = builtin_path() / "lessons" / "clusterip"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("serve")) as one:
        yield one


def _check(served: Served, *words: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "tutor", "check", "clusterip", "--context", "tutor", *words]
    chosen = ["--kubeconfig", str(served.kubeconfig)]
    return subprocess.run(  # noqa: S603 - our own program
        [*argv, *chosen], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=200
    )


def test_the_solution_passes_all_that_a_pod_can_ask(served: Served) -> None:
    done = _check(served, "-f", str(LESSON / "solution.yaml"), "--yes")
    marks = [line[0] for line in done.stdout.splitlines()[7:-1]]
    assert (done.returncode, marks, done.stdout.splitlines()[-1]) == (
        0,
        ["✓", "✓", "✓", "✓", "–"],
        "4 passed, 0 failed, 1 not looked at",
    )


def test_without_consent_nothing_is_done_and_what_would_be_is_said(served: Served) -> None:
    done = _check(served, "-f", str(LESSON / "solution.yaml"))
    assert done.stdout.splitlines()[1:] == [
        "  create the namespace tutor-clusterip",
        "  create in it ReplicaSet testapp-replicaset, Pod client",
        "  ask whether your Service testapp-svc-clusterip is accepted (dry run), then create it",
        "  create Pod tutor-helper (nicolaka/netshoot), which asks for names and pages",
        "  delete the namespace tutor-clusterip",
        "Nothing else is changed.",
    ]
    assert (done.returncode, done.stderr) == (
        2,
        "tutor: nobody is here to agree. Try: the same command with --yes\n",
    )


def test_a_context_that_is_not_there_is_one_line(served: Served) -> None:
    done = _check(served, "-f", str(LESSON / "solution.yaml"), "--context", "nowhere")
    assert (
        done.returncode,
        done.stderr.startswith("tutor: the cluster cannot be used: "),
        done.stderr.count("\n"),
    ) == (
        3,
        True,
        1,
    )


def test_an_answer_that_cannot_be_read_is_unfit() -> None:
    pack = load(builtin_path()).pack
    assert pack is not None
    lesson = next(one for one in pack.lessons if one.id == "clusterip")
    with pytest.raises(Unfit, match="the answer cannot be read"):
        plan_of(lesson, {"service.yaml": b"a: [\n"}, helper=True)


def test_hosts_of_the_lesson_are_moved_into_the_checks_namespace() -> None:
    pack = load(builtin_path()).pack
    assert pack is not None
    lesson = next(one for one in pack.lessons if one.id == "clusterip")
    plan = plan_of(lesson, {"service.yaml": lesson.solution["service.yaml"].encode()}, helper=True)
    assert plan.moved("http://web.default.svc/") == "http://web.tutor-clusterip.svc/"
