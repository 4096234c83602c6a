"""A lesson read and solved by keyboard alone: hints, words, lines to run, success; in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sample_pack import PACK, SOLUTION, STARTER
from tests.tui.screen import Window, learner, window
from tutor.packs.model import Hints
from tutor.progress import Progress
from tutor.session.record import Record
from tutor.tui.app import TutorApp
from tutor.tui.keys import read_keys
from tutor.tui.widgets.walk import Row

PRICED = replace(
    PACK,
    lessons=(replace(PACK.lessons[0], hints=Hints(levels=2, cost=(0, 3))), *PACK.lessons[1:]),
    glossary={"en": {"selector": "Picks pods by their labels.", "Service": "An address that stays."}, "ko": {}},
)


async def test_a_line_of_the_prose_can_be_taken_into_the_console_first() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+1", "space")
        assert tutor.lesson.here == "console"
        assert tutor.lesson.console.line.value == "kubectl get endpoints testapp-svc-clusterip"
        assert tutor.lesson.session.lab.transcript == []


async def test_a_hint_is_a_row_that_says_what_it_costs_and_costs_it() -> None:
    app = TutorApp([PRICED], learner(), ticking=False)
    async with app.run_test(size=(160, 48)) as pilot:
        tutor = Window(app, pilot)
        await tutor.press("alt+1")
        assert "F4 Open hint 1 of 2  free" in tutor.text
        await tutor.press("down", "enter")
        assert "F4 Open hint 2 of 2  costs 3" in tutor.text
        await tutor.press("enter")
        assert "That was the last hint" in tutor.text
        await tutor.write(SOLUTION)
        await tutor.press("f5")
        tutor.lesson.session.lab.advance(2.0)
        await tutor.press("f6")
        assert tutor.lesson.lesson.done == "Done: 7 of 10 points, 3 of them for hints. Ctrl+N goes on."
        assert tutor.lesson.session.record.row.score == 7


async def test_words_of_the_glossary_open() -> None:
    app = TutorApp([PRICED], learner(), ticking=False)
    async with app.run_test(size=(80, 24)) as pilot:
        tutor = Window(app, pilot)
        await tutor.press("alt+g")
        assert "Words of this lesson" in tutor.text
        assert "An address that stays." in tutor.text
        await tutor.press("escape")
        await tutor.lesson.run_action("screen.word('Service')")
        await pilot.pause()
        assert "An address that stays." in tutor.text


async def test_tasks_tick_themselves_and_the_debrief_opens_without_a_key() -> None:
    async with window(learner(), (160, 48)) as tutor:
        await tutor.write(SOLUTION)
        await tutor.press("f5")
        for _ in range(12):
            tutor.lesson._tick()
        await tutor.pilot.pause()
        assert "✓ 1 Fill the endpoints" in tutor.text
        assert "A Service finds its pods by its label selector." in tutor.text


async def test_a_hint_is_offered_once_after_some_minutes_without_a_change() -> None:
    async with window(learner()) as tutor:
        for _ in range(4 * 241):
            tutor.lesson.pulse.beat(tutor.lesson.session, 0.0)
        tutor.lesson.pulse._unchanged = 240.1
        tutor.lesson._tick()
        await tutor.pilot.pause()
        assert "Stuck? F4 opens a hint." in tutor.lines[-1]
        tutor.lesson.wake()
        tutor.lesson.pulse._unchanged = 240.1
        tutor.lesson._tick()
        await tutor.pilot.pause()
        assert "Stuck?" not in tutor.lines[-1]


async def test_coming_back_is_greeted_also_when_no_command_was_typed() -> None:
    progress = learner()
    async with window(progress) as tutor:
        await tutor.press("alt+2", "end", "#", "ctrl+q")
    async with window(progress) as tutor:
        assert tutor.lines[-1] == " Welcome back: your text is as you left it."
        assert tutor.lesson.editor.area.text == STARTER.replace("v1\n", "v1#\n", 1)


async def test_who_was_killed_before_any_place_was_kept_is_greeted_and_a_newcomer_is_not() -> None:
    progress = learner()
    async with window(progress) as tutor:
        assert "Welcome back" not in tutor.lines[-1]
    Record(progress, PACK.lessons[0]).keep_text("service.yaml", SOLUTION)
    async with window(progress) as tutor:
        assert tutor.lines[-1] == " Welcome back: your text is as you left it."


async def test_what_is_typed_is_kept_before_the_pause() -> None:
    progress = learner()
    async with window(progress) as tutor:
        await tutor.press("alt+2", "x")
        assert progress.files(PACK.lessons[0].uuid) == {"service.yaml": "x" + STARTER}


@pytest.mark.parametrize(
    ("locale", "size", "done", "next_"),
    [
        ("en", (80, 24), "Done: 10 of 10 points.", "A stable address 2"),
        ("ko", (80, 24), "10점 중 10점", "변하지 않는 주소 2"),
        ("ko", (160, 48), "10점 중 10점", "변하지 않는 주소 2"),
    ],
)
async def test_a_lesson_is_walked_to_its_end_by_keyboard(
    locale: str, size: tuple[int, int], done: str, next_: str
) -> None:
    progress = Progress.open(None)
    async with window(progress, size) as tutor:
        await tutor.press("home" if locale == "ko" else "end", "enter")  # the language
        await tutor.press("enter")  # the first line of the prose, in the console
        assert "<none>" in tutor.text
        await tutor.press("f7")  # no connection yet
        await tutor.press("f4", "alt+2", "ctrl+end", "up", "end", "-", "r", "s", "f5")
        assert "configured" in tutor.text
        tutor.lesson.session.lab.advance(2.0)
        await tutor.press("f6")
        await tutor.pilot.pause(0.1)
        assert tutor.lesson.session.done
        await tutor.press("alt+1", *["pagedown"] * 3)
        assert done in " ".join(tutor.text.split())
        await tutor.press("ctrl+n")
        assert next_ in tutor.lines[0]


async def test_the_colours_change_with_a_key_and_are_kept() -> None:
    progress = learner()
    async with window(progress) as tutor:
        await tutor.press("alt+t")
        assert tutor.app.theme == "tutor-light"
        await tutor.press("alt+t")
        assert tutor.app.theme == "tutor-contrast"
    assert progress.setting("theme") == "tutor-contrast"


async def test_no_colour_reaches_the_terminal_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with window(learner(), (160, 48)) as tutor:
        await tutor.press("alt+4", "down")
        styles = {seg.style for strip in tutor.app.screen._compositor.render_strips() for seg in strip if seg.style}
        colours = {colour for style in styles for colour in (style.color, style.bgcolor) if colour is not None}
        assert {colour.name for colour in colours} == {"default"}
        assert any(style.reverse for style in styles)


async def test_the_learners_own_keys_work_and_are_shown() -> None:
    own = read_keys("check: f10\nhint: f12\nhelp: f11\nrepair: alt+f\npane(1): alt+q\nquit: alt+x\n")
    app = TutorApp([PACK], learner(), ticking=False, own_keys=own)
    async with app.run_test(size=(80, 24)) as pilot:
        tutor = Window(app, pilot)
        await pilot.pause()
        assert "F10 Check" in tutor.lines[-1]
        assert "F12 Open hint 1 of 2" in tutor.text
        assert tutor.lines[1].endswith("Alt+Q … Alt+5")
        await tutor.press("alt+5")
        assert "F10 judges the cluster as it is now." in tutor.text
        await tutor.press("ctrl+c")
        assert "Alt+X leaves; everything is kept." in tutor.lines[-1]
        await tutor.press("alt+2", "ctrl+home", "f11")
        assert "F11 shows the keys, Esc closes" in tutor.text
        await tutor.press("f11", "f11")
        assert tutor.lesson is app.screen
        await tutor.write(STARTER.replace("port: 80\n", "prot: 80\n"))
        assert "Alt+F: " in tutor.text
        await tutor.press("f6")
        assert tutor.lesson.session.result is None
        await tutor.press("f10")
        assert tutor.lesson.session.result is not None


async def test_a_success_shows_its_points_and_the_beginning_of_the_debrief() -> None:
    prose = replace(PACK.lessons[0].prose["en"], why="\n\n".join(f"Reason {number}." for number in range(40)))
    long = replace(PACK, lessons=(replace(PACK.lessons[0], prose={"en": prose}), *PACK.lessons[1:]))
    for size in ((80, 24), (120, 36)):
        app = TutorApp([long], learner(), ticking=False)
        async with app.run_test(size=size) as pilot:
            tutor = Window(app, pilot)
            await pilot.pause()
            await tutor.write(SOLUTION)
            await tutor.press("f5", "f6")
            await pilot.pause(0.1)
            assert "Done: 10 of 10 points. Ctrl+N goes on." in tutor.text
            assert "Reason 0." in tutor.text


async def test_a_pane_keeps_its_heavy_title_when_a_search_in_it_ends() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+2", "ctrl+f", "p", "escape")
        assert tutor.lines[2].startswith("━ service.yaml ━")


async def test_a_verdict_on_a_text_that_was_not_sent_says_so_and_a_function_key_drops_the_note() -> None:
    async with window(learner(), (160, 48)) as tutor:
        tutor.lesson.note("Welcome back.")
        await tutor.write(SOLUTION)
        await tutor.press("f6")
        assert "The cluster does not have service.yaml as it" in tutor.text
        assert "Welcome back." not in tutor.text
        await tutor.press("f5")
        tutor.lesson.session.lab.advance(2.0)
        await tutor.press("f6")
        assert "The cluster does not have" not in tutor.text


def test_what_stands_behind_a_title_is_not_torn_apart() -> None:
    row = Row("✓ 1 ", "Find the pods", tail="3/3 p.")
    assert [row.draw(width).plain for width in (25, 24)] == [
        "✓ 1 Find the pods  3/3 p.",
        "✓ 1 Find the pods\n    3/3 p.",
    ]
