"""What kubectl says beside the common ways: several faults at once, selections without objects, near words."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import said, talk
from tutor.kubectl.output import Output

UNFOUND = (
    'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", '
    'field selector "nope=1": field label not supported: nope\n'
)
NOTHING = "No resources found in default namespace.\n"
SERVED = "Error from server (NotFound): the server could not find the requested resource"
SELECTED = "error: name cannot be provided when a selector is specified\n"
WEB = 'services "web" not found\n'


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl get pods --field-selector nope=1", UNFOUND),
        ("kubectl delete pods --field-selector nope=1", UNFOUND),
        (
            "kubectl get deploy --field-selector status.replicas=1",
            (
                'Error from server (BadRequest): Unable to find "apps/v1, Resource=deployments" that match label '
                'selector "", field selector "status.replicas=1": "status.replicas" is not a known field selector: '
                'only "metadata.name", "metadata.namespace"\n'
            ),
        ),
        ("kubectl get pods.v1", 'error: the server doesn\'t have a resource type "pods"\n'),
        ("kubectl get pods.v1.", NOTHING),
        ("kubectl get ns,svc -l a=b", "No resources found\n"),
        ("kubectl get svc --kubeconfig=/nope", "error: stat /nope: no such file or directory\n"),
        (
            "kubectl get svc --context=nope",
            "Error in configuration: context was not found for specified context: nope\n",
        ),
        ("kubectl get svc --cluster=nope", 'error: no server found for cluster "nope"\n'),
        ("kubectl get svc --user=nope", 'error: auth info "nope" does not exist\n'),
        (
            "kubectl get svc --request-timeout=abc",
            (
                "error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by "
                "a corresponding time unit (e.g. 1s | 2m | 3h)\n"
            ),
        ),
        (
            "kubectl get svc kubernetes -o name --request-timeout=5 --context=kubernetes-admin@cluster.local",
            "service/kubernetes\n",
        ),
        (
            "kubectl explain svc.spec.nope.more",
            'KIND:       Service\nVERSION:    v1\n\nerror: field "more" does not exist\n',
        ),
        (
            "kubectl explain svc.kind",
            "KIND:       Service\nVERSION:    v1\n\nFIELD: kind <string>\n\nDESCRIPTION:\n    What the object is.\n\n",
        ),
        (
            "kubectl explain pod --api-version=apps/v1",
            "error: GVR (apps/v1, Resource=pods) not found in OpenAPI schema\n",
        ),
        ("kubectl explain pod --api-version=a/b/c", "error: unexpected GroupVersion string: a/b/c\n"),
        ("kubectl explain sa.metadata", "error: couldn't find resource for sa.metadata\n"),
        ("kubectl explain nope", 'the server doesn\'t have a resource type "nope"\n'),
        ("kubectl explain svc -o foo", "error: unrecognized format: foo\n"),
        ("kubectl explain svc.spec..type", "error: invalid jsonpath syntax, first node must be field node\n"),
        (
            "kubectl explain deploy --api-version=apps/v2",
            'error: couldn\'t find resource for "apps/v2, Resource=deployments"\n',
        ),
        (
            "kubectl explain deployments.apps.spec.replicas | head -n 5",
            "GROUP:      apps\nKIND:       Deployment\nVERSION:    v1\n\nFIELD: replicas <integer>\n",
        ),
        ("kubectl get Svc", 'error: the server doesn\'t have a resource type "Svc"\n'),
        ("kubectl get SERVICE kubernetes -o name", "service/kubernetes\n"),
        ("kubectl get pod,", 'error: the server doesn\'t have a resource type ""\n'),
        ("kubectl get all/web", 'error: the server doesn\'t have a resource type "all"\n'),
        ("kubectl get svc -o go-template='{{(index .items 0).metadata.name}}'", "kubernetes"),
        ('kubectl get svc -o go-template=\'{{print 1 2 "a" "b" 3}}\'', "1 2ab3"),
        ("kubectl get svc/kubernetes --subresource=scale", f"{SERVED} (get services kubernetes)\n"),
        ("kubectl scale svc kubernetes --replicas=1", f"{SERVED} (patch services kubernetes)\n"),
        ("kubectl get svc kubernetes --subresource=status -o name", "service/kubernetes\n"),
        ("kubectl get svc kubernetes kubernetes -o name", "service/kubernetes\nservice/kubernetes\n"),
        ("kubectl get svc/kubernetes svc/kubernetes -o name", "service/kubernetes\nservice/kubernetes\n"),
        (
            "kubectl get svc -o custom-columns-file=x",
            "error: error reading template x, open x: no such file or directory\n",
        ),
        ("kubectl delete svc web --all", SELECTED),
        ("kubectl delete svc web --field-selector metadata.name=web", SELECTED),
        (
            "kubectl delete -k nope",
            (
                "error: must build at directory: not a valid directory: evalsymlink failure on 'nope' : "
                "lstat /home/learner/nope: no such file or directory\n"
            ),
        ),
        (
            "kubectl create service foo",
            "error: unknown command \"foo\"\nSee 'kubectl create service -h' for help and examples\n",
        ),
        ("kubectl create -f a.yml -f b.yml", 'the path "a.yml" does not exist\nthe path "b.yml" does not exist\n'),
        ("kubectl rollout restart ds", NOTHING),
        ("kubectl rollout status deploy", NOTHING),
        ("kubectl rollout pause deploy -l a=b", NOTHING),
        ("kubectl apply view-last-applied svc kubernetes", ""),
        (
            "kubectl run a --image=nginx --port=-1",
            (
                'The Pod "a" is invalid: spec.containers[0].ports[0].containerPort: '
                "Invalid value: -1: must be between 1 and 65535, inclusive\n"
            ),
        ),
        (
            "kubectl expose svc kubernetes --selector a=b --name x --session-affinity=Foo",
            "error: unknown session affinity: Foo\n",
        ),
        (
            "kubectl label svc kubernetes a=b --resource-version=1",
            (
                'Error from server (Conflict): Operation cannot be fulfilled on services "kubernetes": the object '
                "has been modified; please apply your changes to the latest version and try again\n"
            ),
        ),
    ],
)
def test_a_command_near_a_common_one_is_answered_as_kubectl_does(command: str, words: str) -> None:
    assert said(command) == words


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (
            "kubectl get ipaddress",
            (
                "NAME         PARENTREF\n"
                "10.233.0.1   services/default/kubernetes\n"
                "10.233.0.3   services/kube-system/coredns\n"
            ),
        ),
        ("kubectl get servicecidr", "NAME         CIDRS           AGE\nkubernetes   10.233.0.0/18   5d6h\n"),
        ("kubectl get sa -o name", "serviceaccount/default\n"),
        ("kubectl get sa -A --no-headers -l a=b", "No resources found\n"),
        ("kubectl get ip x", 'Error from server (NotFound): ipaddresses.networking.k8s.io "x" not found\n'),
        ("kubectl get servicecidr kubernetes -o jsonpath={.spec.cidrs[0]}", "10.233.0.0/18"),
    ],
)
def test_objects_that_follow_from_others_are_shown(command: str, words: str) -> None:
    assert said(command) == words


def test_annotations_that_are_there_are_named_together() -> None:
    notes = "kubectl annotate svc kubernetes a=1 b=2"
    assert said(notes, "kubectl annotate svc kubernetes a=3 b=4") == (
        "error: --overwrite is false but found the following declared annotation(s): "
        "'a' already has a value (1); 'b' already has a value (2)\n"
    )


def test_what_several_files_say_wrong_is_one_error_behind_what_befell_objects() -> None:
    write = "printf 'kind: X\\napiVersion: v1\\n---\\nkind: Z\\napiVersion: v1\\n' > odd.yml"
    unknown = (
        'resource mapping not found for name: "" namespace: "" from "odd.yml": no matches for kind "{}" in version '
        '"v1"\nensure CRDs are installed first'
    )
    assert said(write, "kubectl delete -f svc.yml -f odd.yml") == (
        'Error from server (NotFound): error when deleting "svc.yml": services "web" not found\n'
        f"[{unknown.format('X')}, {unknown.format('Z')}]\n"
    )
    assert said(write, "kubectl delete -f odd.yml") == f"{unknown.format('X')}\n{unknown.format('Z')}\n"


def test_a_folder_names_its_files_without_the_dot() -> None:
    assert said("mkdir d", "cp svc.yml d/x.yml", "cd d", "kubectl delete -f .") == (
        'Error from server (NotFound): error when deleting "x.yml": services "web" not found\n'
    )


def test_describe_leaves_out_events_on_demand() -> None:
    text = said("kubectl describe svc kubernetes --show-events=false")
    assert text.splitlines()[-1].startswith("Internal Traffic Policy:")


def test_a_label_column_of_an_object_without_the_label_is_blank() -> None:
    assert said("kubectl get svc kubernetes -L zone --no-headers").split()[-1] != "<none>"


def test_diff_ends_with_the_first_object_that_is_refused() -> None:
    broken = "sed -i 's/port: 80$/port: 0/' svc.yml"
    text = said(broken, "kubectl diff -f svc.yml -f svc.yml")
    assert text.count('The Service "web" is invalid') == 1


def test_a_template_that_fails_leaves_what_it_wrote_and_what_it_was_given() -> None:
    failed = talk("kubectl get ns default --allow-missing-template-keys=false -o go-template='{{.kind}} {{.no}}'")
    assert failed.stdout.startswith("Namespace Error executing template: template: output:1:12: ")
    assert '\traw data was:\n\t\t{"apiVersion":"v1",' in failed.stdout
    assert failed.stderr == (
        'error: error executing template "{{.kind}} {{.no}}": template: output:1:12: executing "output" at <.no>: '
        'map has no entry for key "no"\n'
    )
    failed = talk("kubectl get ns default --allow-missing-template-keys=false -o jsonpath={.no}")
    assert failed.stderr.endswith("}\n\n\n")


def test_diff_compares_what_is_selected_and_only_when_nothing_is_refused() -> None:
    assert talk("kubectl diff -f svc.yml -l app=web").code == 1
    assert talk("kubectl diff -f svc.yml -l app=other") == Output()
    broken = "sed 's/port: 80$/port: 0/' svc.yml > bad.yml"
    assert talk(broken, "kubectl diff -f svc.yml -f bad.yml").stdout == ""


def test_an_edited_name_ends_the_edit() -> None:
    edit = "KUBE_EDITOR='sed -i s/name:.kubernetes$/name:\\ other/' kubectl edit svc kubernetes"
    assert said(edit) == (
        'A copy of your changes has been stored to "/tmp/kubectl-edit-1234567890.yaml"\n'
        "error: At least one of apiVersion, kind and name was changed\n"
    )


def test_exec_takes_the_object_of_a_file() -> None:
    assert said("kubectl exec -f svc.yml -- true") == f"Error from server (NotFound): {WEB}"


def test_a_new_deployment_is_of_its_first_generation() -> None:
    path = "{.metadata.generation} {.status.observedGeneration}"
    made = ("kubectl create deployment web --image=nginx", "sleep 5")
    assert said(*made, f"kubectl get deploy web -o jsonpath='{path}'") == "1 1"
