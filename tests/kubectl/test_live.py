"""A person at the console sees a waiting command's progress as it comes."""

from __future__ import annotations

from tests.kubectl.conversations import sit_down
from tutor.kubectl.context import Live
from tutor.kubectl.shell.terminal import Shell

PROGRESS = 'Waiting for deployment "web" rollout to finish: 0 of 2 updated replicas are available...\n'


def test_progress_is_shown_while_the_rollout_goes_on() -> None:
    shell = sit_down()
    shell.run("kubectl apply -f dep.yml")
    shown: list[str] = []
    waited: list[float] = []

    def pause(seconds: float) -> bool:
        waited.append(seconds)
        return True

    shell.live = Live(show=shown.append, pause=pause)
    answer = shell.run("kubectl rollout status deploy/web")
    assert "".join(shown) == PROGRESS
    assert answer.stdout == 'deployment "web" successfully rolled out\n'
    assert waited[0] == 0.25


def test_a_wait_ends_with_ctrl_c() -> None:
    shell = sit_down()
    shell.run("kubectl run web --image=nginx")
    shell.live = Live(show=lambda _: None, pause=lambda _: False)
    answer = shell.run("kubectl wait --for=condition=Nope pod/web")
    assert (answer.stdout, answer.stderr, answer.code) == ("", "\n", 130)


def look_on(shell: Shell, line: str, *steps: str, seconds: int = 40) -> tuple[str, int]:
    """What a person sees of a line while somebody else takes these steps, until they press Ctrl-C."""
    shown: list[str] = []
    waiting = list(steps)
    other = Shell(cluster=shell.cluster)

    def pause(_: float) -> bool:
        nonlocal seconds
        seconds -= 1
        if waiting:
            other.run(waiting.pop(0))
        return seconds > 0

    shell.live = Live(show=shown.append, pause=pause)
    code = shell.run(line).code
    shell.live = None
    return "".join(shown), code


def test_a_watch_with_events_tells_what_became_of_each_object() -> None:
    shell = sit_down()
    shell.run("kubectl create ns a")
    steps = ("kubectl create ns b", "kubectl label ns a x=y", "kubectl delete ns b --wait=false")
    shown, code = look_on(shell, "kubectl get ns a ghost --watch --output-watch-events --no-headers")
    assert (shown, code) == ("", 1)
    shell.run("kubectl label ns a x-")
    shown, code = look_on(shell, "kubectl get ns -w --output-watch-events", *steps)
    rows = [line.split()[:3] for line in shown.splitlines()]
    assert rows[:2] == [["EVENT", "NAME", "STATUS"], ["ADDED", "a", "Active"]]
    assert code == 130
    assert rows[-5:] == [
        ["ADDED", "b", "Active"],
        ["MODIFIED", "a", "Active"],
        ["MODIFIED", "b", "Terminating"],
        ["MODIFIED", "b", "Terminating"],
        ["DELETED", "b", "Terminating"],
    ]


def test_over_a_pipe_a_watch_with_events_answers_once() -> None:
    answer = sit_down().run("kubectl get ns default -w --output-watch-events")
    assert answer.stdout.splitlines()[0].startswith("EVENT      NAME      STATUS")
    assert answer.stdout.splitlines()[1].startswith("ADDED      default   Active")


def test_logs_are_followed_until_the_container_ends_or_ctrl_c() -> None:
    shell = sit_down()
    shell.run("kubectl run web --image=nginx")
    shell.run("kubectl wait --for=condition=Ready pod/web")
    once = shell.run("kubectl logs web").stdout
    assert look_on(shell, "kubectl logs -f web") == (once, 130)
    assert look_on(shell, "kubectl logs -f web", "kubectl delete pod web --now") == (once, 0)


def test_events_are_followed_as_they_come() -> None:
    shell = sit_down()
    shown, code = look_on(shell, "kubectl events -w --for pod/web", "kubectl run web --image=nginx")
    assert code == 130
    reasons = [line.split()[2] for line in shown.splitlines()]
    assert reasons[-5:] == ["Scheduled", "Pulling", "Pulled", "Created", "Started"]
