"""What a command line can be: programs, groups, loops and branches, joined by pipes and lists."""

from __future__ import annotations

from tutor.kubectl.shell.words import Word
from tutor.values import frozen


@frozen(kw_only=False)
class Redirect:
    """`2> file` is Redirect("2", ">", file)."""

    stream: str
    operator: str
    target: Word


@frozen(kw_only=False)
class Simple:
    """Assignments, then words: `A=1 curl -s web > out`."""

    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...]


@frozen(kw_only=False)
class Group:
    """`( … )` or `{ …; }`, with redirections."""

    body: Sequence
    own_shell: bool
    redirects: tuple[Redirect, ...] = ()


@frozen(kw_only=False)
class For:
    """`for name in words; do body; done`."""

    name: str
    words: tuple[Word, ...]
    body: Sequence


@frozen(kw_only=False)
class While:
    """`while condition; do body; done`, or until."""

    condition: Sequence
    body: Sequence
    until: bool


@frozen(kw_only=False)
class If:
    """`if condition; then body; elif … else …; fi`."""

    branches: tuple[tuple[Sequence, Sequence], ...]
    otherwise: Sequence | None


@frozen(kw_only=False)
class CountedFor:
    """`for ((start; test; step)); do body; done`."""

    start: str
    test: str
    step: str
    body: Sequence


@frozen(kw_only=False)
class Case:
    """`case word in pattern|pattern) body;; esac`."""

    word: Word
    arms: tuple[tuple[tuple[Word, ...], Sequence], ...]


@frozen(kw_only=False)
class Compound:
    """`((expression))`, true unless it is 0."""

    expression: str


@frozen(kw_only=False)
class Condition:
    """`[[ … ]]`: words, and operators as they are written."""

    items: tuple[Word | str, ...]


@frozen(kw_only=False)
class Function:
    """`name() { body; }`, which only remembers the body."""

    name: str
    body: Command


Command = Simple | Group | For | While | If | CountedFor | Case | Compound | Condition | Function


@frozen(kw_only=False)
class Pipeline:
    """Commands joined by `|`; `negated` by `!`."""

    commands: tuple[Command, ...]
    negated: bool = False


@frozen(kw_only=False)
class Sequence:
    """Pipelines, each with what joins it to the one before: `;`, `&&`, `||`."""

    parts: tuple[tuple[str, Pipeline], ...]
