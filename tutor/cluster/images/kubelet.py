"""What the kubelet learns of a container's program: how it ends, what its probes meet, whether its image is there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from tutor.api.container import Container, HTTPGetAction, Probe
from tutor.api.pod import Pod
from tutor.cluster.images import listeners, process
from tutor.cluster.images.commands import run
from tutor.cluster.images.exchange import Listener, Process, Request, Visit
from tutor.cluster.processes import Exit
from tutor.cluster.settings import AppSettings

NO_IMAGE_TAGS = frozenset({"does-not-exist", "nonexistent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageProcesses:
    """The programs that images stand for; `apps` are the world's own."""

    apps: tuple[AppSettings, ...] = ()

    def exit_of(self, pod: Pod, container: Container) -> Exit | None:
        """How the program ends by itself, None when it runs on.

        A bare shell would end at once for want of a terminal; here it waits, as a learner's first client pod must.
        """
        made = process(container, self.apps, pod.metadata.labels)
        if made.exit is None or _is_bare_shell(container, made):
            return None
        code = made.exit.code
        return Exit(code=code, reason="Completed" if code == 0 else "Error", after=made.exit.after)

    def stops_in(self, pod: Pod, container: Container) -> float | None:
        """Seconds from SIGTERM to the end, None when the program ignores it."""
        return process(container, self.apps, pod.metadata.labels).stops_in

    def probe(self, pod: Pod, container: Container, probe: Probe) -> str:
        """Why a probe fails, in the kubelet's words, "" when it succeeds."""
        if probe.exec is not None:
            ended = run(probe.exec.command, {}).exit
            return f"command {list(probe.exec.command)} failed" if ended is not None and ended.code else ""
        action = probe.http_get or probe.tcp_socket
        if action is None:
            return ""
        port = _number(container, action.port)
        listener = next((one for one in listeners(pod, self.apps) if (one.port, one.protocol) == (port, "TCP")), None)
        return _http(pod, action, port, listener) if isinstance(action, HTTPGetAction) else _tcp(pod, port, listener)

    def pull_fault(self, container: Container) -> str:
        """Every image is there: an unknown one runs and listens on nothing."""
        del container
        return ""


def _is_bare_shell(container: Container, made: Process) -> bool:
    ends_well = made.exit is not None and made.exit.code == 0 and not made.exit.after
    return ends_well and not made.output and not container.command and not container.args


def _number(container: Container, port: int | str) -> int:
    """A port by number, or by the name the container gives it; 0 when there is no such name."""
    if isinstance(port, int):
        return port
    return next((p.container_port for p in container.ports if p.name == port), int(port) if port.isdigit() else 0)


def _tcp(pod: Pod, port: int, listener: Listener | None) -> str:
    return "" if listener else f"dial tcp {pod.status.pod_ip}:{port}: connect: connection refused"


def _http(pod: Pod, action: HTTPGetAction, port: int, listener: Listener | None) -> str:
    path = action.path or "/"
    scheme = (action.scheme or "HTTP").lower()
    if listener is None:
        url = f"{scheme}://{pod.status.pod_ip}:{port}{path}"
        return f'Get "{url}": dial tcp {pod.status.pod_ip}:{port}: connect: connection refused'
    address, name = pod.status.pod_ip, pod.metadata.name
    request = Request(path=urlsplit(path).path or "/", host=f"{address}:{port}")
    answer = listener.respond(
        Visit(request=request, client=pod.status.host_ip, hostname=name, address=address, port=port)
    )
    return "" if 200 <= answer.status < 400 else f"HTTP probe failed with statuscode: {answer.status}"
