"""One learner in one lesson: texts, cluster, console, verdict, hints; values in, values out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor import words
from tutor.grading.verdict import Result
from tutor.packs.model import Lesson, Pack
from tutor.progress import Command, Progress
from tutor.session.allowed import not_allowed
from tutor.session.assist import Assistant
from tutor.session.board import board
from tutor.session.cost import spent
from tutor.session.diagnose import diagnose
from tutor.session.explain import explain
from tutor.session.lab import Lab
from tutor.session.observe import observe
from tutor.session.overheard import title_of
from tutor.session.page import done_tasks, page
from tutor.session.record import Record
from tutor.session.verdict import Verdict, judge
from tutor.session.views import Board, Diagnostic, EditorWanted, Explanation, Page, Ran
from tutor.session.workspace import Workspace
from tutor.values import replace

REPLAY_MOST_SECONDS = 86_400.0


class Session:
    """One learner in one lesson; what is done is recorded, so that the same cluster can be had again."""

    def __init__(
        self,
        *,
        pack: Pack,
        lesson: Lesson,
        locale: str = "en",
        progress: Progress | None = None,
        record: Record | None = None,
        lab: Lab | None = None,
    ) -> None:
        self.pack = pack
        self.lesson = lesson
        self.record = record or Record(progress or Progress.open(None), lesson)
        self.locale = locale
        self.lab = lab or Lab(lesson, locale)
        self.verdict = Verdict()
        self.rebuilt_differently = False

    @property
    def work(self) -> Workspace:
        """The learner's files."""
        return self.lab.work

    # The console

    def run(self, line: str, edits: tuple[str, ...] = ()) -> Ran | EditorWanted:
        """Run a line of the console and record it; `edits` answer the editors that it opens."""
        return self._run(Command(at=self.lab.now, line=line, files=self.work.changed(), edits=edits))

    def _run(self, command: Command) -> Ran | EditorWanted:
        ran = self.lab.do(command)
        if isinstance(ran, Ran):
            self.record.keep_command(replace(command, code=ran.output.code))
        return ran

    def apply(self, name: str) -> Ran | EditorWanted:
        """Send a file to the cluster with kubectl, from the laptop wherever the console is."""
        line = f"{'cd && ' if self.lab.away else ''}kubectl apply -f {name}"
        return self._run(Command(at=self.lab.now, line=line, files=self.work.changed(), laptop=True))

    # The text

    def edit(self, name: str, text: str) -> None:
        """Change a file and keep it."""
        if self.work.texts.get(name) != text:
            self.work.write(name, text)
            self.record.keep_text(name, text)

    def problems(self, name: str, text: str) -> tuple[Diagnostic, ...]:
        """What is wrong with a text; once the learner has applied it, also what the cluster makes of it."""
        found = diagnose(text, self.locale, self.lab.cluster)
        if not any(one.severity == "error" for one in found):
            found = (*not_allowed(text, self.lesson.allow, self.locale), *found)
        if found or name not in self.work.sent or self.work.applied[name] != text:
            return found
        return observe(text, self.lab.picture(), self.locale)

    def assistant(self) -> Assistant:
        """Whom the editor asks about its text, with the cluster as it is now."""
        return Assistant(self.lab.cluster, self.locale, self.lesson.assist.fixes)

    # The verdict

    @property
    def result(self) -> Result | None:
        """What the last verdict found."""
        return self.verdict.result

    @property
    def done(self) -> bool:
        """Whether the last verdict passed every check."""
        return self.verdict.full

    @property
    def judged(self) -> bool:
        """Whether the verdict speaks of the cluster as it is now."""
        return self.verdict.result is not None and self.verdict.revision == self.lab.cluster.store.revision

    def check(self) -> Board:
        """Judge the cluster as it is, and give the reasons from now on; the cluster does not notice."""
        self._judge(asked=True)
        self.record.note_asked()
        return self.board()

    def judge(self) -> bool:
        """Judge again when something was written since, once the learner has done something; whether it was."""
        if self.judged or not self.lab.transcript:
            return False
        self._judge(asked=self.verdict.asked)
        return True

    def _judge(self, *, asked: bool) -> None:
        self.verdict = judge(self.lesson, self.lab.cluster, self.work.texts, asked=asked)
        if self.verdict.result is not None:
            self.record.keep_result(self.verdict.result, spent(self.lesson, self.record.row.hints))

    def board(self) -> Board:
        """The last verdict in words."""
        paid = spent(self.lesson, self.record.row.hints)
        stale = self.verdict.asked and not self.judged
        unsent = next((name for name in self.work.names if not self.work.is_applied(name)), "")
        shown = board(
            self.result, self.pack, self.lesson, self.locale, stale=stale, told=self.verdict.asked, spent=paid
        )
        return shown if shown.done or not shown.rows else replace(shown, unsent=unsent)

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
        trace = self.lab.shell.last_trace
        return None if trace is None else explain(trace, self.work.texts, self.locale)

    # Leaving and coming back

    def speak(self, locale: str) -> None:
        """Change the language of everything that is said from now on."""
        self.locale = locale
        self.lab.shell.locale = locale

    def solve(self) -> dict[str, str]:
        """The solution's texts by file name."""
        return {name: self.lesson.solution.get(name, "") for name in self.work.names}

    def reset(self) -> None:
        """Start the lesson again; the best score stays."""
        self.record.begin_again()
        self.lab, self.verdict = Lab(self.lesson, self.locale), Verdict()

    def resume(self) -> int:
        """Do again what was done before, at the same virtual times; returns how many commands there were."""
        return sum(1 for _ in self.resuming())

    def resuming(self) -> Iterator[Command]:
        """As `resume`, with a rest after each command, so that a window can draw what is typed meanwhile."""
        for command in self.record.commands():
            self._repeat(command)
            yield command
        self._take(self.record.texts())
        row = self.record.row
        self._wait_until(row.number("time"))
        if row.number("checked"):
            self._judge(asked=bool(row.number("asked")))
        self.lab.shell.ended = False  # `exit` closed the window then, not now

    def _repeat(self, command: Command) -> None:
        self._wait_until(command.at)
        self._take(command.files)
        self.work.changed()
        ran = self.lab.do(command)
        self.rebuilt_differently |= isinstance(ran, EditorWanted) or ran.output.code != command.code
        title = title_of(command.line)
        if title:
            self.lab.rename(title, words.text(self.locale, "window.shared.prompt"))

    def _wait_until(self, moment: float) -> None:
        self.lab.advance(max(0.0, min(moment - self.lab.now, REPLAY_MOST_SECONDS)))

    def _take(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            if name in self.work.texts:
                self.work.write(name, text)

    def keep_place(self, place: Mapping[str, str | int]) -> None:
        """Remember where the learner stands in the window, and the cluster's time."""
        self.record.keep_place({**place, "time": int(self.lab.now)})
