"""A person at the console sees a waiting command's progress as it comes."""

from __future__ import annotations

from tests.kubectl.conversations import DEPLOYMENT
from tutor.kubectl.context import Live
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell

PROGRESS = 'Waiting for deployment "web" rollout to finish: 0 of 2 updated replicas are available...\n'


def test_progress_is_shown_while_the_rollout_goes_on() -> None:
    shell = Shell(files=Files(written={"/home/learner/dep.yml": DEPLOYMENT.encode()}))
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
    shell = Shell()
    shell.run("kubectl run web --image=nginx")
    shell.live = Live(show=lambda _: None, pause=lambda _: False)
    answer = shell.run("kubectl wait --for=condition=Nope pod/web")
    assert (answer.stdout, answer.stderr, answer.code) == ("", "\n", 130)
