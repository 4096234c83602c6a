"""The events of the learner's namespaces as rows, the newest last."""

from __future__ import annotations

from typing import Any

from tutor.cluster.cluster import Cluster
from tutor.session.picture import SYSTEM
from tutor.session.views import EventRow, Target

MOST = 200


def happenings(cluster: Cluster) -> tuple[EventRow, ...]:
    """Read the events, at most 200; those of the cluster's own namespaces are left out."""
    shown = [event for event in cluster.events() if event.metadata.namespace not in SYSTEM]
    return tuple(_row(event) for event in shown[-MOST:])


def _row(event: Any) -> EventRow:
    about = event.involved_object
    moment = event.last_timestamp or event.event_time or event.metadata.creation_timestamp or ""
    return EventRow(
        time=str(moment)[11:19],
        warning=event.type == "Warning",
        reason=event.reason,
        message=event.message,
        count=max(1, event.count),
        target=Target(kind=about.kind, namespace=about.namespace, name=about.name),
    )
