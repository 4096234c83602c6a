"""kubectl apply --server-side, and what kubectl shows of managers."""

from __future__ import annotations

from tests.kubectl.conversations import SERVICE, sit_down
from tutor.kubectl.shell.terminal import Shell

MANAGERS = "kubectl get svc web -o jsonpath='{range .metadata.managedFields[*]}{.manager} {.operation},{end}'"


def shell() -> Shell:
    return sit_down(a_yml=SERVICE, b_yml=SERVICE.replace("8080", "9090"))


def test_a_conflict_says_who_has_the_field_and_what_can_be_done() -> None:
    console = shell()
    console.run("kubectl create -f a.yml")
    refused = console.run("kubectl apply --server-side -f b.yml")
    assert refused.stderr == (
        'error: Apply failed with 1 conflict: conflict with "kubectl-create" using v1: '
        '.spec.ports[port=80,protocol="TCP"].targetPort\n'
        "Please review the fields above--they currently have other managers. Here\n"
        "are the ways you can resolve this warning:\n"
        "* If you intend to manage all of these fields, please re-run the apply\n"
        "  command with the `--force-conflicts` flag.\n"
        "* If you do not intend to manage all of the fields, please edit your\n"
        "  manifest to remove references to the fields that should keep their\n"
        "  current managers.\n"
        "* You may co-own fields by updating your manifest to match the existing\n"
        "  value; in this case, you'll become the manager if the other manager(s)\n"
        "  stop managing the field (remove it from their configuration).\n"
        "See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts\n"
    )
    assert console.run("kubectl apply --server-side --force-conflicts -f b.yml").stdout == (
        "service/web serverside-applied\n"
    )


def test_each_command_writes_under_its_own_name() -> None:
    console = shell()
    console.run("kubectl create -f a.yml")
    console.run("kubectl label svc web tier=web")
    console.run("kubectl apply --server-side --field-manager me -f a.yml")
    assert console.run(MANAGERS).stdout == "me Apply,kubectl-create Update,kubectl-label Update,"


def test_what_was_applied_on_the_client_side_is_handed_over() -> None:
    console = shell()
    console.run("kubectl apply -f a.yml")
    assert console.run(MANAGERS).stdout == "kubectl-client-side-apply Update,"
    assert console.run("kubectl apply --server-side -f b.yml").stdout == "service/web serverside-applied\n"
    assert console.run(MANAGERS).stdout == "kubectl Apply,kubectl-last-applied Apply,"


def test_managers_are_shown_when_asked_for_alone() -> None:
    console = shell()
    console.run("kubectl create -f a.yml")
    assert "managedFields" not in console.run("kubectl get svc web -o yaml").stdout
    assert "managedFields" not in console.run("kubectl get svc -o json").stdout
    assert "  managedFields:\n" in console.run("kubectl get svc web -o yaml --show-managed-fields").stdout
