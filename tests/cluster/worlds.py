"""Recorded worlds built again, and their endpoints as rows that two clusters can share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import ENDPOINT_SLICE, ENDPOINTS, by_gvk
from tutor.api.status import StatusError
from tutor.cluster.cluster import Cluster
from tutor.manifest import parse


def backing(cluster: Cluster, manifest: str) -> tuple[list[Any], list[Any]]:
    """Rows of Endpoints and of EndpointSlices, half a minute after the manifest was created."""
    _create(cluster, manifest)
    cluster.advance(30)
    endpoints = [encode(one) for one in cluster.server.list(ENDPOINTS, namespace="default")]
    slices = [encode(one) for one in cluster.server.list(ENDPOINT_SLICE, namespace="default")]
    return sorted(_endpoint_rows(endpoints), key=json.dumps), sorted(_slice_rows(slices), key=json.dumps)


def _pod(reference: dict[str, str]) -> str:
    return "rs-pod" if reference["name"].startswith("rs-") else reference["name"]


def _endpoint_rows(things: list[dict[str, Any]]) -> Iterator[list[Any]]:
    for thing in things:
        name = thing["metadata"]["name"]
        if not thing.get("subsets"):
            yield [name, None]
        for subset in thing.get("subsets") or ():
            for key in ("addresses", "notReadyAddresses"):
                for one in subset.get(key) or ():
                    for port in subset.get("ports") or [{}]:
                        number = (port.get("name"), port.get("port"), port.get("protocol"))
                        yield [name, _pod(one["targetRef"]), one.get("hostname"), *number, key == "addresses"]


def _slice_rows(things: list[dict[str, Any]]) -> Iterator[list[Any]]:
    for thing in things:
        labels = thing["metadata"]["labels"]
        name, headless = labels["kubernetes.io/service-name"], "service.kubernetes.io/headless" in labels
        if not thing.get("endpoints"):
            yield [name, headless, None]
        for one in thing.get("endpoints") or ():
            state = one["conditions"]
            for port in thing.get("ports") or [{}]:
                number = (port.get("name"), port.get("port"), port.get("protocol"))
                flags = (state["ready"], state["serving"], state["terminating"])
                yield [name, headless, _pod(one["targetRef"]), one.get("hostname"), *number, *flags]


def _create(cluster: Cluster, manifest: str) -> None:
    """What the server refuses stays away, as when the worlds were recorded."""
    for document in parse(manifest).documents:
        body: Any = document.value
        kind = by_gvk(body["apiVersion"], body["kind"])
        assert kind is not None
        try:
            cluster.server.create(kind, body)
        except StatusError:
            continue
