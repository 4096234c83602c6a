"""What the kubelet learns of a container's program: how it ends, what its probes meet, whether its image is there."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit

from tutor.api.container import Container, HTTPGetAction, Probe
from tutor.api.pod import Pod
from tutor.api.quoting import quote
from tutor.cluster.images import arguments, image_of, listeners, process
from tutor.cluster.images.commands import run
from tutor.cluster.images.exchange import Listener, Process, Request, Visit
from tutor.cluster.images.onboard import missing_program
from tutor.cluster.processes import NO_TROUBLE, Exit, ProbeFault, ProbeTrouble
from tutor.cluster.settings import AppSettings
from tutor.values import frozen

_NOT_EXECUTED = (
    'rpc error: code = Unknown desc = failed to exec in container: failed to start exec "{attempt}": '
    "OCI runtime exec failed: exec failed: unable to start container process: {why}"
)


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

    def probe(
        self, pod: Pod, container: Container, probe: Probe, trouble: ProbeTrouble = NO_TROUBLE
    ) -> ProbeFault | None:
        """Why a probe fails, in the kubelet's words, None when it succeeds."""
        limit = probe.timeout_seconds or 1
        late = trouble.delay > limit
        if probe.exec is not None:
            return _exec(container, probe.exec.command, limit, fails=trouble.fails, late=late)
        if probe.grpc is not None:
            place = f"{pod.status.pod_ip}:{probe.grpc.port}"
            return _failed(f'timeout: failed to connect service "{place}" within {limit}s: context deadline exceeded')
        action = probe.http_get or probe.tcp_socket
        if action is None:
            return None
        port, fault = _number(container, action.port)
        if fault is not None:
            return fault
        open_ = () if trouble.deaf else listeners(pod, self.apps)
        listener = next((one for one in open_ if (one.port, one.protocol) == (port, "TCP")), None)
        if not isinstance(action, HTTPGetAction):
            return _tcp(pod, port, None if trouble.fails else listener)
        if trouble.fails and listener is not None:
            return _failed("HTTP probe failed with statuscode: 503")
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


def _failed(message: str) -> ProbeFault:
    return ProbeFault(message=message)


def _number(container: Container, port: int | str) -> tuple[int, ProbeFault | None]:
    """A port by number, or by the name the container gives it. Mirrors ResolveContainerPort."""
    named = next((one.container_port for one in container.ports if one.name == port), 0)
    if named or isinstance(port, int):
        return (named or int(port)), None
    if port.isdigit():
        return int(port), None
    return 0, ProbeFault(message=f"strconv.Atoi: parsing {quote(port)}: invalid syntax", errored=True)


def _exec(container: Container, command: tuple[str, ...], limit: int, *, fails: bool, late: bool) -> ProbeFault | None:
    """The kubelet reports what the command printed; a late one is stopped, an absent one says nothing of health."""
    image = image_of(container)
    why = missing_program(image, command[0]) if image is not None and command and not container.volume_mounts else ""
    if why:
        attempt = sha256(" ".join(command).encode("utf-8", "surrogateescape")).hexdigest()
        return ProbeFault(message=_NOT_EXECUTED.format(attempt=attempt, why=why[why.index("exec: ") :]), errored=True)
    if late:
        return _failed(f'command timed out: "{" ".join(command)}" timed out after {limit}s')
    ended = run(command, {})
    if fails or (ended.exit is not None and ended.exit.code):
        return ProbeFault(message="".join(f"{line}\n" for line in ended.output))
    return None


def _tcp(pod: Pod, port: int, listener: Listener | None) -> ProbeFault | None:
    return None if listener else _failed(f"dial tcp {pod.status.pod_ip}:{port}: connect: connection refused")


def _http(pod: Pod, action: HTTPGetAction, port: int, listener: Listener | None, *, late: bool) -> ProbeFault | None:
    path = action.path or "/"
    url = f"{(action.scheme or 'HTTP').lower()}://{pod.status.pod_ip}:{port}{path}"
    if listener is None:
        return _failed(f'Get "{url}": dial tcp {pod.status.pod_ip}:{port}: connect: connection refused')
    if late:
        return _failed(f'Get "{url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)')
    address, name = pod.status.pod_ip, pod.metadata.name
    request = Request(path=urlsplit(path).path or "/", host=f"{address}:{port}")
    answer = listener.respond(
        Visit(request=request, client=pod.status.host_ip, hostname=name, address=address, port=port)
    )
    return None if 200 <= answer.status < 400 else _failed(f"HTTP probe failed with statuscode: {answer.status}")
