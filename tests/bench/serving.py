"""What a real kubectl waits for `tutor serve`, beside the same kubectl that asks nobody, and what the server holds."""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from tests.bench.timing import wall
from tests.server.serving import KUBECTL, Served, serving

PODS = "/api/v1/namespaces/kube-system/pods"


def measure() -> Iterator[dict[str, object]]:
    """One list over a kept connection; kubectl's whole way, where it is installed; the server's memory."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        yield {"name": "serve: list of pods, one request", "value": _request(served) * 1e3, "unit": "ms"}
        if KUBECTL:
            yield _kubectl(served)


def _kubectl(served: Served) -> dict[str, object]:
    served.kubectl("get", "services")  # fills kubectl's cache of what the server can do
    asked = wall(lambda: served.kubectl("get", "services"), rounds=5)
    alone = wall(lambda: served.kubectl("version", "--client"), rounds=5)
    beside = {"beside": "kubectl version --client", "ratio": asked / alone}
    return {"name": "serve: kubectl get services", "value": asked * 1e3, "unit": "ms", **beside}


def _request(served: Served) -> float:
    """Seconds of one request in a conversation of many."""
    config = yaml.safe_load(served.kubeconfig.read_text(encoding="utf-8"))
    token = config["users"][0]["user"]["token"]
    address = urlsplit(config["clusters"][0]["cluster"]["server"])
    trusting = ssl._create_unverified_context()  # noqa: S323 - our own server on the loopback
    line = HTTPSConnection(address.hostname or "", address.port or 443, context=trusting)

    def ask() -> bytes:
        line.request("GET", PODS, headers={"Authorization": f"Bearer {token}"})
        answer = line.getresponse()
        assert answer.status == 200, answer.read()
        return answer.read()

    return wall(lambda: [ask() for _ in range(20)], rounds=5) / 20
