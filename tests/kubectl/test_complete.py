"""Which words the shell offers."""

from __future__ import annotations

import pytest

from tests.begun import begin
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell


@pytest.fixture(scope="module")
def shell() -> Shell:
    made = Shell(begin=begin, files=Files(written={"/home/learner/a*b.yaml": b"", "/home/learner/sub/c": b""}))
    for line in (
        "kubectl run web --image=nginx -l app=web,tier=front",
        "kubectl create namespace shop",
        "kubectl create deployment cart --image=httpd -n shop",
        "kubectl expose pod web --port 80",
        "sleep 5",
    ):
        assert made.run(line).code == 0
    return made


def test_the_first_word_is_a_program(shell: Shell) -> None:
    assert shell.complete("kub") == ("kubectl",)
    assert "curl" in shell.complete("echo a | cu")
    assert shell.complete("for i in 1 2; do kubec") == ("kubectl",)
    assert shell.complete("watch -n1 kubectl get endpointsl") == ("endpointslices",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kubectl desc", ("describe",)),
        ("kubectl rollout resta", ("restart",)),
        ("kubectl create servi", ("service", "serviceaccount")),
        ("kubectl create service node", ("nodeport",)),
        ("kubectl get endp", ("endpoints", "endpointslices")),
        ("kubectl get svc,endp", ("svc,endpoints", "svc,endpointslices")),
        ("k get node kube-m", ("kube-master1",)),
        ("k get svc/kub", ("svc/kubernetes",)),
        ("k get svc kubernetes w", ("web",)),
        ("k get svc -o y", ("yaml",)),
        ("k get svc --output=y", ("--output=yaml",)),
        ("k get svc --all-n", ("--all-namespaces",)),
        ("k get pods -n sh", ("shop",)),
        ("k -n shop get deployment c", ("cart",)),
        ("k get deploy -n shop c", ("cart",)),
        ("k get pods -l ti", ("tier", "tier=front")),
        ("k get pods -L ti", ("tier",)),
        ("k label pod web ti", ("tier-", "tier=", "tier=front")),
        ("k logs w", ("web",)),
        ("k logs web -c w", ("web",)),
        ("k exec -it web -- ba", ("bash",)),
        ("k exec svc/w", ("svc/web",)),
        ("k port-forward service/w", ("service/web",)),
        ("k expose deployment c", ()),
        ("k expose -n shop deployment c", ("cart",)),
        ("k rollout status -n shop deployment/c", ("deployment/cart",)),
        ("k set image -n shop deployment/cart h", ("httpd=",)),
        ("k set image -n shop deployment cart h", ("httpd=",)),
        ("k create deployment x --image=ngi", ("--image=nginx", "--image=nginxinc/nginx-unprivileged")),
        ("k expose pod web --type=No", ("--type=NodePort",)),
        ("k wait --for con", ("condition=Available", "condition=Complete", "condition=Ready")),
        ("k explain endpointsl", ("endpointslices",)),
        ("k apply -f a", ("a*b.yaml",)),
        ("k apply -f ~/a", ("~/a*b.yaml",)),
        ("k nope x", ()),
    ],
)
def test_kubectl_is_completed_from_its_commands_and_the_live_cluster(
    shell: Shell, line: str, expected: tuple[str, ...]
) -> None:
    assert shell.complete(line) == expected


def test_files_follow_where_a_file_is_meant(shell: Shell) -> None:
    assert shell.complete("cat a*") == ("a*b.yaml",)
    assert shell.complete("cd ") == ("sub/",)


def test_a_place_and_a_setting_are_offered(shell: Shell) -> None:
    assert shell.complete("ssh kube-node") == ("kube-node1", "kube-node2", "kube-node3")
    assert shell.complete("vagrant halt kube-m") == ("kube-master1",)
    assert shell.complete("node st") == ("start", "stop")
    assert shell.complete("reset --proxy-mode ip") == ("iptables", "ipvs")


def test_addresses_are_offered_on_the_laptop_and_names_in_a_pod() -> None:
    shell = Shell(begin=begin)
    outside = shell.complete("curl 192.168.56.1")
    shell.run("kubectl run -it probe --image=busybox")

    assert outside == ("192.168.56.11",)
    assert shell.complete("wget http://kube") == ("http://kubernetes",)
    assert shell.complete("nslookup core") == ("coredns.kube-system",)
