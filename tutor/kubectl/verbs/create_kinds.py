"""`kubectl create namespace|deployment` and what the generators share."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import DEPLOYMENT, NAMESPACE
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.verbs.creation import create_made


def only_name(call: Call) -> str:
    """The one argument that these commands take. Mirrors NameFromCommandArgs."""
    count = len(call.args) if call.parsed.dash < 0 else call.parsed.dash
    if count != 1:
        raise call.usage_error(f"exactly one NAME is required, got {count}")
    return call.args[0]


def run_namespace(call: Call) -> None:
    """A namespace."""
    body = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": only_name(call)}, "spec": {}, "status": {}}
    create_made(call, NAMESPACE, body)


def run_deployment(call: Call) -> None:
    """A Deployment of one or more images."""
    name, images = only_name(call), call.flag("image")
    command = call.args[1:]
    if len(images) > 1 and command:
        raise CommandError("cannot specify multiple --image options and command")
    containers: list[dict[str, Any]] = [
        {"name": _container_name(call, image), "image": image, "resources": {}} for image in images
    ]
    if command:
        containers[0]["command"] = list(command)
    if call.flag("port") >= 0:
        containers[0]["ports"] = [{"containerPort": call.flag("port")}]
    labels = {"app": name}
    body = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name, "labels": labels},
        "spec": {
            "replicas": call.flag("replicas"),
            "selector": {"matchLabels": labels},
            "strategy": {},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": containers}},
        },
        "status": {},
    }
    create_made(call, DEPLOYMENT, body, failure="failed to create deployment")


def _container_name(call: Call, image: str) -> str:
    """Mirrors buildPodSpec and sanitizeAndUniquify: the image's last part without tag and odd characters."""
    last = image.rpartition("/")[2].partition(":")[0].partition("@")[0]
    if not {"_", "."} & set(last):
        return last
    return f"{last.replace('_', '-').replace('.', '-')}-{call.context.cluster.server.registry.random.suffix()}"
