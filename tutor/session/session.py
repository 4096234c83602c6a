"""One learner in one lesson: texts, cluster, console, verdict, hints; values in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings
from tutor.grading.grade import apply_files, evaluate
from tutor.grading.verdict import Result
from tutor.grading.world import prepare
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell
from tutor.packs.model import Lesson, Pack, Step
from tutor.progress import Command, Progress
from tutor.session.assist import Assistant
from tutor.session.board import board
from tutor.session.diagnose import diagnose
from tutor.session.explain import connection, explain
from tutor.session.observe import observe
from tutor.session.page import done_tasks, page
from tutor.session.picture import Picture, draw
from tutor.session.record import Record
from tutor.session.views import Board, Connection, Diagnostic, Explanation, Page, Ran
from tutor.session.workspace import Workspace
from tutor.values import frozen

FOLDER = "/home/learner"
REPLAY_MOST_SECONDS = 86_400.0


class EditorOpened(Exception):  # noqa: N818 - no fault: a command waits for the learner's editor
    """A command opened an editor that has not been answered yet."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@frozen
class EditorWanted:
    """What a command wants edited; run the same line again with the edited text added to `edits`."""

    line: str
    edits: tuple[str, ...]
    text: str


class Session:
    """One learner in one lesson; what is done is recorded, so that the same cluster can be had again."""

    def __init__(self, *, pack: Pack, lesson: Lesson, progress: Progress, locale: str = "en") -> None:
        self.pack = pack
        self.lesson = lesson
        self.record = Record(progress, lesson)
        self.locale = locale
        self.transcript: list[Ran] = []
        self.result: Result | None = None
        self.rebuilt_differently = False
        self._edits: list[str] = []
        self._judged = 0
        self._begin()

    def _begin(self) -> None:
        files = Files(cwd=FOLDER)
        self.work = Workspace(files, {name: self.lesson.starter.get(name, "") for name in self.lesson.submission})
        for name in self.lesson.given:
            files.write(f"{FOLDER}/{name}", self.lesson.files[name])
        self.shell = Shell(
            cluster=self._start(), begin=self._start_with, files=files, host_editor=self._edit, locale=self.locale
        )
        if Step(verb="apply", argument="starter") in self.lesson.script:
            self.work.applied |= self.work.texts
        self._drawn: tuple[int, int, Picture] | None = None

    def _start(self) -> Cluster:
        return prepare(self.lesson)

    def _start_with(self, settings: Settings) -> Cluster:
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

    def picture(self) -> Picture:
        """What stands in the cluster, drawn again only when something was written."""
        state = (id(self.cluster), self.cluster.store.revision)
        if self._drawn is None or self._drawn[:2] != state:
            self._drawn = (*state, draw(self.cluster.store))
        return self._drawn[2]

    # The console

    @property
    def prompt(self) -> str:
        """What stands before the cursor of the console."""
        return self.shell.prompt

    @property
    def place(self) -> str:
        """The pod or node where the console is, "" on the laptop."""
        return self.shell.place.name

    def run(self, line: str, edits: tuple[str, ...] = ()) -> Ran | EditorWanted:
        """Run a line of the console and record it; `edits` answer the editors that it opens."""
        return self._run(Command(at=self.now, line=line, files=self.work.changed(), edits=edits))

    def _run(self, command: Command) -> Ran | EditorWanted:
        ran = self._do(command)
        if isinstance(ran, Ran):
            self.record.keep_command(replace(command, code=ran.output.code))
        return ran

    def _do(self, command: Command) -> Ran | EditorWanted:
        before, cluster, frames = self.cluster.snapshot(), self.cluster, self.shell.frames
        self.shell.frames = frames[:1] if command.laptop else frames
        self._edits, prompt = list(command.edits), self.prompt
        try:
            output = self.shell.run(command.line)
        except EditorOpened as opened:
            cluster.restore(before)
            self.shell.history.pop()
            return EditorWanted(line=command.line, edits=command.edits, text=opened.text)
        finally:
            self.shell.frames = frames if command.laptop else self.shell.frames
        self.work.pull()
        name = command.line.rpartition(" ")[2]
        if command.laptop and name in self.work.texts and not output.code:
            self.work.send(name)
        ran = Ran(prompt=prompt, line=command.line, output=output)
        self.transcript.append(ran)
        return ran

    def _edit(self, command: str, text: str) -> str:
        """Answer an editor with the learner's next text; the window is the editor, whatever `command` says."""
        del command
        if not self._edits:
            raise EditorOpened(text)
        return self._edits.pop(0)

    def complete(self, line: str) -> tuple[str, ...]:
        """Whole lines that `line` could become, sorted."""
        start = line[: len(line) - len(line.rpartition(" ")[2])]
        return tuple(start + word for word in self.shell.complete(line))

    def apply(self, name: str) -> Ran | EditorWanted:
        """Send a file to the cluster with kubectl, from the laptop wherever the console is."""
        elsewhere = self.shell.frames[0].scope.files.cwd != FOLDER
        line = f"{'cd && ' if elsewhere else ''}kubectl apply -f {name}"
        return self._run(Command(at=self.now, line=line, files=self.work.changed(), laptop=True))

    @property
    def undoable(self) -> int:
        """How many changes can be taken back."""
        return len(self.shell.timeline.past)

    @property
    def changes(self) -> tuple[str, ...]:
        """The commands that can be taken back, oldest first."""
        return tuple(moment.command for moment in self.shell.timeline.past)

    # The text

    def edit(self, name: str, text: str) -> None:
        """Change a file and keep it."""
        if self.work.texts.get(name) != text:
            self.work.write(name, text)
            self.record.keep_text(name, text)

    def problems(self, name: str, text: str) -> tuple[Diagnostic, ...]:
        """What is wrong with a text; once the learner has applied it, also what the cluster makes of it."""
        found = diagnose(text, self.locale)
        if found or name not in self.work.sent or self.work.applied[name] != text:
            return found
        return observe(text, self.picture(), self.locale)

    def assistant(self) -> Assistant:
        """Whom the editor asks about its text, with the cluster as it is now."""
        return Assistant(self.cluster.store, self.locale)

    # The verdict

    def check(self) -> Board:
        """Judge the cluster as it is; the cluster does not notice."""
        files = {name: text.encode("utf-8", "surrogateescape") for name, text in self.work.texts.items()}
        applied = apply_files(self.lesson, self.cluster, files)
        self.result = evaluate(self.lesson, self.cluster, applied)
        self._judged = self.cluster.store.revision
        self.record.keep_result(self.result)
        return self.board()

    def board(self) -> Board:
        """The last verdict in words."""
        stale = self.result is not None and self._judged != self.cluster.store.revision
        return board(self.result, self.pack, self.lesson, self.locale, stale=stale)

    @property
    def done(self) -> bool:
        """Whether the last verdict gave every point."""
        return self.result is not None and self.result.full

    def page(self) -> Page:
        """The lesson as far as the learner is."""
        return page(
            self.pack, self.lesson, self.locale, result=self.result, hints=self.record.row.hints, done=self.done
        )

    def hint(self) -> bool:
        """Open the next hint of the task at hand; False when there is none left."""
        ticked = done_tasks(self.lesson, self.result)
        task = next((task for task in self.lesson.tasks if task.id not in ticked), None)
        left = next((row.hints_left for row in self.page().tasks if row.state == "current"), 0)
        if task is None or not left:
            return False
        self.record.open_hint(task.id)
        return True

    # The last connection

    def why(self) -> Explanation | None:
        """How the last connection went."""
        trace = self.shell.last_trace
        return None if trace is None else explain(trace, self.work.texts, self.locale)

    def connection(self) -> Connection | None:
        """The last connection in short."""
        trace = self.shell.last_trace
        return None if trace is None else connection(trace)

    # Leaving and coming back

    def speak(self, locale: str) -> None:
        """Change the language of everything that is said from now on."""
        self.locale = locale
        self.shell.locale = locale

    def solve(self) -> dict[str, str]:
        """The solution's texts by file name."""
        return {name: self.lesson.solution.get(name, "") for name in self.work.names}

    def reset(self) -> None:
        """Start the lesson again; the best score stays."""
        self.record.begin_again()
        self._begin()
        self.transcript, self.result = [], None

    def resume(self) -> int:
        """Do again what was done before, at the same virtual times; returns how many commands there were."""
        commands = self.record.commands()
        for command in commands:
            self._repeat(command)
        self._take(self.record.texts())
        row = self.record.row
        self._wait_until(row.number("time"))
        if row.number("checked"):
            self.check()
        self.shell.ended = False  # `exit` closed the window then, not now
        return len(commands)

    def _repeat(self, command: Command) -> None:
        self._wait_until(command.at)
        self._take(command.files)
        self.work.changed()
        ran = self._do(command)
        self.rebuilt_differently |= isinstance(ran, EditorWanted) or ran.output.code != command.code

    def _wait_until(self, moment: float) -> None:
        self.advance(max(0.0, min(moment - self.now, REPLAY_MOST_SECONDS)))

    def _take(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            if name in self.work.texts:
                self.work.write(name, text)

    def keep_place(self, place: Mapping[str, str | int]) -> None:
        """Remember where the learner stands in the window, and the cluster's time."""
        self.record.keep_place({**place, "time": int(self.now)})
