"""The check vocabulary: one row a check kind, with the shape of what a lesson may write under its name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.packs.shape import Anything, Either, Entries, Items, Record, Shape, Text, Truth, Whole

NAME = r"[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?"
SERVICE = Text(pattern=rf"{NAME}/{NAME}", what="NAMESPACE/SERVICE")
REF = Text(pattern=rf"[A-Z][A-Za-z0-9]*/({NAME}/)?{NAME}", what="KIND/NAMESPACE/NAME")
PLACE = Text(pattern=rf"outside|Node/{NAME}|Pod/{NAME}/{NAME}", what='"outside", Node/NAME or Pod/NAMESPACE/NAME')
FIELD = Text(pattern=r"[A-Za-z][A-Za-z0-9.\[\]_/-]{0,199}", what="a field path such as spec.ports[0].targetPort")
ID = Text(pattern=r"[a-z0-9][a-z0-9-]{0,31}", what="an id (a-z, 0-9, -; at most 32)")
GLOB = Text(pattern=r".{1,500}", what="a text of at most 500 characters")
PODS = Either(shapes=(Items(of=Text(pattern=NAME, what="a pod's name")), Entries(of=Text())))
PORT = Either(shapes=(Whole(low=1, high=65535), Text(pattern=r"[a-z0-9-]{1,63}", what="a port")))
NUMBER = Whole(low=0, high=10_000)
OUTCOMES = ("http", "connected", "refused", "timeout", "dns-fail")
OUTCOME_WORD = Text(words=OUTCOMES)
OUTCOME = Either(shapes=(OUTCOME_WORD, Record(fields={"not": OUTCOME_WORD}, required=frozenset({"not"}))))

ADMISSION = Record(
    fields={
        "verdict": Text(words=("allowed", "refused")),
        "reason": Text(pattern=r"[A-Za-z]{1,60}", what="a reason"),
        "field": FIELD,
        "message": GLOB,
        "value": Record(fields={"digits-only": Truth()}),
        "warnings": NUMBER,
    }
)
OBJECT = Record(fields={"ref": REF, "match": Entries(of=Anything()), "exists": Truth()}, required=frozenset({"ref"}))
ENDPOINTS = Record(
    fields={
        "service": SERVICE,
        "port": PORT,
        "ready": Either(shapes=(Whole(high=10_000), *PODS.shapes)),
        "serving": PODS,
        "terminating": PODS,
        "target": Whole(low=1, high=65535),
        "selected": NUMBER,
        "count": NUMBER,
        "empty": Truth(),
    },
    required=frozenset({"service"}),
)
_CONNECTION: Mapping[str, Shape] = {
    "from": PLACE,
    "host": Text(pattern=r"[^\s/]{1,253}", what="a host"),
    "port": Either(shapes=(Whole(low=1, high=65535), Text(pattern=r"\{[^}]{1,200}\}", what="a port"))),
    "requests": Whole(low=1, high=100),
}
HTTP = Record(
    fields={
        "from": PLACE,
        "url": Text(pattern=r"http://[^\s]{1,500}", what="an http:// address"),
        "requests": Whole(low=1, high=100),
        "over": Whole(low=1, high=100_000),
    },
    required=frozenset({"from", "url"}),
)
CONNECTION = Record(fields=_CONNECTION, required=frozenset({"from", "host", "port"}))
DNS = Record(
    fields={
        "from": PLACE,
        "name": Text(pattern=r"[^\s]{1,253}", what="a name"),
        "type": Text(words=("A", "AAAA", "SRV", "CNAME", "PTR")),
    },
    required=frozenset({"from", "name"}),
)
ENV = Record(fields={"pod": REF}, required=frozenset({"pod"}))
EVENTS = Record(
    fields={"of": REF, "type": Text(words=("Normal", "Warning")), "reason": GLOB, "message": GLOB},
    required=frozenset({"of"}),
)
STATUS = Record(fields={"ref": REF, "match": Entries(of=Anything())}, required=frozenset({"ref", "match"}))

CHECK_KINDS: Mapping[str, Shape] = MappingProxyType(
    {
        "admission": ADMISSION,
        "object": OBJECT,
        "unchanged": Items(of=REF, least=1),
        "endpoints": ENDPOINTS,
        "http": HTTP,
        "tcp": CONNECTION,
        "udp": CONNECTION,
        "dns": DNS,
        "env": ENV,
        "events": EVENTS,
        "status": STATUS,
    }
)

# What feedback texts may speak of, as {service}; grading fills them in.
FACTS = (
    "service",
    "namespace",
    "type",
    "clusterIP",
    "port",
    "target",
    "protocol",
    "nodePort",
    "externalName",
    "address",
    "policy",
    "affinity",
    "endpoints",
    "selector",
    "n",
    "found",
    "labels",
    "field",
    "value",
    "message",
)

SERVED_BY = Record(
    fields={"all": PODS, "only": PODS, "same": Truth(), "spread": Truth(), "count": NUMBER},
    one_of=("all", "only", "same", "spread", "count"),
)
ANSWERS = Either(
    shapes=(
        Text(words=("empty", "nxdomain", "any")),
        Record(fields={"equal": Items(of=Text()), "count": NUMBER}, one_of=("equal", "count")),
    )
)
_REPLY: Mapping[str, Shape] = {
    "outcome": OUTCOME,
    "status": Whole(low=100, high=599),
    "body": GLOB,
    "served-by": SERVED_BY,
    "client-ip": GLOB,
}
EXPECT: Mapping[str, Shape] = MappingProxyType(
    {
        "http": Record(fields=_REPLY),
        "tcp": Record(fields=_REPLY),
        "udp": Record(fields=_REPLY),
        "dns": Record(fields={"answers": ANSWERS, "asked": Items(of=Text())}),
        "env": Entries(of=Either(shapes=(Text(), Record(fields={"absent": Truth()}))), key=r"[A-Za-z_][A-Za-z0-9_]*"),
    }
)

_SEEN = Record(
    fields={
        "check": ID,
        "outcome": OUTCOME_WORD,
        "at": Text(words=("name", "route", "service", "endpoint", "policy", "nat", "process")),
        "reason": Text(pattern=r"[a-z0-9.-]{1,60}", what="a reason's id"),
    },
    required=frozenset({"check"}),
)
_SUBMISSION = Record(fields={"absent": FIELD, "present": FIELD}, one_of=("absent", "present"))
_SIMPLE: Mapping[str, Shape] = {
    "admission": ADMISSION,
    "object": OBJECT,
    "endpoints": ENDPOINTS,
    "status": STATUS,
    "http": _SEEN,
    "tcp": _SEEN,
    "udp": _SEEN,
    "submission": _SUBMISSION,
    "failed": ID,
}
_TERMS: Mapping[str, Shape] = {**_SIMPLE, "not": Record(fields=_SIMPLE, one_of=tuple(_SIMPLE))}
WHEN = Record(
    fields={**_TERMS, "all": Items(of=Record(fields=_TERMS, one_of=tuple(_TERMS)), least=2, most=8)},
    one_of=(*_TERMS, "all"),
)
