"""The notes' own walk through a ClusterIP, typed into the shell."""

from __future__ import annotations

import pytest

from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell

REPLICAS = """\
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: testapp-replicaset
spec:
  replicas: 3
  selector:
    matchLabels:
      app: testapp-rs
  template:
    metadata:
      labels:
        app: testapp-rs
    spec:
      containers:
      - name: testapp
        image: c1t1d0s7/myweb
        ports:
        - containerPort: 8080
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: testapp-svc-clusterip
spec:
  ports:
  - port: 80
    targetPort: 8080
  selector:
    app: testapp-rs
"""


@pytest.fixture
def shell() -> Shell:
    home = "/home/learner"
    return Shell(files=Files(written={f"{home}/rs.yaml": REPLICAS.encode(), f"{home}/svc.yaml": SERVICE.encode()}))


def test_three_pods_answer_in_turn_from_a_node_and_by_name_from_a_pod(shell: Shell) -> None:
    for line in (
        "kubectl create -f rs.yaml -f svc.yaml",
        "sleep 5",
        "kubectl run probe --image=centos:7 -- sleep 3600",
        "sleep 5",
    ):
        assert shell.run(line).code == 0
    address = "$(kubectl get svc testapp-svc-clusterip -o jsonpath={.spec.clusterIP})"
    from_node = shell.run(
        f"for i in 1 2 3; do ssh kube-master1 curl -s {address}; done | grep Hostname | sort -u | wc -l"
    )
    from_pod = shell.run("kubectl exec probe -- curl -s http://testapp-svc-clusterip.default.svc | head -1")

    assert (from_node.stdout, from_pod.stdout) == ("3\n", "Message: Hello World!\n")


def test_undo_takes_an_apply_back(shell: Shell) -> None:
    shell.run("kubectl apply -f svc.yaml")
    shell.run("kubectl get svc")
    shell.run("undo")

    assert shell.run("kubectl get svc testapp-svc-clusterip").code == 1
    shell.run("redo")
    assert shell.run("kubectl get svc testapp-svc-clusterip").code == 0


def test_a_prefix_variable_names_the_editor(shell: Shell) -> None:
    shell.run("kubectl create -f svc.yaml")

    assert shell.run("KUBE_EDITOR='sed -i s/8080/8081/' kubectl edit svc testapp-svc-clusterip").stdout == (
        "service/testapp-svc-clusterip edited\n"
    )
    assert shell.run("kubectl get svc testapp-svc-clusterip -o jsonpath='{.spec.ports[0].targetPort}'").stdout == "8081"
    assert shell.run("KUBE_EDITOR=false kubectl edit svc testapp-svc-clusterip").stderr == (
        'error: there was a problem with the editor "false"\n'
    )


def test_a_pod_that_run_made_for_one_command_is_gone_afterwards(shell: Shell) -> None:
    shell.run("kubectl run -it --rm probe --image=busybox -- sh")
    inside = shell.prompt
    shell.run("exit")

    assert (inside, shell.prompt) == ("pod probe # ", "laptop:~$ ")
    assert shell.run("kubectl get pods").stderr == "No resources found in default namespace.\n"
