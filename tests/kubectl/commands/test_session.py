"""What the console says about itself, and machines that are switched off."""

from __future__ import annotations

from tests.begun import begin
from tutor.kubectl.shell.terminal import Shell


def test_help_names_ten_commands_those_of_the_lesson_first() -> None:
    general = Shell(begin=begin).run("help").stdout.splitlines()
    own = (
        Shell(begin=begin, lesson_commands=tuple(f"curl {number}" for number in range(9)))
        .run("help")
        .stdout.splitlines()
    )

    assert len(general) == 10
    assert own == [*(f"curl {number}" for number in range(6)), *general[6:]]


def test_a_machine_that_is_halted_is_silent_until_undo() -> None:
    shell = Shell(begin=begin)
    shell.run("vagrant halt kube-node2")
    silent = shell.run("ssh kube-node2 hostname")
    shell.run("sleep 60")
    noticed = shell.run("kubectl get node kube-node2 --no-headers").stdout.split()[1]
    undone = shell.run("undo").stdout

    assert (silent.stderr, silent.code) == ("ssh: connect to host kube-node2 port 22: No route to host\n", 255)
    assert (noticed, undone) == ("NotReady", "Taken back: vagrant halt kube-node2\n")
    assert shell.run("ssh kube-node2 hostname").stdout == "kube-node2\n"


def test_a_node_can_be_stopped_and_started_by_plain_words() -> None:
    shell = Shell(begin=begin)

    assert shell.run("node stop kube-node3").stdout == "kube-node3 is off\n"
    assert shell.run("node start kube-node3").stdout == "kube-node3 is on\n"
    assert shell.run("node stop nobody").stderr == (
        "node: there is no nobody; there are kube-master1, kube-node1, kube-node2, kube-node3\n"
    )


def test_switching_off_the_machine_one_is_on_leads_back_to_the_laptop() -> None:
    shell = Shell(begin=begin)
    shell.run("ssh kube-node1")
    said = shell.run("sudo poweroff")

    assert (said.stderr, shell.prompt) == ("Connection to kube-node1 closed by remote host.\n", "laptop:~$ ")


def test_without_its_control_plane_kubectl_has_nobody_to_talk_to() -> None:
    shell = Shell(begin=begin)
    shell.run("vagrant halt kube-master1")

    assert shell.run("kubectl get nodes").stderr == (
        "Unable to connect to the server: dial tcp 192.168.56.11:6443: connect: no route to host\n"
    )


def test_watch_gives_one_frame_with_the_time_at_the_right() -> None:
    shown = Shell(begin=begin).run("watch -n1 echo hi").stdout.split("\n")

    assert shown == ["Every 1.0s: echo hi                             laptop: Thu Jan  1 09:00:00 2026", "", "hi", ""]


def test_date_takes_a_format() -> None:
    shell = Shell(begin=begin)

    assert shell.run("date").stdout == "Thu Jan  1 09:00:00 UTC 2026\n"
    assert shell.run("date '+%H:%M:%S %s %-d %q'").stdout == "09:00:00 1767258000 1 %q\n"
