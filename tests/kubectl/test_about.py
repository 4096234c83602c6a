"""kubectl tells of contexts, resources and versions, and says what is not simulated."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said, talk

CONTEXT = "kubernetes-admin@cluster.local"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl config current-context", f"{CONTEXT}\n"),
        ("kubectl config get-contexts -o name", f"{CONTEXT}\n"),
        ("kubectl config get-clusters", "NAME\ncluster.local\n"),
        ("kubectl config get-users", "NAME\nkubernetes-admin\n"),
        ("kubectl config use-context nope", 'error: no context exists with the name: "nope"\n'),
        ("kubectl config set-context", "error: you must specify a non-empty context name or --current\n"),
        (
            "kubectl config set-context --current x",
            "error: you cannot specify both a context name and --current\n",
        ),
        (
            "kubectl config delete-context nope",
            "error: cannot delete context nope, not in /home/learner/.kube/config\n",
        ),
        (
            "kubectl config rename-context a b",
            'error: cannot rename the context "a", it\'s not in /home/learner/.kube/config\n',
        ),
        ("kubectl api-resources --sort-by=foo", "error: --sort-by accepts only name or kind\n"),
        (
            "kubectl api-resources -o foo",
            (
                'error: unable to match a printer suitable for the output format "foo", allowed formats are: '
                "json,kyaml,name,wide,yaml\n"
            ),
        ),
        (
            "kubectl api-versions -o=",
            "error: unknown shorthand flag: 'o' in -o=\nSee 'kubectl api-versions --help' for usage.\n",
        ),
        (
            "kubectl api-versions x",
            "error: unexpected arguments: [x]\nSee 'kubectl api-versions -h' for help and examples\n",
        ),
        ("kubectl version x", "error: extra arguments: [x]\n"),
        ("kubectl version --client", "Client Version: v1.36.2\nKustomize Version: v5.8.1\n"),
        ("kubectl auth can-i get pods", "yes\n"),
        ("kubectl auth can-i --list x", "error: list option must be specified with no arguments\n"),
        ("kubectl top nodes", "error: Metrics API not available\n"),
        ("kubectl debug node/kube-node1 -it", "error: kubectl debug is not part of the simulated cluster\n"),
        ("kubectl autoscale deploy x --max=3", "error: kubectl autoscale is not part of the simulated cluster\n"),
        ("kubectl cluster-info dump", "error: kubectl cluster-info dump is not part of the simulated cluster\n"),
        ("kubectl cp nope web:/tmp", "error: nope doesn't exist in local filesystem\n"),
        ("kubectl cp svc.yml web:", "error: filepath can not be empty\n"),
        ("kubectl cp svc.yml web:/tmp", 'Error from server (NotFound): pods "web" not found\n'),
        (
            "kubectl cp svc.yml a/b/c:/tmp",
            "error: filespec must match the canonical format: [[namespace/]pod:]file/path\n",
        ),
        (
            "kubectl certificate approve x",
            'Error from server (NotFound): certificatesigningrequests.certificates.k8s.io "x" not found\n',
        ),
        ("kubectl cp a b", "error: one of src or dest must be a remote file specification\n"),
        ("kubectl plugin list", "error: unable to find any kubectl plugins in your PATH\n"),
        (
            "kubectl completion foo",
            "error: Unsupported shell type \"foo\".\nSee 'kubectl completion -h' for help and examples\n",
        ),
        ("kubectl --foo get", "error: unknown flag: --foo\nSee 'kubectl --help' for usage.\n"),
        ("kubectl -A get pods", "Error: flags cannot be placed before plugin name: -A\n"),
        ("kubectl --dry-run=client create ns x -o name", "namespace/x\n"),
        ("kubectl ls", 'error: unknown command "ls" for "kubectl"\n\nDid you mean this?\n\tget\n\tlogs\n\tcp\n'),
        ("kubectl ps", 'error: unknown command "ps" for "kubectl"\n\nDid you mean this?\n\tcp\n'),
        ("kubectl rm", 'error: unknown command "rm" for "kubectl"\n\nDid you mean this?\n\trun\n\tdelete\n\tcp\n'),
        ("kubectl list", 'error: unknown command "list" for "kubectl"\n\nDid you mean this?\n\tget\n'),
        (
            "kubectl rollout status deploy/web -o yaml",
            "error: unknown shorthand flag: 'o' in -o\nSee 'kubectl rollout status --help' for usage.\n",
        ),
    ],
)
def test_kubectl_tells_and_refuses(command: str, words: str) -> None:
    assert said(command) == words


def test_a_namespace_of_the_context_is_shown_and_unset() -> None:
    keep = "kubectl config set-context --current --namespace=team-a"
    path = "kubectl config view -o jsonpath='{.contexts[0].context.namespace}'"
    assert said(keep, path) == "team-a"
    assert said(keep, f"kubectl config unset contexts.{CONTEXT}.namespace", path) == ""


def test_resources_are_chosen_by_group_and_verb() -> None:
    assert said("kubectl api-resources --api-group=apps --sort-by=kind -o name") == (
        "controllerrevisions.apps\ndaemonsets.apps\ndeployments.apps\nreplicasets.apps\nstatefulsets.apps\n"
    )
    listed = said("kubectl api-resources --api-group= --namespaced --verbs=list -o name").split()
    assert ("bindings" in listed, "services" in listed) == (False, True)


@pytest.mark.parametrize("command", ["kubectl set", "kubectl config", "kubectl auth", "kubectl create service"])
def test_a_group_without_a_command_explains_itself_and_fails(command: str) -> None:
    answer = talk(command)
    assert (answer.stdout, answer.code) == ("", 1)
    assert answer.stderr == talk(f"{command} --help").stdout


def test_help_may_stand_first() -> None:
    assert talk("kubectl help get svc").stdout == talk("kubectl get --help").stdout
