"""`kubectl run`: one pod from an image, with a Service before it if wanted."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import POD, SERVICE
from tutor.kubectl.command import Call
from tutor.kubectl.context import Entry
from tutor.kubectl.errors import CommandError
from tutor.kubectl.verbs.creation import create_made
from tutor.kubectl.verbs.expose import pairs

PATIENCE = 60.0
STEP = 0.25


def run_run(call: Call) -> None:
    """Create the pod, then attach to it when `-i` or `--attach` asks for it."""
    if not call.args:
        raise call.usage_error("NAME is required for run")
    if call.flag("rm") and not (call.flag("attach") or call.flag("stdin")):
        raise CommandError("--rm should only be used for attached containers")
    if call.flag("rm") and call.dry_run != "none":
        raise CommandError("--rm should only be used for attached containers")
    if call.flag("tty") and not call.flag("stdin"):
        raise CommandError("-i/--stdin is required for containers with -t/--tty=true")
    if call.flag("expose") and not call.flag("port"):
        raise CommandError("--port must be set when exposing a service")
    restart = str(call.flag("restart"))
    if restart not in {"Always", "OnFailure", "Never"}:
        raise CommandError(f"invalid restart policy: {restart}")
    labels = pairs(str(call.flag("labels"))) or {"run": call.args[0]}
    if call.flag("expose"):
        create_made(call, SERVICE, _service(call, labels))
    attached = bool(call.flag("stdin") or call.flag("attach")) and call.dry_run == "none"
    said = len(call.stdout)
    create_made(call, POD, _pod(call, labels))
    if attached:
        del call.stdout[said:]
        _attach(call)


def _service(call: Call, labels: dict[str, str]) -> dict[str, Any]:
    port = _port(call)
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": call.args[0]},
        "spec": {"ports": [{"port": port, "protocol": "TCP", "targetPort": port}], "selector": labels},
        "status": {"loadBalancer": {}},
    }


def _port(call: Call) -> int:
    text = str(call.flag("port"))
    if not text.isdigit():
        raise CommandError(f'strconv.Atoi: parsing "{text}": invalid syntax')
    return int(text)


def _pod(call: Call, labels: dict[str, str]) -> dict[str, Any]:
    """Mirrors BasicPod.Generate."""
    name, *command = call.args
    container: dict[str, Any] = {"name": name, "image": str(call.flag("image")), "resources": {}}
    if command:
        container["command" if call.flag("command") else "args"] = command
    if call.flag("env"):
        container["env"] = [_variable(text) for text in call.flag("env")]
    if call.flag("port"):
        container["ports"] = [{"containerPort": _port(call)}]
    if call.flag("image-pull-policy"):
        container["imagePullPolicy"] = str(call.flag("image-pull-policy"))
    for flag, fields in (("stdin", {"stdin": True, "stdinOnce": True}), ("tty", {"tty": True})):
        container |= fields if call.flag(flag) else {}
    metadata: dict[str, Any] = {"name": name, "labels": labels}
    if call.flag("annotations"):
        metadata["annotations"] = dict(pair for text in call.flag("annotations") for pair in pairs(text).items())
    spec = {"containers": [container], "restartPolicy": str(call.flag("restart")), "dnsPolicy": "ClusterFirst"}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec, "status": {}}


def _variable(text: str) -> dict[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise CommandError(f"invalid env: {text}")
    return {"name": name, "value": value}


def _attach(call: Call) -> None:
    """Wait until the container runs, hand over to it, and delete the pod afterwards with `--rm`."""
    name, server = call.args[0], call.context.cluster.server
    waited = 0.0
    while waited < PATIENCE:
        pod = server.get(POD, name, namespace=call.namespace)
        if pod.status.phase in {"Running", "Succeeded", "Failed"}:
            break
        call.context.cluster.advance(STEP)
        waited += STEP
    else:
        raise CommandError("timed out waiting for the condition")
    command = tuple(call.args[1:])
    entry = Entry(
        namespace=call.namespace,
        pod=name,
        container=name,
        command=command,
        stdin=bool(call.flag("stdin")),
        tty=bool(call.flag("tty")),
        remove=bool(call.flag("rm")),
    )
    said = call.context.enter(entry)
    call.say(said.stdout)
    call.complain(said.stderr)
    call.code = said.code
