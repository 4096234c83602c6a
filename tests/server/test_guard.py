"""The door of the server."""

from __future__ import annotations

import json
from typing import Any

from tests.begun import begin
from tutor.cluster.settings import Settings
from tutor.server.app import ask_of, build
from tutor.server.exchange import Reply
from tutor.server.guard import Guard, Limits
from tutor.server.world import World

HEADERS = {"host": "127.0.0.1:6443", "authorization": "Bearer secret"}


def admit(
    path: str = "/api/v1/pods", limits: Limits | None = None, method: str = "GET", **headers: str
) -> Reply | None:
    guard = Guard("secret", 6443, lambda: 0.0, limits)
    given = {name: text for name, text in (HEADERS | headers).items() if text}
    return guard.admit(ask_of(method, path, "", given))


def message(refused: Reply | None) -> str:
    assert refused is not None
    return str(json.loads(refused.body)["message"])


def test_the_token_opens_the_door() -> None:
    assert admit() is None


def test_another_token_is_unauthorized() -> None:
    refused = admit(authorization="Bearer nope")
    assert (refused and refused.status, message(refused)) == (401, "Unauthorized")


def test_without_a_token_one_is_anonymous() -> None:
    assert message(admit("/apis/apps/v1/namespaces/default/deployments/web", authorization="")) == (
        'deployments.apps "web" is forbidden: User "system:anonymous" cannot get resource "deployments" in API group '
        '"apps" in the namespace "default"'
    )
    assert message(admit("/nowhere", authorization="")) == (
        'forbidden: User "system:anonymous" cannot get path "/nowhere"'
    )


def test_everybody_may_ask_for_the_version_and_whether_it_is_well() -> None:
    assert [admit(path, authorization="") for path in ("/version", "/readyz", "/livez", "/healthz")] == [None] * 4


def test_a_host_that_is_not_the_loopback_is_refused() -> None:
    hosts = ("evil.example:6443", "127.0.0.1:1", "127.0.0.1", "")
    assert [refused.status for refused in (admit(host=host) for host in hosts) if refused] == [403] * 4


def test_no_other_origin_than_its_own_may_ask() -> None:
    others = ("http://127.0.0.1:6443", "https://127.0.0.1", "https://evil.example", "null")
    refused = [admit(origin=other) for other in others]
    assert [one.status for one in refused if one] == [403] * 4
    assert admit(origin="https://127.0.0.1:6443") is None


def test_too_many_requests_in_a_second_are_told_to_come_back() -> None:
    now = [0.0]
    guard = Guard("secret", 6443, lambda: now[0], Limits(rate=2))
    ask = ask_of("GET", "/api", "", HEADERS)
    found = [guard.admit(ask) for _ in range(3)]
    assert [one.status if one else 200 for one in found] == [200, 200, 429]
    assert found[2] is not None
    assert found[2].headers == (("Retry-After", "1"),)
    now[0] = 1.0
    assert guard.admit(ask) is None


async def status_of(path: str, query: str) -> int:
    """What a server that has no room for streams answers."""
    app = build(World(begin(Settings()), wall=lambda: 0.0), Guard("secret", 6443, lambda: 0.0, Limits(watchers=0)))
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(name.encode(), text.encode()) for name, text in HEADERS.items()]
    asked = {"method": "GET", "path": path, "query_string": query.encode(), "headers": headers}
    await app({"type": "http", "http_version": "1.1", "scheme": "https", **asked}, receive, send)
    return int(sent[0]["status"])


async def test_no_more_streams_are_opened_than_there_is_room_for() -> None:
    assert await status_of("/api/v1/pods", "watch=true") == 429
    assert await status_of("/api/v1/namespaces/kube-system/pods/etcd-kube-master1/log", "follow=true") == 429
    assert await status_of("/api/v1/pods", "") == 200
