"""Bodies of refusals."""

from __future__ import annotations

import pytest

from tutor.api.codec import decode
from tutor.api.errors import FieldPath, invalid, required
from tutor.api.kinds import REPLICA_SET, SERVICE
from tutor.api.status import (
    StatusError,
    already_exists,
    bad_request,
    conflict,
    forbidden,
    gone,
    not_found,
    undecodable,
)
from tutor.api.status import invalid as refuse


def test_an_invalid_object_has_one_cause_a_fault() -> None:
    path = FieldPath("spec") / "ports"
    status = refuse(SERVICE, "web", (required(path), invalid(path / 0, 0, "no"))).status
    assert status.encode() == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": 'Service "web" is invalid: [spec.ports: Required value, spec.ports[0]: Invalid value: 0: no]',
        "reason": "Invalid",
        "details": {
            "name": "web",
            "kind": "Service",
            "causes": [
                {"reason": "FieldValueRequired", "message": "Required value", "field": "spec.ports"},
                {"reason": "FieldValueInvalid", "message": "Invalid value: 0: no", "field": "spec.ports[0]"},
            ],
        },
        "code": 422,
    }


def test_a_single_fault_stands_without_brackets() -> None:
    status = refuse(REPLICA_SET, "rs", (required(FieldPath("spec")),)).status
    assert status.message == 'ReplicaSet.apps "rs" is invalid: spec: Required value'


def test_the_same_fault_is_told_once_and_kept_twice() -> None:
    fault = required(FieldPath("spec"))
    status = refuse(SERVICE, "web", (fault, fault)).status
    assert status.message == 'Service "web" is invalid: spec: Required value'
    assert status.details is not None
    assert len(status.details.causes) == 2


@pytest.mark.parametrize(
    ("error", "code", "reason", "message"),
    [
        (not_found(REPLICA_SET, "a"), 404, "NotFound", 'replicasets.apps "a" not found'),
        (already_exists(SERVICE, "a"), 409, "AlreadyExists", 'services "a" already exists'),
        (conflict(SERVICE, "a", "x"), 409, "Conflict", 'Operation cannot be fulfilled on services "a": x'),
        (forbidden(SERVICE, "a", "x"), 403, "Forbidden", 'services "a" is forbidden: x'),
        (bad_request("x"), 400, "BadRequest", "x"),
        (gone("x"), 410, "Expired", "x"),
    ],
)
def test_a_refusal_has_its_code_reason_and_words(error: StatusError, code: int, reason: str, message: str) -> None:
    assert (error.status.code, error.status.reason, error.status.message) == (code, reason, message)


def test_a_body_that_cannot_be_decoded_is_a_bad_request() -> None:
    error = undecodable(SERVICE, decode(SERVICE, {"spec": {"x": 1}}).faults)
    assert error.status.message == (
        'Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "spec.x"'
    )
