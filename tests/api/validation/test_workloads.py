"""Rules of workloads that recorded answers do not reach."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.kinds import DAEMON_SET, DEPLOYMENT, STATEFUL_SET, Kind
from tutor.api.validation import validate_create, validate_update


def workload(kind: Kind, **spec: Any) -> Any:
    template = {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "a", "image": "i"}]}}
    whole = {"selector": {"matchLabels": {"a": "b"}}, "template": template, **spec}
    meta = {"name": "a", "namespace": "default", "resourceVersion": "1"}
    return default(decode(kind, {"metadata": meta, "spec": whole}).object)


@pytest.mark.parametrize(
    ("kind", "spec", "messages"),
    [
        (
            DEPLOYMENT,
            {"strategy": {"type": "Foo"}},
            [('spec.strategy: Unsupported value: {"Type":"Foo","RollingUpdate":null}: '
             'supported values: "Recreate", "RollingUpdate"')],
        ),
        (
            DEPLOYMENT,
            {"strategy": {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 0}}},
            ["spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0"],
        ),
        (
            DEPLOYMENT,
            {"strategy": {"rollingUpdate": {"maxUnavailable": "101%"}}},
            ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
        ),
        (
            DEPLOYMENT,
            {"progressDeadlineSeconds": 5, "minReadySeconds": 5},
            ["spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds"],
        ),
        (
            DAEMON_SET,
            {"updateStrategy": {"type": "Foo"}},
            [('spec.updateStrategy: Unsupported value: {"Type":"Foo","RollingUpdate":null}: '
             'supported values: "RollingUpdate", "OnDelete"')],
        ),
        (
            STATEFUL_SET,
            {"podManagementPolicy": "Foo"},
            ["spec.podManagementPolicy: Invalid value: \"Foo\": must be 'OrderedReady' or 'Parallel'"],
        ),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_in_upstream_s_words(kind: Kind, spec: Any, messages: list[str]) -> None:
    assert [fault.message for fault in validate_create(workload(kind, **spec))] == messages


def test_a_selector_may_not_change() -> None:
    labels = {"a": "b", "c": "d"}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "a", "image": "i"}]}}
    new = workload(DEPLOYMENT, selector={"matchLabels": labels}, template=template)
    (fault,) = validate_update(new, workload(DEPLOYMENT))
    assert fault.message == ('spec.selector: Invalid value: {"matchLabels":{"a":"b","c":"d"}}: field is immutable')


def test_the_service_of_a_stateful_set_may_not_change() -> None:
    (fault,) = validate_update(workload(STATEFUL_SET, serviceName="x"), workload(STATEFUL_SET))
    assert (fault.field, fault.reason) == ("spec", "FieldValueForbidden")
