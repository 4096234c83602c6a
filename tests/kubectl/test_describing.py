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
