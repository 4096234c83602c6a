"""undo, redo and reset."""

from __future__ import annotations

from tests.begun import begin
from tutor.kubectl.shell.terminal import Shell

ADD = "ip route add 192.168.56.240/32 via 192.168.56.22"


def test_the_last_change_is_taken_back_and_brought_again() -> None:
    shell = Shell(begin=begin)
    shell.run(ADD)
    shell.run("sleep 5")
    after = shell.cluster.routes

    assert shell.run("undo").stdout == f"Taken back: {ADD}\n"
    assert shell.cluster.routes == {}
    assert shell.run("redo").stdout == f"Done again: {ADD}\n"
    assert shell.cluster.routes == after


def test_there_may_be_nothing_to_take_back() -> None:
    shell = Shell(begin=begin, locale="ko")

    assert shell.run("undo").stderr == "undo: 아직 변경한 것이 없습니다\n"
    assert shell.run("redo").code == 1


def test_a_refused_change_is_no_change() -> None:
    shell = Shell(begin=begin)
    shell.run("ip route add 192.168.56.240/32 via 9.9.9.9")

    assert shell.run("undo").code == 1


def test_reset_starts_a_new_cluster_and_can_be_taken_back() -> None:
    shell = Shell(begin=begin)
    shell.run("ssh kube-node1")
    first = shell.cluster
    shell.run("reset --proxy-mode nftables --load-balancer metallb --seed 7")

    chosen = shell.cluster.settings
    assert (chosen.proxy_mode, chosen.load_balancer, chosen.seed, shell.prompt) == (
        "nftables",
        "metallb",
        7,
        "laptop:~$ ",
    )
    shell.run("undo")
    assert shell.cluster is first


def test_reset_says_what_it_takes() -> None:
    assert Shell(begin=begin).run("reset --proxy-mode userspace").stderr == (
        "reset: 'userspace' is none of ipvs, iptables, nftables\n"
        "Try: reset --proxy-mode ipvs|iptables|nftables --load-balancer none|metallb --seed 1\n"
    )
    assert Shell(begin=begin).run("reset --seed x").code == 2


def test_help_fits_a_small_terminal() -> None:
    lines = Shell(begin=begin).run("help").stdout.splitlines()

    assert len(lines) == 10
    assert max(map(len, lines)) < 80


def test_history_counts_what_was_typed() -> None:
    shell = Shell(begin=begin)
    shell.run("true")

    assert shell.run("history").stdout == "    1  true\n    2  history\n"


def test_watch_shows_one_frame() -> None:
    output = Shell(begin=begin).run("watch -n1 echo hi")

    assert output.stdout.splitlines()[0].startswith("Every 1.0s: echo hi")
    assert output.stdout.splitlines()[2] == "hi"
