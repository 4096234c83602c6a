"""Which class of service a pod gets."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.kinds import POD
from tutor.cluster.qos import qos_class

BOTH = {"cpu": 1, "memory": "1Gi"}


@pytest.mark.parametrize(
    ("containers", "whole", "expected"),
    [
        ([{}], None, "BestEffort"),
        ([{"requests": {"cpu": 0}}], None, "BestEffort"),
        ([{"limits": {"ephemeral-storage": 1}}], None, "BestEffort"),
        ([{"limits": {"cpu": 1}}], None, "Burstable"),
        ([{"limits": BOTH, "requests": {"cpu": "500m"}}], None, "Burstable"),
        ([{"limits": BOTH}, {}], None, "Burstable"),
        ([{"limits": BOTH}], None, "Guaranteed"),
        ([{}], {"limits": BOTH}, "Guaranteed"),
    ],
)
def test_the_class_follows_from_limits_and_requests(containers: list[Any], whole: Any, expected: str) -> None:
    rows = [{"name": "a", "image": "i", "resources": resources} for resources in containers]
    body = {"metadata": {"name": "p"}, "spec": {"containers": rows, "resources": whole}}
    assert qos_class(default(decode(POD, body).object).spec) == expected
