"""Makes `recording.svg`: one minute of a learner who asks why a connection was refused. Run it with `make picture`."""

from __future__ import annotations

import asyncio  # noqa: TID251 - a pilot is asynchronous
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from film import Screen, film
from textual.pilot import Pilot
from textual.widgets import TextArea

from tutor.packs.load import builtin
from tutor.progress import Progress
from tutor.tui.app import TutorApp

SIZE = (140, 40)
TYPED = 0.09  # seconds that a typed letter stays
CURL = "ssh kube-master1 curl -sS {address}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the learner does, and how long they look at what comes of it, in seconds; the cluster's time goes on."""

    look: float
    keys: tuple[str, ...] = ()
    line: str = ""
    mend: tuple[str, str] = ("", "")
    passes: float = 1.0


STEPS = (
    Step(look=4.0),
    Step(look=3.5, keys=("f5",), passes=3.0),
    Step(look=3.5, line="kubectl get endpoints testapp-svc-clusterip"),
    Step(look=4.0, line=CURL),
    Step(look=6.0, keys=("f7",)),
    Step(look=2.5, keys=("alt+2",), mend=("app: testapp", "app: testapp-rs")),
    Step(look=3.0, keys=("f5",), passes=3.0),
    Step(look=4.0, line=CURL),
    Step(look=5.0, keys=("f7",)),
    Step(look=2.5, keys=("alt+2",), mend=("targetPort: 80", "targetPort: 8080")),
    Step(look=2.5, keys=("f5",), passes=3.0),
    Step(look=4.0, line=CURL),
    Step(look=6.0, keys=("f6",)),
)


async def _screens(app: TutorApp, pilot: Pilot[None]) -> AsyncIterator[tuple[Screen, float]]:
    """Each screen in turn with its seconds."""
    await pilot.pause()
    for step in STEPS:
        async for screen in _typed(app, pilot, step):
            yield screen, TYPED
        await pilot.press(*step.keys)
        await pilot.pause()
        screen_of_lesson = app.lesson_screen
        if screen_of_lesson is None:
            raise SystemExit("no lesson is open")
        if step.mend[0]:
            text = screen_of_lesson.session.work.texts["service.yaml"]
            screen_of_lesson.editor.replace(text.replace(*step.mend))
        screen_of_lesson.session.lab.advance(step.passes)
        screen_of_lesson.show()
        await pilot.pause()
        yield _seen(app), step.look


async def _typed(app: TutorApp, pilot: Pilot[None], step: Step) -> AsyncIterator[Screen]:
    """Type a line letter by letter, three at a time, and send it."""
    lesson = app.lesson_screen
    if not step.line or lesson is None:
        return
    await pilot.press("alt+3")
    line = step.line.format(address=lesson.session.lab.picture().services[0].address)
    for at in range(0, len(line), 3):
        for letter in line[at : at + 3]:
            await pilot.press({" ": "space", "-": "minus", ".": "full_stop"}.get(letter, letter))
        yield _seen(app)
    await pilot.press("enter")
    await pilot.pause()


def _seen(app: TutorApp) -> Screen:
    for widget in app.screen.query(TextArea):
        widget.cursor_blink = False
    return [list(strip) for strip in app.screen._compositor.render_strips()]  # noqa: SLF001 - no other way


async def record() -> str:
    """Play all steps and draw the film."""
    progress = Progress.open(None)
    progress.keep_setting("locale", "en")
    app = TutorApp([builtin()], progress, lesson="clusterip", ticking=False)
    async with app.run_test(size=SIZE) as pilot:
        screens = [one async for one in _screens(app, pilot)]
        colours = app.theme_variables
        return film(screens, SIZE[0], foreground=colours["foreground"], background=colours["background"])


if __name__ == "__main__":
    Path(__file__).with_name("recording.svg").write_text(asyncio.run(record()), encoding="utf-8")
