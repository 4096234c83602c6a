"""Works on a cluster with the official client: `python -m tests.server.with_official KUBECONFIG` prints what it saw.

A process of its own, because the client leaves its sockets to the end of one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

client, config, stream, watch = (
    import_module(f"kubernetes.{name}") for name in ("client", "config", "stream", "watch")
)
POD = {"metadata": {"name": "web"}, "spec": {"containers": [{"name": "nginx", "image": "nginx"}]}}
ASK = b"GET / HTTP/1.1\r\nHost: web\r\n\r\n"


def begin(core: Any) -> list[str]:
    """Make a pod and watch it until it runs."""
    core.create_namespaced_pod("default", POD)
    phases: list[str] = []
    for event in watch.Watch().stream(core.list_namespaced_pod, "default", timeout_seconds=20):
        phases.append(event["object"].status.phase)
        if phases[-1] == "Running":
            break
    return list(dict.fromkeys(phases))


def list_by_pages(core: Any) -> bool:
    """Whether pages of a list make the whole."""
    names: list[str] = []
    page = ""
    while not names or page:
        found = core.list_namespaced_pod("kube-system", limit=4, _continue=page)
        names += [one.metadata.name for one in found.items]
        page = found.metadata._continue
    return len(names) > 8 and names == [one.metadata.name for one in core.list_namespaced_pod("kube-system").items]


def watch_changes(core: Any) -> list[Any]:
    """The events of an object that is made, patched and deleted."""
    made = core.create_namespaced_config_map("default", {"metadata": {"name": "watched"}, "data": {"a": "1"}})
    core.patch_namespaced_config_map("watched", "default", {"data": {"b": "2"}})
    core.delete_namespaced_config_map("watched", "default")
    since, seen, watching = str(int(made.metadata.resource_version) - 1), [], watch.Watch()
    for event in watching.stream(core.list_namespaced_config_map, "default", resource_version=since, timeout_seconds=5):
        seen.append([event["type"], sorted(event["object"].data)])
        if event["type"] == "DELETED":
            watching.stop()
    return seen


def be_refused(core: Any) -> list[Any]:
    """What a Service without a good port is told."""
    try:
        core.create_namespaced_service("default", {"metadata": {"name": "bad"}, "spec": {"ports": [{"port": 0}]}})
    except client.ApiException as refused:
        return [refused.status, json.loads(refused.body)["message"]]
    return []


def run_program(core: Any) -> list[Any]:
    """Both streams and the exit status of a program of the pod."""
    command = ["/bin/sh", "-c", "echo out; echo err >&2; exit 3"]
    ask = core.connect_get_namespaced_pod_exec
    said = stream.stream(ask, "web", "default", command=command, stdout=True, stderr=True, _preload_content=False)
    said.run_forever(timeout=10)
    return [said.read_stdout(), said.read_stderr(), said.returncode]


def forward_ports(core: Any) -> list[Any]:
    """What comes through a port where somebody listens, and through one where nobody does."""
    forward = stream.portforward(core.connect_get_namespaced_pod_portforward, "web", "default", ports="80,81")
    lines = [forward.socket(port) for port in (80, 81)]
    for line in lines:
        line.settimeout(10)
        line.sendall(ASK)
    came = [line.recv(1 << 16).decode().partition("\r\n")[0] for line in lines]
    return [came, forward.error(80), forward.error(81).rpartition("dial ")[2]]


STEPS: tuple[Callable[[Any], Any], ...] = (
    *(begin, list_by_pages, watch_changes, be_refused, run_program),
    forward_ports,
)


def saw(path: str) -> Iterator[Any]:
    """What each step gave."""
    core = client.CoreV1Api(config.new_client_from_config(path))
    return (step(core) for step in STEPS)


if __name__ == "__main__":
    for found in saw(sys.argv[1]):
        print(json.dumps(found), flush=True)
