"""kubectl taints, cordons and drains nodes."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said, talk

POD = "kubectl run solo --image=nginx"
TO_NODE1 = """--overrides='{"spec":{"nodeName":"kube-node1"}}'"""


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl taint", "error: one or more resources must be specified as <resource> <name>\n"),
        ("kubectl taint nodes kube-node1", "error: at least one taint update is required\n"),
        (
            "kubectl taint node kube-node1 a=b:Foo",
            (
                "error: invalid taint effect: Foo, unsupported taint effect\n"
                "See 'kubectl taint -h' for help and examples\n"
            ),
        ),
        (
            "kubectl taint node kube-node1 a=b:NoSchedule a=c:NoSchedule",
            (
                "error: duplicated taints with the same key and effect: {a c NoSchedule <nil>}\n"
                "See 'kubectl taint -h' for help and examples\n"
            ),
        ),
        ("kubectl taint pods x a-", "error: invalid resource type pods, only node types are supported\n"),
        (
            "kubectl taint node kube-node1 a:NoSchedule a:NoSchedule-",
            "error: can not both modify and remove the following taint(s) in the same command: a=NoSchedule\n",
        ),
        ("kubectl taint node kube-node1 a-", 'error: taint "a" not found\n'),
        ("kubectl taint node nope a=b:NoSchedule", 'Error from server (NotFound): nodes "nope" not found\n'),
        ("kubectl taint node kube-node1 a=b:NoSchedule", "node/kube-node1 tainted\n"),
        ("kubectl cordon", "error: USAGE: cordon NODE [flags]\nSee 'kubectl cordon -h' for help and examples\n"),
        ("kubectl cordon kube-node1", "node/kube-node1 cordoned\n"),
        ("kubectl uncordon kube-node1", "node/kube-node1 already uncordoned\n"),
        ("kubectl drain nope", 'Error from server (NotFound): nodes "nope" not found\n'),
        (
            "kubectl drain --pod-selector='a b' kube-node1",
            "error: --pod-selector=<pod_selector> must be a valid label selector\n",
        ),
    ],
)
def test_a_command_about_nodes_answers_in_upstream_words(command: str, words: str) -> None:
    assert said(command) == words


def test_a_taint_is_replaced_only_with_overwrite() -> None:
    first = "kubectl taint node kube-node1 a=b:NoSchedule"
    assert said(first, "kubectl taint node kube-node1 a=c:NoSchedule") == (
        "error: node kube-node1 already has a taint(s) with same effect(s) and --overwrite is false\n"
    )
    assert said(first, "kubectl taint node kube-node1 a=c:NoSchedule --overwrite") == "node/kube-node1 modified\n"
    assert said(first, "kubectl taint node kube-node1 a:NoSchedule-") == "node/kube-node1 untainted\n"


def test_a_cordoned_node_takes_no_new_pods() -> None:
    nodes = said("kubectl cordon kube-node1", "kubectl get node kube-node1 --no-headers")
    assert nodes.split()[1] == "Ready,SchedulingDisabled"


def test_draining_stops_at_pods_that_nobody_would_bring_back() -> None:
    answer = talk(f"{POD} {TO_NODE1}", "sleep 5", "kubectl drain kube-node1 --ignore-daemonsets")
    fault = "cannot delete Pods that declare no controller (use --force to override): default/solo"
    assert (answer.stdout, answer.code) == ("node/kube-node1 cordoned\n", 1)
    assert answer.stderr == (
        f'error: unable to drain node "kube-node1" due to error: {fault}, continuing command...\n'
        f"There are pending nodes to be drained:\n kube-node1\n{fault}\n"
    )


def test_draining_evicts_pods_and_waits_until_they_are_gone() -> None:
    drain = "kubectl drain kube-node1 --ignore-daemonsets --force --pod-selector=run=solo"
    answer = talk(f"{POD} {TO_NODE1}", "sleep 5", drain)
    assert answer.stdout == (
        "node/kube-node1 cordoned\nevicting pod default/solo\npod/solo evicted\nnode/kube-node1 drained\n"
    )
    assert answer.stderr == "Warning: deleting Pods that declare no controller: default/solo\n"


def test_a_new_node_has_been_ready_since_it_joined() -> None:
    path = '{.status.conditions[?(@.type=="Ready")].lastTransitionTime}'
    joined = said("kubectl get node kube-node1 -o jsonpath='{.metadata.creationTimestamp}'")
    assert said(f"kubectl get node kube-node1 -o jsonpath='{path}'") == joined
