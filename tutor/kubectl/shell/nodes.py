"""What a command line can be: programs, groups, loops and branches, joined by pipes and lists."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.kubectl.shell.words import Word


@dataclass(frozen=True, slots=True)
class Redirect:
    """`2> file` is Redirect("2", ">", file)."""

    stream: str
    operator: str
    target: Word


@dataclass(frozen=True, slots=True)
class Simple:
    """Assignments, then words: `A=1 curl -s web > out`."""

    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """`( … )` or `{ …; }`, with redirections."""

    body: Sequence
    own_shell: bool
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class For:
    """`for name in words; do body; done`."""

    name: str
    words: tuple[Word, ...]
    body: Sequence


@dataclass(frozen=True, slots=True)
class While:
    """`while condition; do body; done`, or until."""

    condition: Sequence
    body: Sequence
    until: bool


@dataclass(frozen=True, slots=True)
class If:
    """`if condition; then body; elif … else …; fi`."""

    branches: tuple[tuple[Sequence, Sequence], ...]
    otherwise: Sequence | None


Command = Simple | Group | For | While | If


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands joined by `|`; `negated` by `!`."""

    commands: tuple[Command, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Pipelines, each with what joins it to the one before: `;`, `&&`, `||`."""

    parts: tuple[tuple[str, Pipeline], ...]
