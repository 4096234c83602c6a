"""What the kubelet asks about the programs in containers, answered by whoever knows the images."""

from __future__ import annotations

from typing import Protocol

from tutor.api.container import Container, Probe
from tutor.api.pod import Pod
from tutor.values import frozen


@frozen
class Exit:
    """How a program that does not go on ends, `after` seconds."""

    code: int = 0
    reason: str = "Completed"
    after: float = 0.0


@frozen
class ProbeTrouble:
    """What keeps a probe from its answer: it fails in any case, nobody listens, or the answer takes `delay` seconds."""

    fails: bool = False
    deaf: bool = False
    delay: float = 0.0


NO_TROUBLE = ProbeTrouble()


@frozen
class ProbeFault:
    """Why a probe did not succeed; one that `errored` could not even be asked, so that nothing follows from it."""

    message: str
    errored: bool = False


class Processes(Protocol):
    """The programs that images stand for."""

    def exit_of(self, pod: Pod, container: Container) -> Exit | None:
        """How the program ends by itself, or None when it runs on."""

    def stops_in(self, pod: Pod, container: Container) -> float | None:
        """Seconds from SIGTERM to the program's end; None when it ignores the signal."""

    def probe(self, pod: Pod, container: Container, probe: Probe, trouble: ProbeTrouble) -> ProbeFault | None:
        """Why a probe fails, in the kubelet's words, or None when it succeeds."""

    def start_fault(self, pod: Pod, container: Container) -> str:
        """Why the runtime cannot start the container's program, or ""."""

    def pull_fault(self, container: Container) -> str:
        """Why the image cannot be pulled, or ""."""
