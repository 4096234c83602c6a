"""The cluster of a window, for others who work on it at the same time; all of them on the window's event loop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tutor import words
from tutor.cluster.cluster import Cluster
from tutor.kubectl.files import Files
from tutor.kubectl.output import Output
from tutor.kubectl.shell.timeline import Moment
from tutor.progress import Command
from tutor.session.overheard import Done, changes, line_of, marked
from tutor.session.session import Session
from tutor.session.views import Ran
from tutor.values import replace

MOST_SHOWN = 5


class Shared:
    """What the window shows now, and what others have done to it that the window has not shown yet."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._heard: list[Ran] = []
        self._place = ""
        self._run = ""
        self._last: Moment | None = None
        self._command = Command(at=0, line="")

    def show(self, session: Session) -> None:
        """The window shows this session from now on."""
        self._session = session
        self._heard = []
        if self._place:
            self.reach(self._place)

    def reach(self, place: str) -> None:
        """Tell the learner how others reach the cluster: with the kubeconfig at this path."""
        self._place = place
        said = words.text(self.session.locale, "window.shared.reach", {"path": place})
        self._heard.append(Ran(prompt="", line="", output=Output(stdout=f"{said}\n")))

    def refuse(self, detail: str) -> None:
        """Tell the learner why nobody else reaches the cluster."""
        said = words.text(self.session.locale, "window.shared.refused", {"detail": detail})
        self._heard.append(Ran(prompt="", line="", output=Output(stderr=f"{said}\n")))

    @property
    def place(self) -> str:
        """The path of the kubeconfig with which others reach the cluster, "" while they cannot."""
        return self._place

    def take(self) -> tuple[Ran, ...]:
        """What was done since the last look, for the console."""
        heard, self._heard = tuple(self._heard), []
        return heard

    # For those who work on it

    @property
    def session(self) -> Session:
        """The session that is open; nobody may ask before there is one."""
        assert self._session is not None, "shown before it is shared"  # noqa: S101 - our own order of things
        return self._session

    @property
    def cluster(self) -> Cluster:
        """The cluster as the window has it now."""
        return self.session.lab.cluster

    @property
    def pod_files(self) -> dict[str, Files]:
        """What programs of pods have written there."""
        return self.session.lab.shell.pod_files

    def pass_time(self, seconds: float) -> None:
        """The window lets time pass itself, and may have stopped it."""

    @contextmanager
    def deed(self, run: str, title: str) -> Iterator[None]:
        """What happens inside is a deed of somebody's program; equal `run`, if any, means: of one and the same run."""
        cluster = self.cluster
        before = Moment(command=title, cluster=cluster, snapshot=cluster.snapshot())
        yield
        if cluster.store.revision != before.snapshot.store.revision:
            done = changes(before.snapshot.store, cluster.snapshot().store)
            if done:
                self._note(run, before, done)

    def _note(self, run: str, before: Moment, done: tuple[Done, ...]) -> None:
        """Take a deed into the history and the record, and say it in the console."""
        lab = self.session.lab
        timeline = lab.shell.timeline
        same = bool(run) and run == self._run and bool(timeline.past) and timeline.past[-1] is self._last
        self._keep(before.command, line_of(done), same=same)
        if not same:
            timeline.note(before)
        lab.work.note(lab.undoable)
        self._run, self._last = run, timeline.past[-1]
        prompt = words.text(self.session.locale, "window.shared.prompt")
        said = "".join(one.said for one in done[:MOST_SHOWN])
        ran = Ran(prompt=prompt, line="" if same else before.command, output=Output(stdout=said))
        lab.transcript.append(ran)
        self._heard.append(ran)

    def _keep(self, title: str, line: str, *, same: bool) -> None:
        """Record what does the same again, in one line for all that one run has done, so that undo counts alike."""
        record, lab = self.session.record, self.session.lab
        if same:
            self._command = replace(self._command, line=f"{self._command.line}; {line}")
            record.mend_command(self._command)
        else:
            self._command = Command(
                at=lab.now, line=marked(title, line), files=self.session.work.changed(), laptop=True
            )
            record.keep_command(self._command)
