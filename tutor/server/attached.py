"""`pods/attach` to a program that goes on by itself: nothing is seen until it ends or the client leaves."""

from __future__ import annotations

import asyncio

from starlette.websockets import WebSocket, WebSocketDisconnect

from tutor.api.kinds import POD
from tutor.api.pod import Pod
from tutor.api.status import StatusError
from tutor.cluster.images import arguments, image_of
from tutor.kubectl.context import Entry
from tutor.kubectl.shell.places import goes_on
from tutor.server.pieces import next_piece
from tutor.server.world import World


def is_quiet(world: World, entry: Entry) -> bool:
    """Whether an entry attaches to a program that serves for ever or sleeps, rather than to a shell or a command."""
    if entry.command:
        return False
    pod: Pod = world.cluster.server.get(POD, entry.pod, namespace=entry.namespace)
    every = (*pod.spec.containers, *pod.spec.init_containers)
    container = next(one for one in every if one.name == entry.container)
    argv = arguments(container, image_of(container))
    program = argv[0].rpartition("/")[2] if argv else ""
    return program == "sleep" or (not container.stdin and goes_on(world.cluster, pod, container))


async def look_on(world: World, websocket: WebSocket, entry: Entry) -> None:
    """Wait until the container that runs now has ended, or the client leaves."""
    began = _began(world, entry)
    leaving = asyncio.create_task(_left(websocket))
    event = world.listen()
    try:
        while began and _began(world, entry) == began and not leaving.done():
            event.clear()
            news = asyncio.create_task(event.wait())
            await asyncio.wait({news, leaving}, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
    finally:
        world.leave(event)
        leaving.cancel()


async def _left(websocket: WebSocket) -> None:
    """Read what nobody reads until the client is gone."""
    try:
        while True:
            await next_piece(websocket)
    except (WebSocketDisconnect, RuntimeError):
        return


def _began(world: World, entry: Entry) -> str:
    """Which container runs, "" when none does."""
    try:
        pod: Pod = world.cluster.server.get(POD, entry.pod, namespace=entry.namespace)
    except StatusError:
        return ""
    statuses = (*pod.status.container_statuses, *pod.status.init_container_statuses)
    return next((one.container_id for one in statuses if one.name == entry.container and one.state.running), "")
