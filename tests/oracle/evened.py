"""Evens out what differs between two runs of one real cluster: random names, addresses, ages, the order of pods."""

from __future__ import annotations

import json
import re
from typing import Any

_SUFFIX = "[bcdfghjklmnpqrstvwxz2456789]{5}"
_RULES: tuple[tuple[str, str], ...] = (
    (r"10\.233\.\d+\.\d+", "IP"),
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID"),
    (rf"(?<=[a-z0-9])-{_SUFFIX}\b", "-RAND"),
    (r"-[a-z0-9]{8,10}(?=-RAND|\s|$|\"|,|:|/)", "-HASH"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME"),
    (r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", "TIME"),
    (r'resourceVersion"?: "\d+"', "resourceVersion: N"),
    (r"generation: \d+", "generation: N"),
    (r"(?<![\w:.-])(\d+d)?(\d+h)?(\d+m)?\d+[smhd](?= |$|\n|\))", "AGE"),
    (r"[ \t]+", " "),
)
_NODE_PORT = re.compile(r"\b3[0-2]\d{3}\b")
_CHOSEN = frozenset({"30000", "30001", "30080", "30111", "30123", "32767", "32768"})  # those that somebody asked for
_VOLATILE = frozenset({"managedFields", "uid", "resourceVersion", "creationTimestamp", "generation"})
_BOOKKEEPING = ("kubectl.kubernetes.io/", "endpoints.kubernetes.io/", "deployment.kubernetes.io/")
_OF_PODS = frozenset({"volumes", "serviceAccount", "serviceAccountName", "tolerations"}) | frozenset(
    {"priority", "preemptionPolicy", "nodeName", "securityContext"}
)
_KEPT = ("kind", "subsets", "endpoints", "ports", "addressType")


def text(said: str) -> str:
    """What a learner reads, in a form that every run shares."""
    for pattern, word in _RULES:
        said = re.sub(pattern, word, said, flags=re.MULTILINE)
    said = _NODE_PORT.sub(lambda found: found[0] if found[0] in _CHOSEN else "PORT", said)
    said = re.sub(r"IP[:\d]*(,IP[:\d]*)+", lambda found: ",".join(sorted(found[0].split(","))), said)
    return "\n".join(line.strip() for line in said.strip().splitlines())


def same(ours: str, real: str) -> bool:
    """Equal; where pods take part, the order of rows and the choice of node are no facts."""
    one, other = text(ours), text(real)
    if one == other or not re.search("-RAND|-HASH|IP", other):
        return one == other
    loose = [sorted(re.sub(r"\bkube-node\d\b", "kube-nodeN", side).splitlines()) for side in (one, other)]
    return loose[0] == loose[1]


def stored(objects: Any) -> Any:
    """Objects as stored, less what is drawn by chance and what of pods is not simulated."""
    return json.loads(
        re.sub(
            r'"nodePort": (?!30000\b|30001\b|30080\b)3[0-2]\d{3}',
            '"nodePort": 0',
            json.dumps([_object(one) for one in objects]),
        )
    )


def _object(one: Any) -> Any:
    meta = {name: value for name, value in one["metadata"].items() if name not in _VOLATILE}
    notes = {name: value for name, value in meta.pop("annotations", {}).items() if not name.startswith(_BOOKKEEPING)}
    meta |= {"annotations": notes} if notes else {}
    if "generateName" in meta:
        meta.pop("name", None)
    return {"metadata": meta, "spec": _spec(one), **{name: one[name] for name in _KEPT if name in one}}


def _spec(one: Any) -> Any:
    spec = dict(one.get("spec") or {})
    if "containers" in spec:
        spec = {name: value for name, value in spec.items() if name not in _OF_PODS}
    if isinstance(spec.get("template"), dict):
        spec["template"] = {**spec["template"], "spec": _spec(spec["template"])}
    if one.get("kind") == "Service":
        spec.pop("healthCheckNodePort", None)
        for name in ("clusterIP", "clusterIPs"):
            if spec.get(name) not in ("None", ["None"]):
                spec.pop(name, None)
    return spec
