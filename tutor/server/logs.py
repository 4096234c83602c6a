"""`pods/log`: what a container has written, all of it or its end, and what it writes from now on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from tutor.api.kinds import POD
from tutor.api.pod import Pod
from tutor.api.status import StatusError, bad_request
from tutor.cluster.images import logged, process
from tutor.cluster.logs import refuse_log
from tutor.server.addresses import Target
from tutor.server.exchange import TEXT, Answer, Ask, Stream, not_allowed, page
from tutor.server.options import number_of
from tutor.server.world import World


def read_log(world: World, target: Target, ask: Ask) -> Answer:
    """The lines of a container; raises StatusError for one that has none."""
    if ask.method != "GET":
        raise not_allowed()
    pod: Pod = world.cluster.server.get(POD, target.name, namespace=target.namespace)
    name = _container(pod, ask.text("container"))
    status = _status(pod, name)
    refuse_log(pod, name, status, previous=ask.truth("previous"))
    text = _text(world, pod, name, status, ask)
    if not ask.truth("follow"):
        return page(text)
    return Stream(parts=_follow(world, pod, text), media=TEXT)


def _container(pod: Pod, asked: str) -> str:
    """Mirrors podSelector's LogLocation: with several containers one has to be named."""
    names = [one.name for one in pod.spec.containers]
    inits = [one.name for one in pod.spec.init_containers]
    if asked in names or asked in inits:
        return asked
    about = pod.metadata.name
    if asked:
        raise bad_request(f"container {asked} is not valid for pod {about}")
    if len(names) == 1:
        return names[0]
    rows = f"choose one of: [{' '.join(names)}]"
    rows += f" or one of the init containers: [{' '.join(inits)}]" if inits else ""
    raise bad_request(f"a container name must be specified for pod {about}, {rows}")


def _status(pod: Pod, name: str) -> Any:
    statuses = (*pod.status.init_container_statuses, *pod.status.container_statuses)
    return next((one for one in statuses if one.name == name), None)


def _text(world: World, pod: Pod, name: str, status: Any, ask: Ask) -> str:
    container = next(one for one in (*pod.spec.init_containers, *pod.spec.containers) if one.name == name)
    state = status.state.running or status.state.terminated
    started = (state.started_at or "") if state is not None else ""
    lines = logged(process(container, world.cluster.settings.apps, pod.metadata.labels), started)
    tail = number_of(ask, "tailLines")
    shown = lines if tail is None else lines[max(len(lines) - tail, 0) :]
    since = number_of(ask, "sinceSeconds")
    clock = world.cluster.clock
    if started and since is not None and clock.seconds(started) < clock.now - since:
        return ""
    stamp = f"{started.removesuffix('Z')}.000000000Z " if started and ask.truth("timestamps") else ""
    text = "".join(f"{stamp}{line}\n" for line in shown)
    limit = number_of(ask, "limitBytes")
    return text if limit is None else text.encode()[:limit].decode("utf-8", "ignore")


async def _follow(world: World, pod: Pod, text: str) -> AsyncIterator[bytes]:
    """What there is, and then silence for as long as the pod runs."""
    yield text.encode()
    event = world.listen()
    try:
        while _runs(world, pod):
            event.clear()
            await asyncio.wait_for(event.wait(), None)
    finally:
        world.leave(event)


def _runs(world: World, pod: Pod) -> bool:
    try:
        now: Pod = world.cluster.server.get(POD, pod.metadata.name, namespace=pod.metadata.namespace)
    except StatusError:
        return False
    return now.metadata.uid == pod.metadata.uid and now.status.phase == "Running"
