"""The window as a learner meets it: languages, panes, typing, keys, coming back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events

from tests.sample_pack import PACK, SOLUTION, STARTER
from tests.tui.screen import Window, learner, window
from tutor.kubectl.output import Output
from tutor.packs.model import World
from tutor.progress import Progress
from tutor.session.views import Ran
from tutor.tui.app import TutorApp
from tutor.tui.screens.contents import ContentsScreen
from tutor.tui.widgets.bars import TopBar
from tutor.tui.widgets.console import BACK_LINES, MOST_LINES, Entry

NARROW, TWO, WIDE = (80, 24), (120, 36), (160, 48)


async def test_the_first_start_asks_for_the_language_and_opens_the_first_lesson() -> None:
    progress = Progress.open(None)
    async with window(progress) as tutor:
        assert "어떤 언어로 배우시겠습니까?  ·  Which language?" in tutor.text
        await tutor.press("home", "enter")
        assert tutor.lines[:3] == [
            " 1 · 변하지 않는 주소 1   □□ 0/2                       09:00:01 ▶   한국어 / EN",
            "▐1 수업   2 편집기   3 콘솔   4 클러스터 ✕1   5 채점                   Alt+1..5",
            "━ 수업 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        ]
        assert "나만의 작은 쿠버네티스 클러스터" in tutor.text
    assert progress.setting("locale") == "ko"


async def test_the_second_start_asks_nothing() -> None:
    async with window(learner()) as tutor:
        assert "Which language?" not in tutor.text
        assert "Three pods are ready" in tutor.text


async def test_the_language_changes_at_once() -> None:
    async with window(learner(), WIDE) as tutor:
        assert "Fill the endpoints" in tutor.text
        await tutor.press("alt+l")
        assert "F6 키를 누르면 지금 클러스터를 채점합니다." in tutor.text
        assert "엔드포인트를 채웁니다" in tutor.text
        assert "F5 적용" in tutor.lines[-1]


@pytest.mark.parametrize(
    ("size", "there"),
    [
        (NARROW, {"lesson"}),
        (TWO, {"lesson", "editor", "console"}),
        (WIDE, {"lesson", "editor", "console", "cluster", "check"}),
    ],
)
async def test_as_many_panes_show_as_have_room(size: tuple[int, int], there: set[str]) -> None:
    async with window(learner(), size) as tutor:
        assert {pane.id for pane in tutor.lesson.query(".pane") if pane.region.width} == there


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("alt+1", "Lesson"),
        ("alt+2", "service.yaml"),
        ("alt+3", "Console"),
        ("alt+4", "Cluster"),
        ("alt+5", "Check"),
        ("trade_mark_sign", "service.yaml"),
    ],
)
async def test_every_pane_has_its_key(key: str, title: str) -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+3", key)
        assert tutor.lines[2].startswith(f"━ {title} ")


async def test_tab_goes_round_all_panes_and_back() -> None:
    async with window(learner()) as tutor:
        seen = []
        for _ in range(5):
            await tutor.press("tab")
            seen.append(tutor.lesson.here)
        await tutor.press("shift+tab")
        assert seen == ["editor", "console", "cluster", "check", "lesson"]
        assert tutor.lesson.here == "check"


async def test_one_pane_can_have_the_whole_window() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.press("alt+3", "f9")
        assert [pane.id for pane in tutor.lesson.query(".pane") if pane.region.width] == ["console"]
        await tutor.press("f9")
        assert [pane.id for pane in tutor.lesson.query(".pane") if pane.region.width] == ["lesson", "editor", "console"]
        await tutor.press("f9")
        assert len([pane for pane in tutor.lesson.query(".pane") if pane.region.width]) == 5


async def test_a_fault_shows_while_typing_and_moves_nothing() -> None:
    async with window(learner(), WIDE) as tutor:
        column = tutor.lines[2].index("apiVersion")
        before = [line[column : column + 50].partition("   ")[0].rstrip() for line in tutor.lines[2:11]]
        await tutor.write(STARTER.replace("port: 80\n", "port: 0\n"))
        after = [line[column : column + 50].partition("   ")[0].rstrip() for line in tutor.lines[2:11]]
        assert [row for row in zip(before, after, strict=True) if row[0] != row[1]] == [("│ - port: 80", "│ - port: 0")]
        assert tutor.lines[8][column - 3 : column] == "7✕ "
        assert "✕ 7:11 spec.ports[0].port: Invalid value: 0" in tutor.text
        await tutor.write(STARTER)
        assert "✕ 7:11" not in tutor.text
        assert "No faults" in tutor.text


async def test_apply_shows_the_servers_words_and_the_picture_follows() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.write(SOLUTION)
        await tutor.press("f5")
        assert "service/testapp-svc-clusterip configured" in tutor.text
        tutor.lesson.session.lab.advance(1.0)
        tutor.lesson.show()
        await tutor.pilot.pause()
        assert tutor.text.count(" 8080") >= 3
        assert "✕ no pod in namespace" not in tutor.text


async def test_a_wrong_answer_shows_what_was_seen_and_enter_goes_to_its_line() -> None:
    async with window(learner()) as tutor:
        await tutor.press("f6")
        assert tutor.lesson.here == "check"
        assert "✕ 0/6  The Service has three endpoints" in tutor.text
        await tutor.press("enter")
        assert tutor.lesson.here == "editor"
        assert tutor.lesson.editor.area.cursor_location[0] in (8, 9)


async def test_a_right_answer_ticks_the_tasks_and_opens_the_debrief() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.write(SOLUTION)
        await tutor.press("f5")
        tutor.lesson.session.lab.advance(1.0)
        await tutor.press("f6")
        assert "✓ 1 Fill the endpoints" in tutor.text
        assert "✓ 2 Reach the Service" in tutor.text
        assert "Done: 10 of 10 points. Ctrl+N goes on." in tutor.text
        assert "A Service finds its pods by its label selector." in tutor.text
        assert "■□ 1/2" in tutor.lines[0]
        assert tutor.lines[-1].startswith(" Ctrl+N Next lesson ")
        await tutor.press("ctrl+n")
        assert tutor.lesson.session.lesson.id == "sample-2"
        assert tutor.lines[0].startswith(" 2 · A stable address 2   ■□ 1/2")


async def test_why_tells_how_the_last_connection_went() -> None:
    async with window(learner()) as tutor:
        await tutor.press("f7")
        assert "No connection yet." in tutor.text
        await tutor.enter("curl -m 1 10.233.0.99")
        await tutor.press("f7")
        assert tutor.lines[2].startswith("━ Why ")
        assert "✕ " in tutor.lines[3]


async def test_only_a_connection_that_failed_asks_why() -> None:
    async with window(learner()) as tutor:
        await tutor.enter("curl -m 1 10.233.0.99")
        assert tutor.text.count("  why? (F7)") == 1
        await tutor.enter("kubectl get pods")
        assert tutor.text.count("  why? (F7)") == 1


async def test_a_console_line_of_the_prose_runs_with_one_key() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+1", "enter")
        assert tutor.lesson.here == "console"
        assert "$ kubectl get endpoints testapp-svc-clusterip" in tutor.text


async def test_the_console_has_a_history_and_completes_words() -> None:
    async with window(learner()) as tutor:
        await tutor.enter("echo one")
        await tutor.press("up")
        assert tutor.lesson.console.line.value == "echo one"
        tutor.lesson.console.line.value = "kubec"
        await tutor.press("tab")
        assert tutor.lesson.console.line.value == "kubectl "


async def test_the_console_keeps_the_last_lines_and_shows_fewer_to_who_comes_back() -> None:
    async with window(learner()) as tutor:
        console = tutor.lesson.console
        past = [Ran(prompt="$ ", line=f"run {one}", output=Output(stdout="x\n" * 998)) for one in range(10)]
        for most, kept in ((MOST_LINES, ["run 8", "run 9"]), (BACK_LINES, ["run 9", "run 9"])):
            console.print(past, most)
            await tutor.pilot.pause()
            entries = list(console.query(Entry))
            assert sum(one.lines for one in entries) <= MOST_LINES
            assert [str(one.draw(80)).split("\n")[0].removeprefix("$ ") for one in entries] == kept
        assert [len(str(one.draw(80)).split("\n")) for one in entries] == [999, 401]
        assert console.line.history[:10] == [f"run {one}" for one in range(10)]


@pytest.mark.parametrize("width", [120, 121])
async def test_a_note_over_the_edge_of_a_pane_loses_no_wide_letter(width: int) -> None:
    async with window(learner("ko"), (width, 36)) as tutor:
        tutor.app.notify("이 수업은 다른 창에서도 열려 있습니다. 여기서는 따로 사본으로 이어", timeout=30)
        await tutor.pilot.pause(0.2)
        assert "▌ 이 수업은 다른 창에서도 열려 있습니다. 여기서는 따로 사본으로 이어" in tutor.text


async def test_what_a_program_prints_is_never_markup_nor_an_escape_sequence() -> None:
    async with window(learner()) as tutor:
        await tutor.enter("echo '[bold]x[/bold] [@click=app.quit]y'")
        assert "\n[bold]x[/bold] [@click=app.quit]y" in tutor.text.replace("\n ", "\n")
        await tutor.enter("printf '\\033[2J'")
        assert "\x1b" not in tutor.text


async def test_hints_open_one_by_one() -> None:
    async with window(learner(), WIDE) as tutor:
        assert "F4 Open hint 1 of 2  free" in tutor.text
        await tutor.press("f4")
        assert "Hint 1 of 2" in tutor.text
        assert "F4 Open hint 2 of 2  free" in tutor.text
        await tutor.press("f4")
        assert "That was the last hint." in tutor.text


async def test_the_solution_comes_only_after_yes_and_can_be_taken_back() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.press("f3", "enter")
        assert tutor.lesson.editor.area.text == STARTER
        await tutor.press("f3", "down", "enter")
        assert tutor.lesson.editor.area.text == SOLUTION
        await tutor.press("ctrl+z")
        assert tutor.lesson.editor.area.text == STARTER


async def test_starting_again_comes_only_after_yes() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.write(SOLUTION)
        await tutor.press("f8", "escape")
        assert tutor.lesson.editor.area.text == SOLUTION
        await tutor.press("f8", "down", "enter")
        assert tutor.lesson.editor.area.text == STARTER


async def test_undo_takes_the_last_change_of_the_cluster_back() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.write(SOLUTION)
        await tutor.press("f5")
        assert "↶ 1" in tutor.lines[0]
        await tutor.press("alt+z")
        assert "↶" not in tutor.lines[0]
        assert "✕ no pod in namespace default has the" in tutor.text
        assert tutor.lesson.editor.area.text == SOLUTION


async def test_the_contents_list_every_lesson_and_open_one() -> None:
    async with window(learner(), TWO) as tutor:
        await tutor.press("f2")
        assert "Contents" in tutor.lines[0]
        assert "◌  1  A stable address 1" in tutor.text
        await tutor.press("down", "enter")
        assert tutor.lesson.session.lesson.id == "sample-2"


async def test_coming_back_finds_text_cursor_pane_and_console() -> None:
    progress = learner()
    async with window(progress) as tutor:
        await tutor.enter("echo hello")
        await tutor.press("alt+2")
        await tutor.write(SOLUTION)
        tutor.lesson.editor.area.move_cursor((4, 2))
        await tutor.press("ctrl+q")
    async with window(progress) as tutor:
        assert tutor.lesson.here == "editor"
        assert tutor.lesson.editor.area.text == SOLUTION
        assert tutor.lesson.editor.area.cursor_location == (4, 2)
        assert "Welcome back: all is as you left it. Commands: 1, the" in tutor.lines[-1]
        await tutor.press("alt+3")
        assert "hello" in tutor.text


async def test_kubectl_edit_opens_an_editor_in_the_window() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.enter("kubectl edit service testapp-svc-clusterip")
        await tutor.pilot.pause()
        assert "Ctrl+S keeps it" in tutor.text
        await tutor.press("escape")
        assert "Edit cancelled, no changes made." in tutor.text


async def test_a_question_is_answered_before_anything_else_happens() -> None:
    async with window(learner()) as tutor:
        await tutor.press("f8", "f2", "f1")
        assert "Start this lesson again?" in tutor.text


async def test_a_progress_file_that_cannot_be_used_is_said(tmp_path: object) -> None:
    progress = learner()
    progress._connection.execute("pragma query_only = on")
    async with window(progress) as tutor:
        assert "Progress could not be written" in tutor.text


async def test_enter_and_backspace_know_yamls_indentation() -> None:
    async with window(learner()) as tutor:
        await tutor.write("spec:")
        tutor.lesson.go("editor")
        tutor.lesson.editor.area.move_cursor((0, 5))
        await tutor.press("enter", "a")
        assert tutor.lesson.editor.area.text == "spec:\n  a"
        await tutor.press("backspace", "backspace")
        assert tutor.lesson.editor.area.text == "spec:\n"


async def test_the_smallest_window_in_korean() -> None:
    async with window(learner("ko")) as tutor:
        assert tutor.lines == [
            " 1 · 변하지 않는 주소 1   □□ 0/2                       09:00:01 ▶   한국어 / EN",
            "▐1 수업   2 편집기   3 콘솔   4 클러스터 ✕1   5 채점                   Alt+1..5",
            "━ 수업 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
            "",
            " 파드 세 개는 준비되어 있습니다. 그런데 서비스로 보낸 요청은 모두 거부됩니다.",
            "",
            "  $ kubectl get endpoints testapp-svc-clusterip                              ↵",
            "  NAME                    ENDPOINTS   AGE",
            "  testapp-svc-clusterip   <none>      …",
            "",
            " 과제",
            " ▸ 1 엔드포인트를 채웁니다  6점",
            "   service.yaml을 고쳐 서비스가 파드 세 개를 모두 찾게 하십시오.",
            "",
            f"    F4 힌트 1/2 열기  무료{' ' * 51}↵",
            "",
            " □ 2 서비스로 접속합니다  4점",
            *[""] * 6,
            " F5 적용  F6 채점  F7 이유  F4 힌트  Tab 다음 창  F1 도움말       Ctrl+Q 끝내기",
        ]


async def test_the_palette_finds_commands_in_the_learners_language() -> None:
    async with window(learner("ko"), TWO) as tutor:
        await tutor.press("ctrl+p")
        await tutor.pilot.pause(0.3)
        assert "이름으로 명령을 찾습니다" in tutor.text
        await tutor.press("f", "5")
        await tutor.pilot.pause(0.3)
        assert "적용  F5" in tutor.text
        await tutor.press("escape")
        assert "이름으로 명령을 찾습니다" not in tutor.text


async def test_a_title_has_the_room_that_the_others_leave() -> None:
    async with window(learner()) as tutor:
        bar = tutor.lesson.query_one(TopBar)
        bar.standing = replace(bar.standing, title="Named ports: the number may change, and nobody needs to know")
        await tutor.pilot.pause()
        assert tutor.lines[0] == " 1 · Named ports: the number may change, and…     0/2  09:00:01 ▶   한국어 / EN"


async def test_apply_waits_for_what_was_typed_before_it_however_fast_it_came() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+2", "ctrl+end", "up", "end")
        for key in ("x", "backspace", "minus", "r", "s", "f5"):
            letter = {"minus": "-"}.get(key, key if len(key) == 1 else None)
            tutor.app.post_message(events.Key(key, letter))
        work = tutor.lesson.session.work
        await tutor.until(lambda: work.applied["service.yaml"] == SOLUTION)
        assert work.applied["service.yaml"] == SOLUTION
        assert tutor.lesson.session.work.is_applied("service.yaml")


async def test_keys_behind_one_that_closes_a_dialog_go_where_they_would_have_gone_one_by_one() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+2", "ctrl+end")
        for key in ("f1", "escape", "up", "home", "x", "up", "y"):
            tutor.app.post_message(events.Key(key, key if len(key) == 1 else None))
        area = tutor.lesson.editor.area
        await tutor.until(lambda: "y" in area.document.get_line(area.cursor_location[0]).lstrip()[:4])
        assert area.text.endswith("  selyector:\n    xapp: testapp\n")


async def test_a_lesson_whose_world_cannot_be_made_leaves_the_contents_with_a_note() -> None:
    lesson = replace(PACK.lessons[0], world=World(objects="apiVersion: v1\nkind: Pods\n"))
    app = TutorApp([replace(PACK, lessons=(lesson, *PACK.lessons[1:]))], learner(), ticking=False)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ContentsScreen)
        assert app.fault == f"the world of lesson {lesson.id} cannot be made: line 1: v1 Pods is not simulated"


async def test_a_lesson_that_was_asked_for_and_cannot_be_made_ends_the_window_with_3() -> None:
    lesson = replace(PACK.lessons[0], world=World(objects="apiVersion: v1\nkind: Pods\n"))
    app = TutorApp([replace(PACK, lessons=(lesson,))], learner(), lesson=lesson.id, ticking=False)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
    assert app.return_code == 3


async def test_the_debrief_of_a_long_lesson_comes_into_sight() -> None:
    prose = {name: replace(one, situation="Long.\n\n" * 40) for name, one in PACK.lessons[0].prose.items()}
    pack = replace(PACK, lessons=(replace(PACK.lessons[0], prose=prose), *PACK.lessons[1:]))
    app = TutorApp([pack], learner(), ticking=False)
    async with app.run_test(size=NARROW) as pilot:
        tutor = Window(app, pilot)
        await tutor.press("alt+2")
        await tutor.write(SOLUTION)
        await tutor.press("f5", "f6")
        await pilot.pause(0.2)
        assert prose["en"].next in tutor.text
