"""`pods/exec` and `pods/attach` over the channels of v4 and v5: input in, output and a Status out."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from starlette.websockets import WebSocket, WebSocketDisconnect

from tutor.api.kinds import POD
from tutor.api.pod import Pod
from tutor.api.status import Cause, Details, Status, StatusError, bad_request
from tutor.kubectl.context import Entry
from tutor.kubectl.files import Files
from tutor.kubectl.output import Output
from tutor.kubectl.shell.frame import Frame
from tutor.kubectl.shell.places import SHELLS
from tutor.kubectl.shell.terminal import Shell
from tutor.server.addresses import Target
from tutor.server.attached import is_quiet, look_on
from tutor.server.exchange import Ask, Reply, compact, not_allowed
from tutor.server.keys import Keyboard
from tutor.server.pieces import next_piece
from tutor.server.world import World

STDIN, STDOUT, STDERR, ERROR = range(4)
CLOSE = 255
MOST_INPUT = 1 << 20
_ENDINGS = ("command terminated with exit code ", "Session ended, resume using ")  # kubectl's to say
_REFUSED = "error: Internal error occurred: "


def entry_of(world: World, target: Target, query: Sequence[tuple[str, str]]) -> Entry:
    """What is to run where; raises StatusError for a pod or container that cannot run it."""
    pod: Pod = world.cluster.server.get(POD, target.name, namespace=target.namespace)
    one = dict(query)
    names = [container.name for container in (*pod.spec.containers, *pod.spec.init_containers)]
    container = one.get("container") or names[0]
    if container not in names:
        raise bad_request(f"container {container} is not valid for pod {pod.metadata.name}")
    if not pod.spec.node_name:
        raise bad_request(f"pod {pod.metadata.name} does not have a host assigned")
    command = tuple(value for name, value in query if name == "command")
    if target.subresource == "exec" and not command:
        raise bad_request("you must specify at least one command for the container")
    return Entry(
        namespace=target.namespace,
        pod=target.name,
        container=container,
        command=command,
        stdin=one.get("stdin") in {"true", "1"},
        tty=one.get("tty") in {"true", "1"},
    )


def refuse_plain(world: World, target: Target, ask: Ask) -> Reply:
    """A request without a socket: what is wrong with it, and be it only that; raises StatusError."""
    if ask.method not in {"GET", "POST"}:
        raise not_allowed()
    if target.subresource == "portforward":
        world.cluster.server.get(POD, target.name, namespace=target.namespace)
    else:
        entry_of(world, target, tuple(ask.query.items()))
    raise bad_request("Upgrade request required")


async def serve_exec(world: World, websocket: WebSocket, entry: Entry, protocol: str) -> None:
    """Run a program of a pod; a shell goes on line by line until its input ends."""
    await websocket.accept(subprotocol=protocol)
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        if is_quiet(world, entry):
            await look_on(world, websocket, entry)
            status = Status(status="Success")
        else:
            status = await _run(world, websocket, entry)
        await _end(websocket, status if entry.command else Status(status="Success"))


async def _run(world: World, websocket: WebSocket, entry: Entry) -> Status:
    shell = Shell(cluster=world.cluster, files=Files())
    shell.pod_files = world.pod_files
    said = shell.enter(entry, "" if _may_be_shell(entry) else await _input(websocket, entry))
    world.tell()
    if len(shell.frames) == 1:
        return await _say(websocket, said, entry)
    status = await _converse(world, websocket, shell, entry)
    _end_program(world, entry, status)
    return status


def _may_be_shell(entry: Entry) -> bool:
    return not entry.command or (entry.command[0] in SHELLS and len(entry.command) == 1)


def _end_program(world: World, entry: Entry, status: Status) -> None:
    """Who attached to a container's own shell and left it has ended the container."""
    if not entry.command:
        with contextlib.suppress(StatusError):  # the pod has gone in the meantime
            pod = world.cluster.server.get(POD, entry.pod, namespace=entry.namespace)
            world.cluster.end_program(pod, entry.container, _code(status))
            world.tell()


def _code(status: Status) -> int:
    causes = status.details.causes if status.details else ()
    return int(causes[0].message) if causes else 0


async def _input(websocket: WebSocket, entry: Entry) -> str:
    """All that comes until the client closes its input, for programs that have one."""
    parts = bytearray()
    while entry.stdin and len(parts) < MOST_INPUT:
        data = await _receive(websocket)
        if data is None:
            break
        parts += data
    return parts.decode("utf-8", "surrogateescape")


async def _receive(websocket: WebSocket) -> bytes | None:
    """The next piece of input, None at its end; sizes of terminals are let go."""
    while True:
        message = await next_piece(websocket)
        if message[:1] == bytes((CLOSE,)) or not message:
            return None
        if message[0] == STDIN:
            return message[1:] or None


async def _converse(world: World, websocket: WebSocket, shell: Shell, entry: Entry) -> Status:
    """A shell of a pod: a line in, what it says out."""
    code, keyboard = 0, Keyboard()
    await _prompt(websocket, shell, entry)
    while (data := await _receive(websocket)) is not None:
        text = data.decode("utf-8", "surrogateescape")
        for typed in keyboard.type(text):
            if entry.tty:
                await _send(websocket, STDOUT, typed.echo, entry)
            if typed.line is not None:
                code = await _line(world, websocket, shell, entry, typed.line)
            if typed.ended or len(shell.frames) == 1:
                return _status(code)
    return _status(code)


async def _line(world: World, websocket: WebSocket, shell: Shell, entry: Entry, line: str) -> int:
    world.catch_up()
    said = shell.run(line)
    world.tell()
    await _send(websocket, STDOUT, said.stdout, entry)
    await _send(websocket, STDOUT if entry.tty else STDERR, _without_ending(said.stderr), entry)
    if len(shell.frames) > 1:
        await _prompt(websocket, shell, entry)
    return said.code


async def _prompt(websocket: WebSocket, shell: Shell, entry: Entry) -> None:
    if entry.tty:
        await _send(websocket, STDOUT, _prompt_of(shell.frame), entry)


def _prompt_of(frame: Frame) -> str:
    return "/ # " if frame.name == "sh" else f"root@{frame.place.name}:/# "


async def _say(websocket: WebSocket, said: Output, entry: Entry) -> Status:
    """Send both streams; kubectl itself says what our shell adds about the exit status."""
    if said.stderr.startswith(_REFUSED):
        words = said.stderr.removeprefix("error: ").rstrip("\n")
        return Status(message=words, reason="InternalError", code=500)
    await _send(websocket, STDOUT, said.stdout, entry)
    await _send(websocket, STDOUT if entry.tty else STDERR, _without_ending(said.stderr), entry)
    return _status(said.code)


def _without_ending(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[:-1]) if lines and lines[-1].startswith(_ENDINGS) else text


async def _send(websocket: WebSocket, channel: int, text: str, entry: Entry) -> None:
    if text:
        shown = text.replace("\n", "\r\n") if entry.tty else text
        await websocket.send_bytes(bytes((channel,)) + shown.encode("utf-8", "surrogateescape"))


def _status(code: int) -> Status:
    """How a program ended. Mirrors the v4 protocol's NonZeroExitCode."""
    if not code:
        return Status(status="Success")
    details = Details(causes=(Cause(reason="ExitCode", message=str(code)),))
    words = f"command terminated with non-zero exit code: error executing command, exit code {code}"
    return Status(message=words, reason="NonZeroExitCode", details=details)


async def _end(websocket: WebSocket, status: Status) -> None:
    await websocket.send_bytes(bytes((ERROR,)) + compact(status.encode()))
    await websocket.close(1000)
