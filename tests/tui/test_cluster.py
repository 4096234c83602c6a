"""The cluster pane: objects to select, views, time and history."""

from __future__ import annotations

from tests.sample_pack import SOLUTION
from tests.tui.screen import learner, window
from tutor.tui.screens.details import DetailsScreen
from tutor.tui.screens.history import HistoryScreen

NARROW, WIDE = (80, 24), (160, 48)
REFUSED = "ssh kube-node1 curl -sS -m 1 $(kubectl get service testapp-svc-clusterip -o jsonpath='{.spec.clusterIP}')"


async def test_the_last_connection_is_drawn_as_a_path() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.enter(REFUSED)
        await tutor.press("alt+4")
        column = tutor.lines[1].index("━ Cluster") + 1
        drawn = [line[column:].rstrip() for line in tutor.lines[2:6]]
        assert drawn[0].endswith("kube-node1")
        assert "│ curl 10.233." in drawn[1]
        assert "│ Service/testapp-svc-clusterip  10.233." in drawn[2]
        assert drawn[3].endswith("▼ ✕ refused")


async def test_enter_on_an_object_goes_to_its_text() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+4", "down", "enter")
        assert tutor.lesson.here == "editor"
        assert tutor.lesson.editor.area.cursor_location == (0, 0)


async def test_an_object_without_a_text_shows_its_details() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+4", "down", "down", "enter")
        assert isinstance(tutor.app.screen, DetailsScreen)
        assert "Name:         testapp-replicaset-" in tutor.text
        await tutor.press("right")
        assert "apiVersion: v1" in tutor.text
        await tutor.press("escape")
        assert not isinstance(tutor.app.screen, DetailsScreen)


async def test_the_details_of_an_object_lead_to_its_text() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+4", "down", "d")
        assert "Enter: service.yaml, line 1" in tutor.text
        await tutor.press("enter")
        await tutor.until(lambda: tutor.lesson.here == "editor")
        assert tutor.lesson.here == "editor"


async def test_the_cluster_has_a_picture_tables_and_events() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+4", "right")
        assert "  SERVICE                READY  TYPE       ADDRESS" in tutor.text
        assert "  POD                       STATUS   ADDRESS" in tutor.text
        await tutor.press("right")
        assert "━ Cluster · events ━" in tutor.lines[2]
        assert "Started  Pod/testapp-replicaset-" in tutor.text
        await tutor.press("right")
        assert "Nodes" in tutor.text


async def test_the_time_stands_goes_faster_and_steps() -> None:
    async with window(learner()) as tutor:
        await tutor.press("alt+4", "space")
        assert "‖     ␣ go on" in tutor.text
        assert "09:00:01 ‖" in tutor.lines[0]
        await tutor.press("space", "plus", "plus")
        assert "▶ 5x" in tutor.text
        before = tutor.lesson.session.lab.now
        await tutor.press("full_stop")
        assert before < tutor.lesson.session.lab.now <= before + 10.1
        await tutor.press("alt+p")
        assert "‖" in tutor.lines[0]


async def test_the_history_shows_any_moment_and_goes_there() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.write(SOLUTION)
        await tutor.press("f5")
        tutor.lesson.session.lab.advance(2.0)
        await tutor.enter("kubectl delete service testapp-svc-clusterip")
        await tutor.press("alt+h")
        assert isinstance(tutor.app.screen, HistoryScreen)
        assert "-Service/testapp-svc-clusterip" in tutor.text
        assert "No Services yet" in tutor.text
        await tutor.press("up")
        assert "testapp-svc-clusterip  ClusterIP" in tutor.text
        await tutor.press("up", "enter")
        assert tutor.lesson.session.lab.undoable == 0
        assert tutor.lesson.session.lab.redoable == 2
        assert "✕ no pod in namespace default has the labels" in tutor.text
        await tutor.press("alt+y")
        assert "↷1" in tutor.text


async def test_an_object_that_has_gone_is_selected_no_more() -> None:
    async with window(learner(), WIDE) as tutor:
        await tutor.press("alt+4", "down")
        drawing = tutor.lesson.cluster.query_one("Drawing")
        assert getattr(drawing, "chosen", None) is not None
        await tutor.enter("kubectl delete service testapp-svc-clusterip")
        assert getattr(drawing, "chosen", None) is None
