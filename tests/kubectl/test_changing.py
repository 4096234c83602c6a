"""What commands that change objects say beside the common ways."""

from __future__ import annotations

import pytest

from tests.kubectl.conversations import DEPLOYMENT, said

SERVED = "Error from server (NotFound): the server could not find the requested resource"
GIVEN_UP = (
    'A copy of your changes has been stored to "/tmp/kubectl-edit-1234567890.yaml"\n'
    "error: Edit cancelled, no valid changes were saved.\n"
)
LIMITED = "deployment.apps/web resource requirements updated\n"
ODD = """\
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: odd}
spec:
  replicas: 0
  selector:
    matchExpressions:
    - {key: tier, operator: In, values: [a, b]}
    - {key: z, operator: DoesNotExist}
  template:
    metadata: {labels: {tier: a}}
    spec:
      containers: [{name: c, image: nginx}]
"""


def test_a_new_deployment_may_be_paused_and_roll_all_the_same() -> None:
    paused = DEPLOYMENT.replace("spec:", "spec:\n  paused: true", 1)
    asked = "kubectl get deploy web -o jsonpath='{.spec.paused} {.status.replicas}'"
    assert said("kubectl apply -f dep.yml", "sleep 5", asked, dep_yml=paused) == "true "


SUBJECTS = "setting subjects is only supported for RoleBinding/ClusterRoleBinding"
TWO = "kubectl expose deploy web --name=a; kubectl expose deploy web --name=b"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl label svc a x=y --all", "service/a labeled\n"),
        ("kubectl annotate svc/a x=y --all", "service/a annotated\n"),
        ("kubectl set image deploy/web --all c=nginx:2", "deployment.apps/web image updated\n"),
        (
            "kubectl set selector svc a app=b --resource-version=1",
            (
                'Error from server (Conflict): Operation cannot be fulfilled on services "a": the object has been '
                "modified; please apply your changes to the latest version and try again\n"
            ),
        ),
        (
            "kubectl create cm conf --from-literal=k=v; kubectl set env deploy/web --from=cm/conf",
            "configmap/conf created\ndeployment.apps/web env updated\nWarning: key k transferred to K\n",
        ),
        ("kubectl set resources deploy/web --limits=cpu=1; kubectl set resources deploy/web --limits=cpu=1", LIMITED),
        ("kubectl auth can-i list nodes", "yes\nWarning: resource 'nodes' is not namespace scoped\n\n"),
        ("kubectl auth can-i list nope", "yes\nWarning: the server doesn't have a resource type 'nope'\n\n"),
        (
            "kubectl scale deploy web nope --replicas=1",
            'deployment.apps/web scaled\nError from server (NotFound): deployments.apps "nope" not found\n',
        ),
        (
            "kubectl scale svc a b --replicas=1",
            "Error from server (NotFound): the server could not find the requested resource (patch services a)\n",
        ),
        (
            "kubectl replace --force -f svc.yml --dry-run=client",
            "error: --dry-run can not be used when --force is set\n",
        ),
        (
            "kubectl apply -f svc.yml; kubectl replace --force -f svc.yml -f dep.yml",
            (
                'service/web created\nservice "web" deleted from default namespace\n'
                'deployment.apps "web" deleted from default namespace\n'
                "service/web replaced\ndeployment.apps/web replaced\n"
            ),
        ),
        (
            "kubectl patch svc a -p '{bad'",
            ("Error from server (BadRequest): invalid character 'b' looking for beginning of object key string\n"),
        ),
        ("kubectl patch svc a -p '{}' --subresource=foo", f"{SERVED} (get services a)\n"),
        (
            "KUBE_EDITOR='sed -i s/ClusterIP$/NodePort/' kubectl edit svc a b",
            "service/a edited\nservice/b edited\n",
        ),
        ("KUBE_EDITOR=true kubectl edit svc a b", "Edit cancelled, no changes made.\n"),
        ("KUBE_EDITOR=true kubectl edit svc a nope", 'Error from server (NotFound): services "nope" not found\n'),
        ("KUBE_EDITOR=true kubectl edit sts", "error: edit cancelled, no objects found\n"),
        (
            "kubectl edit svc a -o x",
            (
                'error: unable to match a printer suitable for the output format "x", allowed formats are: '
                "json,kyaml,yaml\n"
            ),
        ),
        ("KUBE_EDITOR='sed -i s/web/new/' kubectl create -f svc.yml --edit", "service/new created\n"),
        ("KUBE_EDITOR='sed -i d' kubectl edit svc a", f'error: services "a" is invalid\n{GIVEN_UP}'),
        ("KUBE_EDITOR='sed -i s/^spec:/spec/' kubectl edit svc a", f'error: services "a" is invalid\n{GIVEN_UP}'),
        ("KUBE_EDITOR='sed -i s/^kind:/kind:\\ X/' kubectl edit svc a", GIVEN_UP),
        (
            "KUBE_EDITOR='sed -i s/^/-/' kubectl edit svc a",
            'error: services "a" is invalid\n' * 19 + GIVEN_UP,
        ),
        ("kubectl get svc,cm -w", "error: you may only specify a single resource type\n"),
        (
            "kubectl scale svc a --replicas=3 --dry-run=client -o jsonpath='{.spec.replicas}'",
            "3",
        ),
        (
            "kubectl scale deploy web --replicas=3 --current-replicas=-2",
            "error: The --current-replicas must specify an integer of -1 or greater\n",
        ),
        (
            "kubectl scale deploy/web rs/odd --replicas=3 --resource-version=1",
            "error: cannot use --resource-version with multiple resources\n",
        ),
        (
            "kubectl delete svc --all -l a=b",
            "error: setting 'all' parameter but found a non empty selector. \n",
        ),
        ("kubectl delete svc nope --dry-run=client", 'service "nope" deleted from default namespace (dry run)\n'),
        ("kubectl delete svc ''", "error: resource name may not be empty\n"),
        ("kubectl patch svc a -n nope -p '{}'", 'Error from server (NotFound): namespaces "nope" not found\n'),
        (
            "kubectl set env deploy/web A=b A-",
            "error: can not both modify and remove the same environment variable in the same command\n",
        ),
        (
            "kubectl patch deploy web --subresource=scale --type=merge -p '{}'",
            "scale.autoscaling/web patched (no change)\n",
        ),
        (
            "kubectl annotate svc a kubernetes.io/change-cause=x; kubectl annotate svc a kubernetes.io/change-cause=y",
            "service/a annotated\nservice/a annotated\n",
        ),
        ("kubectl scale deploy web --replicas=0x2", "deployment.apps/web scaled\n"),
        ("kubectl set sa deploy nope x", 'Error from server (NotFound): deployments.apps "nope" not found\n'),
        ("kubectl set selector svc a 'x!=y'", 'error: "!=" is not a valid label selector operator\n'),
        ("kubectl patch svc a --type=Merge -p '{}'", "service/a patched (no change)\n"),
        ("kubectl taint nodes kube-node1 a- b-", 'taint "a" not found\ntaint "b" not found\n'),
        ("kubectl cordon svc/a", 'error: expected resource of type node, got "/v1, Resource=services"\n'),
        (
            "kubectl run x --image=nginx --save-config --dry-run=client -o jsonpath='{.metadata}'",
            '{"labels":{"run":"x"},"name":"x"}',
        ),
        ("kubectl set subject svc/a --user=x", f"error: services/a {SUBJECTS}\n"),
        ("kubectl run x --image=nginx --env=A= --dry-run=client -o jsonpath='{..env}'", '[{"name":"A"}]'),
        ("kubectl expose -f svc.yml --dry-run=client", "service/web exposed (dry run)\n"),
        (
            "kubectl expose rs odd --port=80",
            (
                "error: couldn't retrieve selectors via --selector flag or introspection: "
                "couldn't convert expressions - \"[{Key:tier Operator:In Values:[a b]} "
                '{Key:z Operator:DoesNotExist Values:[]}]" to map-based selector format\n'
            ),
        ),
    ],
)
def test_a_changing_command_near_a_common_one_is_answered_as_kubectl_does(command: str, words: str) -> None:
    assert said("kubectl apply -f dep.yml -f odd.yml", TWO, command, odd_yml=ODD) == words
