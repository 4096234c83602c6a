"""What kube-proxy has written on a node, in each of its modes."""

from __future__ import annotations

import pytest

from tests.begun import begin
from tutor.cluster.settings import Settings
from tutor.kubectl.commands.rules.rows import digest
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell

MANIFEST = """\
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  clusterIP: 10.233.50.151
  ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30000}]
  selector: {app: web}
---
apiVersion: v1
kind: Service
metadata: {name: sticky}
spec:
  clusterIP: 10.233.50.152
  sessionAffinity: ClientIP
  ports: [{port: 80, targetPort: 8080}]
  selector: {app: web}
---
apiVersion: v1
kind: Service
metadata: {name: nobody}
spec:
  clusterIP: 10.233.50.153
  ports: [{port: 80}]
  selector: {app: nobody}
"""
PODS = "kubectl create deployment web --image=c1t1d0s7/myweb --replicas=2"


def world(mode: str) -> Shell:
    """Two pods behind two Services, and a Service without pods."""
    shell = Shell(
        begin=begin,
        settings=Settings(proxy_mode=mode),  # type: ignore[arg-type]  # one of three words
        files=Files(written={"/home/learner/svc.yaml": MANIFEST.encode()}),
    )
    for line in (PODS, "kubectl apply -f svc.yaml", "sleep 10"):
        assert shell.run(line).code == 0
    return shell


def lines(shell: Shell, command: str) -> list[str]:
    """What a command says on a node."""
    said = shell.run(f"ssh kube-node1 {command}")
    assert (said.stderr, said.code) == ("", 0)
    return said.stdout.splitlines()


def backends(shell: Shell) -> list[str]:
    """The two pods' addresses with their port, in order."""
    template = "{.items[*].status.podIP}"
    found = shell.run(f"kubectl get pods -l app=web -o jsonpath='{template}'").stdout.split()
    return [f"{address}:8080" for address in sorted(found)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ns1/svc1:p80tcp", "XPGD46QRK7WJZT7O"), ("ns1/svc1:p80tcp10.180.0.1:80", "SXIVWICOYRO3J4NJ")],
)
def test_chains_have_the_hash_that_kube_proxy_gives_them(name: str, expected: str) -> None:
    assert digest(name)[:16] == expected


def test_ipvsadm_lists_the_virtual_servers_with_their_destinations() -> None:
    shell = world("ipvs")
    first, second = backends(shell)
    listed = lines(shell, "ipvsadm -Ln")
    found = listed[listed.index("TCP  10.233.50.151:80 rr") :]

    assert found == [
        "TCP  10.233.50.151:80 rr",
        f"  -> {first:<28} Masq    1      0          0         ",
        f"  -> {second:<28} Masq    1      0          0         ",
        "TCP  10.233.50.152:80 rr persistent 10800",
        f"  -> {first:<28} Masq    1      0          0         ",
        f"  -> {second:<28} Masq    1      0          0         ",
        "TCP  10.233.50.153:80 rr",
        "TCP  192.168.56.21:30000 rr",
        f"  -> {first:<28} Masq    1      0          0         ",
        f"  -> {second:<28} Masq    1      0          0         ",
        *found[-3:],
    ]
    assert found[-3] == "UDP  10.233.0.3:53 rr"


def test_ipvsadm_lists_which_client_sticks_to_which_destination() -> None:
    shell = world("ipvs")
    chosen = shell.run("ssh kube-node1 curl -s 10.233.50.152 | sed -n 's/^IP: //p'").stdout.strip()

    assert lines(shell, "ipvsadm -Lnc")[2:] == [
        f"TCP 179:59 NONE        192.168.56.21:0    10.233.50.152:80   {chosen}:8080"
    ]


def test_iptables_save_writes_the_chains_of_a_service_port() -> None:
    shell = world("iptables")
    first, second = backends(shell)
    svc, ext = (f"KUBE-{kind}-{digest('default/web:httptcp')[:16]}" for kind in ("SVC", "EXT"))
    ends = [f"KUBE-SEP-{digest(f'default/web:httptcp{one}')[:16]}" for one in (first, second)]
    rules = [line for line in lines(shell, "iptables-save -t nat") if "default/web:http" in line or ext in line]
    there = '-p tcp -m comment --comment "default/web:http cluster IP" -m tcp --dport 80'

    assert rules[0] == f":{ext} - [0:0]"
    assert sorted(rules[1:]) == sorted(
        [
            f"-A KUBE-SERVICES -d 10.233.50.151/32 {there} -j {svc}",
            f'-A KUBE-NODEPORTS -p tcp -m comment --comment "default/web:http" -m tcp --dport 30000 -j {ext}',
            f"-A {svc} ! -s 10.233.64.0/18 -d 10.233.50.151/32 {there} -j KUBE-MARK-MASQ",
            (
                f'-A {ext} -m comment --comment "masquerade traffic for default/web:http external destinations" '
                "-j KUBE-MARK-MASQ"
            ),
            f"-A {ext} -j {svc}",
            (
                f'-A {svc} -m comment --comment "default/web:http -> {first}" '
                f"-m statistic --mode random --probability 0.50000000000 -j {ends[0]}"
            ),
            f'-A {svc} -m comment --comment "default/web:http -> {second}" -j {ends[1]}',
            *(
                f'-A {chain} -s {one[:-5]}/32 -m comment --comment "default/web:http" -j KUBE-MARK-MASQ'
                for chain, one in zip(ends, (first, second), strict=True)
            ),
            *(
                f'-A {chain} -p tcp -m comment --comment "default/web:http" -m tcp -j DNAT --to-destination {one}'
                for chain, one in zip(ends, (first, second), strict=True)
            ),
        ]
    )


def test_iptables_refuses_in_the_filter_table_what_has_no_endpoints() -> None:
    shell = world("iptables")

    assert [line for line in lines(shell, "iptables-save -t filter") if "nobody" in line] == [
        (
            '-A KUBE-SERVICES -d 10.233.50.153/32 -p tcp -m comment --comment "default/nobody has no endpoints" '
            "-m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable"
        )
    ]


def test_iptables_lists_a_chain_in_columns() -> None:
    listed = lines(world("iptables"), "iptables -t nat -L KUBE-NODEPORTS -n")

    assert listed == [
        "Chain KUBE-NODEPORTS (1 references)",
        "target     prot opt source               destination         ",
        (
            f"KUBE-EXT-{digest('default/web:httptcp')[:16]}  tcp  --  0.0.0.0/0            0.0.0.0/0            "
            "/* default/web:http */ tcp dpt:30000"
        ),
    ]


def test_nft_lists_the_chain_of_a_service_port() -> None:
    shell = world("nftables")
    first, second = (one.replace(":", " . ") for one in backends(shell))

    assert lines(shell, "nft list chain ip kube-proxy service-SUSTUHLJ-default/web/tcp/http") == [
        "table ip kube-proxy {",
        "\tchain service-SUSTUHLJ-default/web/tcp/http {",
        f"\t\tmeta l4proto tcp dnat ip addr . port to numgen random mod 2 map {{ 0 : {first}, 1 : {second} }}",
        "\t}",
        "}",
    ]


def test_nft_leads_what_has_no_endpoints_to_the_chain_that_rejects() -> None:
    listed = lines(world("nftables"), "nft list map ip kube-proxy no-endpoint-services")

    assert '10.233.50.153 . tcp . 80 comment "default/nobody" : goto reject-chain' in listed[-3]


def test_only_nodes_have_these_programs_and_only_in_their_mode_they_show_something() -> None:
    shell = world("iptables")

    assert shell.run("ipvsadm -Ln").stderr == "bash: ipvsadm: command not found\n"
    assert len(lines(shell, "ipvsadm -Ln")) == 3
    assert lines(shell, "nft list ruleset") == []


def test_the_proxys_own_pod_shows_the_same_rules_and_tells_its_mode() -> None:
    shell = world("iptables")
    pods = shell.run(
        "kubectl get pods -n kube-system -l k8s-app=kube-proxy -o name --field-selector spec.nodeName=kube-node1"
    )
    pod = pods.stdout.strip()

    assert shell.run(f"kubectl exec -n kube-system {pod} -- iptables -t nat -S").stdout.splitlines() == lines(
        shell, "iptables -t nat -S"
    )
    assert lines(shell, "curl -s localhost:10249/proxyMode") == ["iptables"]
