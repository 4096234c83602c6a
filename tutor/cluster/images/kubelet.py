"""What the kubelet learns of a container's program: how it ends, what its probes meet, whether its image is there."""

from __future__ import annotations

from urllib.parse import urlsplit

from tutor.api.container import Container, HTTPGetAction, Probe
from tutor.api.pod import Pod
from tutor.cluster.images import arguments, image_of, listeners, process
from tutor.cluster.images.commands import run
from tutor.cluster.images.exchange import Listener, Process, Request, Visit
from tutor.cluster.images.onboard import missing_program
from tutor.cluster.processes import NO_TROUBLE, Exit, ProbeTrouble
from tutor.cluster.settings import AppSettings
from tutor.values import frozen


@frozen
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

    def probe(self, pod: Pod, container: Container, probe: Probe, trouble: ProbeTrouble = NO_TROUBLE) -> str:
        """Why a probe fails, in the kubelet's words, "" when it succeeds."""
        late = trouble.delay > (probe.timeout_seconds or 1)
        if probe.exec is not None:
            return _exec(probe.exec.command, probe.timeout_seconds or 1, fails=trouble.fails, late=late)
        action = probe.http_get or probe.tcp_socket
        if action is None:
            return ""
        port = _number(container, action.port)
        open_ = () if trouble.deaf else listeners(pod, self.apps)
        listener = next((one for one in open_ if (one.port, one.protocol) == (port, "TCP")), None)
        if not isinstance(action, HTTPGetAction):
            return _tcp(pod, port, None if trouble.fails else listener)
        if trouble.fails and listener is not None:
            return "HTTP probe failed with statuscode: 503"
        return _http(pod, action, port, listener, late=late)

    def start_fault(self, pod: Pod, container: Container) -> str:
        """A program that its image does not have cannot start; of an unknown image nobody can tell, nor of a volume."""
        image = image_of(container) if container.command or container.args else None
        argv = arguments(container, image) if image is not None else ()
        if image is None or not argv or "$(" in argv[0]:
            return ""
        mounts = (one.get("mountPath", "") for one in container.volume_mounts or ())
        if any(argv[0].startswith(path) for path in mounts) or self._replaced(pod):
            return ""
        return missing_program(image, argv[0])

    def _replaced(self, pod: Pod) -> bool:
        return any(app.pods.items() <= pod.metadata.labels.items() for app in self.apps)

    def pull_fault(self, container: Container) -> str:
        """Every registry has every image, an unknown one listens on nothing; but no name in `.invalid` leads to one.

        RFC 2606 keeps that domain for names that never resolve.
        """
        host, _, path = container.image.partition("/")
        if not path or not host.partition(":")[0].endswith(".invalid"):
            return ""
        name, _, tag = path.partition(":")
        reference = f"{host}/{name}:{tag or 'latest'}"
        return (
            f'failed to pull and unpack image "{reference}": failed to resolve reference "{reference}": failed to do '
            f'request: Head "https://{host}/v2/{name}/manifests/{tag or "latest"}": dial tcp: '
            f"lookup {host.partition(':')[0]}: no such host"
        )


def _is_bare_shell(container: Container, made: Process) -> bool:
    ends_well = made.exit is not None and made.exit.code == 0 and not made.exit.after
    return ends_well and not made.output and not container.command and not container.args


def _number(container: Container, port: int | str) -> int:
    """A port by number, or by the name the container gives it; 0 when there is no such name."""
    if isinstance(port, int):
        return port
    return next((p.container_port for p in container.ports if p.name == port), int(port) if port.isdigit() else 0)


def _exec(command: tuple[str, ...], limit: int, *, fails: bool, late: bool) -> str:
    """The kubelet reports what the command printed, which nobody knows here; a late one is stopped."""
    if late:
        return f'command timed out: "{" ".join(command)}" timed out after {limit}s'
    ended = run(command, {}).exit
    if fails or (ended is not None and ended.code):
        return f"command {list(command)} failed"
    return ""


def _tcp(pod: Pod, port: int, listener: Listener | None) -> str:
    return "" if listener else f"dial tcp {pod.status.pod_ip}:{port}: connect: connection refused"


def _http(pod: Pod, action: HTTPGetAction, port: int, listener: Listener | None, *, late: bool) -> str:
    path = action.path or "/"
    url = f"{(action.scheme or 'HTTP').lower()}://{pod.status.pod_ip}:{port}{path}"
    if listener is None:
        return f'Get "{url}": dial tcp {pod.status.pod_ip}:{port}: connect: connection refused'
    if late:
        return f'Get "{url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
    address, name = pod.status.pod_ip, pod.metadata.name
    request = Request(path=urlsplit(path).path or "/", host=f"{address}:{port}")
    answer = listener.respond(
        Visit(request=request, client=pod.status.host_ip, hostname=name, address=address, port=port)
    )
    return "" if 200 <= answer.status < 400 else f"HTTP probe failed with statuscode: {answer.status}"
