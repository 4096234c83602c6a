"""A session whose cluster somebody else works on, too, without any server."""

from __future__ import annotations

from tests.sample_pack import PACK
from tutor.api.kinds import SERVICE
from tutor.kubectl.output import Output
from tutor.progress import Progress
from tutor.session import Session
from tutor.session.shared import Shared
from tutor.session.views import Ran

NAME = "testapp-svc-clusterip"
PROMPT = "another terminal $ "
GONE = f'service "{NAME}" deleted from default namespace\n'


def begin(progress: Progress) -> tuple[Session, Shared]:
    session, shared = Session(pack=PACK, lesson=PACK.lessons[0], progress=progress), Shared()
    shared.show(session)
    return session, shared


def select(shared: Shared, run: str, app: str) -> None:
    """Do what a kubectl elsewhere does: a new selector for the lesson's Service."""
    patch = {"spec": {"selector": {"app": app}}}
    with shared.deed(run, "kubectl patch"):
        shared.cluster.server.patch(SERVICE, NAME, patch, patch_type="merge")


def selector(session: Session) -> str:
    return str(session.lab.cluster.server.get(SERVICE, NAME).spec.selector["app"])


def test_a_deed_from_elsewhere_is_told_judged_and_taken_back_like_one_of_the_console() -> None:
    session, shared = begin(Progress.open(None))
    assert not session.judge()
    select(shared, "", "other")
    assert shared.take() == (
        Ran(
            prompt=PROMPT,
            line="kubectl patch",
            output=session.lab.transcript[-1].output,
        ),
    )
    assert session.lab.transcript[-1].output.stdout == f"service/{NAME} configured\n"
    assert (session.lab.deeds()[-1].command, session.lab.deeds()[-1].changed) == (
        "kubectl patch",
        (f"~Service/{NAME}",),
    )
    assert session.judge()
    session.run("undo")
    assert (selector(session), session.lab.undoable) == ("testapp", 0)


def test_one_run_of_a_program_is_one_deed_and_looking_is_none() -> None:
    session, shared = begin(Progress.open(None))
    select(shared, "run-1", "a")
    select(shared, "run-1", "b")
    with shared.deed("run-1", "kubectl patch"):
        pass
    select(shared, "run-2", "c")
    assert session.lab.undoable == 2
    session.run("undo")
    session.run("undo")
    assert selector(session) == "testapp"


def test_what_was_done_from_elsewhere_is_there_when_the_learner_comes_back() -> None:
    progress = Progress.open(None)
    session, shared = begin(progress)
    with shared.deed("run-1", "kubectl apply"):
        metadata = {"name": "made", "annotations": {"said": "it's"}}
        shared.cluster.server.create(SERVICE, {"metadata": metadata, "spec": {"ports": [{"port": 80}]}})
    with shared.deed("run-1", "kubectl apply"):
        shared.cluster.server.delete(SERVICE, NAME)
    address = shared.cluster.server.get(SERVICE, "made").spec.cluster_ip
    session.record.close()
    again = Session(pack=PACK, lesson=PACK.lessons[0], progress=progress)
    assert (again.resume(), again.rebuilt_differently, again.lab.undoable) == (1, False, 1)
    assert again.lab.transcript == [
        Ran(prompt=PROMPT, line="kubectl apply", output=Output(stdout=f"service/made created\n{GONE}"))
    ]
    assert again.lab.deeds()[-1].command == "kubectl apply"
    services = {one.metadata.name: one for one in again.lab.cluster.store.list("Service", "default")}
    assert sorted(services) == ["kubernetes", "made"]
    assert (services["made"].spec.cluster_ip, services["made"].metadata.annotations) == (address, {"said": "it's"})


def test_how_others_reach_the_cluster_is_said_in_each_lesson() -> None:
    session, shared = begin(Progress.open(None))
    shared.reach("/home/ada/window")
    said = shared.take()
    assert [one.output.stdout for one in said] == [
        (
            "A real kubectl works on this cluster, too. Copy this into another terminal:\n"
            "export KUBECONFIG=/home/ada/window\n"
        )
    ]
    shared.show(session)
    assert shared.take() == said
