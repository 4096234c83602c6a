"""`kubectl logs`: what containers have written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tutor.api.container import ContainerStatus
from tutor.api.kinds import POD
from tutor.api.pod import Pod
from tutor.api.status import StatusError
from tutor.api.timestamps import time_fault
from tutor.cluster.images import logged, process
from tutor.cluster.logs import refuse_log
from tutor.cluster.objects import key_of
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.podtargets import container_of, pods_behind
from tutor.kubectl.resources import list_objects
from tutor.kubectl.waiting import Pause

_USAGE = (
    "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n"
    "POD or TYPE/NAME is a required argument for the logs command"
)
_OF_A_SELECTION = 10


def run_logs(call: Call) -> None:
    """Print what containers have written so far; what follows is for a person who looks on."""
    _check(call)
    pods = _pods(call)
    streams = [(pod, name) for pod in pods for name in _containers(call, pod)]
    most = int(call.flag("max-log-requests"))
    if call.flag("follow") and len(streams) > max(most, 1):
        raise CommandError(
            f"you are attempting to follow {len(streams)} log streams, but maximum allowed concurrency is {most}, "
            "use --max-log-requests to increase the limit"
        )
    for pod, name in streams:
        try:
            _refuse_unstarted(call, pod, name)
        except StatusError as refusal:
            if not call.flag("ignore-errors"):
                raise
            call.say(f"error: {refusal.status.message}\n")
            continue
        text = _text(call, pod, name)
        limit = int(call.flag("limit-bytes"))
        call.say(text.encode()[:limit].decode("utf-8", "ignore") if limit else text)
    if call.flag("follow") and call.context.live is not None:
        _follow(call, streams)


def _text(call: Call, pod: Pod, name: str) -> str:
    prefix = f"[pod/{pod.metadata.name}/{name}] " if call.flag("prefix") or call.flag("all-pods") else ""
    return "".join(f"{prefix}{line}\n" for line in _lines(call, pod, name))


def _follow(call: Call, streams: list[tuple[Pod, str]]) -> None:
    """Wait for more until the containers have ended; what runs here writes when it starts, and no more."""
    pause = Pause(call, float("inf"))
    while any(_runs(call, pod, name) for pod, name in streams) and pause.more():
        pass


def _runs(call: Call, pod: Pod, name: str) -> bool:
    now = call.context.cluster.store.get(key_of(pod))
    if now is None or now.metadata.uid != pod.metadata.uid:
        return False
    return any(one.name == name and one.state.terminated is None for one in _statuses(now))


def _statuses(pod: Pod) -> tuple[ContainerStatus, ...]:
    return (*pod.status.init_container_statuses, *pod.status.container_statuses)


def _check(call: Call) -> None:
    """Mirrors LogsOptions.Complete and Validate."""
    args, selector = call.args, call.flag("selector")
    if len(args) > 2 or not (args or selector):
        raise call.usage_error(_USAGE)
    if args and selector:
        raise call.usage_error("only a selector (-l) or a POD name is allowed")
    if call.flag("pod-running-timeout") <= 0:
        raise CommandError("--pod-running-timeout must be higher than zero")
    since_time, container = str(call.flag("since-time")), str(call.flag("container")) or "".join(args[1:])
    fault = time_fault(since_time) if since_time else ""
    rules = (
        (fault, fault),
        (since_time and call.flag("since"), "at most one of `sinceTime` or `sinceSeconds` may be specified"),
        (
            call.flag("all-containers") and container,
            f"--all-containers=true should not be specified with container name {container}",
        ),
        (
            call.given("container") and len(args) == 2,
            "only one of -c or an inline [CONTAINER] arg is allowed",
        ),
        (call.flag("limit-bytes") < 0, "--limit-bytes must be greater than 0"),
        (call.flag("since") < 0, "--since must be greater than 0"),
        (call.flag("tail") < -1, "--tail must be greater than or equal to -1"),
    )
    for broken, words in rules:
        if broken:
            raise CommandError(words)


def _pods(call: Call) -> tuple[Pod, ...]:
    if call.flag("selector"):
        found: tuple[Pod, ...] = list_objects(call, POD)
        if not found:
            call.complain(f"No resources found in {call.namespace} namespace.\n")
        return found
    try:
        pods = pods_behind(call, call.args[0], "get the logs from")
    except StatusError as refusal:
        words = f"error from server ({refusal.status.reason}): {refusal.status.message}"
        raise CommandError(f'{words} in namespace "{call.namespace}"') from None
    if call.flag("all-pods") or len(pods) == 1:
        return pods
    call.complain(f"Found {len(pods)} pods, using pod/{pods[0].metadata.name}\n")
    return pods[:1]


def _containers(call: Call, pod: Pod) -> tuple[str, ...]:
    asked = str(call.flag("container")) or "".join(call.args[1:2])
    if call.flag("all-containers"):
        return tuple(one.name for one in (*pod.spec.init_containers, *pod.spec.containers))
    return (container_of(call, pod, asked),)


def _refuse_unstarted(call: Call, pod: Pod, name: str) -> None:
    status = next((one for one in _statuses(pod) if one.name == name), None)
    refuse_log(pod, name, status, previous=bool(call.flag("previous")))


def _lines(call: Call, pod: Pod, name: str) -> Iterator[str]:
    container = next(one for one in (*pod.spec.init_containers, *pod.spec.containers) if one.name == name)
    started = _started(pod, name)
    lines = logged(process(container, call.context.cluster.settings.apps, pod.metadata.labels), started)
    clock = call.context.cluster.clock
    since = call.flag("since")
    if started and since and clock.seconds(started) < clock.now - round(since):
        return
    after = str(call.flag("since-time"))
    if started and after and datetime.fromisoformat(started) < datetime.fromisoformat(after):
        return
    tail = int(call.flag("tail"))
    if tail == -1 and call.flag("selector") and not call.given("tail"):
        tail = _OF_A_SELECTION
    shown = lines if tail < 0 else lines[max(len(lines) - tail, 0) :]
    stamp = f"{started.removesuffix('Z')}.000000000Z " if started and call.flag("timestamps") else ""
    yield from (f"{stamp}{line}" for line in shown)


def _started(pod: Pod, name: str) -> str:
    """When a container began, or nothing."""
    for status in _statuses(pod):
        if status.name == name:
            state = status.state.running or status.state.terminated
            return (state.started_at or "") if state is not None else ""
    return ""
