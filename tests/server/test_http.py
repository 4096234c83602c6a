"""The server's socket, asked by hand."""

from __future__ import annotations

import json
import ssl
from base64 import b64decode
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.server.serving import Served, serving
from tutor.server.guard import MOST_BODY

LISTENING = Path("/proc/net/tcp")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("serve")) as found:
        yield found


def ask(served: Served, path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> tuple[int, str]:
    config = json.loads(served.kubeconfig.read_text())
    authority = b64decode(config["clusters"][0]["cluster"]["certificate-authority-data"]).decode()
    port = urlsplit(served.address).port or 0
    context = ssl.create_default_context(cadata=authority)
    connection = HTTPSConnection("127.0.0.1", port, context=context, timeout=10)
    token = {"Authorization": f"Bearer {config['users'][0]['user']['token']}"}
    connection.request(method, path, body=body or None, headers=token | headers)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def test_the_certificate_of_the_kubeconfig_is_that_of_the_server(served: Served) -> None:
    assert ask(served, "/readyz") == (200, "ok")


def test_a_body_that_is_too_large_is_refused(served: Served) -> None:
    path = "/api/v1/namespaces/default/configmaps"
    status, text = ask(served, path, method="POST", body=b" " * (MOST_BODY + 1))
    assert (status, json.loads(text)["reason"]) == (413, "RequestEntityTooLarge")


def test_another_host_and_another_origin_are_refused(served: Served) -> None:
    assert ask(served, "/readyz", Host="evil.example")[0] == 403
    assert ask(served, "/readyz", Origin="https://evil.example")[0] == 403


def test_json_as_deep_as_it_gets_is_a_bad_request(served: Served) -> None:
    path = "/api/v1/namespaces/default/configmaps"
    deep = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    headers = {"Content-Type": "application/json"}
    assert ask(served, path, method="POST", body=deep, **headers)[0] == 400
    assert ask(served, path, method="POST", body=b"[" * 5000 + b"]" * 5000, **headers)[0] == 400


def test_paths_that_climb_find_nothing(served: Served) -> None:
    assert ask(served, "/api/v1/../../etc/passwd") == (404, "404 page not found\n")
    assert ask(served, "/api/v1/namespaces/default/pods/%2e%2e%2fx/log")[0] == 404


def test_openapi_lists_the_groups_and_describes_the_kinds(served: Served) -> None:
    paths = json.loads(ask(served, "/openapi/v3")[1])["paths"]
    assert sorted(paths) == ["api/v1", "apis/apps/v1", "apis/discovery.k8s.io/v1"]
    body = json.loads(ask(served, paths["api/v1"]["serverRelativeURL"])[1])
    port = body["components"]["schemas"]["io.k8s.api.core.v1.ServicePort"]
    assert port["required"] == ["port"]
    assert port["properties"]["port"]["type"] == "integer"
    assert ask(served, "/openapi/v2")[0] == 200


@pytest.mark.skipif(not LISTENING.exists(), reason="this system does not list its sockets")
def test_the_server_listens_on_the_loopback_alone(served: Served) -> None:
    port = f"{urlsplit(served.address).port or 0:04X}"
    rows = [line.split()[1:4] for line in LISTENING.read_text(encoding="ascii").splitlines()[1:]]
    assert {place.rpartition(":")[0] for place, _, state in rows if place.endswith(f":{port}") and state == "0A"} == {
        "0100007F"
    }


def test_a_socket_without_the_token_is_refused(served: Served) -> None:
    wanted: dict[str, Any] = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "v5.channel.k8s.io",
    }
    path = "/api/v1/namespaces/kube-system/pods/etcd-kube-master1/exec?command=hostname&stdout=true"
    assert ask(served, path, **wanted, Authorization="Bearer nope")[0] == 401
    assert ask(served, path, **wanted, Origin="https://evil.example")[0] == 403
