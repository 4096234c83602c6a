"""What the machine's own kubectl does with the programs of pods that `tutor serve` simulates."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path

from tests.server.serving import Served, needs_kubectl

pytestmark = needs_kubectl


def test_run_logs_and_exec_reach_the_programs_of_pods(served: Served) -> None:
    assert served.kubectl("exec", "client", "--", "hostname").stdout == "client\n"
    said = served.kubectl("exec", "client", "--", "sh", "-c", "echo said; exit 3")
    assert (said.stdout, said.stderr, said.code) == ("said\n", "command terminated with exit code 3\n", 3)
    assert served.kubectl("exec", "-i", "client", "--", "cat", stdin="to you\n").stdout == "to you\n"
    assert "Welcome to nginx!" in served.kubectl("exec", "client", "--", "wget", "-qO-", "http://web").stdout
    assert "nginx/" in served.kubectl("logs", "deployment/web").stdout
    assert len(served.kubectl("logs", "deployment/web", "--tail=1").stdout.splitlines()) == 1


def test_exec_names_a_container_that_is_not_there(served: Served) -> None:
    said = served.kubectl("exec", "client", "-c", "nope", "--", "ls")
    # kubectl 1.32 leaves it to the server, later ones look themselves
    assert "container nope is not valid for pod client" in said.stderr
    assert said.code == 1


def test_debug_says_that_there_are_no_ephemeral_containers(served: Served) -> None:
    said = served.kubectl("debug", "client", "--image=busybox", "--profile=general", "-q")
    assert said.stderr == (
        "error: ephemeral containers are disabled for this cluster "
        '(error from server: "the server could not find the requested resource")\n'
    )


def test_who_attaches_to_a_program_that_says_nothing_waits_and_changes_nothing(served: Served) -> None:
    attached = served.start("attach", "client", "-v=6")
    assert attached.stdout is not None
    assert next(line for line in attached.stdout if "101 Switching Protocols" in line)
    counts = ("get", "pod", "client", "-o", "jsonpath={.status.containerStatuses[0].restartCount}")
    assert (served.kubectl(*counts).stdout, attached.poll()) == ("0", None)
    attached.terminate()
    attached.communicate()


def test_what_one_exec_writes_the_next_one_reads(served: Served) -> None:
    served.kubectl("exec", "client", "--", "sh", "-c", "echo kept > /tmp/file")
    assert served.kubectl("exec", "client", "--", "cat", "/tmp/file").stdout == "kept\n"  # noqa: S108 - in the pod


def test_files_are_copied_into_a_pod_and_back(served: Served, tmp_path: Path) -> None:
    (tmp_path / "note").write_text("to you\n")
    assert served.kubectl("cp", str(tmp_path / "note"), "client:/tmp/note").code == 0
    assert served.kubectl("cp", "client:/tmp/note", str(tmp_path / "back")).code == 0
    assert (tmp_path / "back").read_text() == "to you\n"


def test_port_forward_leads_to_the_program_of_a_pod(served: Served) -> None:
    forward = served.start("port-forward", "service/web", ":80")
    assert forward.stdout is not None
    port = forward.stdout.readline().split()[2].rpartition(":")[2]
    connection = HTTPConnection("127.0.0.1", int(port), timeout=10)
    for path, status in (("/", 200), ("/nowhere", 404)):
        connection.request("GET", path)
        answer = connection.getresponse()
        assert (answer.status, b"nginx" in answer.read()) == (status, True)
    connection.close()
    forward.terminate()
    forward.communicate()


def test_an_attached_shell_ends_its_pod_when_it_ends(served: Served) -> None:
    run = ("run", "short", "--image=busybox", "--restart=Never", "-i", "--rm", "-q", "--", "sh")
    assert served.kubectl(*run, stdin="hostname\nexit\n").stdout.splitlines()[0] == "short"
    assert served.kubectl("get", "pod", "short").code == 1
