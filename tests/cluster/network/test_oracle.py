"""What real kube-proxies and CoreDNS answered, asked again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cluster.network.replay import dns, routes

ORACLE = Path(__file__).parents[2] / "oracle"


def rows(name: str, start: int, step: int) -> list[dict[str, Any]]:
    lines = (ORACLE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines][start::step]


@pytest.mark.parametrize("start", [0, 1])
def test_traffic_goes_the_way_real_proxies_sent_it(start: int) -> None:
    """Which backend an affinity begins with is luck, so those worlds are left out."""
    chosen = [row for row in rows("routes.jsonl", start, 9) if "sessionAffinity: ClientIP" not in row["manifest"]]
    good, total, wrong = routes(chosen)
    assert wrong == []
    assert good == total


@pytest.mark.parametrize("start", [0, 1])
def test_names_resolve_as_coredns_resolved_them(start: int) -> None:
    good, total, wrong = dns(rows("dns.jsonl", start, 3))
    assert wrong == []
    assert good == total
