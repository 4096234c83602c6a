"""Rows in the order that `--sort-by` asks for."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said

NOTHING = "No resources found in default namespace.\n"
UNSORTED = 'error: couldn\'t find any field with path "{.metadata.name}" in the list of objects\n'


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl get svc --sort-by=.nope --no-headers", NOTHING),
        ("kubectl get svc kubernetes --sort-by=.nope -o name", "service/kubernetes\n"),
        ("kubectl get svc,cm --sort-by=.metadata.name", UNSORTED),
        ("kubectl get svc kubernetes en --sort-by=.metadata.name", UNSORTED),
        ("kubectl get svc --sort-by=.spec.type -o name", "service/a10\nservice/a9\nservice/kubernetes\nservice/en\n"),
        (
            "kubectl get svc --sort-by=.metadata.name -o name",
            "service/a9\nservice/a10\nservice/en\nservice/kubernetes\n",
        ),
        (
            "kubectl get svc --sort-by=.spec.externalName -o name",
            "service/kubernetes\nservice/a9\nservice/a10\nservice/en\n",
        ),
    ],
)
def test_rows_are_sorted_by_a_field_as_gos_sort_leaves_them(command: str, words: str) -> None:
    made = "; ".join(
        f"kubectl create service {words}"
        for words in ("clusterip a9 --tcp=80", "clusterip a10 --tcp=80", "externalname en --external-name=x.org")
    )
    assert said(made, command) == words
