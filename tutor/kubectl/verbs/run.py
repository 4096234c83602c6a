"""`kubectl run`: one pod from an image, with a Service before it if wanted."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import POD, SERVICE
from tutor.kubectl.command import Call
from tutor.kubectl.context import Entry
from tutor.kubectl.envnames import environment_name_faults
from tutor.kubectl.errors import CommandError
from tutor.kubectl.overrides import with_overrides
from tutor.kubectl.verbs.creation import create_made
from tutor.kubectl.verbs.expose import pairs
from tutor.kubectl.verbs.run_checks import attaches, check_run

PATIENCE = 60.0
STEP = 0.25


def run_run(call: Call) -> None:
    """Create the pod, then attach to it when `-i` or `--attach` asks for it."""
    check_run(call)
    labels = pairs(str(call.flag("labels"))) or {"run": call.args[0]}
    pod = with_overrides(call, POD, _pod(call, labels))
    attached = attaches(call)
    service = _service(call, labels) if call.flag("expose") else None
    said = len(call.stdout)
    create_made(call, POD, pod)
    pod_words, call.stdout[said:] = call.stdout[said:], []
    try:
        if service is not None:
            create_made(call, SERVICE, service)
            _part_documents(call, pod_words)
    finally:
        call.stdout += [] if attached else pod_words
    if attached:
        _attach(call)


def _part_documents(call: Call, words: list[str]) -> None:
    """Upstream parts them, and so does its printer once more."""
    if call.flag("output") == "yaml":
        words.insert(0, "---\n---\n")


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
    if not text.removeprefix("-").isdigit():
        raise CommandError(f'strconv.Atoi: parsing "{text}": invalid syntax')
    return int(text)


def _pod(call: Call, labels: dict[str, str]) -> dict[str, Any]:
    """Mirrors BasicPod.Generate."""
    name = call.args[0]
    metadata: dict[str, Any] = {"name": name, "labels": labels}
    if call.flag("annotations"):
        metadata["annotations"] = dict(map(_annotation, call.flag("annotations")))
    spec = {
        "containers": [_container(call)],
        "restartPolicy": str(call.flag("restart")) or "Always",
        "dnsPolicy": "ClusterFirst",
    }
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec, "status": {}}


def _container(call: Call) -> dict[str, Any]:
    name, *command = call.args
    container: dict[str, Any] = {"name": name, "image": str(call.flag("image")), "resources": {}}
    if command:
        container["command" if call.flag("command") else "args"] = command
    if call.flag("env"):
        container["env"] = list(map(_variable, call.flag("env")))
    if call.flag("port"):
        container["ports"] = [{"containerPort": _port(call)}]
    if call.flag("image-pull-policy"):
        container["imagePullPolicy"] = str(call.flag("image-pull-policy"))
    once = {} if call.flag("leave-stdin-open") else {"stdinOnce": True}
    container |= {"stdin": True, **once} if call.flag("stdin") else {}
    container |= {"tty": True} if call.flag("tty") else {}
    return container | ({"securityContext": {"privileged": True}} if call.flag("privileged") else {})


def _annotation(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise CommandError(f"invalid annotations format: {text}")
    return key, value


def _variable(text: str) -> dict[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name or environment_name_faults(name):
        raise CommandError(f"invalid env: {text}")
    return {"name": name, "value": value} if value else {"name": name}


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
