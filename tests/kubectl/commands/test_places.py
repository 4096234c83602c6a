"""What the small programs show of each place."""

from __future__ import annotations

import pytest

from tests.begun import begin
from tutor.kubectl.shell.terminal import Shell


@pytest.fixture(scope="module")
def shell() -> Shell:
    made = Shell(begin=begin)
    for line in (
        "kubectl run bb --image=busybox -- sleep 1d",
        "kubectl run os --image=centos:7 -- sleep 1d",
        "sleep 5",
    ):
        assert made.run(line).code == 0
    return made


def said(shell: Shell, line: str) -> list[str]:
    return shell.run(line).stdout.splitlines()


def test_a_node_routes_the_pods_of_the_others_to_them(shell: Shell) -> None:
    assert said(shell, "ssh kube-node1 ip route") == [
        "10.233.103.0/24 via 192.168.56.22 dev tunl0 proto bird onlink",
        "10.233.64.0/24 via 192.168.56.11 dev tunl0 proto bird onlink",
        "10.233.76.0/24 via 192.168.56.23 dev tunl0 proto bird onlink",
        "192.168.56.0/24 dev eth0 proto kernel scope link src 192.168.56.21",
    ]


def test_in_ipvs_mode_a_node_holds_the_addresses_of_services(shell: Shell) -> None:
    assert said(shell, "ssh kube-node1 ip -br addr show kube-ipvs0") == [
        "kube-ipvs0       DOWN           10.233.0.1/32 10.233.0.3/32 "
    ]
    assert shell.run("ip addr show kube-ipvs0").stderr == 'Device "kube-ipvs0" does not exist.\n'


def test_a_node_port_has_no_listener(shell: Shell) -> None:
    found = [row.split()[4] for row in said(shell, "ssh kube-node1 ss -lnt")[1:]]

    assert found == [f"0.0.0.0:{port}" for port in (22, 9253, 10249, 10250, 10256)]


def test_processes_of_a_pod_begin_with_its_command(shell: Shell) -> None:
    assert said(shell, "kubectl exec bb -- ps") == [
        "PID   USER     TIME  COMMAND",
        "    1 root      0:00 sleep 1d",
        "    2 root      0:00 sh",
        "    3 root      0:00 ps",
    ]
    assert said(shell, "kubectl exec os -- ps aux")[1].endswith("sleep 1d")


def test_the_way_between_pods_leads_over_their_nodes(shell: Shell) -> None:
    address = shell.run("kubectl get pod os -o jsonpath={.status.podIP}").stdout
    nodes = shell.run("kubectl get pods bb os -o jsonpath='{.items[*].status.hostIP}'").stdout.split()
    hops = [row.split()[1] for row in said(shell, f"kubectl exec bb -- traceroute {address}")[1:]]

    assert hops == [*dict.fromkeys(nodes), address]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("printf 'a bb\\nccc d\\n' | column -t", ["a    bb", "ccc  d"]),
        ("printf 'a\\nb\\n' > l; printf 'a\\nc\\nd\\n' > r; diff l r", ["2c2,3", "< b", "---", "> c", "> d"]),
        ("printf 'a\\nb\\n' | tac", ["b", "a"]),
        ("yes no | head -2", ["no", "no"]),
        ("uname -sr", ["Linux 6.8.0-31-generic"]),
        ("id -un", ["learner"]),
    ],
)
def test_small_programs_answer_as_they_do_elsewhere(shell: Shell, line: str, expected: list[str]) -> None:
    assert said(shell, line) == expected


def test_the_folder_of_the_laptop_is_shared_with_the_nodes() -> None:
    shell = Shell(begin=begin)
    shell.run("echo one > a.txt; ssh kube-master1")

    assert shell.run("cd test; cat a.txt; cat /vagrant/a.txt; ls").stdout == "one\none\na.txt\n"


def test_a_missing_program_is_told_with_what_helps_instead() -> None:
    assert Shell(begin=begin, locale="ko").run("kubectl get svc -o json | jq .").stderr == (
        "bash: jq: command not found\n"
        "jq는 설치되어 있지 않습니다. 값 하나는 kubectl -o jsonpath='{.spec.ports[0].port}'로 꺼냅니다\n"
    )


def test_metallb_is_not_installed_without_strict_arp_or_with_a_bad_range() -> None:
    shell = Shell(begin=begin)
    play = "ansible-playbook -i inventory/mycluster/inventory.ini contrib/metallb/metallb.yml -b"
    role = "contrib/metallb/roles/provision/defaults/main.yml"
    shell.run(f"cd ~/kubespray; sed -i 's/192.168.56.220/192.168.56.2/' {role}")
    bad = shell.run(play)
    shell.run("sed -i s/true/false/ inventory/mycluster/group_vars/k8s-cluster/k8s-cluster.yml")
    strict = shell.run(play)

    assert (bad.code, strict.code) == (2, 2)
    assert "invalid IP range" in bad.stdout
    assert "MetalLB require kube_proxy_strict_arp = true" in strict.stdout
    assert shell.run("kubectl get ns metallb-system").code == 1
