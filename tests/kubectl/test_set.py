"""kubectl set changes images, variables, resources, accounts and selectors."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said

LOCAL = "--local -f dep.yml"
NO_TEMPLATE = "the object is not a pod or does not have a pod template: *v1.Service"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (f"kubectl set image {LOCAL} c=nginx:2", "deployment.apps/web image updated\n"),
        (f"kubectl set image {LOCAL} '*=nginx:2'", "deployment.apps/web image updated\n"),
        (f"kubectl set image {LOCAL} c=nginx", ""),
        (f"kubectl set image {LOCAL} x=nginx:2", 'error: unable to find container named "x"\n'),
        ("kubectl set image --local -f svc.yml c=n", f"error: service/web {NO_TEMPLATE}\n"),
        (f"kubectl set env {LOCAL} A=b", "deployment.apps/web env updated\n"),
        (f"kubectl set env {LOCAL} -e A=b --list", "# Deployment web, container c\nA=b\n"),
        (f"kubectl set env {LOCAL} A-", ""),
        (
            f"kubectl set env {LOCAL} -c x A=b",
            'Warning: Deployment/web does not have any containers matching "x"\n',
        ),
        (
            "kubectl set env",
            "error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n",
        ),
        (f"kubectl set resources {LOCAL} --limits=cpu=200m", "deployment.apps/web resource requirements updated\n"),
        (
            f"kubectl set resources {LOCAL}",
            "error: you must specify an update to requests or limits (in the form of --requests/--limits)\n",
        ),
        (
            f"kubectl set resources {LOCAL} --limits=cpu",
            "error: Invalid argument syntax cpu, expected <resource>=<value>\n",
        ),
        (f"kubectl set serviceaccount {LOCAL} robot", "deployment.apps/web serviceaccount updated\n"),
        ("kubectl set serviceaccount", "error: serviceaccount is required\n"),
        ("kubectl set selector --local -f svc.yml a=b", "service/web selector updated\n"),
        (
            "kubectl set selector --local -f svc.yml 'a in (b)'",
            "error: match expression [{a In [b]}] not supported on this object\n",
        ),
        (
            f"kubectl set selector {LOCAL} a=b",
            "error: setting a selector is only supported for Services\n",
        ),
        ("kubectl set selector", "error: one selector is required\n"),
    ],
)
def test_a_file_is_changed_in_print_only(command: str, words: str) -> None:
    assert said(command) == words


def test_limits_are_printed_with_the_whole_object() -> None:
    text = said(f"kubectl set resources {LOCAL} --limits=cpu=200m --requests=memory=1Gi -o yaml")
    assert text.endswith(
        "        resources:\n          limits:\n            cpu: 200m\n          requests:\n"
        "            memory: 1Gi\nstatus: {}\n"
    )


def test_variables_come_from_a_config_map() -> None:
    steps = ("kubectl create cm conf --from-literal=a-b=1", "kubectl apply -f dep.yml")
    change = "kubectl set env deploy/web --from=configmap/conf --prefix=P_"
    assert said(*steps, change, "kubectl set env deploy/web --list") == (
        "# Deployment web, container c\n# P_A_B from configmap conf, key a-b\n"
    )


def test_a_variable_is_kept_without_overwrite() -> None:
    steps = ("kubectl apply -f dep.yml", "kubectl set env deploy/web A=b")
    assert said(*steps, "kubectl set env deploy/web A=c --overwrite=false") == (
        "error: deployments/web 'A' already has a value (b), and --overwrite is false\n"
    )
