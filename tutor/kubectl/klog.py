"""Lines that kubectl writes through its log: `W0102 15:04:05.000000   30082 helpers.go:719] …`."""

from __future__ import annotations

from datetime import timedelta

from tutor.cluster.cluster import Cluster

_PROCESS = 30082


def log_warning(cluster: Cluster, place: str, text: str) -> str:
    """A warning from a line of kubectl's source. Mirrors klog's header."""
    now = cluster.settings.epoch + timedelta(seconds=cluster.now)
    return f"W{now:%m%d %H:%M:%S.%f} {_PROCESS:7} {place}] {text}\n"
