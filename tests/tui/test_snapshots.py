"""Every screen as a picture, in three sizes, light, dark and without colour.

`SNAPSHOTS=all` looks at all of them and `SNAPSHOTS=write` draws them anew; else the smallest size of those that show
nothing of the cluster.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from assets.svg import draw
from tests.sample_pack import PACK, STARTER
from tests.tui.screen import Window, learner
from tutor.packs.model import Hints
from tutor.progress import Progress
from tutor.tui.app import TutorApp

FOLDER = Path(__file__).with_name("snapshots")
WRITING = os.environ.get("SNAPSHOTS") == "write"
ALL = "SNAPSHOTS" in os.environ
SIZES = ((80, 24), (120, 36), (200, 60))
COLOURS = ("dark", "light", "plain")
ADDRESS = "$(kubectl get service testapp-svc-clusterip -o jsonpath='{.spec.clusterIP}')"
LESSON = replace(PACK.lessons[0], hints=Hints(levels=2, cost=(0, 3)))
GLOSSED = replace(
    PACK,
    lessons=(LESSON, *PACK.lessons[1:]),
    glossary={
        "en": {"Service": "An address that stays, in front of pods that come and go.", "pods": "What runs."},
        "ko": {"서비스": "생겼다 사라지는 파드들 앞에 두는, 바뀌지 않는 주소입니다.", "파드": "실행되는 단위입니다."},
    },
)

Walk = Callable[[Window], Awaitable[None]]


async def begin(tutor: Window) -> None:
    """Stay where a newcomer begins."""


async def half(tutor: Window) -> None:
    """Mend the labels, not the port; connect, ask why, ask for the verdict."""
    text = STARTER.replace("app: testapp\n", "app: testapp-rs\n").replace("8080", "81")
    await tutor.write(text)
    await tutor.press("f5")
    tutor.lesson.session.lab.advance(3.0)
    tutor.lesson.commands.run(f"ssh kube-master1 curl -sS {ADDRESS}")
    tutor.lesson.session.lab.advance(1.0)
    await tutor.press("f4", "f6", "alt+4", "down")


async def why(tutor: Window) -> None:
    """Look at the explanation of that connection."""
    await half(tutor)
    await tutor.press("f7")


async def text(tutor: Window) -> None:
    """Look at a fault in the editor."""
    await tutor.press("alt+2")
    await tutor.write(STARTER.replace("port: 80\n", "port: 0\n"))


async def done(tutor: Window) -> None:
    """Solve the lesson and read why it works."""
    await tutor.write(LESSON.solution["service.yaml"])
    await tutor.press("f5")
    tutor.lesson.session.lab.advance(3.0)
    await tutor.press("f6", "alt+1")


async def table(tutor: Window) -> None:
    """Look at the cluster as tables."""
    await half(tutor)
    await tutor.press("alt+4", "right")


async def happened(tutor: Window) -> None:
    """Look at the events, with the time standing still."""
    await half(tutor)
    await tutor.press("alt+4", "left", "space")


async def history(tutor: Window) -> None:
    """Look back to the moment before."""
    await half(tutor)
    await tutor.press("alt+h", "up")


async def details(tutor: Window) -> None:
    """Look at a Service as kubectl describes it."""
    await half(tutor)
    await tutor.press("alt+4", "d")


async def words(tutor: Window) -> None:
    """Look a word up."""
    await tutor.press("alt+g")


async def contents(tutor: Window) -> None:
    """Look at what there is to learn."""
    await done(tutor)
    await tutor.press("f2")


async def figures(tutor: Window) -> None:
    """Look at one's own figures."""
    await done(tutor)
    await tutor.press("alt+s")


async def keys(tutor: Window) -> None:
    """Look at the keys."""
    await tutor.press("f1")


async def sure(tutor: Window) -> None:
    """Be asked before the lesson begins again."""
    await tutor.press("f8")


SCREENS: dict[str, tuple[Walk, str]] = {
    "welcome": (begin, ""),
    "lesson": (begin, "ko"),
    "half": (half, "en"),
    "why": (why, "ko"),
    "text": (text, "en"),
    "done": (done, "en"),
    "table": (table, "en"),
    "events": (happened, "ko"),
    "history": (history, "en"),
    "details": (details, "en"),
    "words": (words, "ko"),
    "contents": (contents, "ko"),
    "figures": (figures, "en"),
    "keys": (keys, "en"),
    "sure": (sure, "ko"),
}


# These show nothing that the cluster chose by its seed: names of pods and addresses change with the engine.
STEADY = ("welcome", "lesson", "words", "contents", "figures", "keys", "sure")


@pytest.mark.skipif(not WRITING and version("textual") != "8.2.8", reason="drawn with Textual 8.2.8")
@pytest.mark.parametrize("name", SCREENS if ALL else STEADY)
async def test_every_screen_looks_as_it_did(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    walk, locale = SCREENS[name]
    app = TutorApp([GLOSSED], learner(locale) if locale else Progress.open(None), ticking=False)
    changed = []
    async with app.run_test(size=SIZES[-1], notifications=True) as pilot:
        tutor = Window(app, pilot)
        await pilot.pause()
        await pilot.pause()
        await walk(tutor)
        for colours in COLOURS:
            _paint(app, colours)
            for size in SIZES:
                if ALL or size == SIZES[0]:
                    await pilot.resize_terminal(*size)
                    changed += await _picture(tutor, name, size, colours)
    assert not changed


def _paint(app: TutorApp, colours: str) -> None:
    """Choose the colours; another theme first, so that every line is drawn anew."""
    app.no_color = colours == "plain"
    app.theme = "tutor-light"
    app.theme = "tutor-light" if colours == "light" else "tutor-dark"


async def _picture(tutor: Window, name: str, size: tuple[int, int], colours: str) -> list[str]:
    """Draw the screen; gives its name when it does not look as it did."""
    app = tutor.app
    for widget in (*app.screen.query(TextArea), *app.screen.query(Input)):
        widget.cursor_blink = False
    await tutor.pilot.pause()
    await tutor.pilot.pause()
    known = app.theme_variables
    lines = [list(strip) for strip in app.screen._compositor.render_strips()]
    drawn = draw(lines, size[0], foreground=known["foreground"], background=known["background"])
    path = FOLDER / f"{name}-{size[0]}x{size[1]}-{colours}.svg"
    if WRITING:
        FOLDER.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    return [] if path.read_text(encoding="utf-8") == drawn else [path.name]
