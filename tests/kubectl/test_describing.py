"""What `kubectl describe` tells of objects in odd states."""

from __future__ import annotations

from tests.kubectl.conversations import DEPLOYMENT, said

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  readinessGates: [{conditionType: example.com/x}]
  tolerations: [{key: b, operator: Exists}, {operator: Exists}]
  containers:
  - name: c
    image: nginx
    resources: {limits: {memory: 1500Ki}}
    envFrom: [{prefix: P_, secretRef: {name: s, optional: true}}]
    env:
    - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
    - {name: MEM, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
"""


def test_a_described_pod_tells_what_kubectl_itself_can_look_up() -> None:
    text = said("kubectl apply -f pod.yml", "sleep 5", "kubectl describe pod p", pod_yml=POD)
    rows = [" ".join(row.split()) for row in text.splitlines()]
    assert [row for row in rows if row.startswith(("s Secret", "NAME:", "IP: (", "MEM:", "CPU:"))] == [
        "s Secret with prefix 'P_' Optional: true",
        "NAME: p (v1:metadata.name)",
        "IP: (v1:status.podIP)",
        "MEM: 2 (limits.memory)",
        "CPU: node allocatable (limits.cpu)",
    ]
    gates, tolerations = rows.index("Readiness Gates:"), rows.index("Tolerations: op=Exists")
    assert rows[gates + 2] == "example.com/x <none>"
    assert rows[tolerations + 1] == "b op=Exists"
    assert [row.partition(" kubelet ")[2] for row in rows if " kubelet " in row][2:] == [
        "spec.containers{c}: Container created",
        "spec.containers{c}: Container started",
    ]


def test_a_node_tells_its_taints_by_their_effect() -> None:
    text = said("kubectl taint node kube-node2 a=b:NoSchedule c:NoExecute", "kubectl describe node kube-node2")
    assert "Taints:             c:NoExecute\n                    a=b:NoSchedule\n" in text


def test_a_paused_deployment_that_never_ran_has_no_replica_sets_to_tell() -> None:
    paused = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  paused: true\n"
        + DEPLOYMENT.partition("spec:\n")[2]
    )
    assert "ReplicaSet:" not in said("kubectl apply -f dep.yml", "kubectl describe deploy web", dep_yml=paused)


def test_events_are_told_of_one_object_alone_unless_they_are_asked_for() -> None:
    two = ("kubectl apply -f pod.yml", "sleep 5", "kubectl run q --image=nginx", "sleep 5")
    counts = {
        words: said(*two, f"kubectl describe {words}", pod_yml=POD).count("\nEvents:")
        for words in ("pods", "pod p", "pod p q", "pods --show-events", "pod/p --show-events=false")
    }
    assert counts == {"pods": 0, "pod p": 1, "pod p q": 0, "pods --show-events": 2, "pod/p --show-events=false": 0}


def test_the_beginning_of_a_name_describes_all_that_begin_so_without_events_and_ends_each_line() -> None:
    text = said("kubectl create deployment web --image=nginx", "kubectl describe deploy we")
    assert text.startswith("Name:                   web\n")
    assert text.endswith(")\n\n")
    assert "Events:" not in text


def test_projected_volumes_tell_their_sources_and_downward_ones_their_items() -> None:
    volumes = (
        "  volumes:\n"
        "  - name: all\n    projected: {sources: [{configMap: {name: s}}, {downwardAPI: {items: []}}]}\n"
        "  - name: down\n    downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]}\n"
    )
    rows = said("kubectl apply -f pod.yml", "kubectl describe pod p", pod_yml=POD + volumes).splitlines()
    at = rows.index("  all:")
    assert [" ".join(row.split()) for row in rows[at + 1 : at + 8]] == [
        "Type: Projected (a volume that contains injected data from multiple sources)",
        "ConfigMapName: s",
        "Optional: false",
        "DownwardAPI: true",
        "down:",
        "Type: DownwardAPI (a volume populated by information about the pod)",
        "Items:",
    ]
    assert rows[at + 8].strip() == "metadata.labels -> l"
