"""Each rule has a case that trips it and one that just does not, and no rule is without."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests.api.validation import cases
from tests.api.validation.cases import made
from tutor.api.kinds import ALL_KINDS, CONFIG_MAP, ENDPOINT_SLICE, KINDS, SERVICE, Kind
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
    validate_create,
    validate_status_update,
    validate_update,
)

RULES = Path(__file__).with_name("rules")
WORDS = ("CONFIG_KEY", "KEY", "LABEL", "LABEL_VALUE", "NAME_PART", "SUBDOMAIN")
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


def said(faults: Any) -> list[str]:
    return list(dict.fromkeys(fault.message for fault in faults))


def spelt(message: str) -> str:
    """A message with the words that its tag stands for."""
    for name in WORDS:
        message = message.replace(f"<{name}>", getattr(cases, name))
    return message


def kind_named(word: str) -> Kind:
    return next(kind for kind in ALL_KINDS if word.lower() == kind.kind.lower())


def rows(*names: str) -> Iterator[Any]:
    for name in names:
        table = yaml.safe_load((RULES / f"{name}.yaml").read_text(encoding="utf-8"))
        kind = "Service" if name == "metadata" else name
        for at, row in enumerate(table):
            yield pytest.param(kind_named(row.get("kind", kind)), row, id=f"{name}-{at}")


CREATED = [
    *rows("metadata", "service", "endpoints", "endpointslice", "namespace", "node", "configmap", "event"),
    *(
        pytest.param(kind, {"trips": trips, "says": [message], "fits": fits}, id=f"large-{at}")
        for at, (kind, trips, message, fits) in enumerate(LARGE)
    ),
]
CHANGED, REPORTED = [*rows("updates")], [*rows("statuses")]
# What defaults fill in no manifest can leave out; the rules are there all the same.
BARE, BARE_REPORTED = [*rows("undefaulted")], [*rows("undefaultedstatuses")]


@pytest.mark.parametrize(("kind", "row"), CREATED)
def test_a_new_object_breaks_a_rule_or_just_does_not(kind: Kind, row: Any) -> None:
    assert said(validate_create(made(kind, row["trips"]))) == [spelt(message) for message in row["says"]]
    assert said(validate_create(made(kind, row["fits"]))) == []


@pytest.mark.parametrize(("kind", "row"), CHANGED)
def test_a_changed_object_breaks_a_rule_or_just_does_not(kind: Kind, row: Any) -> None:
    before = made(kind, row["before"])
    assert said(validate_update(made(kind, row["trips"]), before)) == [spelt(message) for message in row["says"]]
    assert said(validate_update(made(kind, row["fits"]), before)) == []


@pytest.mark.parametrize(("kind", "row"), REPORTED)
def test_a_status_breaks_a_rule_or_just_does_not(kind: Kind, row: Any) -> None:
    before = made(kind, row["before"])
    assert said(validate_status_update(made(kind, row["trips"]), before)) == [spelt(words) for words in row["says"]]
    assert said(validate_status_update(made(kind, row["fits"]), before)) == []


@pytest.mark.parametrize(("kind", "row"), BARE)
def test_an_object_without_defaults_breaks_a_rule_or_just_does_not(kind: Kind, row: Any) -> None:
    trips, fits = (made(kind, row[name], defaulted=False) for name in ("trips", "fits"))
    assert said(validate_create(trips)) == [spelt(message) for message in row["says"]]
    assert said(validate_create(fits)) == []


@pytest.mark.parametrize(("kind", "row"), BARE_REPORTED)
def test_a_status_without_defaults_breaks_a_rule_or_just_does_not(kind: Kind, row: Any) -> None:
    trips, fits, before = (made(kind, row[name], defaulted=False) for name in ("trips", "fits", "before"))
    assert said(validate_status_update(trips, before)) == [spelt(message) for message in row["says"]]
    assert said(validate_status_update(fits, before)) == []


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
    for table, judge in ((CREATED, None), (CHANGED, validate_update), (REPORTED, validate_status_update),
                         (BARE, None), (BARE_REPORTED, validate_status_update)):  # fmt: skip
        for kind, row in (param.values for param in table):
            obj = made(kind, row["trips"], defaulted=table not in (BARE, BARE_REPORTED))
            assert validate_create(obj) if judge is None else judge(obj, made(kind, row["before"]))
    missing = set().union(*(sites(module) for module in MODULES)) - reached
    assert [f"{name}:{line}" for name, line in sorted(missing)] == []


def test_every_kind_of_these_rules_is_simulated() -> None:
    assert {param.values[0].kind for param in CREATED} <= {kind.kind for kind in KINDS}
