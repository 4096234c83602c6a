"""What is asked of the network and what it answers: flows, traces, resolutions, each hop with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from tutor.cluster.images.exchange import Headers, Request, Response
from tutor.values import frozen

Path = tuple[str | int, ...]
Rcode = Literal["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED", "TIMEOUT"]
Step = Literal["name", "route", "service", "endpoint", "policy", "nat", "process"]

__all__ = [
    "LAPTOP",
    "Delivered",
    "Flow",
    "Headers",
    "Hop",
    "LeftOut",
    "NoSuchHost",
    "Outcome",
    "Path",
    "Place",
    "Rcode",
    "Reason",
    "Record",
    "Ref",
    "Refused",
    "Request",
    "Resolution",
    "Response",
    "Step",
    "TimedOut",
    "Trace",
]


@frozen
class Place:
    """Where a command runs: the laptop outside, a node, or a pod."""

    kind: Literal["laptop", "node", "pod"]
    name: str = ""
    namespace: str = ""


LAPTOP = Place(kind="laptop")


@frozen
class Ref:
    """The object that decided something."""

    kind: str
    namespace: str = ""
    name: str


@frozen
class Reason:
    """A row of network/reasons.py with its parameters; the words stand in tutor/words, under `why.` + id."""

    id: str
    params: Mapping[str, str] = field(default_factory=dict)


@frozen
class Flow:
    """One connection that a program tries to open; `host` is a name or an address."""

    source: Place
    host: str
    port: int
    protocol: str = "TCP"
    request: Request | None = None


@frozen
class Hop:
    """One decision on the way, the object and the field that made it."""

    step: Step
    reason: Reason
    object: Ref | None = None
    field: Path | None = None


@frozen
class Delivered:
    """A process took the connection; `client` is the address it saw, with its port.

    `certificate` are the names its TLS certificate carries, None when the port speaks plain text;
    a response of status 0 means that it took the connection and said nothing. The answer comes after `delay` seconds.
    """

    pod: Ref | None
    address: str
    port: int
    client: str
    response: Response | None = None
    certificate: tuple[str, ...] | None = None
    delay: float = 0.0


@frozen
class Refused:
    """Somebody said no at once (curl exit 7)."""

    by: Reason


@frozen
class TimedOut:
    """Nobody ever answered (curl exit 28)."""

    by: Reason


@frozen
class NoSuchHost:
    """The name did not resolve (curl exit 6)."""

    name: str
    by: Reason


Outcome = Delivered | Refused | TimedOut | NoSuchHost


@frozen
class LeftOut:
    """An endpoint that could not have been chosen, and why."""

    pod: Ref | None
    address: str
    reason: Reason


@frozen
class Trace:
    """How one connection went; `address` is the IP that was asked, "" when there is none."""

    flow: Flow
    hops: tuple[Hop, ...]
    outcome: Outcome
    address: str = ""
    service: Ref | None = None
    left_out: tuple[LeftOut, ...] = ()


@frozen
class Record:
    """One DNS record; `ttl` in seconds, `data` as dig prints it."""

    name: str
    type: str
    ttl: int
    data: str


@frozen
class Resolution:
    """What the name servers said; `asked` are the names tried, in order, `server` who was asked.

    `authority` names the zone that says no.
    """

    rcode: Rcode
    answers: tuple[Record, ...] = ()
    authority: tuple[Record, ...] = ()
    asked: tuple[str, ...] = ()
    server: str = ""
    hops: tuple[Hop, ...] = ()
