"""The first frame: what it shows before the engine is in, and that nothing typed meanwhile is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event  # noqa: TID251 - the engine comes in a thread

import pytest
from textual import events

from tests.sample_pack import PACK, SOLUTION, STARTER
from tests.tui.screen import Window, learner
from tutor.packs.load import builtin_path
from tutor.progress import Progress
from tutor.session.record import Record
from tutor.tui.first import Opening, _opening, opening
from tutor.tui.keys import ALL_KEYS
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.swift import SwiftApp

HEAVY = (
    "tutor.cluster.cluster",
    "tutor.kubectl.shell",
    "tutor.grading.grade",
    "tutor.api.validation",
    "tutor.session.lab",
)
FRAME = f"""
import sys
from tutor.progress import Progress
from tutor.tui.first import opening
from tutor.tui.keys import ALL_KEYS
from tutor.tui.screens.opening import OpeningScreen
from tutor.tui.swift import SwiftApp

class First(SwiftApp):
    def on_opening_screen_shown(self, event):
        event.prevent_default()
        strips = self.screen._compositor.render_strips()
        text = "".join(segment.text for strip in strips for segment in strip)
        self.exit((text, [name for name in sys.modules if name.startswith({HEAVY!r})]))

progress = Progress.open(None)
progress.keep_setting("locale", "en")
first = opening([sys.argv[1]], "clusterip", progress, ALL_KEYS)
text, heavy = First(first, lambda: None, progress).run(headless=True, size=(160, 48))
assert "apiVersion: v1" in text and "Pods come and go" in text and "F5 Apply" in text and "$ kubectl" in text, text
print(heavy)
"""


def first(progress: Progress) -> Opening:
    """The opening of the sample pack's first lesson."""
    return _opening(PACK, tuple(one.id for one in PACK.lessons), progress, "en", ALL_KEYS, ticking=False)


@asynccontextmanager
async def opened(progress: Progress, size: tuple[int, int] = (160, 48)) -> AsyncIterator[tuple[Window, Event]]:
    """A window that waits for the engine until the event is set."""
    ready = Event()

    def packs() -> tuple[object, ...]:
        ready.wait(20)
        return (PACK,)

    app = SwiftApp(first(progress), packs, progress)  # type: ignore[arg-type]
    async with app.run_test(size=size, notifications=True) as pilot:
        try:
            yield Window(app, pilot), ready
        finally:
            ready.set()


def in_lesson(tutor: Window) -> bool:
    """Whether the engine is there and nothing waits any more."""
    app = tutor.app
    return isinstance(app.screen, LessonScreen) and not app.turns.shut and not app.turns


def test_the_first_frame_shows_text_prose_and_prompt_without_the_engine() -> None:
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", FRAME, str(builtin_path())], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.stdout.strip(), run.returncode) == ("[]", 0), run.stderr


async def test_apply_pressed_at_once_acts_when_the_engine_is_there() -> None:
    async with opened(learner()) as (tutor, ready):
        await tutor.press("f5")
        assert not isinstance(tutor.app.screen, LessonScreen)
        ready.set()
        await tutor.until(lambda: in_lesson(tutor) and bool(tutor.lesson.session.lab.transcript))
        assert [ran.line for ran in tutor.lesson.session.lab.transcript] == ["kubectl apply -f service.yaml"]


async def test_what_is_typed_at_once_is_kept_in_order_on_both_sides_of_the_engine() -> None:
    progress = learner()
    async with opened(progress) as (tutor, ready):
        for key in ("alt+2", "ctrl+end", "up", "end", "minus", "r"):
            tutor.app.post_message(events.Key(key, {"minus": "-", "r": "r"}.get(key)))
        await tutor.pilot.pause()
        ready.set()
        tutor.app.post_message(events.Key("s", "s"))
        await tutor.until(lambda: in_lesson(tutor) and tutor.lesson.editor.area.text == SOLUTION)
        assert tutor.lesson.editor.area.text == SOLUTION
    assert Record(progress, PACK.lessons[0]).texts() == {"service.yaml": SOLUTION}


async def test_the_learner_who_was_in_the_editor_types_into_the_first_frame() -> None:
    progress = learner()
    Record(progress, PACK.lessons[0]).keep_place({"pane": "editor", "file": "service.yaml", "row": 0, "column": 0})
    async with opened(progress) as (tutor, ready):
        await tutor.press("number_sign", "a", "enter")
        assert "#a" in tutor.text
        assert Record(progress, PACK.lessons[0]).texts() == {"service.yaml": f"#a\n{STARTER}"}
        ready.set()
        await tutor.until(lambda: in_lesson(tutor))
        assert tutor.lesson.editor.area.text == f"#a\n{STARTER}"
        assert tutor.lesson.editor.area.cursor_location == (1, 0)
        await tutor.press("ctrl+z")
        assert tutor.lesson.editor.area.text == f"#a{STARTER}"


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_the_prose_stands_where_it_will_stay(size: tuple[int, int]) -> None:
    async with opened(learner(), size) as (tutor, ready):
        await tutor.pilot.pause()
        before = tutor.lines
        ready.set()
        await tutor.until(lambda: in_lesson(tutor))
        await tutor.pilot.pause(0.2)
        wide = 49 if size[0] > 80 else 80
        assert [line[:wide].rstrip() for line in before[2:-1]] == [line[:wide].rstrip() for line in tutor.lines[2:-1]]


def test_a_first_start_or_an_unknown_lesson_has_no_opening(tmp_path: Path) -> None:
    path = str(builtin_path())
    assert opening([path], "clusterip", Progress.open(None), ALL_KEYS) is None
    assert opening([path], "no-such-lesson", learner(), ALL_KEYS) is None
    assert opening([str(tmp_path)], "clusterip", learner(), ALL_KEYS) is None
