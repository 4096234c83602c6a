"""Takes out of recorded and of our answers what differs between two runs of one real server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ADDRESS = re.compile(r"\b(10\.233|192\.168)\.\d+\.\d+(:\d{4,5}\b(?!\d))?")
SUFFIX = re.compile(r"\b(web|applied)-[a-z0-9]{5}\b")
AGE = re.compile(r"^(\d+[smhd])+$")
OWN = ("web", "applied", "bad", "kube-master1", "kube-node", "default", "kube-system", "kube-public")
MACHINE_NAMES = frozenset({"kube-master1", "kube-node1", "kube-node2", "kube-node3"})
WRITERS = frozenset({"python-httpx", "me", "you"})  # clients: what controllers manage is not kept here
# Written by the machines of the recording, or by controllers whose names as managers we do not keep.
MACHINES = frozenset(
    {"containerStatuses", "conditions", "hostIP", "hostIPs", "nodeName", "startTime", "qosClass", "observedGeneration"}
)


OF_NODES = frozenset({"managedFields"})  # the recorder had made its nodes by hand, here a kubelet does


def even(value: Any) -> Any:
    """The value with identifiers, times, revisions and addresses made equal."""
    if isinstance(value, dict):
        left_out = MACHINES | OF_NODES if value.get("name") in MACHINE_NAMES else MACHINES
        fields = {name: _even_field(name, item) for name, item in value.items() if name not in left_out}
        return {name: item for name, item in fields.items() if name != "managedFields" or item}
    if isinstance(value, list):
        return [even(item) for item in value]
    return _even_text(value) if isinstance(value, str) else value


def _even_field(name: str, item: Any) -> Any:
    if name in {"resourceVersion", "continue", "serverAddress", "description", "remainingItemCount"}:
        return "<>"
    if name == "managedFields":
        return [even(one) for one in item if one["manager"] in WRITERS and "f:status" not in one["fieldsV1"]]
    if name == "cells":
        return [*item[:1], *map(_even_cell, item[1:])] if str(item[0]) in MACHINE_NAMES else [*map(_even_cell, item)]
    if name == "labels" and isinstance(item, dict):
        return "<>" if "kubernetes.io/hostname" in item else even(item)
    return even(item)


def _even_cell(cell: Any) -> Any:
    if isinstance(cell, str) and AGE.match(cell):
        return "<age>"
    return "<node>" if cell in MACHINE_NAMES else even(cell)


def _even_text(text: str) -> str:
    for pattern, word in ((TIMES, "<time>"), (UID, "<uid>"), (SUFFIX, r"\1-<x>"), (ADDRESS, "<ip>")):
        text = pattern.sub(word, text)
    return re.sub(r"too old resource version: (\d+) \(\d+\)", r"too old resource version: \1 (<>)", text)


def own_objects(body: Any) -> Any:
    """The body without objects that the rows have not made themselves."""
    if not isinstance(body, dict):
        return body
    body = dict(body)
    for place in ("items", "rows"):
        if isinstance(body.get(place), list) and body.get("kind") != "APIGroupDiscoveryList":
            body[place] = sorted((one for one in body[place] if _own(one)), key=lambda one: _name(one)[:4])
    return body


def _name(one: Mapping[str, Any]) -> str:
    meta = (one.get("object") or one).get("metadata", {})
    return str(meta.get("name", ""))


def _own(one: Mapping[str, Any]) -> bool:
    return _name(one).startswith(OWN) and ".18" not in _name(one)


def served_only(recorded: Any, ours: Any) -> Any:
    """The discovery of the recording, less groups and resources that are not simulated."""
    if not isinstance(recorded, dict) or not isinstance(ours, dict):
        return recorded
    recorded = dict(recorded)
    if recorded.get("kind") == "APIGroupList":
        known = {one["name"] for one in ours["groups"]}
        recorded["groups"] = [one for one in recorded["groups"] if one["name"] in known]
    return recorded
