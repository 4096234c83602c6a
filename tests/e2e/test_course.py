"""Every command of the notes, typed as printed there, gives the same shape of answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.begun import begin
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell

MANIFESTS = sorted((Path(__file__).parent / "course").glob("*.yml"))
IP = r"10\.233\.\d+\.\d+"
PAGE = (
    r"Message: Hello World!\nHostname: testapp-replicaset-\w{5}\nPlatform: linux\nUptime: \d+\n"
    rf"IP: {IP}\nDNS: 169\.254\.25\.10\n"
)
TITLE = (
    r"Every 1\.0s: kubectl get services,endpoints,pods --show-labels +laptop: \w{3} \w{3} [ \d]\d [\d:]{8} \d{4}\n\n"
)
POD_ROW = r"(pod/)?testapp-replicaset-\w{5} +1/1 +Running +0 +\w+ +app=testapp-rs\n"
WATCH = "watch -n1 kubectl get services,endpoints,pods --show-labels"
ENDPOINTS = rf"({IP}:8080,){{2}}{IP}:8080"


@pytest.fixture
def shell() -> Shell:
    return Shell(
        begin=begin, files=Files(written={f"/home/learner/{path.name}": path.read_bytes() for path in MANIFESTS})
    )


def ok(shell: Shell, *lines: str) -> str:
    """Run lines that succeed; what the last one wrote."""
    said = ""
    for line in lines:
        output = shell.run(line)
        assert output.code == 0, (line, output.stderr)
        said = output.stdout
    return said


def address(shell: Shell, name: str) -> str:
    return ok(shell, f"kubectl get service {name} -o jsonpath='{{.spec.clusterIP}}'")


def pages(shell: Shell, url: str, count: int) -> list[str]:
    """The pods that answer one request after the other, each with the notes' six lines."""
    found = [ok(shell, f"curl {url}") for _ in range(count)]
    assert all(re.fullmatch(PAGE, page) for page in found)
    return [re.findall(r"Hostname: (\S+)", page)[0] for page in found]


def test_three_replicas_run_with_their_label(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-replicaset.yml", "sleep 5")
    said = ok(shell, "watch -n1 kubectl get pods --show-labels")

    assert re.search(rf"NAME +READY +STATUS +RESTARTS +AGE +LABELS\n({POD_ROW}){{3}}\Z", said)


def test_a_cluster_ip_shows_three_endpoints_and_answers_by_turns_on_a_node(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-replicaset.yml", "kubectl create -f testapp-svc-clusterip.yml", "sleep 5")
    said = ok(shell, WATCH)
    ok(shell, "ssh kube-master1")

    assert re.match(TITLE, said)
    assert re.search(rf"service/testapp-svc-clusterip +ClusterIP +{IP} +<none> +80/TCP +\w+ +<none>\n", said)
    assert re.search(rf"endpoints/testapp-svc-clusterip +{ENDPOINTS} +\w+ +\S+\n", said)
    assert re.search(rf"({POD_ROW}){{3}}", said)
    assert len(set(pages(shell, f"{address(shell, 'testapp-svc-clusterip')}:80", 3))) == 3


def test_session_affinity_keeps_one_pod(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-replicaset.yml", "kubectl create -f testapp-svc-affi.yml", "sleep 5")
    ok(shell, "ssh kube-master1")

    assert len(set(pages(shell, f"{address(shell, 'testapp-svc-affi')}:80", 4))) == 1


def test_several_ports_stand_in_one_row(shell: Shell) -> None:
    said = ok(shell, "kubectl create -f testapp-svc-multiport.yml", "kubectl get service testapp-svc-multiport")

    assert re.search(rf"testapp-svc-multiport +ClusterIP +{IP} +<none> +80/TCP,443/TCP +\w+\n", said)


def test_a_port_name_that_no_pod_has_leaves_no_endpoints_until_one_has(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-replicaset.yml", "kubectl create -f testapp-svc-named.yml", "sleep 5")
    without = ok(shell, WATCH)
    ok(shell, "kubectl delete service testapp-svc-named", "kubectl delete replicaset.apps testapp-replicaset")
    ok(shell, "kubectl create -f testapp-svc-named.yml", "kubectl create -f testapp-replicaset-named.yml", "sleep 5")

    assert re.search(r"endpoints/testapp-svc-named +<none> ", without)
    assert re.search(rf"endpoints/testapp-svc-named +{ENDPOINTS} ", ok(shell, WATCH))


def test_an_edited_port_number_is_kept_by_the_controller(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-replicaset-named.yml")
    edited = ok(shell, "KUBE_EDITOR='sed -i s/8080/8081/' kubectl edit replicasets.apps testapp-replicaset")

    assert edited == "replicaset.apps/testapp-replicaset edited\n"
    assert ok(shell, "kubectl get rs testapp-replicaset -o jsonpath='{..containerPort}'") == "8081"


def test_the_environment_of_a_pod_names_the_service(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-replicaset.yml -f testapp-svc-clusterip.yml", "sleep 5")
    ok(shell, "kubectl run probe -it --image=centos:7")
    found, prefix = ok(shell, "env"), "TESTAPP_SVC_CLUSTERIP"

    names = ("SERVICE_HOST", "SERVICE_PORT", "PORT", *(f"PORT_80_TCP{end}" for end in ("", "_ADDR", "_PORT", "_PROTO")))
    assert [name for name in names if f"{prefix}_{name}=" not in found] == []


def test_the_name_servers_of_the_cluster_are_there(shell: Shell) -> None:
    said = ok(shell, "kubectl get all -n kube-system -l k8s-app=kube-dns")

    assert re.search(r"service/coredns +ClusterIP +10\.233\.0\.3 +<none> +53/UDP,53/TCP,9153/TCP", said)


@pytest.mark.parametrize("end", ["", ".default", ".default.svc", ".default.svc.cluster.local"])
def test_a_service_answers_by_each_of_its_names_in_a_pod(shell: Shell, end: str) -> None:
    ok(shell, "kubectl create -f testapp-replicaset.yml -f testapp-svc-clusterip.yml", "sleep 5")
    ok(shell, "kubectl run probe -it --image=centos:7")

    assert re.fullmatch(PAGE, ok(shell, f"curl http://testapp-svc-clusterip{end}"))


def test_a_node_port_answers_on_every_node(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-replicaset.yml", "kubectl create -f testapp-svc-nodeport.yml", "sleep 5")
    said = ok(shell, "kubectl get service --watch")
    nodes = ok(shell, "kubectl get nodes -o wide")

    assert re.search(rf"testapp-svc-nodeport +NodePort +{IP} +<none> +80:30000/TCP +\w+\n", said)
    assert re.findall(r"192\.168\.56\.\d+", nodes) == [f"192.168.56.{end}" for end in (11, 21, 22, 23)]
    for end in (11, 21, 22, 23):
        assert pages(shell, f"192.168.56.{end}:30000", 1)


@pytest.mark.parametrize("place", ["", "ssh kube-master1"])
def test_a_load_balancer_waits_until_the_playbook_has_installed_metallb(shell: Shell, place: str) -> None:
    ok(shell, "kubectl create -f testapp-replicaset.yml", "kubectl create -f testapp-svc-lb.yml", "sleep 5")
    waiting = ok(shell, "kubectl get service testapp-svc-lb")
    ok(shell, place, "cd ~/kubespray", "vi inventory/mycluster/group_vars/k8s-cluster/k8s-cluster.yml")
    pool = ok(shell, "vi contrib/metallb/roles/provision/defaults/main.yml")
    played = ok(shell, "ansible-playbook -i inventory/mycluster/inventory.ini contrib/metallb/metallb.yml -b")

    assert "<pending>" in waiting
    assert 'ip_range: "192.168.56.200-192.168.56.220"' in pool
    assert re.search(r"kube-master1 +: ok=4 +changed=2 +unreachable=0 +failed=0\n", played)
    assert "metallb-system" in ok(shell, "kubectl get ns")
    assert " 192.168.56.200 " in ok(shell, "kubectl get service testapp-svc-lb")
    assert pages(shell, "http://192.168.56.200", 1)


def test_an_external_name_leads_out_of_the_cluster(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-svc-extname.yml", "kubectl run probe -it --image=centos:7")

    assert "404 Not Found" in ok(shell, "curl testapp-svc-extname.default.svc.cluster.local")


def test_a_controller_is_exposed_from_the_command_line(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-replicaset.yml")
    said = ok(shell, "kubectl expose replicaset testapp-replicaset --type=NodePort --name testapp-svc")

    assert said == "service/testapp-svc exposed\n"


def test_undo_takes_an_apply_back_and_redo_brings_it_again(shell: Shell) -> None:
    ok(shell, "kubectl apply -f testapp-svc-clusterip.yml", "kubectl get svc", "undo")
    gone = shell.run("kubectl get svc testapp-svc-clusterip").code
    ok(shell, "redo", "kubectl get svc testapp-svc-clusterip")

    assert gone == 1


def test_an_editor_that_fails_changes_nothing(shell: Shell) -> None:
    ok(shell, "kubectl create -f testapp-svc-clusterip.yml")

    assert shell.run("KUBE_EDITOR=false kubectl edit svc testapp-svc-clusterip").stderr == (
        'error: there was a problem with the editor "false"\n'
    )


def test_a_pod_that_run_made_for_one_command_is_gone_afterwards(shell: Shell) -> None:
    ok(shell, "kubectl run -it --rm probe --image=busybox -- sh")
    inside = shell.prompt
    ok(shell, "exit")

    assert (inside, shell.prompt) == ("pod probe # ", "laptop:~$ ")
    assert shell.run("kubectl get pods").stderr == "No resources found in default namespace.\n"
