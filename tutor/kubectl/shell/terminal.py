"""The terminal of the simulated cluster: where the learner is, what is running there, what was done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import LAPTOP, Flow, Place, Resolution, Trace
from tutor.cluster.settings import Settings
from tutor.kubectl.commands import ANYWHERE, PROGRAMS
from tutor.kubectl.commands.call import Call
from tutor.kubectl.commands.hosts import node_named, pod_at
from tutor.kubectl.complete import complete
from tutor.kubectl.context import Context, EditorFault, Entry, Live
from tutor.kubectl.files import Files
from tutor.kubectl.forwards import Forwards
from tutor.kubectl.kubectl import run_kubectl
from tutor.kubectl.output import Output
from tutor.kubectl.shell.editor import HostEditor, edit
from tutor.kubectl.shell.frame import Frame, laptop_frame
from tutor.kubectl.shell.places import enter_pod, farewell, installed, missing, node_login
from tutor.kubectl.shell.run import MOST_COMMANDS, Runner
from tutor.kubectl.shell.scope import Scope
from tutor.kubectl.shell.signals import Halt, Leave, caught
from tutor.kubectl.shell.surroundings import laptop_files
from tutor.kubectl.shell.timeline import Moment, Timeline

COMMAND_SECONDS = 0.1
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # halves of characters that are no bytes read from a terminal either
_BYTE = re.compile("[\udc80-\udcff]")  # bytes that were no UTF-8: JSON cannot carry them, so Go replaces them
CHANGING = frozenset(
    {
        *("create", "apply", "replace", "patch", "edit", "delete", "expose", "run", "scale", "label", "annotate"),
        *("set", "rollout", "autoscale", "taint", "cordon", "uncordon", "drain"),
    }
)
Begin = Callable[[Settings], Cluster]
Screen = Callable[[str, str, str], str]


class Shell:
    """One learner at one terminal; `run` takes a line and gives what the terminal would show."""

    def __init__(
        self,
        *,
        settings: Settings | None = None,
        cluster: Cluster | None = None,
        begin: Begin = Cluster.start,
        files: Files | None = None,
        environment: Mapping[str, str] | None = None,
        host_editor: HostEditor | None = None,
        screen: Screen | None = None,
        locale: str = "en",
        lesson_commands: tuple[str, ...] = (),
    ) -> None:
        self.settings = settings or (cluster.settings if cluster else Settings())
        self.begin = begin
        self._begun: Moment | None = None
        self.cluster = cluster or self._begin(self.settings)
        self.locale = locale
        self.lesson_commands = lesson_commands
        self.host_editor = host_editor
        self.screen = screen
        self.history: list[str] = []
        self.ended = False
        self.last_trace: Trace | None = None
        self.timeline = Timeline()
        self.frames = [laptop_frame(files or Files(), environment or {})]
        laptop_files(self.cluster, self.frames[0].scope.files)
        self.pod_files: dict[str, Files] = {}
        self.live: Live | None = None
        self.forwards = Forwards()
        self._changing = False
        self.room = MOST_COMMANDS  # how many programs a line may start
        self._runner = Runner(start=self.start)

    @property
    def frame(self) -> Frame:
        """The innermost shell."""
        return self.frames[-1]

    @property
    def place(self) -> Place:
        """Where the next command runs."""
        return self.frame.place

    @property
    def prompt(self) -> str:
        """What stands before the cursor."""
        return self.frame.prompt

    @property
    def spent(self) -> int:
        """How many programs the last line started."""
        return self.room - self._runner.left

    @property
    def files(self) -> Files:
        """The files of the place where the next command runs."""
        return self.frame.scope.files

    def run(self, line: str) -> Output:
        """Run one line (or a whole text of several) and give both streams and the exit status."""
        line = _LONE.sub("\N{REPLACEMENT CHARACTER}", line)
        if not line.strip():
            return Output()
        if self.history[-1:] != [line.strip()]:
            self.history.append(line.strip())
        self._leave_dead_places()
        before = Moment(command=line.strip(), cluster=self.cluster, snapshot=self.cluster.snapshot())
        state = self._state()
        self._changing = False
        result = self._run(line)
        if self._changing and self._state() != state:
            self.timeline.note(before)
        aside = self.forwards.overheard() + self._leave_dead_places()
        return Output(stdout=result.stdout, stderr=result.stderr + aside, code=result.code) if aside else result

    def _state(self) -> tuple[object, ...]:
        """What tells two moments apart: which cluster, its revision, what is broken in it, the laptop's routes."""
        return id(self.cluster), self.cluster.store.revision, self.cluster.faults, self.cluster.routes

    def _run(self, line: str) -> Output:
        frame = self.frame
        self._runner = Runner(start=self.start, name=frame.name, left=self.room)
        try:
            return self._runner.text(line, frame.scope)
        except Leave as leave:
            return self._leave(caught(leave, leave.code))
        except Halt as halt:
            return caught(halt, 130)

    def _leave(self, said: Output) -> Output:
        if len(self.frames) == 1:
            self.ended = True
            return said
        left = self.frames.pop()
        return farewell(self, left.place, left.entry, said)

    def _leave_dead_places(self) -> str:
        """Come back from pods that are gone and from nodes that are off; what ssh says about it."""
        said = ""
        while len(self.frames) > 1 and not self._alive(self.place):
            left = self.frames.pop().place
            said += f"Connection to {left.name} closed by remote host.\n" if left.kind == "node" else ""
        return said

    def _alive(self, place: Place) -> bool:
        if place.kind == "pod":
            return pod_at(self.cluster, place) is not None
        return place.name not in self.cluster.faults.stopped

    def complete(self, line: str) -> tuple[str, ...]:
        """The words that could stand where the last word of `line` stands, sorted."""
        return complete(line, self)

    def start(self, argv: tuple[str, ...], scope: Scope, stdin: str) -> Output:
        """Run one program in the place where the learner is."""
        name = (
            argv[0].rpartition("/")[2]
            if argv[0].startswith(("/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"))
            else argv[0]
        )
        call = Call(argv=(name, *argv[1:]), scope=scope, stdin=stdin, shell=self)
        if name in ANYWHERE:
            return ANYWHERE[name](call)
        if not self.knows(name):
            return missing(self.frame, argv[0], self.locale)
        self.cluster.advance(COMMAND_SECONDS)
        return PROGRAMS[name](call)

    def evaluate(self, text: str, scope: Scope, stdin: str) -> Output:
        """Run a command line in a given process; `exit` ends only that line."""
        try:
            return self._runner.nested(text, scope, stdin)
        except Leave as leave:
            return caught(leave, leave.code)

    def knows(self, name: str) -> bool:
        """Whether a program is there in this place."""
        return name in PROGRAMS and installed(self.cluster, self.frame, name)

    def connect(self, flow: Flow) -> Trace:
        """Open a connection; it becomes the one that `why` explains."""
        self.last_trace = self.forwards.carry(self.cluster, flow) or self.cluster.connect(flow)
        return self.last_trace

    def resolve(self, name: str, kind: str, *, server: str = "", search: bool = True) -> Resolution:
        """Ask the name servers of this place, or `server`."""
        return self.cluster.resolve(self.place, name, kind, server=server, search=search)

    def kubectl(self, call: Call) -> Output:
        """Run kubectl with what it may touch here."""
        if CHANGING & set(call.args):
            self._changing = True
        context = Context(
            cluster=self.cluster,
            files=call.files,
            environment=call.scope.environment(),
            stdin=call.stdin,
            editor=lambda text: self._edit(text, call.scope),
            enter=lambda entry: self.enter(entry, call.stdin),
            place=self.place,
            live=self.live,
            forwards=self.forwards,
        )
        said = run_kubectl(tuple(_BYTE.sub("\N{REPLACEMENT CHARACTER}", arg) for arg in call.args), context)
        if self.forwards.rows:
            call.scope.variables["!"] = str(self.forwards.rows[-1].process)
        return said

    def _edit(self, text: str, scope: Scope) -> str | EditorFault:
        return edit(text, self, scope, self.host_editor)

    def open_screen(self, program: str, name: str, text: str) -> str | None:
        """Let the person edit a text on the whole screen; None where there is no screen."""
        return self.screen(program, name, text) if self.screen else None

    def enter(self, entry: Entry, stdin: str) -> Output:
        """Run a program in a container, or move the prompt there."""
        return enter_pod(self, entry, stdin)

    def login(self, node: str, command: str, stdin: str) -> Output:
        """Go to a node, or run one command there."""
        found = node_named(self.cluster, node)
        return node_login(self, found, node, command, stdin)

    def undo(self) -> str | None:
        """Take the last change back; returns the command that had made it."""
        return self._put_back(self.timeline.undo(self.cluster))

    def redo(self) -> str | None:
        """Bring back what was taken; returns the command that had made it."""
        return self._put_back(self.timeline.redo(self.cluster))

    def _put_back(self, moment: Moment | None) -> str | None:
        if moment is None:
            return None
        self.cluster = moment.put_back()
        return moment.command

    def reset(self, settings: Settings) -> None:
        """Start a new cluster; the learner is back at the laptop."""
        self._changing = True
        self.cluster = self._begin(settings)
        self.last_trace = None
        self.frames = self.frames[:1]
        self.pod_files.clear()
        self.forwards.rows.clear()

    def adopt(self, cluster: Cluster) -> None:
        """Go on with a cluster that has grown out of this one."""
        self._changing = True
        self.cluster = cluster

    def _begin(self, settings: Settings) -> Cluster:
        """A world that was begun before begins again from its first moment, which costs next to nothing."""
        if self._begun is None or self._begun.cluster.settings != settings:
            cluster = self.begin(settings)
            self._begun = Moment(command="reset", cluster=cluster, snapshot=cluster.snapshot())
        return self._begun.put_back()

    @property
    def routes(self) -> Mapping[str, str]:
        """Where the laptop sends addresses: to which node's address."""
        return self.cluster.routes

    def add_route(self, destination: str, gateway: str) -> None:
        """Send a destination to a node's address from now on."""
        self.cluster.add_route(destination, gateway)

    def drop_route(self, destination: str) -> bool:
        """Forget a route; whether there was one."""
        return self.cluster.drop_route(destination)

    def mark_change(self) -> None:
        """Say that the running line changes the world, so that `undo` can take it back."""
        self._changing = True


__all__ = ["LAPTOP", "Shell"]
