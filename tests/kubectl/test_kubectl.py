"""kubectl refuses, prints and waits as kubectl does."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import SERVICE, sit_down

DEPLOYMENT = "kubectl create deployment web --image=nginx --replicas=2 --port=80"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl frobnicate", 'error: unknown command "frobnicate" for "kubectl"\n'),
        (
            "kubectl gett svc",
            'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n',
        ),
        ("kubectl get svc --nope", "error: unknown flag: --nope\nSee 'kubectl get --help' for usage.\n"),
        (
            "kubectl get pods/a/b",
            "error: arguments in resource/name form may not have more than one slash\n",
        ),
        ("kubectl get pods web -A", "error: a resource cannot be retrieved by name across all namespaces\n"),
        ("kubectl get pods web -l a=b", "error: name cannot be provided when a selector is specified\n"),
        ("kubectl delete svc", "error: resource(s) were provided, but no name was specified\n"),
        (
            "kubectl create -f svc.yml --dry-run=maybe",
            'error: Invalid dry-run value (maybe). Must be "none", "server", or "client".\n',
        ),
        (
            "kubectl apply -f svc.yml -n other",
            'Error from server (NotFound): error when creating "svc.yml": namespaces "other" not found\n',
        ),
        ("kubectl scale rs web", 'error: required flag(s) "replicas" not set\n'),
        (
            "kubectl patch svc kubernetes --type=wild -p '{}'",
            'error: --type must be one of [json merge strategic], not "wild"\n',
        ),
    ],
)
def test_wrong_use_fails_in_kubectls_words(command: str, words: str) -> None:
    said = sit_down().run(command)

    assert (said.code, said.stderr) == (1, words)


def test_a_missing_file_keeps_the_others_from_being_created() -> None:
    said = sit_down().run("kubectl create -f svc.yml -f gone.yml")

    assert (said.stdout, said.stderr, said.code) == (
        "",
        'error: the path "gone.yml" does not exist\n',
        1,
    )


def test_a_manifest_of_another_namespace_is_refused() -> None:
    body = SERVICE.replace("name: web", "name: web\n  namespace: team-a", 1)
    said = sit_down(svc_yml=body).run("kubectl apply -f svc.yml -n team-b")

    assert said.stderr == (
        'error: the namespace from the provided object "team-a" does not match the namespace "team-b". '
        "You must pass '--namespace=team-a' to perform this operation.\n"
    )


def test_apply_says_unchanged_and_then_configured() -> None:
    one = sit_down(new_yml=SERVICE.replace("port: 80\n", "port: 81\n", 1))
    said = [one.run(f"kubectl apply -f {name}").stdout for name in ("svc.yml", "svc.yml", "new.yml")]

    assert said == ["service/web created\n", "service/web unchanged\n", "service/web configured\n"]
    assert one.run("kubectl get svc web -o jsonpath='{.spec.ports[0].port}'").stdout == "81"


def test_delete_waits_until_the_pod_is_gone() -> None:
    one = sit_down()
    one.run("kubectl run web --image=nginx")
    one.run("sleep 5")

    assert one.run("kubectl delete pod web").stdout == 'pod "web" deleted from default namespace\n'
    assert one.run("kubectl get pods").stderr == "No resources found in default namespace.\n"


def test_rollout_status_follows_a_deployment_until_it_is_done() -> None:
    one = sit_down()
    one.run(DEPLOYMENT)
    said = one.run("kubectl rollout status deployment/web").stdout.splitlines()

    assert said[0] == 'Waiting for deployment "web" rollout to finish: 0 of 2 updated replicas are available...'
    assert said[-1] == 'deployment "web" successfully rolled out'


def test_wait_ends_when_the_condition_holds_or_the_time_is_up() -> None:
    one = sit_down()
    one.run("kubectl run web --image=nginx")
    late = one.run("kubectl wait --for=condition=Nope pod/web --timeout=2s")

    assert one.run("kubectl wait --for=condition=Ready pod/web").stdout == "pod/web condition met\n"
    assert late.stderr == "error: timed out waiting for the condition on pods/web\n"


def test_a_context_keeps_its_namespace() -> None:
    one = sit_down()
    one.run("kubectl create ns team-a")
    one.run("kubectl config set-context --current --namespace=team-a")
    one.run("kubectl create -f svc.yml")

    assert one.run("kubectl get svc -o name").stdout == "service/web\n"
    assert one.run("kubectl get svc -n default -o name").stdout == "service/kubernetes\n"


def test_kinds_that_are_not_simulated_have_no_objects() -> None:
    said = sit_down().run("kubectl get ingress,secrets")

    assert (said.stdout, said.stderr, said.code) == ("", "No resources found in default namespace.\n", 0)


def test_a_service_describes_the_policies_it_has() -> None:
    one = sit_down(svc_yml=SERVICE + "  trafficDistribution: PreferClose\n  externalIPs: [1.2.3.4]\n")
    one.run("kubectl create -f svc.yml")
    said = one.run("kubectl describe svc web").stdout

    assert "External IPs:             1.2.3.4\n" in said
    assert "Traffic Distribution:     PreferClose\n" in said


def test_every_kind_can_be_described_and_listed() -> None:
    one = sit_down()
    for command in (DEPLOYMENT, "kubectl create -f svc.yml", "kubectl create cm c --from-literal=a=b", "sleep 5"):
        one.run(command)

    for kind in ("svc", "ep", "endpointslices", "po", "rs", "deploy", "sts", "ds", "no", "ns", "cm", "ev"):
        for line in (f"kubectl describe {kind} -A", f"kubectl get {kind} -A -o wide", f"kubectl get {kind} -A -o yaml"):
            assert one.run(line).code == 0, line


def test_an_edit_that_is_refused_comes_back_once_and_keeps_a_copy() -> None:
    one = sit_down()
    one.run("kubectl create -f svc.yml")
    said = one.run("KUBE_EDITOR='sed -i s/ClusterIP$/Nodeport/' kubectl edit svc web")

    assert (said.code, said.stdout) == (1, "")
    assert said.stderr == (
        'error: services "web" is invalid\n'
        'A copy of your changes has been stored to "/tmp/kubectl-edit-1234567890.yaml"\n'
        "error: Edit cancelled, no valid changes were saved.\n"
    )
    assert (
        '# services "web" was not valid:\n# * spec.type: Unsupported value: "Nodeport"'
        in one.run("cat /tmp/kubectl-edit-1234567890.yaml").stdout
    )


def test_a_patch_that_is_no_json_is_the_servers_business() -> None:
    said = sit_down().run("""kubectl patch svc kubernetes -p '{"spec":'""")

    assert said.stderr == "Error from server (BadRequest): unexpected end of JSON input\n"
