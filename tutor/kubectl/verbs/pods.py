"""`kubectl logs`, `kubectl exec`, `kubectl attach` and `kubectl port-forward`: what is about one running pod."""

from __future__ import annotations

from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, POD, REPLICA_SET, REPLICATION_CONTROLLER, SERVICE, STATEFUL_SET
from tutor.api.pod import Pod
from tutor.api.selectors import from_label_selector
from tutor.api.status import StatusError
from tutor.cluster.images import process
from tutor.kubectl.command import Call
from tutor.kubectl.context import Entry
from tutor.kubectl.errors import CommandError
from tutor.kubectl.resources import find, read_query

_OWNERS = frozenset(one.kind for one in (DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET, DAEMON_SET))


def run_logs(call: Call) -> None:
    """Print what a container has written."""
    if not call.args:
        raise call.usage_error(
            "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n"
            "POD or TYPE/NAME is a required argument for the logs command"
        )
    try:
        pod = _pod(call, call.args[0])
    except StatusError as refusal:
        words = f"error from server ({refusal.status.reason}): {refusal.status.message}"
        raise CommandError(f'{words} in namespace "{call.namespace}"') from None
    name = _container(call, pod, str(call.flag("container")) or "".join(call.args[1:2]))
    _refuse_unstarted(pod, name)
    container = next(one for one in pod.spec.containers if one.name == name)
    lines = process(container, call.context.cluster.settings.apps, pod.metadata.labels).output
    tail = int(call.flag("tail"))
    call.say("".join(f"{line}\n" for line in (lines[-tail:] if tail > 0 else [] if tail == 0 else lines)))


def _refuse_unstarted(pod: Pod, name: str) -> None:
    status = next((one for one in pod.status.container_statuses if one.name == name), None)
    waiting = status.state.waiting if status else None
    if status is None or waiting is not None:
        why = waiting.reason if waiting else "ContainerCreating"
        raise CommandError(
            f'Error from server (BadRequest): container "{name}" in pod "{pod.metadata.name}" '
            f"is waiting to start: {why}"
        )


def run_exec(call: Call) -> None:
    """Run a program in a container."""
    args = call.args[: call.parsed.dash] if call.parsed.dash >= 0 else call.args[:1]
    command = call.args[len(args) :]
    if command and call.parsed.dash < 0:
        raise call.usage_error("exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead")
    if not args and not call.flag("filename"):
        raise call.usage_error("pod, type/name or --filename must be specified")
    if not command:
        raise call.usage_error("you must specify at least one command for the container")
    pod = _pod(call, args[0])
    if pod.status.phase in {"Succeeded", "Failed"}:
        raise CommandError(f"cannot exec into a container in a completed pod; current phase is {pod.status.phase}")
    _enter(call, pod, command)


def run_attach(call: Call) -> None:
    """Join the program that a container runs."""
    if not call.args:
        raise call.usage_error("at least one argument is required for attach")
    _enter(call, _pod(call, call.args[0]), ())


def _enter(call: Call, pod: Pod, command: tuple[str, ...]) -> None:
    entry = Entry(
        namespace=pod.metadata.namespace,
        pod=pod.metadata.name,
        container=_container(call, pod, str(call.flag("container"))),
        command=command,
        stdin=bool(call.flag("stdin")),
        tty=bool(call.flag("tty")),
    )
    said = call.context.enter(entry)
    call.say(said.stdout)
    call.complain(said.stderr)
    call.code = said.code


def _container(call: Call, pod: Pod, asked: str) -> str:
    """The container that is meant; without a word, the first. Mirrors podcmd.FindOrDefaultContainerByName."""
    names = [one.name for one in pod.spec.containers]
    if asked:
        if asked not in names:
            raise CommandError(f"container {asked} not found in pod {pod.metadata.name}_{pod.metadata.namespace}")
        return asked
    if len(names) > 1 and not call.parsed.values.get("quiet"):
        call.complain(f'Defaulted container "{names[0]}" out of: {", ".join(names)}\n')
    return names[0]


def _pod(call: Call, word: str) -> Pod:
    """The pod of a name, or one of those behind TYPE/NAME."""
    query = read_query(call, (word,) if "/" in word else ("pods", word))
    target = query.targets[0]
    obj = find(call, target)
    if isinstance(obj, Pod):
        return obj
    if target.kind.kind in _OWNERS:
        selector = from_label_selector(obj.spec.selector)
        found = call.client.list(POD, target.namespace, selector)
    elif target.kind is SERVICE:
        wanted = obj.spec.selector.items()
        found = tuple(pod for pod in call.client.list(POD, target.namespace) if wanted <= pod.metadata.labels.items())
    else:
        raise CommandError(
            f"cannot attach to *v1.{target.kind.kind}: selector for *v1.{target.kind.kind} not implemented"
        )
    if not found:
        raise CommandError("timed out waiting for the condition")
    running: list[Pod] = [pod for pod in found if pod.status.phase == "Running"]
    return (running or list(found))[0]


def run_port_forward(call: Call) -> None:
    """Say what a real port-forward would do; nothing of the host is bound."""
    if len(call.args) < 2:
        raise call.usage_error("TYPE/NAME and list of ports are required for port-forward")
    pod = _pod(call, call.args[0])
    raise CommandError(
        f"port-forward to pod {pod.metadata.name} would open a port of this machine, and the simulated "
        "cluster opens none. "
        f"Reach it from inside instead: kubectl exec POD -- curl {pod.status.pod_ip}:{call.args[1].rpartition(':')[2]}"
    )
