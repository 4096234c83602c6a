"""Each rule has a snippet that trips it and one that just does not, and no rule is without."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.api.validation.cases import TABLES, Case, cases, said, warned
from tutor.api.kinds import CONFIG_MAP, ENDPOINT_SLICE, SERVICE, Kind
from tutor.api.validation import (
    cluster_ips,
    core,
    endpoints,
    events,
    meta,
    nodes,
    service,
    service_outside,
    service_ports,
    statuses,
)

MODULES = (
    *(cluster_ips, core, endpoints, events, meta, nodes),
    *(service, service_outside, service_ports, statuses),
)
MAKERS = frozenset(
    ("FieldError", "duplicate", "forbidden", "invalid", "not_supported", "required", "too_long", "too_many")
)
CHECKS = frozenset(
    (
        "check_annotations",
        "check_cidr",
        "check_ip",
        "check_ip_of_family",
        "check_labels",
        "check_ordinary_ip",
        "check_port",
        "check_port_or_name",
        "check_text",
        "complain",
        "each",
        "immutable",
        "not_negative",
        "one_of",
    )
)
LARGE: tuple[tuple[Kind, dict[str, Any], str, dict[str, Any]], ...] = (
    (
        SERVICE,
        {"metadata": {"annotations": {"a": "x" * 262144}}},
        "metadata.annotations: Too long: may not be more than 262144 bytes",
        {"metadata": {"annotations": {"a": "x" * 262143}}},
    ),
    (
        CONFIG_MAP,
        {"data": {"a": "x" * 1048577}},
        ": Too long: may not be more than 1048576 bytes",
        {"data": {"a": "x" * 1048576}},
    ),
    (
        ENDPOINT_SLICE,
        {"endpoints": [{"addresses": ["10.0.0.1"]}] * 1001},
        "endpoints: Too many: 1001: must have at most 1000 items",
        {"endpoints": [{"addresses": ["10.0.0.1"]}] * 1000},
    ),
    (
        ENDPOINT_SLICE,
        {"endpoints": [{"addresses": [f"10.0.{at // 200}.{at % 200}" for at in range(101)]}]},
        "endpoints[0].addresses: Too many: 101: must have at most 100 items",
        {"endpoints": [{"addresses": [f"10.0.0.{at}" for at in range(100)]}]},
    ),
    (
        ENDPOINT_SLICE,
        {"ports": [{"name": f"p{at}"} for at in range(20001)]},
        "ports: Too many: 20001: must have at most 20000 items",
        {"ports": [{"name": f"p{at}"} for at in range(20000)]},
    ),
)
NAMED: dict[str, Any] = {"metadata": {"name": "a", "namespace": "default"}}
PORTS: dict[str, Any] = {"spec": {"clusterIP": "10.233.0.9", "clusterIPs": ["10.233.0.9"], "ports": [{"port": 80}]}}
BASES = {SERVICE: PORTS, ENDPOINT_SLICE: {"addressType": "IPv4", "endpoints": []}, CONFIG_MAP: {}}
ROWS = (
    *(case for table in sorted(TABLES.glob("*.yaml")) for case in cases(table.stem)),
    *(
        Case(name=f"large: {at}", kind=kind, base=NAMED | BASES[kind], trips=trips, says=(message,), passes=passes)
        for at, (kind, trips, message, passes) in enumerate(LARGE)
    ),
)


@pytest.mark.parametrize("case", [case for case in ROWS if not case.warns], ids=str)
def test_a_broken_rule_is_told_in_the_servers_words(case: Case) -> None:
    assert said(case, case.trips) == case.says


@pytest.mark.parametrize("case", [case for case in ROWS if case.passes is not None], ids=str)
def test_what_just_keeps_a_rule_is_accepted(case: Case) -> None:
    assert said(case, case.passes or {}) == ()


@pytest.mark.parametrize("case", [case for case in ROWS if case.warns], ids=str)
def test_what_the_server_accepts_with_a_warning_is_warned_of(case: Case) -> None:
    assert (said(case, case.trips), warned(case)) == (case.says, case.warns)


def sites(module: ModuleType) -> set[tuple[str, int]]:
    """Where a module makes a fault or asks a check."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    return {(module.__name__, call.lineno) for call in calls if ast.unparse(call.func) in MAKERS | CHECKS}


def told(function: Callable[..., Any], reached: set[tuple[str, int]]) -> Callable[..., Any]:
    """The function, remembering who got a fault from it."""

    def call(*args: Any, **more: Any) -> Any:
        answer = function(*args, **more)
        if answer != ():
            frame = sys._getframe(1)
            reached.add((frame.f_globals["__name__"], frame.f_lineno))
        return answer

    return call


def test_no_rule_is_without_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: set[tuple[str, int]] = set()
    for module in MODULES:
        for name in (MAKERS | CHECKS) & set(vars(module)):
            monkeypatch.setattr(module, name, told(getattr(module, name), reached))
    for case in ROWS:
        said(case, case.trips)
    missing = set().union(*(sites(module) for module in MODULES)) - reached
    assert [f"{name}:{line}" for name, line in sorted(missing)] == []
