"""`kubectl exec` and `kubectl attach`: the programs of one running pod."""

from __future__ import annotations

from tutor.api.pod import Pod
from tutor.api.status import bad_request
from tutor.kubectl.command import Call
from tutor.kubectl.context import Entry
from tutor.kubectl.errors import CommandError
from tutor.kubectl.podtargets import container_of, pods_behind, require_patience


def run_exec(call: Call) -> None:
    """Run a program in a container."""
    args = call.args[: call.parsed.dash] if call.parsed.dash >= 0 else call.args[:1]
    command = call.args[len(args) :]
    if command and call.parsed.dash < 0:
        raise call.usage_error("exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead")
    if not args and not call.flag("filename"):
        raise CommandError("pod, type/name or --filename must be specified")
    if not command:
        raise CommandError("you must specify at least one command for the container")
    require_patience(call)
    pod = pods_behind(call, args[0] if args else "", "attach to")[0]
    if pod.status.phase in {"Succeeded", "Failed"}:
        raise CommandError(f"cannot exec into a container in a completed pod; current phase is {pod.status.phase}")
    _enter(call, pod, command)


def run_attach(call: Call) -> None:
    """Join the program that a container runs."""
    if not call.args:
        raise CommandError("at least 1 argument is required for attach")
    if len(call.args) > 2:
        raise CommandError(
            f"expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw {len(call.args)}: "
            f"[{' '.join(call.args)}]"
        )
    if call.flag("pod-running-timeout") <= 0:
        raise CommandError("--pod-running-timeout must be higher than zero")
    pod = pods_behind(call, "/".join(call.args), "attach to")[0]
    if pod.status.phase in {"Succeeded", "Failed"}:
        raise CommandError(f"cannot attach a container in a completed pod; current phase is {pod.status.phase}")
    try:
        container_of(call, pod, str(call.flag("container")))
    except CommandError as fault:
        raise CommandError(f"cannot attach to the container: {fault.message}") from None
    _enter(call, pod, ())


def _enter(call: Call, pod: Pod, command: tuple[str, ...]) -> None:
    if not pod.spec.node_name:
        raise bad_request(f"pod {pod.metadata.name} does not have a host assigned")
    entry = Entry(
        namespace=pod.metadata.namespace,
        pod=pod.metadata.name,
        container=container_of(call, pod, str(call.flag("container"))),
        command=command,
        stdin=bool(call.flag("stdin")),
        tty=bool(call.flag("tty")),
    )
    said = call.context.enter(entry)
    call.say(said.stdout)
    call.complain(said.stderr)
    call.code = said.code
