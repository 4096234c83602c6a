"""The editor finds, comments, mends, compares and cleans up, all by keys, and keeps each file as it was left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events

from tests.sample_pack import PACK, SOLUTION, STARTER
from tests.tui.screen import Window, learner, window
from tutor.tui.app import TutorApp
from tutor.tui.widgets.editor_find import FindBar
from tutor.values import replace

BAD = STARTER.replace("targetPort", "targetport").replace("kind: Service", "kind: service")
EXTRA = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n"


async def at(tutor: Window, text: str, line: int, column: int) -> None:
    await tutor.press("alt+2")
    await tutor.write(text)
    tutor.lesson.editor.jump(line, column)
    await tutor.pilot.pause()


@asynccontextmanager
async def two_files() -> AsyncIterator[Window]:
    first = replace(
        PACK.lessons[0],
        submission=("service.yaml", "extra.yaml"),
        starter={"service.yaml": STARTER, "extra.yaml": EXTRA},
        solution={"service.yaml": SOLUTION, "extra.yaml": EXTRA},
    )
    app = TutorApp([replace(PACK, lessons=(first,))], learner(), ticking=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield Window(app, pilot)


@pytest.mark.parametrize("key", ["alt+c", "ctrl+underscore", "ctrl+slash"])
async def test_a_key_comments_a_line_out_and_back_in(key: str) -> None:
    async with window(learner()) as tutor:
        await at(tutor, STARTER, 8, 5)
        await tutor.press(key)
        assert tutor.lesson.editor.area.document.get_line(7) == "    # targetPort: 8080"
        await tutor.press(key)
        assert tutor.lesson.editor.area.text == STARTER


async def test_enter_ends_a_list_at_an_empty_item() -> None:
    async with window(learner()) as tutor:
        await at(tutor, "a:\n- b\n- ", 3, 3)
        await tutor.press("enter")
        assert tutor.lesson.editor.area.text == "a:\n- b\n"


async def test_find_goes_from_place_to_place_and_leaves_the_word_selected() -> None:
    async with window(learner()) as tutor:
        await at(tutor, STARTER, 1, 1)
        seen = []
        await tutor.press("ctrl+f", "p", "o", "r", "t")
        for key in ("enter", "down", "ctrl+f", "up"):
            await tutor.press(key)
            row, column = tutor.lesson.editor.area.cursor_location
            seen.append((row, column, tutor.lines[18].split()[-1]))
        assert seen == [(6, 4, "2/3"), (7, 10, "3/3"), (5, 2, "1/3"), (7, 10, "3/3")]
        await tutor.press("escape")
        assert tutor.lesson.editor.area.selected_text == "Port"
        assert tutor.lesson.editor.area.has_focus
        assert not tutor.lesson.editor.query_one(FindBar).display


async def test_find_says_when_a_word_is_not_there() -> None:
    async with window(learner()) as tutor:
        await at(tutor, STARTER, 1, 1)
        await tutor.press("ctrl+f", "q")
        assert tutor.lines[18].split() == ["Find", "q", "not", "there"]


async def test_several_fixes_stand_in_a_list_and_the_last_does_all() -> None:
    async with window(learner()) as tutor:
        await at(tutor, BAD, 8, 7)
        await tutor.press("alt+r")
        assert [line[8:60].strip() for line in tutor.lines[11:15]] == [
            "▸ Line 8: rename targetport to targetPort",
            "Line 8: remove targetport",
            "Line 2: replace service with Service",
            "All of these that fit together",
        ]
        await tutor.press("escape")
        assert tutor.lesson.editor.area.text == BAD
        await tutor.press("alt+r", "up", "enter")
        assert tutor.lesson.editor.area.text == STARTER
        await tutor.press("ctrl+z")
        assert tutor.lesson.editor.area.text == BAD


async def test_the_message_stands_on_the_line_and_moves_nothing() -> None:
    async with window(learner()) as tutor:
        await at(tutor, BAD, 1, 1)
        assert tutor.lines[4].startswith(" 2✕ kind: service   The cluster knows no kind service. Did you mean Service?")
        assert tutor.lines[10].startswith(" 8✕ │ │ targetport: 8080   ports has no field targetport.")
        assert tutor.lines[12] == "10  │ │ app: testapp"


async def test_marks_follow_their_lines_while_one_types() -> None:
    async with window(learner()) as tutor:
        await at(tutor, BAD, 3, 10)
        await tutor.press("enter")
        assert tutor.lines[11].startswith(" 9✕ │ │ targetport: 8080   ports has no field")
        await tutor.press("backspace", "backspace")
        assert tutor.lines[10].startswith(" 8✕ │ │ targetport: 8080   ports has no field")


async def test_what_the_server_adds_shows_until_one_does_not_want_it() -> None:
    async with window(learner()) as tutor:
        await at(tutor, STARTER, 1, 1)
        assert tutor.lines[9] == " 7  │ - port: 80   protocol: TCP"
        assert tutor.lines[7].startswith(" 5  spec:   type: ClusterIP  clusterIP: 10.233.")
        await tutor.press("alt+a")
        assert tutor.lines[9] == " 7  │ - port: 80"


async def test_the_difference_to_the_cluster_is_one_key_away() -> None:
    async with window(learner()) as tutor:
        await at(tutor, SOLUTION, 1, 1)
        await tutor.press("alt+d")
        assert "± Service/testapp-svc-clusterip  would be changed" in tutor.text
        assert "-    app: testapp\n" in "\n".join(line.strip(" │") for line in tutor.lines) + "\n"
        assert "+    app: testapp-rs" in tutor.text
        await tutor.press("escape")
        assert "would be changed" not in tutor.text


async def test_a_dirty_paste_is_offered_a_clean_up_and_left_alone_otherwise() -> None:
    async with window(learner("ko")) as tutor:
        await at(tutor, "", 1, 1)
        pasted = f"```yaml\n{STARTER}```\n".replace("app: testapp", "app: “testapp”")
        tutor.app.post_message(events.Paste(pasted))
        await tutor.pilot.pause()
        await tutor.pilot.pause()
        assert tutor.lesson.editor.area.text == pasted
        assert "붙여 넣은 내용에 매니페스트가 아닌 것이 딸려 왔습니다." in tutor.text
        assert "Alt+R: 붙여 넣은 내용을 정리합니다: 프롬프트와 코드 울타리, 둥근 따옴표" in tutor.text
        await tutor.press("alt+r")
        assert tutor.lesson.editor.area.text == STARTER.replace("app: testapp", 'app: "testapp"')


async def test_each_file_comes_back_with_its_place_and_its_undo() -> None:
    async with two_files() as tutor:
        await tutor.press("alt+2")
        assert tutor.lines[3] == "▸service.yaml │ extra.yaml"
        tutor.lesson.editor.jump(10, 17)
        await tutor.press("x")
        await tutor.press("ctrl+pageup")
        assert tutor.lesson.editor.file == "extra.yaml"
        assert tutor.lines[3].startswith(" service.yaml ● │▸extra.yaml")
        await tutor.press("ctrl+z")
        assert tutor.lesson.editor.area.text == EXTRA
        await tutor.press("ctrl+pagedown")
        assert tutor.lesson.editor.area.cursor_location == (9, 17)
        await tutor.press("ctrl+z")
        assert tutor.lesson.editor.area.text == STARTER


async def test_a_click_on_a_tab_opens_its_file() -> None:
    async with two_files() as tutor:
        await tutor.press("alt+2")
        await tutor.pilot.click("FileTabs", offset=(20, 0))
        await tutor.pilot.pause()
        assert tutor.lesson.editor.file == "extra.yaml"


async def test_the_mouse_over_a_field_explains_it_and_over_a_fault_tells_it() -> None:
    async with window(learner()) as tutor:
        await at(tutor, BAD.replace("service", "Service"), 1, 1)
        area = tutor.lesson.editor.area
        await tutor.pilot.hover("YamlEditor", offset=(9, 6))
        await tutor.pilot.pause()
        assert str(area.tooltip).startswith("port <integer>  The port of the Service")
        await tutor.pilot.hover("YamlEditor", offset=(9, 7))
        await tutor.pilot.pause()
        assert str(area.tooltip).startswith(
            'unknown field "spec.ports\\[0].targetport"\nports has no field targetport.'
        )


async def test_without_colour_every_sign_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with window(learner()) as tutor:
        await at(tutor, BAD, 8, 7)
        assert tutor.app.no_color
        assert tutor.lines[10].startswith(" 8✕ │ │ targetport: 8080   ports has no field")
