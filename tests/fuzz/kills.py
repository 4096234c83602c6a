"""Kills the window at random moments and looks whether what was on its screen is on the disk."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.sample_pack import PACK, SOLUTION, STARTER
from tutor.progress import Progress
from tutor.session import Session
from tutor.tui.app import TutorApp

KEYS = ("a", "b", "c", "colon", "minus", "space", "number_sign")
LINES = (
    "kubectl get pods",
    "kubectl scale replicaset testapp-replicaset --replicas=2",
    "kubectl delete pod -l app=testapp-rs --wait=false",
    "kubectl label service testapp-svc-clusterip tier=web --overwrite",
    "undo",
    "redo",
    "curl -s -m 1 10.233.0.99",
    "ssh kube-node1 hostname",
    "sleep 3",
)
TEXTS = (SOLUTION, STARTER, SOLUTION.replace("8080", "web"), "a: [", "")
ENOUGH = 400
MOST_TYPED = 4
LEAST_ACKS, MOST_ACKS = 1, 12
PATIENCE = 60.0


def fuzz_kills(count: int) -> Counter[str]:
    """Kill `count` windows, each in the middle of its work; anything lost ends the run."""
    chance, tally = random.Random(1), Counter[str]()  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as home:
        for number in range(count):
            folder = Path(home, str(number // 4))  # some begin anew, some come back to what others left
            seen = _killed(folder, chance)
            _compare(folder, seen)
            tally["windows"] += 1
            tally["acts"] += int(seen.get("act", 0))
    return tally


def _killed(folder: Path, chance: random.Random) -> dict[str, Any]:
    """Run a window, kill it at a random moment after a few acts; returns the last it had to show."""
    command = [sys.executable, "-m", "tests.fuzz.kills", str(folder), str(chance.randrange(1 << 30))]
    wanted, delay = chance.randint(LEAST_ACKS, MOST_ACKS), chance.random() * 0.2
    seen: dict[str, Any] = {}
    with (
        tempfile.TemporaryFile("w+") as faults,  # not a pipe, which a long traceback would fill and wait for
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=faults, text=True) as window,
    ):
        assert window.stdout is not None
        for line in window.stdout:
            seen = json.loads(line)
            if seen["act"] >= wanted:
                break
        time.sleep(delay)
        window.kill()
        rest, _ = window.communicate(timeout=PATIENCE)
        faults.seek(0)
        assert seen, faults.read()[-2000:]
    for line in rest.splitlines():
        seen = json.loads(line) if line.endswith("}") else seen  # the last line may be cut in two
    return seen


def _compare(folder: Path, seen: dict[str, Any]) -> None:
    """Open what is left as the window does, and compare it with the last screen."""
    progress = Progress.open(folder)
    assert progress.notice is None, progress.notice
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=progress)
    session.resume()
    lines = [ran.line for ran in session.lab.transcript]
    assert not session.rebuilt_differently
    assert lines[: len(seen["lines"])] == seen["lines"], (lines, seen["lines"])
    assert len(lines) <= len(seen["lines"]) + 1, (lines, seen["lines"])
    text = session.work.texts["service.yaml"]
    assert _within_one_act(seen["text"], text), (seen["text"], text)
    if len(lines) == len(seen["lines"]):
        assert _standing(session) == seen["standing"]
    session.record.close()
    progress.close()


def _within_one_act(seen: str, now: str) -> bool:
    """Whether a text is the one that was seen, or what the act that was cut short made of it."""
    typed = len(now) - len(seen)
    return now == seen or now in TEXTS or 0 < typed <= MOST_TYPED


def _standing(session: Session) -> str:
    """The cluster in short: what stands in it, and what was done to it."""
    picture = session.lab.picture()
    services = [(row.name, row.address, row.selector, row.ports) for row in picture.services]
    deeds = [(deed.command, deed.undone) for deed in session.lab.deeds()]
    return repr((services, deeds))


# The window that is killed


async def _work(folder: str, seed: int) -> None:
    """Type, apply, run commands and say after each act what is on the screen."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    progress = Progress.open(Path(folder))
    progress.keep_setting("locale", "en")
    app = TutorApp([PACK], progress, ticking=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for act in range(ENOUGH):
            screen = app.lesson_screen
            assert screen is not None
            kind = chance.choice(("type", "type", "type", "text", "apply", "run", "time"))
            if kind == "type":
                screen.go("editor")
                await pilot.press(*chance.choices(KEYS, k=chance.randint(1, 4)))
            elif kind == "text":
                screen.editor.replace(chance.choice(TEXTS))
            elif kind == "apply":
                await pilot.press("f5")
            elif kind == "run":
                screen.commands.run(chance.choice(LINES))
            else:
                screen.session.lab.advance(chance.random())
            await pilot.pause()
            _say(screen.session, act)


def _say(session: Session, act: int) -> None:
    lines = [ran.line for ran in session.lab.transcript]
    told = {
        "act": act + 1,
        "lines": lines,
        "text": session.work.texts["service.yaml"],
        "standing": _standing(session),
    }
    os.write(1, (json.dumps(told) + "\n").encode())


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1], int(sys.argv[2])))
