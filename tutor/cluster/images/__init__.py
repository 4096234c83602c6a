"""What runs behind an image name: small programs with listeners, answers, files and commands."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.container import Container
from tutor.api.pod import Pod
from tutor.cluster.images import servers
from tutor.cluster.images.catalog import Image, find
from tutor.cluster.images.commands import Arguments, run
from tutor.cluster.images.exchange import Listener, Process, logged
from tutor.cluster.images.names import ImageName, parse_image
from tutor.cluster.settings import AppSettings

_REPLIES = {"hostname": servers.hostname, "myweb": servers.myweb, "whoami": servers.whoami, "netexec": servers.netexec}
_WRAPPERS = frozenset({"docker-entrypoint.sh", "entrypoint.sh", "tini", "dumb-init"})
_SHELLS = frozenset({"sh", "ash", "bash", "zsh", "python3", "node"})

__all__ = [
    "Image",
    "ImageName",
    "Listener",
    "Process",
    "arguments",
    "image_of",
    "listeners",
    "logged",
    "parse_image",
    "process",
]


def image_of(container: Container) -> Image | None:
    """The row of a container's image, None when nobody knows it."""
    return find(parse_image(container.image))


def arguments(container: Container, image: Image | None) -> Arguments:
    """The command line that a container runs. Mirrors how command and args replace ENTRYPOINT and CMD."""
    entrypoint, command = (image.entrypoint, image.command) if image else ((), ())
    if container.command:
        return container.command + container.args
    argv = entrypoint + (container.args or command)
    if argv and argv[0].rpartition("/")[2] in _WRAPPERS:
        return argv[1:]
    return argv


def environment(container: Container) -> Mapping[str, str]:
    """The variables that the container's author set; references to other objects are not simulated."""
    return {variable.name: variable.value for variable in container.env}


def process(
    container: Container, apps: tuple[AppSettings, ...] = (), labels: Mapping[str, str] | None = None
) -> Process:
    """What a container does once it runs; the first row of `apps` whose labels fit replaces what its image serves."""
    image = image_of(container)
    argv = arguments(container, image)
    made = _run(container, image, argv)
    for app in apps:
        if app.pods.items() <= (labels or {}).items():
            return _replaced(app, made)
    return made


def _run(container: Container, image: Image | None, argv: Arguments) -> Process:
    variables = environment(container)
    program = argv[0].rpartition("/")[2] if argv else ""
    if image is not None and image.serve is not None and program == image.own:
        return image.serve(parse_image(container.image).tag)(argv, variables)
    if program in _SHELLS and len(argv) == 1 and container.stdin:
        return Process(argv=argv, stops_in=None)
    if image is None and not argv:
        return Process(known=False)
    return run(argv, variables)


def _replaced(app: AppSettings, made: Process) -> Process:
    respond = _REPLIES.get(app.reply or "hostname", servers.hostname)
    listeners_ = tuple(Listener(protocol=protocol.upper(), port=port, respond=respond) for protocol, port in app.listen)
    return Process(argv=made.argv, listeners=listeners_, output=made.output)


def listeners(pod: Pod, apps: tuple[AppSettings, ...] = ()) -> tuple[Listener, ...]:
    """Every port that the running containers of a pod listen on; one port is taken once, by the first container."""
    running = {status.name for status in pod.status.container_statuses if status.state.running is not None}
    found: dict[tuple[str, int], Listener] = {}
    for container in (*pod.spec.init_containers, *pod.spec.containers):
        always = container.restart_policy == "Always"
        if container.name in running or (always and container in pod.spec.init_containers):
            for listener in process(container, apps, pod.metadata.labels).listeners:
                found.setdefault((listener.protocol, listener.port), listener)
    return tuple(found.values())
