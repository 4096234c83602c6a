"""What a command may touch: the cluster, the files of its place, its environment, its input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import LAPTOP, Place
from tutor.kubectl.files import Files
from tutor.kubectl.forwards import Forwards
from tutor.kubectl.output import Output
from tutor.values import frozen


@frozen
class EditorFault:
    """The editor could not be run or failed; `message` is kubectl's, without `error: `."""

    message: str


Editor = Callable[[str], str | EditorFault]


@frozen
class Entry:
    """`kubectl exec` and `kubectl run -it` ask the shell for this: a program in a container of a pod.

    No command means attaching to the container's own program. A shell with `stdin` and nothing to run becomes the
    learner's prompt until `exit`; `remove` deletes the pod then (`kubectl run --rm`).
    """

    namespace: str
    pod: str
    container: str
    command: tuple[str, ...] = ()
    stdin: bool = False
    tty: bool = False
    remove: bool = False


@frozen
class Live:
    """A person who looks on: what a command has said is shown at once, and it waits as long as they do.

    `pause` takes seconds and says whether to go on; False is Ctrl-C.
    """

    show: Callable[[str], None]
    pause: Callable[[float], bool]


def _nowhere(entry: Entry) -> Output:
    return Output(
        stderr=f"error: unable to upgrade connection: nothing runs programs of pod {entry.pod} here\n", code=1
    )


@dataclass(slots=True, kw_only=True)
class Context:
    """The surroundings of one command."""

    cluster: Cluster
    files: Files
    environment: dict[str, str] = field(default_factory=dict)
    stdin: str = ""
    editor: Editor | None = None
    enter: Callable[[Entry], Output] = _nowhere
    place: Place = LAPTOP
    live: Live | None = None
    forwards: Forwards = field(default_factory=Forwards)
