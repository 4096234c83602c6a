"""A StatefulSet's pods have fixed names, which the pods of a deleted one may still have."""

from __future__ import annotations

from tests.kubectl.conversations import said

SET = """\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: nginx}]}
"""
PODS = "kubectl get pods --no-headers -o custom-columns=N:.metadata.name,P:.status.phase,D:.metadata.deletionTimestamp"


def test_a_set_made_again_at_once_waits_for_the_names_of_its_pods() -> None:
    again = ("kubectl apply -f set.yml", "sleep 10", "kubectl delete -f set.yml", "kubectl apply -f set.yml")
    assert said(*again, "sleep 60", PODS, set_yml=SET).split() == [
        "web-0", "Running", "<none>", "web-1", "Running", "<none>",
    ]  # fmt: skip


def test_a_set_that_waits_for_its_dependents_goes_when_they_are_gone() -> None:
    made = ("kubectl apply -f set.yml", "sleep 10", "kubectl delete sts web --cascade=foreground")
    assert said(*made, "kubectl get sts,pods,controllerrevisions", set_yml=SET) == (
        "No resources found in default namespace.\n"
    )


def test_a_pod_of_another_owner_keeps_its_name_and_the_set_waits() -> None:
    taken = ("kubectl run web-0 --image=nginx", "sleep 5", "kubectl apply -f set.yml", "sleep 60")
    assert said(*taken, PODS, set_yml=SET).split() == ["web-0", "Running", "<none>"]


def test_a_pod_of_a_set_knows_its_full_name() -> None:
    made = ("kubectl apply -f set.yml", "sleep 10")
    assert said(*made, "kubectl exec web-0 -- hostname", set_yml=SET) == "web-0\n"
    assert said(*made, "kubectl exec web-0 -- hostname -f", set_yml=SET) == "web-0.web.default.svc.cluster.local\n"
