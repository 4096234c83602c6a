"""Works on a cluster with kr8s and prints what it saw: `python -m tests.server.with_kr8s KUBECONFIG`.

A process of its own, because kr8s leaves its loop and its connections to the end of one.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterator
from http.client import HTTPConnection
from importlib import import_module
from typing import Any

kr8s = import_module("kr8s")


def saw(path: str) -> Iterator[Any]:
    """What each step gave."""
    warnings.simplefilter("ignore")
    api = kr8s.api(kubeconfig=path, namespace="default")
    pod = kr8s.objects.Pod(
        {"metadata": {"name": "alone"}, "spec": {"containers": [{"name": "nginx", "image": "nginx"}]}}, api=api
    )
    pod.create()
    pod.wait("condition=Ready", timeout=30)
    yield [one.name for one in api.get("pods", field_selector="metadata.name=alone")]
    made = kr8s.objects.ConfigMap({"metadata": {"name": "mine"}, "data": {"a": "1"}}, api=api)
    made.create()
    made.patch({"data": {"a": "2"}})
    yield next((kind, one.raw["data"]) for kind, one in api.watch("configmaps", field_selector="metadata.name=mine"))
    made.delete()
    yield [pod.ready(), pod.exec(["hostname"]).stdout.decode()]
    yield any("nginx/" in line for line in pod.logs())
    with pod.portforward(remote_port=80) as port:
        line = HTTPConnection("127.0.0.1", port, timeout=10)
        line.request("GET", "/")
        yield line.getresponse().status
        line.close()


if __name__ == "__main__":
    for found in saw(sys.argv[1]):
        print(json.dumps(found), flush=True)
