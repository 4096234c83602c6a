"""Whatever stands in a body, the API answers: nobody's input is our crash."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.api.codec import decode, encode
from tutor.api.codec.shapes import Shape, plan
from tutor.api.defaults import default
from tutor.api.kinds import KINDS, SERVICE, Kind
from tutor.api.quantity import canonical, parse_quantity
from tutor.api.service_update import init_ip_families, normalize_cluster_ips
from tutor.api.status import invalid
from tutor.api.validation import validate_create, validate_update, warnings

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
LIKELY = SCALARS | st.sampled_from(("None", "1.2.3.4", "::1", "010.1.1.1", "TCP", "Always", "80", "1Gi", "a.b", "-1%"))
JSON = st.recursive(
    LIKELY, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(), one, max_size=3), max_leaves=6
)


@cache
def values(shape: Shape, depth: int) -> st.SearchStrategy[Any]:
    """Values that mostly have the right shape, so that rules are reached, and sometimes any other."""
    if shape.struct is not None and depth:
        rows = {row.name: values(row.shape, depth - 1) for row in plan(shape.struct).values()}
        return st.fixed_dictionaries({}, optional=rows)
    if shape.item is not None and depth:
        item = values(shape.item, depth - 1)
        return (
            st.lists(item, max_size=2)
            if shape.kind == "list"
            else st.dictionaries(st.text(max_size=5), item, max_size=2)
        )
    wholes = st.integers(min_value=-2, max_value=70000)
    rows = {"int32": wholes, "int64": wholes, "bool": st.booleans(), "intstr": wholes | st.text(max_size=4)}
    return rows.get(shape.go, LIKELY)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_a_body_of_the_right_shape_is_answered(kind: Kind, data: st.DataObject) -> None:
    body = data.draw(values(Shape(kind="struct", go="", struct=kind.type), 5))
    obj = default(decode(kind, body).object)
    if kind is SERVICE:
        obj, _ = init_ip_families(normalize_cluster_ips(obj))
    assert isinstance(invalid(kind, "a", validate_create(obj)).status.message, str)
    assert isinstance(validate_update(obj, obj), tuple)
    assert isinstance(warnings(obj), tuple)
    assert decode(kind, encode(obj)).faults == ()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@settings(max_examples=20, deadline=None, derandomize=True)
@given(body=JSON)
def test_any_json_is_answered(kind: Kind, body: Any) -> None:
    whole = {"metadata": body, "spec": body, "subsets": body, "endpoints": body, "ports": body, "data": body}
    decoded = decode(kind, whole)
    assert all(fault.message for fault in decoded.faults)
    validate_create(default(decoded.object))


@pytest.mark.parametrize("text", ["9" * 100_000, "0." + "1" * 100_000, "1e99999", "-" * 9999, "1e-999"])
def test_an_endless_amount_is_answered(text: str) -> None:
    assert isinstance(canonical(text), str)
    assert isinstance(parse_quantity(text).fault, str)
