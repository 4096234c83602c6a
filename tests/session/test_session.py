"""One learner in one lesson, without any window."""

from __future__ import annotations

import pytest

from tests.sample_pack import PACK, SOLUTION, STARTER
from tutor.kubectl.output import Output
from tutor.progress import Progress
from tutor.session import EditorWanted, Session
from tutor.session.views import Ran

EDIT = "kubectl edit service testapp-svc-clusterip"
ADDRESS = "kubectl get service testapp-svc-clusterip -o jsonpath={.spec.clusterIP}"


def begin(progress: Progress | None = None, locale: str = "en") -> Session:
    return Session(pack=PACK, lesson=PACK.lessons[0], progress=progress or Progress.open(None), locale=locale)


def run(session: Session, line: str) -> Output:
    ran = session.run(line)
    assert isinstance(ran, Ran)
    return ran.output


def mend(session: Session) -> None:
    session.edit("service.yaml", SOLUTION)
    session.apply("service.yaml")
    session.lab.advance(2.0)


def test_a_lesson_begins_with_its_starter_applied_and_its_first_task_at_hand() -> None:
    session = begin()
    assert session.work.texts == {"service.yaml": STARTER}
    assert [(task.number, task.title, task.state) for task in session.page().tasks] == [
        (1, "Fill the endpoints", "current"),
        (2, "Reach the Service", "todo"),
    ]
    assert [(row.name, row.note) for row in session.lab.picture().services] == [
        ("testapp-svc-clusterip", "none-selected")
    ]


def test_the_starter_has_no_points_and_the_solution_has_all() -> None:
    session = begin()
    assert (session.check().score, session.done) == (0, False)
    mend(session)
    board = session.check()
    assert (board.score, board.most, board.done, session.done) == (10, 10, True, True)
    assert [row.state for row in board.rows] == ["pass", "pass"]


def test_judging_does_not_touch_the_cluster() -> None:
    session = begin()
    revision, now = session.lab.cluster.store.revision, session.lab.now
    session.check()
    assert (session.lab.cluster.store.revision, session.lab.now) == (revision, now)


def test_the_debrief_comes_when_everything_is_done() -> None:
    session = begin(locale="ko")
    assert session.page().why == ""
    mend(session)
    session.check()
    page = session.page()
    assert [task.state for task in page.tasks] == ["done", "done"]
    assert page.why == "서비스는 레이블 셀렉터로 파드를 찾습니다."


def test_a_verdict_grows_stale_when_the_cluster_changes() -> None:
    session = begin()
    session.check()
    assert not session.board().stale
    mend(session)
    assert session.board().stale


def test_apply_says_what_kubectl_says_and_knows_that_the_text_is_applied() -> None:
    session = begin()
    session.edit("service.yaml", SOLUTION)
    assert not session.work.is_applied("service.yaml")
    ran = session.apply("service.yaml")
    assert isinstance(ran, Ran)
    assert (ran.line, ran.output.stdout) == (
        "kubectl apply -f service.yaml",
        "service/testapp-svc-clusterip configured\n",
    )
    assert session.work.is_applied("service.yaml")


def test_apply_works_from_wherever_the_console_is() -> None:
    session = begin()
    run(session, "ssh kube-node1")
    assert session.lab.place == "kube-node1"
    session.edit("service.yaml", SOLUTION)
    ran = session.apply("service.yaml")
    assert isinstance(ran, Ran)
    assert ran.output.code == 0
    assert session.lab.place == "kube-node1"


def test_coming_back_finds_the_same_cluster_text_and_console() -> None:
    progress = Progress.open(None)
    first = begin(progress)
    first.lab.advance(3.25)
    run(first, "kubectl get pods")
    run(first, "kubectl delete pod -l app=testapp-rs --wait=false")
    first.lab.advance(1.5)
    mend(first)
    run(first, "curl -s -m 1 testapp-svc-clusterip")
    first.edit("service.yaml", SOLUTION + "# later\n")
    first.check()
    first.keep_place({"pane": "editor"})
    second = begin(progress)
    assert second.resume() == 4
    assert not second.rebuilt_differently
    assert second.lab.transcript == first.lab.transcript
    assert second.lab.picture() == first.lab.picture()
    assert second.work.texts == {"service.yaml": SOLUTION + "# later\n"}
    assert second.done == first.done
    assert int(second.lab.now) == int(first.lab.now)


def test_a_learner_who_undid_something_comes_back_to_where_the_undo_led() -> None:
    progress = Progress.open(None)
    first = begin(progress)
    mend(first)
    run(first, "undo")
    first.lab.advance(4.0)
    run(first, "kubectl get endpoints")
    second = begin(progress)
    second.resume()
    assert second.lab.transcript == first.lab.transcript
    assert second.lab.picture().services[0].note == "none-selected"


def test_kubectl_edit_asks_for_the_edited_text_and_is_done_again_with_it() -> None:
    progress = Progress.open(None)
    session = begin(progress)
    before = session.lab.cluster.store.revision
    wanted = session.run(EDIT)
    assert isinstance(wanted, EditorWanted)
    assert "app: testapp\n" in wanted.text
    assert (session.lab.cluster.store.revision, session.lab.transcript) == (before, [])
    edited = wanted.text.replace("app: testapp\n", "app: testapp-rs\n")
    ran = session.run(wanted.line, (*wanted.edits, edited))
    assert isinstance(ran, Ran)
    assert ran.output == Output(stdout="service/testapp-svc-clusterip edited\n")
    again = begin(progress)
    again.resume()
    assert again.lab.picture().services[0].selector == "app=testapp-rs"


def test_a_file_that_a_command_writes_is_the_text_of_the_editor() -> None:
    session = begin()
    run(session, "echo '# new' > service.yaml")
    assert session.work.texts == {"service.yaml": "# new\n"}


def test_hints_open_one_by_one_and_stay_open() -> None:
    progress = Progress.open(None)
    session = begin(progress)
    assert [session.hint(), session.hint(), session.hint()] == [True, True, False]
    task = begin(progress).page().tasks[0]
    assert task.hints == ("Look at `kubectl get pods --show-labels`.", "Compare the selector with the labels.")
    assert task.hints_left == 0


def test_reset_starts_again_and_keeps_the_best_score() -> None:
    progress = Progress.open(None)
    session = begin(progress)
    session.hint()
    mend(session)
    session.check()
    session.reset()
    assert session.work.texts == {"service.yaml": STARTER}
    assert session.lab.transcript == []
    assert progress.commands(session.lesson.uuid) == ()
    assert session.page().tasks[0].hints == ()
    assert (session.record.row.score, session.record.row.done) == (10, True)


def test_the_last_connection_is_explained_with_the_line_that_decided_it() -> None:
    session = begin()
    assert (session.why(), session.lab.connection(session.locale)) == (None, None)
    address = run(session, ADDRESS).stdout
    run(session, f"ssh kube-node1 curl -s -m 1 {address}")
    connection, told = session.lab.connection(session.locale), session.why()
    assert connection is not None
    assert (connection.place, connection.asked, connection.outcome) == ("kube-node1", f"curl {address}:80", "refused")
    assert [stop.name for stop in connection.stops] == ["Service/testapp-svc-clusterip"]
    assert told is not None
    assert not told.delivered
    assert told.verdict.text == "Refused by kube-proxy on kube-node1: the Service selects no pod."
    assert "service.yaml" in {step.at.file for step in (told.verdict, *told.steps) if step.at}


def test_a_text_whose_apply_was_taken_back_is_applied_no_more_until_it_is_done_again() -> None:
    session = begin()
    known = [session.work.is_applied("service.yaml")]
    session.edit("service.yaml", SOLUTION)
    session.apply("service.yaml")
    for line in ("undo", "redo", "reset"):
        known.append(session.work.is_applied("service.yaml"))
        session.run(line)
    known.append(session.work.is_applied("service.yaml"))
    assert known == [True, True, False, True, False]


def test_an_applied_text_is_marked_where_it_leads_nowhere() -> None:
    session = begin()
    assert session.problems("service.yaml", STARTER) == ()
    session.apply("service.yaml")
    assert [(one.line, one.severity, one.message) for one in session.problems("service.yaml", STARTER)] == [
        (10, "warning", "no pod in namespace default has the labels app=testapp")
    ]
    assert session.problems("service.yaml", SOLUTION) == ()
    mend(session)
    assert session.problems("service.yaml", SOLUTION) == ()
    session.edit("service.yaml", SOLUTION.replace("8080", "web"))
    session.apply("service.yaml")
    session.lab.advance(2.0)
    (fault,) = session.problems("service.yaml", session.work.texts["service.yaml"])
    assert (fault.line, fault.column, fault.message) == (8, 17, 'no selected pod has a port named "web"')


def test_completion_gives_whole_lines() -> None:
    session = begin()
    assert session.lab.complete("kubectl get endpointsl") == ("kubectl get endpointslices",)


@pytest.mark.parametrize(
    "text", ["", "a: [", "\x00", "- - -", "kind: Service", "apiVersion: v1\nkind: Service\nspec: 3\n"]
)
def test_no_text_is_too_strange_to_be_judged(text: str) -> None:
    session = begin()
    session.edit("service.yaml", text)
    session.problems("service.yaml", text)
    session.apply("service.yaml")
    assert session.check().score == 0
