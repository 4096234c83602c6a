"""What a learner works on in one lesson: the files, the simulated terminal, the cluster and its time."""

from __future__ import annotations

from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import Delivered, Trace
from tutor.cluster.settings import Settings
from tutor.grading.world import prepare
from tutor.kubectl.files import Files
from tutor.kubectl.output import Output
from tutor.kubectl.shell.terminal import Shell
from tutor.packs.commands import console_commands
from tutor.packs.model import Lesson, Step
from tutor.progress import Command
from tutor.session import history
from tutor.session.details import details
from tutor.session.drawing import draw
from tutor.session.explain import connection
from tutor.session.happenings import happenings
from tutor.session.picture import Picture
from tutor.session.views import Connection, Deed, Details, EditorWanted, EventRow, Ran, Target
from tutor.session.workspace import Workspace
from tutor.values import replace

FOLDER = "/home/learner"
STEP_SECONDS = 0.1
STEP_MOST_SECONDS = 10.0


class EditorOpened(Exception):  # noqa: N818 - no fault: a command waits for the learner's editor
    """A command opened an editor that has not been answered yet."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Lab:
    """Files and a shell over the lesson's cluster; commands are done here, and recorded by the session."""

    def __init__(self, lesson: Lesson, locale: str) -> None:
        self.lesson = lesson
        self.transcript: list[Ran] = []
        self._edits: list[str] = []
        self._drawn: tuple[int, int, Picture] | None = None
        files = Files(cwd=FOLDER)
        self.work = Workspace(files, {name: lesson.starter.get(name, "") for name in lesson.submission})
        for name in lesson.given:
            files.write(f"{FOLDER}/{name}", lesson.files[name])
        self.shell = Shell(
            cluster=prepare(lesson),
            begin=self._begin,
            files=files,
            host_editor=self._edit,
            locale=locale,
            lesson_commands=console_commands(lesson, locale),
        )
        if Step(verb="apply", argument="starter") in lesson.script:
            self.work.applied |= self.work.texts
        self.work.note(0)

    def _begin(self, settings: Settings) -> Cluster:
        """Make the cluster that `reset` asks for."""
        world = replace(
            self.lesson.world, seed=settings.seed, proxy=settings.proxy_mode, load_balancer=settings.load_balancer
        )
        return prepare(replace(self.lesson, world=world))

    # The cluster and its time

    @property
    def cluster(self) -> Cluster:
        """The cluster as the shell has it: undo and reset exchange it."""
        return self.shell.cluster

    @property
    def now(self) -> float:
        """Virtual seconds since the world's epoch."""
        return self.cluster.clock.now

    @property
    def time(self) -> str:
        """The cluster's clock as HH:MM:SS."""
        return self.cluster.clock.timestamp()[11:19]

    def advance(self, seconds: float) -> None:
        """Let the cluster live; the window calls this as wall time passes."""
        self.cluster.advance(seconds)

    def step(self) -> None:
        """Let time pass until the picture changes, for ten seconds at most."""
        before, most = self.picture(), self.now + STEP_MOST_SECONDS
        while self.now < most and self.picture() == before:
            self.advance(STEP_SECONDS)

    def picture(self) -> Picture:
        """What stands in the cluster, drawn again only when something was written."""
        state = (id(self.cluster), self.cluster.store.revision)
        if self._drawn is None or self._drawn[:2] != state:
            self._drawn = (*state, draw(self.cluster.store))
        return self._drawn[2]

    def details(self, target: Target) -> Details:
        """What kubectl says of one object, and where the learner's files describe it; nothing moves."""
        return details(self.cluster, self.work.texts, target)

    def events(self) -> tuple[EventRow, ...]:
        """What happened to the learner's objects, the newest last."""
        return happenings(self.cluster)

    def connection(self, locale: str) -> Connection | None:
        """The last connection, hop by hop."""
        trace = self.shell.last_trace
        return None if trace is None else connection(trace, locale)

    # Its history

    @property
    def undoable(self) -> int:
        """How many changes can be taken back."""
        return len(self.shell.timeline.past)

    @property
    def redoable(self) -> int:
        """How many changes were taken back and can be had again."""
        return len(self.shell.timeline.future)

    def deeds(self) -> tuple[Deed, ...]:
        """What was done, from the beginning on, with what each deed changed."""
        return history.deeds(self.shell)

    def look(self, number: int) -> Picture:
        """How the cluster looked after a deed; nothing moves."""
        return history.look(self.shell, number)

    # The terminal

    @property
    def prompt(self) -> str:
        """What stands before the cursor of the console."""
        return self.shell.prompt

    @property
    def place(self) -> str:
        """The pod or node where the console is, "" on the laptop."""
        return self.shell.place.name

    def complete(self, line: str) -> tuple[str, ...]:
        """Whole lines that `line` could become, sorted."""
        start = line[: len(line) - len(line.rpartition(" ")[2])]
        return tuple(start + word for word in self.shell.complete(line))

    @property
    def away(self) -> bool:
        """Whether the laptop's shell stands in another folder than the lesson's."""
        return self.shell.frames[0].scope.files.cwd != FOLDER

    def do(self, command: Command) -> Ran | EditorWanted:
        """Run a command; one that opens an editor which `command` does not answer leaves everything as it was."""
        cluster, frames = self.shell.cluster, self.shell.frames
        before, connected = cluster.snapshot(), self.shell.last_trace
        self.shell.frames = frames[:1] if command.laptop else frames
        self._edits, prompt = list(command.edits), self.shell.prompt
        try:
            output = self.shell.run(command.line)
        except EditorOpened as opened:
            cluster.restore(before)
            self.shell.history.pop()
            return EditorWanted(line=command.line, edits=command.edits, text=opened.text)
        finally:
            self.shell.frames = frames if command.laptop else self.shell.frames
        self.work.pull()
        self._follow(command, output)
        ran = Ran(prompt=prompt, line=command.line, output=output, failed=self._failed_since(connected))
        self.transcript.append(ran)
        return ran

    def _failed_since(self, connected: Trace | None) -> bool:
        """Whether there was another connection after `connected`, and the last one did not arrive."""
        trace = self.shell.last_trace
        return trace is not None and trace is not connected and not isinstance(trace.outcome, Delivered)

    def _follow(self, command: Command, output: Output) -> None:
        """Know what the cluster has of the learner's texts: undo and redo change that as well."""
        name = command.line.rpartition(" ")[2]
        moment = {"undo": self.undoable, "redo": self.undoable, "reset": 0}.get(command.line.partition(" ")[0])
        if moment is not None:
            self.work.recall(moment)
        elif command.laptop and name in self.work.texts and not output.code:
            self.work.send(name)
        self.work.note(self.undoable)

    def rename(self, title: str, prompt: str) -> None:
        """Show the last deed under another name: somebody else had done it."""
        ran, past = self.transcript[-1], self.shell.timeline.past
        self.transcript[-1] = Ran(prompt=prompt, line=title, output=ran.output)
        if past and past[-1].command == ran.line:
            past[-1] = replace(past[-1], command=title)

    def _edit(self, command: str, text: str) -> str:
        """Answer an editor with the learner's next text; the window is the editor, whatever `command` says."""
        del command
        if not self._edits:
            raise EditorOpened(text)
        return self._edits.pop(0)
