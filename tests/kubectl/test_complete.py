"""Which words the shell offers."""

from __future__ import annotations

from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell


def test_the_first_word_is_a_program() -> None:
    assert Shell().complete("kub") == ("kubectl",)
    assert "curl" in Shell().complete("echo a | cu")


def test_kubectl_is_completed_by_verb_kind_and_name() -> None:
    shell = Shell()

    assert shell.complete("kubectl desc") == ("describe",)
    assert shell.complete("kubectl get endp") == ("endpoints", "endpointslices")
    assert shell.complete("k get node kube-m") == ("kube-master1",)
    assert shell.complete("k get svc/kub") == ("svc/kubernetes",)
    assert shell.complete("k get svc -o y") == ("yaml",)


def test_files_follow_where_a_file_is_meant() -> None:
    shell = Shell(files=Files(written={"/home/learner/a*b.yaml": b"", "/home/learner/sub/c": b""}))

    assert shell.complete("kubectl apply -f a") == ("a*b.yaml",)
    assert shell.complete("cat a*") == ("a*b.yaml",)
    assert shell.complete("cd s") == ("sub/",)


def test_a_place_and_a_setting_are_offered() -> None:
    assert Shell().complete("ssh kube-node") == ("kube-node1", "kube-node2", "kube-node3")
    assert Shell().complete("reset --proxy-mode ip") == ("iptables", "ipvs")
