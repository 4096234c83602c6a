"""The cluster's history: what was done, what changed, how it looked."""

from __future__ import annotations

from tests.sample_pack import PACK, SOLUTION
from tutor.progress import Progress
from tutor.session import Session
from tutor.session.views import Target


def worked() -> Session:
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=Progress.open(None))
    session.edit("service.yaml", SOLUTION)
    session.apply("service.yaml")
    session.lab.advance(2.0)
    session.run("kubectl delete service testapp-svc-clusterip")
    return session


def test_every_deed_names_what_it_changed() -> None:
    deeds = worked().lab.deeds()
    assert [(deed.command, deed.changed) for deed in deeds] == [
        ("", ()),
        ("kubectl apply -f service.yaml", ("~Service/testapp-svc-clusterip",)),
        ("kubectl delete service testapp-svc-clusterip", ("-Service/testapp-svc-clusterip",)),
    ]
    assert [deed.here for deed in deeds] == [False, False, True]


def test_one_can_look_at_any_moment_and_nothing_moves() -> None:
    session = worked()
    lab = session.lab
    revision, now = lab.cluster.store.revision, lab.now
    notes = [[row.note for row in lab.look(number).services] for number in range(3)]
    assert notes == [["none-selected"], [""], []]
    assert (lab.cluster.store.revision, lab.now) == (revision, now)


def test_what_was_taken_back_stands_after_the_present_and_can_be_looked_at() -> None:
    session = worked()
    session.run("undo")
    deeds = session.lab.deeds()
    assert [(deed.undone, deed.here) for deed in deeds] == [(False, False), (False, True), (True, False)]
    assert (session.lab.undoable, session.lab.redoable) == (1, 1)
    assert session.lab.look(2).services == ()
    session.run("redo")
    assert session.lab.picture().services == ()


def test_a_step_of_time_ends_with_the_next_change() -> None:
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=Progress.open(None))
    session.run("kubectl scale replicaset testapp-replicaset --replicas=4")
    before = session.lab.picture()
    session.lab.step()
    assert session.lab.picture() != before
    assert session.lab.now < 3


def test_details_are_what_kubectl_says_and_nothing_moves() -> None:
    session = worked()
    session.run("undo")
    revision = session.lab.cluster.store.revision
    told = session.lab.details(Target(kind="Service", namespace="default", name="testapp-svc-clusterip"))
    assert told.describe.startswith("Name:                     testapp-svc-clusterip\n")
    assert told.yaml.startswith("apiVersion: v1\nkind: Service\n")
    assert told.at is not None
    assert (told.at.file, told.at.line) == ("service.yaml", 1)
    assert session.lab.cluster.store.revision == revision


def test_events_are_those_of_the_learners_objects() -> None:
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=Progress.open(None))
    session.run("kubectl scale replicaset testapp-replicaset --replicas=4")
    session.lab.advance(3.0)
    rows = session.lab.events()
    assert rows[-1].target.kind == "Pod"
    assert "SuccessfulCreate" in {row.reason for row in rows}


def test_hints_cost_what_they_say() -> None:
    priced = PACK.lessons[0]
    session = Session(pack=PACK, lesson=priced, progress=Progress.open(None))
    assert session.page().tasks[0].hint_costs == (0, 0)


def test_ticks_come_by_themselves_and_reasons_only_when_asked() -> None:
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=Progress.open(None))
    assert not session.judge()  # nothing was done yet
    session.run("kubectl get pods")
    assert session.judge()
    board = session.board()
    assert [(row.state, row.seen) for row in board.rows] == [("open", ""), ("open", "")]
    assert not session.judge()
    session.check()
    assert [row.state for row in session.board().rows] == ["fail", "fail"]
