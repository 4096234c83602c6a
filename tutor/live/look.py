"""The checks of a lesson on a real cluster: one row each, from the kind's name to the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tutor.live import asked, stored
from tutor.live.site import Seen, Site
from tutor.packs.model import Check

KINDS: Mapping[str, Callable[[Site, Check], Seen]] = MappingProxyType(
    {
        "admission": stored.admission,
        "object": stored.object_,
        "status": stored.status,
        "unchanged": stored.unchanged,
        "events": stored.events,
        "endpoints": stored.endpoints,
        "http": asked.http,
        "tcp": asked.connection,
        "udp": asked.connection,
        "dns": asked.dns,
        "env": asked.env,
    }
)


def look(site: Site, check: Check) -> Seen:
    """Look once."""
    return KINDS[check.kind](site, check)
