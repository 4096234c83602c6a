"""kubectl follows rollouts, goes back, pauses and restarts."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said, talk

APPLY = "kubectl create -f dep.yml"
NEXT = "kubectl set image deploy/web c=nginx:1.28"
DONE = "kubectl rollout status deploy/web"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl rollout status", "error: required resource not specified\n"),
        ("kubectl rollout history deploy/x --revision=-1", "error: revision must be a positive integer: -1\n"),
        ("kubectl rollout status svc/kubernetes", "error: no status viewer has been implemented for Service\n"),
        ("kubectl rollout restart svc/kubernetes", 'error: services "kubernetes" restarting is not supported\n'),
        ("kubectl rollout pause svc/kubernetes", 'error: services "kubernetes" pausing is not supported\n'),
        (
            "kubectl rollout undo svc/kubernetes",
            'error: error retrieving rollbacker for "Service", no visitor method exists for { Service}\n',
        ),
        ("kubectl rollout statu", "error: unknown command \"statu\"\nSee 'kubectl rollout -h' for help and examples\n"),
    ],
)
def test_what_cannot_roll_is_refused(command: str, words: str) -> None:
    assert said(command) == words


def test_what_was_applied_is_rolled_back_with_a_warning() -> None:
    assert talk("kubectl apply -f dep.yml", DONE, NEXT, DONE, "kubectl rollout undo deploy/web").stderr == (
        "Warning: resource deployments/web was previously managed with 'kubectl apply'. Rolling back will not update "
        "the kubectl.kubernetes.io/last-applied-configuration annotation, which may cause unexpected behavior on "
        "future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file "
        "instead.\n"
    )


def test_a_recorded_command_is_the_cause_of_a_revision() -> None:
    recorded = talk(APPLY, DONE, f"{NEXT} --record")
    assert recorded.stderr == "Flag --record has been deprecated, --record will be removed in the future\n"
    assert said(APPLY, DONE, f"{NEXT} --record", DONE, "kubectl rollout history deploy/web").endswith(
        "1         <none>\n2         kubectl set image deploy/web c=nginx:1.28 --record=true\n\n"
    )


def test_a_revision_is_shown_and_returned_to() -> None:
    steps = (APPLY, DONE, "kubectl annotate deploy web kubernetes.io/change-cause=first", NEXT, DONE)
    assert said(*steps, "kubectl rollout history deploy/web") == (
        "deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         first\n2         first\n\n"
    )
    shown = said(*steps, "kubectl rollout history deploy/web --revision=2").splitlines()
    assert (shown[0], shown[4]) == (
        "deployment.apps/web with revision #2",
        "  Annotations:  kubernetes.io/change-cause: first",
    )
    undone = (*steps, "kubectl rollout undo deploy/web")
    assert said(*undone) == "deployment.apps/web rolled back\n"
    assert said(*undone, "kubectl get deploy web -o jsonpath='{..image}'") == "nginx"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl rollout undo deploy/web", 'error: no rollout history found for deployment "web"\n'),
        (
            "kubectl rollout undo deploy/web --to-revision=9",
            "error: unable to find specified revision 9 in history\n",
        ),
        (
            "kubectl rollout undo deploy/web --to-revision=1",
            "deployment.apps/web skipped rollback (current template already matches revision 1)\n",
        ),
        ("kubectl rollout history deploy/web --revision=9", "error: unable to find the specified revision\n"),
        ("kubectl rollout resume deploy/web", 'error: deployments.apps "web" is not paused\n'),
        (
            "kubectl rollout status deploy/web --revision=7",
            "error: desired revision (7) is different from the running revision (1)\n",
        ),
    ],
)
def test_one_revision_leaves_nowhere_to_go(command: str, words: str) -> None:
    assert said(APPLY, DONE, command) == words


def test_a_paused_deployment_does_not_move() -> None:
    paused = (APPLY, DONE, "kubectl rollout pause deploy/web")
    assert said(*paused, "kubectl rollout pause deploy/web") == 'error: deployments.apps "web" is already paused\n'
    assert said(*paused, "kubectl rollout restart deploy/web") == (
        'error: deployments.apps "web" can\'t restart paused deployment (run rollout resume first)\n'
    )


def test_status_gives_up_when_its_time_is_over() -> None:
    answer = talk(APPLY, DONE, NEXT, "kubectl rollout status deploy/web --timeout=1s")
    assert (answer.stderr, answer.code) == ("error: timed out waiting for the condition\n", 1)


SET = """\
apiVersion: apps/v1
kind: {0}
metadata: {{name: db}}
spec:
  selector: {{matchLabels: {{app: db}}}}
  template:
    metadata: {{labels: {{app: db}}}}
    spec:
      containers: [{{name: c, image: nginx}}]
"""
SETS = (("StatefulSet", "statefulset"), ("DaemonSet", "daemonset"))


@pytest.mark.parametrize(("kind", "word"), SETS)
def test_numbered_and_node_bound_pods_have_a_history_and_a_way_back(kind: str, word: str) -> None:
    steps = (
        "kubectl create -f set.yml",
        f"kubectl rollout status {word}/db",
        f"kubectl set image {word}/db c=nginx:1.28",
        f"kubectl rollout status {word}/db",
    )
    files = {"set_yml": SET.format(kind)}
    assert said(*steps, f"kubectl rollout history {word}/db", **files) == (
        f"{word}.apps/db \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n"
    )
    shown = said(*steps, f"kubectl rollout history {word}/db --revision=1", **files).splitlines()
    assert shown[:3] == [f"{word}.apps/db with revision #1", "Pod Template:", "  Labels:  app=db"]
    back = (*steps, f"kubectl rollout undo {word}/db")
    assert said(*back, **files) == f"{word}.apps/db rolled back\n"
    asked = (*back, f"kubectl rollout status {word}/db", f"kubectl get {word} db -o jsonpath='{{..image}}'")
    assert said(*asked, **files) == "nginx"
    assert said(*back, "kubectl get controllerrevisions --no-headers | awk '{print $2, $3}'", **files) == (
        f"{word}.apps/db 3\n{word}.apps/db 2\n"
    )


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl rollout undo {0}/db", "error: no last revision to roll back to\n"),
        ("kubectl rollout undo {0}/db --to-revision=7", "error: unable to find specified revision 7 in history\n"),
        ("kubectl rollout history {0}/db --revision=7", "error: unable to find the specified revision\n"),
        (
            "kubectl rollout undo {0}/db --to-revision=1",
            "{0}.apps/db skipped rollback (current template already matches revision 1)\n",
        ),
        ("kubectl rollout history {0}/db -o jsonpath='{{.revision}}'", "1"),
    ],
)
@pytest.mark.parametrize(("kind", "word"), SETS)
def test_a_set_with_one_revision_has_nowhere_to_go(kind: str, word: str, command: str, words: str) -> None:
    steps = ("kubectl create -f set.yml", f"kubectl rollout status {word}/db")
    assert said(*steps, command.format(word), set_yml=SET.format(kind)) == words.format(word)
