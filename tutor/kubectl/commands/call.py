"""What a program of the shell receives and what it may ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import Flow, Place, Resolution, Trace
from tutor.cluster.settings import Settings
from tutor.kubectl.files import Files
from tutor.kubectl.forwards import Forwards
from tutor.kubectl.output import Output
from tutor.kubectl.shell.scope import Scope
from tutor.values import frozen


class Terminal(Protocol):
    """The part of the shell that programs may use."""

    cluster: Cluster
    settings: Settings
    last_trace: Trace | None
    locale: str
    history: list[str]
    lesson_commands: tuple[str, ...]
    forwards: Forwards

    @property
    def place(self) -> Place:
        """Where the program runs."""

    def connect(self, flow: Flow) -> Trace:
        """Open a connection; it becomes the one that `why` explains."""

    def resolve(self, name: str, kind: str, *, server: str = "", search: bool = True) -> Resolution:
        """Ask the name servers of this place."""

    def start(self, argv: tuple[str, ...], scope: Scope, stdin: str) -> Output:
        """Run another program here."""

    def evaluate(self, text: str, scope: Scope, stdin: str) -> Output:
        """Run a command line here."""

    def knows(self, name: str) -> bool:
        """Whether a program is installed here."""

    def login(self, node: str, command: str, stdin: str) -> Output:
        """Go to a node, for good or for one command."""

    def kubectl(self, call: Call) -> Output:
        """Run kubectl with what it may touch here."""

    def undo(self) -> str | None:
        """Take the last change back; the command that had made it."""

    def redo(self) -> str | None:
        """Bring back what `undo` took; the command that had made it."""

    def reset(self, settings: Settings) -> None:
        """Start a new cluster."""

    def open_screen(self, program: str, name: str, text: str) -> str | None:
        """Let the person edit a text on the whole screen; None where there is no screen."""

    def adopt(self, cluster: Cluster) -> None:
        """Go on with a cluster that has grown out of this one."""

    @property
    def routes(self) -> Mapping[str, str]:
        """Where the laptop sends addresses: to which node's address."""

    def add_route(self, destination: str, gateway: str) -> None:
        """Send a destination to a node's address from now on."""

    def drop_route(self, destination: str) -> bool:
        """Forget a route; whether there was one."""

    def mark_change(self) -> None:
        """Say that the running line changes the world, so that `undo` can take it back."""


@frozen
class Call:
    """One program started: its words, its shell process, its input."""

    argv: tuple[str, ...]
    scope: Scope
    stdin: str
    shell: Terminal

    @property
    def args(self) -> tuple[str, ...]:
        """The words after the program's name."""
        return self.argv[1:]

    @property
    def files(self) -> Files:
        """The files of the place."""
        return self.scope.files

    @property
    def signature(self) -> str:
        """How the shell of the place signs its complaints."""
        return "sh" if self.shell.place.kind == "pod" else "bash"


Program = Callable[[Call], Output]
Programs = Mapping[str, Program]


def fail(message: str, code: int = 1) -> Output:
    """An error on stderr."""
    return Output(stderr=message + "\n", code=code)


def say(text: str, code: int = 0) -> Output:
    """A line (or several) on stdout."""
    return Output(stdout=text + "\n" if text else "", code=code)
