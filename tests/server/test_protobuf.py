"""Objects as kubectl writes them in protobuf."""

from __future__ import annotations

import pytest

from tutor.api.kinds import DEPLOYMENT, SERVICE
from tutor.api.status import StatusError
from tutor.server.protobuf import read_delete_options, read_protobuf


def part(number: int, value: bytes | int) -> bytes:
    """One field; short ones are all that is needed here."""
    if isinstance(value, int):
        return bytes((number << 3, value))
    return bytes((number << 3 | 2, len(value))) + value


def envelope(api_version: str, kind: str, raw: bytes) -> bytes:
    types = part(1, api_version.encode()) + part(2, kind.encode())
    return b"k8s\0" + part(1, types) + part(2, raw)


def test_names_maps_lists_and_numbers_or_names_are_read() -> None:
    port = part(1, b"http") + part(3, 80) + part(4, part(1, 1) + part(2, 0) + part(3, b"web"))
    spec = part(1, port) + part(2, part(1, b"app") + part(2, b"web")) + part(3, b"")
    raw = part(1, part(1, b"web") + part(8, b"")) + part(2, spec)
    assert read_protobuf(envelope("v1", "Service", raw), SERVICE) == {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "web", "creationTimestamp": None} | {},
        "spec": {"ports": [{"name": "http", "port": 80, "targetPort": "web"}], "selector": {"app": "web"}},
    }


def test_structs_that_json_writes_into_their_owner_are_read_so() -> None:
    handler = part(2, part(1, b"/") + part(2, part(1, 0) + part(2, 80)))
    container = part(1, b"c") + part(10, part(1, handler) + part(2, 5))
    template = part(2, part(2, container))
    body = read_protobuf(envelope("apps/v1", "Deployment", part(2, part(1, 2) + part(3, template))), DEPLOYMENT)
    probe = {"httpGet": {"path": "/", "port": 80}, "initialDelaySeconds": 5}
    containers = body["spec"]["template"]["spec"]["containers"]
    assert (body["spec"]["replicas"], containers) == (2, [{"name": "c", "livenessProbe": probe}])


def test_delete_options_are_read() -> None:
    raw = part(1, 0) + part(2, part(1, b"u")) + part(4, b"Orphan") + part(5, b"All")
    assert read_delete_options(envelope("v1", "DeleteOptions", raw)) == {
        "gracePeriodSeconds": 0,
        "preconditions": {"uid": "u", "resourceVersion": ""},
        "propagationPolicy": "Orphan",
        "dryRun": ["All"],
    }


@pytest.mark.parametrize(
    "sent", [b"", b"k8s\0\xff", b"k8s\0" + part(2, b"\x0a\x7f"), b"k8s\0" + part(2, b"\x0b"), b"{}"]
)
def test_what_is_no_protobuf_is_a_bad_request(sent: bytes) -> None:
    with pytest.raises(StatusError) as refused:
        read_protobuf(sent, SERVICE)
    assert refused.value.status.code == 400
