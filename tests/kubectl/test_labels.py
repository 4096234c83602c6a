"""kubectl labels and annotates, on the server and in files."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said

RUN = "kubectl run web --image=nginx"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl label --local -f svc.yml --list", "app=web\n"),
        ("kubectl label --local -f svc.yml app=web", "service/web not labeled\n"),
        ("kubectl label --local -f svc.yml zzz-", "service/web not labeled\n"),
        ("kubectl label --local -f svc.yml app-", "service/web unlabeled\n"),
        (
            "kubectl label --local -f svc.yml app=x",
            "error: 'app' already has a value (web), and --overwrite is false\n",
        ),
        (
            "kubectl label --local -f svc.yml =c",
            "error: can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set\n",
        ),
        (
            "kubectl label --local a=b",
            "error: one or more files must be specified as -f pod.yaml or --filename=pod.json\n",
        ),
        (
            "kubectl label --all -l a=b pods a=b",
            "error: cannot set --all and --selector at the same time\n",
        ),
        ("kubectl label pod web a=b c", "error: all resources must be specified before label changes: c\n"),
        ("kubectl label pod web a=b=c", "error: invalid label spec: a=b=c\n"),
        (
            "kubectl annotate --local -f svc.yml a=b a-",
            "error: can not both modify and remove the following annotation(s) in the same command: a\n",
        ),
        ("kubectl annotate svc kubernetes", "error: at least one annotation update is required\n"),
    ],
)
def test_files_and_wrong_words_need_no_server(command: str, words: str) -> None:
    assert said(command) == words


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl label pod web a=b", "pod/web labeled\n"),
        ("kubectl label pod web run=web", "pod/web not labeled\n"),
        ("kubectl label pod web nope-", 'label "nope" not found.\npod/web not labeled\n'),
        ("kubectl label pod web run- longer=word", "pod/web labeled\n"),
        ("kubectl label pod web --list", "run=web\n"),
        ("kubectl label pods --all --list", "Listing labels for Pod./web:\n run=web\n"),
        ("kubectl label pod web a=b --dry-run=client", "pod/web labeled (dry run)\n"),
        ("kubectl annotate pod web --list", ""),
        ("kubectl annotate pods --all a=b", "pod/web annotated\n"),
        (
            "kubectl label pods --all a=b --resource-version=1",
            "error: --resource-version may only be used with a single resource\n",
        ),
    ],
)
def test_a_pod_is_labeled(command: str, words: str) -> None:
    assert said(RUN, command) == words
