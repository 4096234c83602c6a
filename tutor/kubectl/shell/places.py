"""Going to a node or into a pod: what is installed there, with which variables and files."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from tutor import words as sentences
from tutor.api.container import Container
from tutor.api.core import Node
from tutor.api.pod import Pod
from tutor.cluster.cluster import Cluster
from tutor.cluster.images import image_of, process
from tutor.cluster.network.trace import Place
from tutor.kubectl.commands.hosts import pod_at
from tutor.kubectl.context import Entry
from tutor.kubectl.output import Output
from tutor.kubectl.shell.frame import Frame, node_frame, scope_of
from tutor.kubectl.shell.signals import Leave, caught
from tutor.kubectl.shell.surroundings import container_environment, node_files, pod_files

if TYPE_CHECKING:
    from tutor.kubectl.shell.terminal import Shell

SHELLS = frozenset({"sh", "bash", "ash", "/bin/sh", "/bin/bash", "/bin/ash"})
NO_ROUTE_SECONDS = 3.0  # until the kernel gives up asking for a machine's hardware address
LAPTOP_ONLY = frozenset({"vagrant", "node"})
NODE_ONLY = frozenset({"ipvsadm", "iptables", "iptables-save", "nft", "ipset"})


def installed(cluster: Cluster, frame: Frame, name: str) -> bool:
    """Whether a program is there; laptop and nodes have nearly all, a container what its image brings."""
    place = frame.place
    if place.kind != "pod":
        return name not in (NODE_ONLY if place.kind == "laptop" else LAPTOP_ONLY)
    pod = pod_at(cluster, place)
    container = _container(pod, frame.entry.container if frame.entry else "") if pod else None
    image = image_of(container) if container else None
    return image is not None and name in image.programs


def missing(frame: Frame, name: str, locale: str) -> Output:
    """What a shell says about a program that is not there; outside of pods also what to use instead."""
    words = "not found" if frame.name == "sh" else "command not found"
    if name.startswith(("/", "./")):
        words = "No such file or directory" if frame.name != "sh" else "not found"
    instead = f"shell.instead-{name}"
    told = sentences.text(locale, instead) + "\n" if frame.place.kind != "pod" and sentences.known(instead) else ""
    return Output(stderr=f"{frame.name}: {name}: {words}\n{told}", code=127)


def node_login(shell: Shell, node: Node | None, name: str, command: str, stdin: str) -> Output:
    """`ssh NODE` moves the prompt, `ssh NODE COMMAND` runs one line there."""
    if node is None:
        return Output(stderr=f"ssh: Could not resolve hostname {name}: Name or service not known\n", code=255)
    host = node.metadata.name
    if host in shell.cluster.faults.stopped:
        shell.cluster.advance(NO_ROUTE_SECONDS)
        return Output(stderr=f"ssh: connect to host {name} port 22: No route to host\n", code=255)
    laptop = shell.frames[0].scope.files
    files = shell.pod_files.setdefault(f"node/{host}", node_files(shell.cluster, node, laptop))
    frame = node_frame(host, files)
    if not command:
        shell.frames.append(frame)
        return Output()
    frame.name = "bash"
    return _run_there(shell, frame, lambda: shell.evaluate(command, frame.scope, stdin))


def enter_pod(shell: Shell, entry: Entry, stdin: str) -> Output:
    """Run a program in a container, attach to its own, or move the prompt there."""
    place = Place(kind="pod", name=entry.pod, namespace=entry.namespace)
    pod = pod_at(shell.cluster, place)
    container = _container(pod, entry.container) if pod else None
    if pod is None or container is None or not _runs(pod, container.name):
        return _not_running(entry)
    frame = _pod_frame(shell, pod, container, entry, place)
    stdin = stdin if entry.stdin else ""
    argv = entry.command or (*container.command, *container.args) or _main_program(container)
    if not entry.command and not _interactive(argv) and goes_on(shell.cluster, pod, container):
        return farewell(shell, place, entry, Output()) if entry.remove else Output()
    if entry.command and not shell_has(shell, frame, argv[0]):
        return _not_executable(argv[0])
    if _interactive(argv):
        return _open(shell, frame, stdin, entry)
    return farewell(shell, place, entry, _run_there(shell, frame, lambda: shell.start(argv, frame.scope, stdin)))


def goes_on(cluster: Cluster, pod: Pod, container: Container) -> bool:
    """Whether a container's own program never ends by itself: who attaches to it sees nothing until they leave."""
    return process(container, cluster.settings.apps, pod.metadata.labels).exit is None


def shell_has(shell: Shell, frame: Frame, name: str) -> bool:
    """Whether a container can execute a program; what a shell does itself is no program."""
    bare = name.rpartition("/")[2]
    return installed(shell.cluster, frame, bare)


def _open(shell: Shell, frame: Frame, stdin: str, entry: Entry) -> Output:
    if stdin:
        return farewell(
            shell, frame.place, entry, _run_there(shell, frame, lambda: shell.evaluate(stdin, frame.scope, ""))
        )
    if not entry.stdin:
        return Output()
    shell.frames.append(frame)
    hint = "If you don't see a command prompt, try pressing enter.\n" if not entry.command else ""
    return Output(stderr=hint)


def farewell(shell: Shell, place: Place, entry: Entry | None, said: Output) -> Output:
    """What appears when a program or a shell elsewhere ends; `kubectl run --rm` deletes its pod."""
    if entry is None:
        closing = f"Connection to {place.name} closed.\n" if place.kind == "node" else ""
        return Output(stdout=said.stdout, stderr=said.stderr + closing, code=said.code)
    ending = _ending(entry, said.code)
    if not entry.remove:
        return Output(stdout=said.stdout, stderr=said.stderr + ending, code=said.code)
    delete = ("kubectl", "delete", "pod", entry.pod, "-n", entry.namespace)
    removed = shell.start(delete, shell.frame.scope, "")
    return Output(stdout=said.stdout + removed.stdout, stderr=said.stderr + ending + removed.stderr, code=said.code)


def _ending(entry: Entry, code: int) -> str:
    if entry.remove:
        return f"pod {entry.namespace}/{entry.pod} terminated (Error)\n" if code else ""
    if entry.command:
        return f"command terminated with exit code {code}\n" if code else ""
    attach = f"kubectl attach {entry.pod} -c {entry.container} -i -t"
    return f"Session ended, resume using '{attach}' command when the pod is running\n"


def _not_executable(name: str) -> Output:
    """What containerd's refusal looks like through kubectl; it names each attempt by 64 hexadecimal digits."""
    attempt = sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
    why = f"stat {name}: no such file or directory" if "/" in name else "executable file not found in $PATH"
    return Output(
        stderr="error: Internal error occurred: error executing command in container: failed to exec in container: "
        f'failed to start exec "{attempt}": OCI runtime exec failed: exec failed: unable to start container process: '
        f'exec: "{name}": {why}: unknown\n',
        code=1,
    )


def _run_there(shell: Shell, frame: Frame, run: Callable[[], Output]) -> Output:
    """Run something with another frame on top, and come back."""
    depth = len(shell.frames)
    shell.frames.append(frame)
    try:
        return run()
    except Leave as leave:
        return caught(leave, leave.code)
    finally:
        del shell.frames[depth:]


def _pod_frame(shell: Shell, pod: Pod, container: Container, entry: Entry, place: Place) -> Frame:
    key = f"{pod.metadata.uid}/{container.name}"
    files = shell.pod_files.setdefault(key, pod_files(shell.cluster, pod, container))
    name = "bash" if entry.command[:1] and entry.command[0].endswith("bash") else "sh"
    return Frame(
        place=place, scope=scope_of(files, container_environment(shell.cluster, pod, container)), name=name, entry=entry
    )


def _container(pod: Pod, name: str) -> Container | None:
    every = (*pod.spec.containers, *pod.spec.init_containers)
    return next((one for one in every if not name or one.name == name), None)


def _runs(pod: Pod, container: str) -> bool:
    statuses = (*pod.status.init_container_statuses, *pod.status.container_statuses)
    return any(one.name == container and one.state.running is not None for one in statuses)


def _not_running(entry: Entry) -> Output:
    """What the kubelet says of a container that does not run. Mirrors GetExec and GetAttach."""
    found = f"{entry.container} not found in pod {entry.pod}_{entry.namespace}"
    words = f'container not found ("{entry.container}")' if entry.command else f"container {found}"
    return Output(stderr=f"error: Internal error occurred: unable to upgrade connection: {words}\n", code=1)


def _main_program(container: Container) -> tuple[str, ...]:
    image = image_of(container)
    return (*image.entrypoint, *image.command) if image else ()


def _interactive(argv: tuple[str, ...]) -> bool:
    return bool(argv) and argv[0] in SHELLS and all(word in {"-i", "-l"} for word in argv[1:])
