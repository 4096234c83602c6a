"""Every lesson solved with the machine's own kubectl: what is typed, and what is said.

The cluster's time stands still while kubectl works, and goes on by the same step between two commands, so that the same
session says the same.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.server.serving import Served
from tutor.cluster.cluster import Cluster
from tutor.grading.world import prepare
from tutor.packs.load import builtin
from tutor.packs.model import Check, Lesson
from tutor.server.run import Guest, opened
from tutor.server.world import World
from tutor.session.verdict import judge
from tutor.values import frozen

RECORDED = Path(__file__).parent
STEP = 20.0  # seconds of the cluster between two commands
LOOK = ("get", "pods,svc,endpointslices", "-o", "wide")
# What asks in a pod as a check does: programs in the order in which they are tried.
ASKS = {
    "http": (("curl", "-sS", "-m", "5", "{url}"), ("wget", "-qO-", "-T", "5", "{url}")),
    "dns": (("nslookup", "{name}"), ("getent", "hosts", "{name}")),
    "tcp": (("nc", "-v", "-z", "-w", "2", "{host}", "{port}"),),
    "env": (("env",),),
}


@frozen
class Standing:
    """A lesson's world behind the API, whose time goes on by `pass_on` alone."""

    cluster: Cluster
    served: Served
    moment: list[float]

    def pass_on(self, seconds: float = STEP) -> None:
        """Let time pass before the next request."""
        self.moment[0] += seconds


@contextmanager
def standing(lesson: Lesson, folder: Path) -> Iterator[Standing]:
    """Serve a lesson's world in a thread."""
    cluster, moment, path = prepare(lesson), [0.0], folder / "kubeconfig"
    world = World(cluster, wall=lambda: moment[0])
    with opened(world, 0, path, "error") as (config, listener, address):
        server = Guest(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
        thread.start()
        try:
            yield Standing(cluster=cluster, served=Served(kubeconfig=path, address=address), moment=moment)
        finally:
            server.should_exit = True
            thread.join()


def transcript(lesson: Lesson) -> str:
    """The whole session of a lesson: its solution applied, a look, the requests of its checks, the verdict."""
    with tempfile.TemporaryDirectory() as folder, standing(lesson, Path(folder)) as one:
        for name, text in lesson.solution.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        lines = [_said(one, folder, ("apply", "-f", name)) for name in lesson.solution]
        lines.append(_said(one, folder, LOOK))
        lines += [_asked(one, folder, place, check) for check, place in _places(lesson)]
        result = judge(lesson, one.cluster, lesson.solution, asked=True).result
        score = f"{result.score:g} of {result.max:g} points" if result else "no verdict"
        return "\n".join([*lines, score, ""])


def _places(lesson: Lesson) -> Iterator[tuple[Check, tuple[str, str]]]:
    """The checks that pods can ask, and the pod's namespace and name."""
    for check in lesson.checks:
        ask: Any = check.ask
        kind, _, place = str(ask.get("from", ask.get("pod", ""))).partition("/")
        if check.kind in ASKS and kind == "Pod":
            namespace, _, name = place.partition("/")
            yield check, (namespace, name)


def _asked(one: Standing, folder: str, place: tuple[str, str], check: Check) -> str:
    """What the pod is told, by the first program that it has."""
    namespace, name = place
    said = ""
    for program in ASKS[check.kind]:
        ask: Any = check.ask
        words = tuple(word.format_map(ask) for word in program)
        said = _said(one, folder, ("exec", "-n", namespace, name, "--", *words))
        if "executable file not found" not in said:
            break
    return said


def _said(one: Standing, folder: str, words: tuple[str, ...]) -> str:
    one.pass_on()
    done = one.served.kubectl(*words, cwd=folder)
    code = f"[{done.code}]\n" if done.code else ""
    return f"$ kubectl {' '.join(words)}\n{done.stdout}{done.stderr}{code}"


def lessons(names: tuple[str, ...] = ()) -> Iterator[Lesson]:
    """The built-in lessons of these names, or all of them."""
    return (one for one in builtin().lessons if not names or one.id in names)
