"""What describers share: indented lines, labels, annotations, owners and events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from tutor.cluster.cluster import Cluster
from tutor.kubectl.durations import human_duration
from tutor.kubectl.lastapplied import ANNOTATION
from tutor.kubectl.tabwriter import align

MAX_ANNOTATION = 140
NONE = "<none>"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Writer:
    """Collects lines with tabs and aligns them at the end."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def line(self, level: int, text: str) -> None:
        """One line, two blanks a level."""
        self._lines.append("  " * level + text)

    def lines(self, level: int, rows: Iterable[str]) -> None:
        """Several lines of the same level."""
        for row in rows:
            self.line(level, row)

    def labels(self, title: str, labels: Mapping[str, str]) -> None:
        """One label a line. Mirrors printLabelsMultiline."""
        self.list(title, [f"{key}={labels[key]}" for key in sorted(labels)])

    def list(self, title: str, rows: Iterable[str]) -> None:
        """A title and its rows below one another."""
        found = list(rows) or [NONE]
        self.line(0, f"{title}:\t{found[0]}")
        self.lines(0, (f"\t{row}" for row in found[1:]))

    def annotations(self, title: str, annotations: Mapping[str, str]) -> None:
        """Mirrors printAnnotationsMultiline: what apply keeps is not shown."""
        rows: list[str] = []
        for key in sorted(annotations):
            if key != ANNOTATION:
                rows += _annotation(key, annotations[key].removesuffix("\n"))
        self.list(title, rows)

    def text(self) -> str:
        """Everything, in columns."""
        return align(self.tabbed())

    def tabbed(self) -> str:
        """Everything, with the tabs between its columns."""
        return "".join(line + "\n" for line in self._lines)


def _annotation(key: str, value: str) -> list[str]:
    if len(value) + len(key) + 2 <= MAX_ANNOTATION and "\n" not in value:
        return [f"{key}: {value}"]
    limit = MAX_ANNOTATION - 2
    return [f"{key}:", *(f"  {row[:limit]}{'...' if len(row) > limit else ''}" for row in value.split("\n"))]


def format_labels(labels: Mapping[str, str]) -> str:
    """`a=1,b=2` or `<none>`. Mirrors labels.FormatLabels."""
    return ",".join(f"{key}={labels[key]}" for key in sorted(labels)) or NONE


def format_time(timestamp: str | None) -> str:
    """A time as RFC 1123 writes it, in UTC."""
    if not timestamp:
        return "Mon, 01 Jan 0001 00:00:00 +0000"
    moment = datetime.fromisoformat(timestamp).astimezone(UTC)
    return f"{_DAYS[moment.weekday()]}, {moment:%d} {_MONTHS[moment.month - 1]} {moment:%Y %H:%M:%S} +0000"


def age(cluster: Cluster, timestamp: str | None) -> str:
    """How long ago something was, or `<unknown>`."""
    return human_duration(cluster.clock.now - cluster.clock.seconds(timestamp)) if timestamp else "<unknown>"


def controlled_by(metadata: Any) -> str:
    """`ReplicaSet/web`, or nothing."""
    return next((f"{owner.kind}/{owner.name}" for owner in metadata.owner_references if owner.controller), "")


def write_head(writer: Writer, metadata: Any) -> None:
    """Name, namespace, labels and annotations, as most describers begin."""
    writer.line(0, f"Name:\t{metadata.name}")
    writer.line(0, f"Namespace:\t{metadata.namespace}")
    writer.labels("Labels", metadata.labels)
    writer.annotations("Annotations", metadata.annotations)


def write_events(writer: Writer, cluster: Cluster, kind: str, metadata: Any) -> None:
    """The events about an object, oldest first. Mirrors DescribeEvents."""
    found = [event for event in cluster.events(metadata.namespace or None) if _concerns(event, kind, metadata)]
    if not found:
        writer.line(0, f"Events:\t{NONE}")
        return
    writer.line(0, "Events:")
    writer.line(1, "Type\tReason\tAge\tFrom\tMessage")
    writer.line(1, "----\t------\t----\t----\t-------")
    for event in sorted(found, key=lambda event: event.last_timestamp or event.event_time or ""):
        source = event.source.component or event.reporting_component
        place = event.involved_object.field_path
        message = f"{place}: {event.message.strip()}" if place else event.message.strip()
        writer.line(1, f"{event.type}\t{event.reason}\t{event_age(cluster, event)}\t{source}\t{message}")


def _concerns(event: Any, kind: str, metadata: Any) -> bool:
    about = event.involved_object
    return bool((about.kind, about.namespace, about.name) == (kind, metadata.namespace, metadata.name)) and (
        not about.uid or about.uid == metadata.uid or kind == "Node"
    )


def event_age(cluster: Cluster, event: Any) -> str:
    """`5s`, or `5s (x3 over 1m)` for what happened again."""
    first = age(cluster, event.event_time or event.first_timestamp)
    if event.count > 1:
        return f"{age(cluster, event.last_timestamp)} (x{event.count} over {first})"
    return first
