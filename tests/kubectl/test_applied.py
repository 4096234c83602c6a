"""kubectl apply prunes, and shows and sets what was applied last; what cannot be applied is refused."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import DEPLOYMENT, SERVICE, said, talk

BOTH = "kubectl apply -f svc.yml -f dep.yml"
UNEXPECTED = "error: Unexpected args: [x]\nSee 'kubectl {} -h' for help and examples\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl apply x", UNEXPECTED.format("apply")),
        ("kubectl create x", UNEXPECTED.format("create")),
        ("kubectl diff x", UNEXPECTED.format("diff")),
        ("kubectl apply -f svc.yml -k .", "error: only one of -f or -k can be specified\n"),
        (
            "kubectl apply -k .",
            (
                "error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in "
                "directory '/home/learner'\n"
            ),
        ),
        (
            "kubectl apply -k nope",
            (
                "error: must build at directory: not a valid directory: evalsymlink failure on 'nope' : lstat "
                "/home/learner/nope: no such file or directory\n"
            ),
        ),
        ("kubectl apply -f svc.yml --dry-run=server --force", "error: --dry-run=server cannot be used with --force\n"),
        (
            "kubectl apply -f svc.yml --subresource=status",
            "error: --subresource can only be specified for --server-side\n",
        ),
        (
            "kubectl apply -f svc.yml --cascade=x",
            'error: invalid cascade value (x). Must be "background", "foreground", or "orphan"\n',
        ),
        (
            "kubectl apply -f svc.yml --prune --all --server-side",
            "error: --prune is in alpha and doesn't currently work on objects created by server-side apply\n",
        ),
        ("kubectl apply -f svc.yml --server-side --force", "error: --force cannot be used with --server-side\n"),
        ("kubectl apply -f svc.yml --all -l a=b", "error: cannot set --all and --selector at the same time\n"),
        (
            "kubectl apply -f svc.yml --prune",
            (
                "error: all resources selected for prune without explicitly passing --all. To prune all resources, "
                "pass the --all flag. If you did not mean to prune all resources, specify a label selector\n"
            ),
        ),
        (
            "kubectl apply -f svc.yml --prune --all --prune-allowlist=foo",
            "error: invalid GroupVersionKind format: foo, please follow <group/version/kind>\n",
        ),
        ("kubectl replace", "error: must specify one of -f and -k\n"),
        ("kubectl replace -f svc.yml --timeout=5s", "error: --timeout must have --force specified\n"),
        (
            "kubectl apply edit-last-applied svc kubernetes",
            (
                "error: no last-applied-configuration annotation found on resources, to create the annotation, "
                "use command `kubectl apply set-last-applied --create-annotation`\n"
            ),
        ),
    ],
)
def test_what_cannot_be_applied_is_refused(command: str, words: str) -> None:
    assert said(command) == words


def test_what_left_the_files_is_pruned() -> None:
    prune = "kubectl apply -f svc.yml --prune --all --prune-allowlist=apps/v1/Deployment"
    assert said(BOTH, prune) == "service/web unchanged\ndeployment.apps/web pruned\n"


def test_a_dry_run_of_the_client_shows_what_the_patch_would_make() -> None:
    applied = ("kubectl apply -f svc.yml", "kubectl apply -f svc.yml --dry-run=client")
    assert said(*applied) == "service/web unchanged (dry run)\n"
    moved = (
        "kubectl apply -f svc.yml",
        "kubectl apply -f new.yml --dry-run=client -o jsonpath='{.spec.ports[0].port}'",
    )
    assert said(*moved, new_yml=SERVICE.replace("port: 80\n", "port: 81\n")) == "81"


def test_several_applied_objects_are_printed_as_one_list() -> None:
    shown = said("kubectl apply -f svc.yml -f dep.yml --dry-run=client -o yaml")
    assert shown.startswith("apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Service\n")
    assert shown.endswith("kind: List\nmetadata: {}\n")


def test_what_cannot_be_changed_is_made_anew_by_force() -> None:
    other = DEPLOYMENT.replace("app: web", "app: new")
    forced = ("kubectl apply -f dep.yml", "kubectl apply -f new.yml --force")
    assert said(*forced, new_yml=other) == "deployment.apps/web configured\n"


def test_a_selector_keeps_files_out() -> None:
    assert said("kubectl apply -f svc.yml -f dep.yml -l app=web") == "service/web created\n"


def test_what_was_applied_last_is_shown() -> None:
    assert said(BOTH, "kubectl apply view-last-applied svc web") == (
        "apiVersion: v1\nkind: Service\nmetadata:\n  annotations: {}\n  labels:\n    app: web\n  name: web\n"
        "  namespace: default\nspec:\n  ports:\n  - port: 80\n    targetPort: 8080\n  selector:\n    app: web\n"
    )


def test_the_annotation_is_set_alone() -> None:
    create = "kubectl create -f svc.yml"
    assert said(create, "kubectl apply set-last-applied -f svc.yml") == (
        "error: no last-applied-configuration annotation found on resource: web, to create the annotation, run the "
        "command with --create-annotation\n"
    )
    assert said(create, "kubectl apply set-last-applied -f svc.yml --create-annotation") == "service/web configured\n"


@pytest.mark.parametrize(("command", "code"), [("-f svc.yml", 0), ("-f dep.yml", 1), ("-f nope.yml", 2), ("", 2)])
def test_diff_tells_by_its_exit_status(command: str, code: int) -> None:
    assert talk("kubectl apply -f svc.yml", f"kubectl diff {command}").code == code
