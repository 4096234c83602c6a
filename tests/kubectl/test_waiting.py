"""kubectl waits for conditions, and reads logs and events by its rules."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said

RUN = "kubectl run web --image=nginx"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl wait", "error: unrecognized condition: []\n"),
        ("kubectl wait --for=foo pod/x", 'error: unrecognized condition: "foo"\n'),
        ("kubectl wait --for=jsonpath= pod/x", "error: jsonpath expression cannot be empty\n"),
        (
            "kubectl wait --for=jsonpath='{.x}=' pod/x",
            (
                "error: jsonpath wait has to have a value after equal sign, like "
                "--for=jsonpath='{.status.readyReplicas}'=3\n"
            ),
        ),
        (
            "kubectl wait --for=jsonpath='{.x}=y=z' pod/x",
            (
                "error: jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
                "--for=jsonpath='{.status.readyReplicas}'\n"
            ),
        ),
        ("kubectl wait --for=condition=Ready pods -l a=b", "error: no matching resources found\n"),
        ("kubectl wait --for=delete pod/x", ""),
        ("kubectl wait --for=create pod/x --timeout=1s", "error: timed out waiting for the condition\n"),
        ("kubectl events --for=x", "error: --for must be in resource/name form\n"),
        ("kubectl events --types=Foo", "error: valid --types are Normal or Warning\n"),
        (
            "kubectl events --for=a/b/c",
            "error: arguments in resource/name form may not have more than one slash\n",
        ),
        ("kubectl logs x", 'error: error from server (NotFound): pods "x" not found in namespace "default"\n'),
        ("kubectl logs x --tail=-5", "error: --tail must be greater than or equal to -1\n"),
        (
            "kubectl logs x --all-containers -c y",
            "error: --all-containers=true should not be specified with container name y\n",
        ),
        ("kubectl logs x y -c z", "error: only one of -c or an inline [CONTAINER] arg is allowed\n"),
        (
            "kubectl logs -l a=b x",
            "error: only a selector (-l) or a POD name is allowed\nSee 'kubectl logs -h' for help and examples\n",
        ),
        ("kubectl logs -l a=b", "No resources found in default namespace.\n"),
        ("kubectl exec", "error: pod, type/name or --filename must be specified\n"),
        ("kubectl exec x", "error: you must specify at least one command for the container\n"),
        ("kubectl attach", "error: at least 1 argument is required for attach\n"),
    ],
)
def test_what_cannot_be_meant_is_refused(command: str, words: str) -> None:
    assert said(command) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("condition=Ready", "pod/web condition met\n"),
        ("condition=ready", "pod/web condition met\n"),
        ("jsonpath='{.status.phase}'=Running", "pod/web condition met\n"),
        ("jsonpath='{.status.podIP}'", "pod/web condition met\n"),
        ("create", "pod/web condition met\n"),
        ("condition=Ready=maybe --timeout=1s", "error: timed out waiting for the condition on pods/web\n"),
        ("jsonpath='{.status.phase}'=Ended --timeout=0", "error: condition not met for pods/web\n"),
        (
            "jsonpath='{.status}'=x",
            "error: jsonpath leads to a nested object or list which is not supported\n",
        ),
    ],
)
def test_a_pod_is_awaited(condition: str, words: str) -> None:
    assert said(RUN, f"kubectl wait pod/web --for={condition}") == words


def test_a_pod_that_goes_is_awaited_by_the_same_words() -> None:
    steps = (RUN, "sleep 3", "kubectl delete pod web --wait=false")
    assert said(*steps, "kubectl wait --for=delete pod/web") == "pod/web condition met\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl logs web -c nope", "error: container nope is not valid for pod web out of: web\n"),
        (
            "kubectl logs -l 'a b'",
            (
                'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "a b", '
                "field selector \"\": unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt\n"
            ),
        ),
        (
            "kubectl logs web --pod-running-timeout=0",
            "error: --pod-running-timeout must be higher than zero\n",
        ),
        ("kubectl wait --for=condition=Ready --for=condition=Initialized pod/web", "pod/web condition met\n" * 2),
        ("kubectl top pods --sort-by=name", "error: --sort-by accepts only cpu or memory\n"),
        ("kubectl top nodes a b", "error: node [NAME | -l label]\nSee 'kubectl top node -h' for help and examples\n"),
        ("kubectl top nodes a --show-capacity -l b", "error: only one of NAME or --selector can be provided\n"),
        (
            "kubectl logs web -p",
            'Error from server (BadRequest): previous terminated container "web" in pod "web" not found\n',
        ),
        (
            "kubectl logs -l run=web --tail=1 --prefix",
            "[pod/web/web] 2026/01/01 09:00:01 [notice] 1#1: start worker processes\n",
        ),
        (
            "kubectl logs web --all-pods --tail=1",
            "[pod/web/web] 2026/01/01 09:00:01 [notice] 1#1: start worker processes\n",
        ),
        (
            "kubectl logs web -p --ignore-errors",
            'error: previous terminated container "web" in pod "web" not found\n',
        ),
        ("kubectl logs web --tail=0", ""),
        ("kubectl logs web --since=1s", ""),
        ("kubectl logs web --limit-bytes=5", "/dock"),
        ("kubectl exec web -c nope -- ls", "error: container nope is not valid for pod web out of: web\n"),
    ],
)
def test_logs_are_cut_as_asked(command: str, words: str) -> None:
    assert said(RUN, "sleep 9", command) == words


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl events --for pod/ --no-headers | wc -l", "5\n"),
        ("kubectl events -o name", ""),
        ("kubectl events --for pod/web -o json | head -n 3", '{\n    "kind": "EventList",\n    "apiVersion": "v1",\n'),
        ("kubectl get events,ns --no-headers | head -n 1 | cut -d ' ' -f 1", "3s\n"),
        ("kubectl events --for /web", "error: a resource must be present, got: /, Resource=\n"),
        (
            "kubectl get ev -l a=b",
            (
                'Warning: short name "ev" could also match lower priority resource events.events.k8s.io\n'
                "No resources found in default namespace.\n"
            ),
        ),
        ("kubectl get events.events.k8s.io --no-headers | wc -l", "5\n"),
    ],
)
def test_events_are_listed_as_asked(command: str, words: str) -> None:
    assert said(RUN, "sleep 3", command) == words


def test_events_of_one_object_are_told_in_the_order_of_their_times_of_which_most_are_whole_seconds() -> None:
    rows = said(RUN, "sleep 3", "kubectl events --for pod/web --no-headers").splitlines()
    assert [row.split()[2] for row in rows] == ["Pulling", "Scheduled", "Pulled", "Created", "Started"]
