"""The table of contents: order, search, what comes next, figures."""

from __future__ import annotations

from dataclasses import replace

from tests.sample_pack import PACK
from tests.tui.screen import Window, learner, window
from tutor.packs.model import Meta
from tutor.tui.app import TutorApp
from tutor.tui.course import Course, coming, found


def other_pack() -> object:
    return replace(
        PACK,
        id="other",
        title={"en": "Other", "ko": "다른 꾸러미"},
        lessons=(
            replace(
                PACK.lessons[0],
                id="dns",
                uuid="dns",
                title={"en": "Names", "ko": "이름"},
                meta=Meta(level="advanced", minutes=12),
            ),
        ),
    )


async def test_typing_searches_and_escape_forgets() -> None:
    async with window(learner(), (120, 36)) as tutor:
        await tutor.press("f2", "a", "d", "d", "r", "2")
        assert " / addr2▏  0" in tutor.text
        await tutor.press("backspace", "space", "2")
        assert "A stable address 2" in tutor.text
        assert "A stable address 1" not in tutor.text
        await tutor.press("escape")
        assert "Lessons left: 2, about 20 min." in tutor.text
        assert "A stable address 1" in tutor.text


async def test_several_packs_stand_under_their_own_headings() -> None:
    app = TutorApp([PACK, other_pack()], learner(), ticking=False)  # type: ignore[list-item]
    async with app.run_test(size=(120, 36)) as pilot:
        tutor = Window(app, pilot)
        await tutor.press("f2")
        rows = [line[: line.find("│")].rstrip() if "│" in line else line for line in tutor.lines[3:13]]
        assert [row.strip().partition("   ")[0] for row in rows if row.strip()][:6] == [
            "Sample  0/2",
            "Basics",
            "◌  1  A stable address 1",
            "2  A stable address 2",
            "Other  0/1",
            "In depth",
        ]
        assert " 3  Names" in tutor.text
        assert tutor.lines[0].startswith(" Contents   □□ 0/2")
        assert "Lessons left: 2, about 20 min." in tutor.text
        await tutor.press("end")
        assert tutor.lines[0].startswith(" Contents   □ 0/1")
        assert "Lessons left: 1, about 12 min." in tutor.text
        await tutor.press("enter")
        assert tutor.lines[0].startswith(" 3 · Names   □ 0/1")


async def test_the_figures_are_the_learners_own() -> None:
    async with window(learner(), (120, 36)) as tutor:
        await tutor.enter("kubectl get pods")
        await tutor.press("f6", "f4", "alt+s")
        rows = [line for line in tutor.lines if "A stable address 1" in line and "0/10" in line]
        assert rows[0].split("0/10")[1].split()[:3] == ["1", "1", "1"]
        assert "They are kept on this machine only." in tutor.text


def test_what_comes_next_is_the_first_lesson_whose_forerunners_are_done() -> None:
    first, second = PACK.lessons
    waiting = replace(first, meta=Meta(requires=("sample-2",)))
    course = Course([replace(PACK, lessons=(waiting, second))], learner())
    entries = course.entries()
    assert coming(entries) is entries[1]
    assert found(entries[0], "stable 1", "en")
    assert not found(entries[0], "nothing", "en")
