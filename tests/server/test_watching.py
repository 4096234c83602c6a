"""Watches over HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.server.asking import CONFIG_MAPS, Client
from tutor.server.exchange import Stream

SETTLED = 0.05


@pytest.fixture
def client() -> Client:
    return Client()


async def watched(client: Client, query: str, act: Callable[[], Any] = lambda: None) -> list[dict[str, Any]]:
    """The events of a watch while something is done."""
    stream = client.open("GET", f"{CONFIG_MAPS}?watch=true&{query}")
    assert isinstance(stream, Stream)
    seen: list[dict[str, Any]] = []

    async def follow() -> None:
        async for part in stream.parts:
            seen.extend(map(json.loads, part.splitlines()))

    task = asyncio.create_task(follow())
    await asyncio.sleep(SETTLED)
    act()
    await asyncio.sleep(SETTLED)
    task.cancel()
    return [one for one in seen if one["object"].get("metadata", {}).get("name") != "kube-root-ca.crt"]


def told(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["type"], one["object"]["metadata"].get("name", "")) for one in events]


async def test_a_watch_without_a_revision_begins_with_what_is_there(client: Client) -> None:
    client.create("a")
    assert told(await watched(client, "", lambda: client.create("b"))) == [("ADDED", "a"), ("ADDED", "b")]


async def test_a_watch_from_a_revision_tells_what_came_after(client: Client) -> None:
    client.create("a")
    revision = client.revision()
    client.create("b")
    client.ask("DELETE", f"{CONFIG_MAPS}/a")
    events = await watched(client, f"resourceVersion={revision}")
    assert told(events) == [("ADDED", "b"), ("DELETED", "a")]
    assert events[-1]["object"]["metadata"]["resourceVersion"] == str(client.revision())


async def test_an_object_that_comes_to_fit_is_added_and_one_that_ceases_to_is_deleted(client: Client) -> None:
    client.create("a", app="x")
    patch = {"metadata": {"labels": {"app": "y"}}}

    def change() -> None:
        client.ask("PATCH", f"{CONFIG_MAPS}/a", patch, content_type="application/merge-patch+json")

    assert told(await watched(client, f"labelSelector=app%3Dx&resourceVersion={client.revision()}", change)) == [
        ("DELETED", "a")
    ]
    assert told(await watched(client, "labelSelector=app%3Dy")) == [("ADDED", "a")]


async def test_initial_events_end_with_a_bookmark(client: Client) -> None:
    client.create("a")
    query = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
    events = await watched(client, query)
    assert told(events) == [("ADDED", "a"), ("BOOKMARK", "")]
    assert events[-1]["object"]["metadata"] == {
        "resourceVersion": str(client.revision()),
        "annotations": {"k8s.io/initial-events-end": "true"},
    }


async def test_only_the_first_table_of_a_watch_tells_the_columns(client: Client) -> None:
    client.create("a")
    stream = client.open(
        "GET", f"{CONFIG_MAPS}?watch=true&timeoutSeconds=1", accept="application/json;as=Table;v=v1;g=meta.k8s.io"
    )
    client.create("b")
    assert isinstance(stream, Stream)
    tables = [json.loads(part)["object"] async for part in stream.parts]
    assert [bool(one["columnDefinitions"]) for one in tables] == [True, *[False] * (len(tables) - 1)]


async def test_a_watch_tells_what_differs_when_the_cluster_was_put_back(client: Client) -> None:
    client.create("a")
    client.create("b")
    before = client.world.cluster.snapshot()
    client.ask("DELETE", f"{CONFIG_MAPS}/a")
    client.create("c")

    def undo() -> None:
        client.world.cluster.restore(before)
        client.create("d")

    revision = client.revision()
    events = await watched(client, f"resourceVersion={revision}", undo)
    assert told(events) == [("DELETED", "c"), ("ADDED", "a"), ("ADDED", "d")]
    late = await watched(client, f"resourceVersion={revision}")
    assert [(one["type"], one["object"]["code"]) for one in late] == [("ERROR", 410)]


async def test_a_watch_of_metadata_tells_no_more(client: Client) -> None:
    client.create("a")
    accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
    stream = client.open("GET", f"{CONFIG_MAPS}?watch=true&timeoutSeconds=1&resourceVersion=0", accept=accept)
    assert isinstance(stream, Stream)
    bodies = [json.loads(part)["object"] async for part in stream.parts]
    assert {tuple(sorted(one)) for one in bodies} == {("apiVersion", "kind", "metadata")}
