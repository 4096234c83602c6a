"""The editor completes, explains and repairs, and nothing jumps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sample_pack import PACK, STARTER
from tests.tui.screen import Window, learner, window
from tutor.packs.model import Assist
from tutor.tui.app import TutorApp
from tutor.tui.cells import wrap
from tutor.tui.widgets.editor_type import difference, place

NARROW, WIDE = (80, 24), (160, 48)
HOLE = STARTER.replace("    targetPort: 8080", "    ")


async def at(tutor: Window, text: str, line: int, column: int) -> None:
    await tutor.press("alt+2")
    await tutor.write(text)
    tutor.lesson.editor.jump(line, column)
    await tutor.pilot.pause()


async def test_a_list_of_fields_opens_at_the_cursor_and_narrows_while_one_types() -> None:
    async with window(learner()) as tutor:
        await at(tutor, HOLE, 8, 5)
        before = tutor.lines[:11]
        await tutor.press("ctrl+@")
        assert tutor.lines[:11] == before
        assert [line[6:20].strip() for line in tutor.lines[11:16]] == [
            "▸ appProtocol",
            "name",
            "nodePort",
            "protocol",
            "targetPort",
        ]
        await tutor.press("t", "a")
        assert "▸ targetPort  <IntOrString> Where it leads in the pod" in tutor.lines[11]
        assert "appProtocol" not in tutor.text


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_enter_and_tab_take_what_is_chosen_as_one_change(key: str) -> None:
    async with window(learner()) as tutor:
        await at(tutor, HOLE, 8, 5)
        await tutor.press("ctrl+space", "down", "up", "up", key)
        assert tutor.lesson.editor.area.text == HOLE.replace("\n    \n", "\n    targetPort: \n")
        assert tutor.lesson.editor.area.cursor_location == (7, 16)
        assert tutor.lesson.here == "editor"
        await tutor.press("ctrl+z")
        assert tutor.lesson.editor.area.text == HOLE


async def test_escape_and_leaving_the_word_close_the_list() -> None:
    async with window(learner()) as tutor:
        await at(tutor, HOLE, 8, 5)
        seen = []
        for keys in (("escape",), ("left",), ("alt+3", "alt+2")):
            for pressed in (("ctrl+@",), keys):
                await tutor.press(*pressed)
                seen.append(tutor.lesson.editor.completions.is_open)
            tutor.lesson.editor.jump(8, 5)
        assert seen == [True, False] * 3
        assert tutor.lesson.editor.area.text == HOLE


async def test_a_value_of_the_cluster_takes_the_place_of_the_word() -> None:
    async with window(learner(), WIDE) as tutor:
        await at(tutor, STARTER, 10, 17)
        await tutor.press("ctrl+@", "enter")
        assert tutor.lesson.editor.area.document.get_line(9) == "    app: testapp-rs"


async def test_where_nothing_can_be_completed_a_line_says_so() -> None:
    async with window(learner()) as tutor:
        await at(tutor, STARTER, 7, 13)
        await tutor.press("ctrl+@")
        assert not tutor.lesson.editor.completions.is_open
        assert "Nothing to complete here" in tutor.text


async def test_a_fault_shows_kubectls_line_our_words_and_the_fix_with_its_key() -> None:
    async with window(learner("ko")) as tutor:
        await at(tutor, STARTER.replace("app: testapp", "app: y"), 10, 5)
        assert [line.strip() for line in tutor.lines[19:23]] == [
            "✕ 10:10 json: cannot unmarshal bool into Go struct field ServiceSpec.spec.sel…",
            'app 필드는 글자를 받는데, 따옴표가 없으면 y 값은 불리언 true입니다. "y"처럼',
            "따옴표로 묶으십시오.",
            "Alt+R: 10번째 줄: y 값을 따옴표로 묶습니다.",
        ]


async def test_the_fix_is_one_change_that_can_be_undone() -> None:
    async with window(learner()) as tutor:
        wrong = STARTER.replace("app: testapp", "app: y")
        await at(tutor, wrong, 10, 10)
        await tutor.press("alt+r")
        assert tutor.lesson.editor.area.text == wrong.replace("app: y", 'app: "y"')
        assert "No faults" in tutor.text
        await tutor.press("ctrl+z")
        assert tutor.lesson.editor.area.text == wrong


async def test_without_faults_the_lines_explain_the_field_under_the_cursor() -> None:
    async with window(learner()) as tutor:
        await at(tutor, STARTER, 8, 7)
        assert tutor.lines[19] == " No faults"
        assert tutor.lines[20].startswith(" targetPort <IntOrString> Where it leads in the pod")


async def test_f1_explains_the_field_first_and_f1_again_shows_the_keys() -> None:
    async with window(learner()) as tutor:
        await at(tutor, STARTER, 8, 7)
        await tutor.press("f1")
        assert type(tutor.app.screen).__name__ == "FieldScreen"
        assert "Service.spec.ports.targetPort  <IntOrString>" in tutor.text
        assert "1-65535, or the name of a container port" in tutor.text
        await tutor.press("f1")
        assert type(tutor.app.screen).__name__ == "HelpScreen"
        await tutor.press("escape", "alt+3", "f1")
        assert type(tutor.app.screen).__name__ == "HelpScreen"


def test_only_what_differs_is_replaced() -> None:
    assert difference("app: y\n", 'app: "y"\n') == (5, 6, '"y"')
    assert difference("aa", "aaa") == (2, 2, "a")
    assert difference("same", "same") == (4, 4, "")
    assert place("a\nbc", 3) == (1, 1)


def test_lines_break_between_words_and_say_when_there_is_more() -> None:
    assert wrap("one two three", 7, 3) == ["one two", "three"]
    assert wrap("one two three four", 9, 1) == ["one two…"[:9].ljust(9)]
    assert wrap("", 9, 2) == []


async def test_where_reading_a_refusal_is_the_lesson_there_are_no_quick_fixes() -> None:
    own = replace(PACK, lessons=(replace(PACK.lessons[0], assist=Assist(fixes=False)), *PACK.lessons[1:]))
    app = TutorApp([own], learner(), ticking=False)
    async with app.run_test(size=(160, 48)) as pilot:
        tutor = Window(app, pilot)
        await pilot.pause()
        wrong = STARTER.replace("port: 80\n", "prot: 80\n")
        await tutor.write(wrong)
        assert 'unknown field "spec.ports[0].prot"' in tutor.text
        assert "Alt+R" not in tutor.text
        await tutor.press("alt+2", "alt+r")
        assert "No quick fixes here: read what the server says" in tutor.text
        assert tutor.lesson.editor.area.text == wrong
