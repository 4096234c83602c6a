"""Which kinds have a status or a scale of their own address."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from tutor.api.kinds import (
    DAEMON_SET,
    DEPLOYMENT,
    NAMESPACE,
    NODE,
    POD,
    REPLICA_SET,
    SERVICE,
    STATEFUL_SET,
    Kind,
)
from tutor.cluster import custom

Subresource = Literal["", "status", "scale"]

_SCALABLE = (DEPLOYMENT, REPLICA_SET, STATEFUL_SET)
_KINDS: Mapping[str, tuple[Kind, ...]] = MappingProxyType(
    {"scale": _SCALABLE, "status": (*_SCALABLE, DAEMON_SET, NAMESPACE, NODE, POD, SERVICE)}
)


SUBRESOURCES: Mapping[str, Subresource] = MappingProxyType({"": "", "status": "status", "scale": "scale"})


def check_subresource(kind: Kind, subresource: Subresource | None, what: str = "") -> None:
    """Refuse an address that a kind does not have, None for one that no kind has; raises StatusError.

    `what` is what a client asked for there, in its words.
    """
    if subresource is None or (subresource and kind not in _KINDS[subresource]):
        raise custom.not_served(what)
