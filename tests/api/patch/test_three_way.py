"""What kubectl apply sends."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.codec import decode
from tutor.api.kinds import DEPLOYMENT, SERVICE
from tutor.api.patch import PatchError, narrowed, patch_refusal, strategic_merge, three_way, two_way


def manifest(*ports: int, **spec: Any) -> Any:
    return {"spec": {"ports": [{"port": number} for number in ports], **spec}}


LIVE = {"spec": {"ports": [{"port": 80, "protocol": "TCP", "nodePort": 30080}], "clusterIP": "10.233.0.9"}}


def test_what_the_server_added_is_no_difference() -> None:
    assert three_way(SERVICE, manifest(80), manifest(80), LIVE) == {}


def test_what_was_applied_before_and_is_gone_is_removed() -> None:
    patch = three_way(SERVICE, manifest(80, sessionAffinity="ClientIP"), manifest(80), LIVE)
    assert patch == {"spec": {"sessionAffinity": None}}


def test_another_port_replaces_the_one_that_was_applied() -> None:
    patch = three_way(SERVICE, manifest(80), manifest(81), LIVE)
    assert patch == {
        "spec": {"$setElementOrder/ports": [{"port": 81}], "ports": [{"port": 81}, {"$patch": "delete", "port": 80}]}
    }
    assert strategic_merge(SERVICE, LIVE, patch)["spec"]["ports"] == [{"port": 81}]


def test_a_strategy_without_its_limits_retains_its_type_alone() -> None:
    live = {"spec": {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}}}
    new = {"spec": {"strategy": {"type": "Recreate"}}}
    patch = three_way(DEPLOYMENT, {"spec": {}}, new, live)
    assert patch == {"spec": {"strategy": {"$retainKeys": ["type"], "type": "Recreate"}}}


def test_two_objects_differ_by_changes_and_deletions() -> None:
    assert two_way(SERVICE, {"a": 1, "b": 2}, {"a": 1, "c": 3}) == {"b": None, "c": 3}


def test_a_patch_that_leaves_no_object_is_refused_in_the_words_of_the_converter() -> None:
    patch = {"spec": {"selector": {"matchLabels": {"x": True}}}}
    refusal = patch_refusal(DEPLOYMENT, patch, patch, decode(DEPLOYMENT, patch))
    assert refusal is not None
    assert refusal.status.message == (
        ' "" is invalid: patch: Invalid value: "map[spec:map[selector:map[matchLabels:map[x:true]]]]": '
        "unrecognized type: string"
    )


def test_numbers_too_large_for_int64_are_floats_to_the_converter_and_in_print() -> None:
    patch = {"metadata": {"name": 10**20}}
    refusal = patch_refusal(SERVICE, patch, patch, decode(SERVICE, patch))
    assert refusal is not None
    assert refusal.status.message.endswith('"map[metadata:map[name:1e+20]]": unrecognized type: string')


def test_the_converter_cuts_numbers_to_int32_in_silence() -> None:
    ports = {"spec": {"ports": [{"port": 99999999999, "targetPort": 99999999999}]}}
    assert narrowed(SERVICE, ports) == {"spec": {"ports": [{"port": 1215752191, "targetPort": 99999999999}]}}


def test_a_patch_that_leaves_an_object_is_not_refused() -> None:
    assert patch_refusal(SERVICE, {}, LIVE, decode(SERVICE, LIVE)) is None


def test_lists_whose_items_cannot_meet_make_no_patch() -> None:
    with pytest.raises(PatchError) as caught:
        three_way(SERVICE, None, {"spec": {"ports": [1, None]}}, {"spec": {"ports": [{"port": 80}]}})
    assert str(caught.value) == "list element types are not identical: [[map[port:80]] [1 <nil>]]"


def test_ports_of_one_number_meet_one_by_one() -> None:
    old = [{"port": 53, "protocol": "TCP"}, {"port": 53, "protocol": "UDP"}]
    patch = three_way(SERVICE, {"spec": {"ports": old}}, {"spec": {"ports": old}}, {"spec": {"ports": old}})
    assert patch == {}


def test_a_second_port_of_one_number_takes_the_first_ones_place_in_the_patch() -> None:
    tcp = {"name": "b", "port": 53, "protocol": "TCP"}
    udp = {"name": "a", "port": 53, "protocol": "UDP"}
    live = {"spec": {"ports": [{**udp, "targetPort": 53}]}}
    patch = three_way(SERVICE, {"spec": {"ports": [udp]}}, {"spec": {"ports": [udp, tcp]}}, live)

    assert patch == {"spec": {"$setElementOrder/ports": [{"port": 53}, {"port": 53}], "ports": [tcp, udp]}}
    assert strategic_merge(SERVICE, live, patch)["spec"]["ports"] == [{**udp, "targetPort": 53}]


def test_a_strategy_that_names_only_its_type_clears_the_rest_each_time() -> None:
    live = {"spec": {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}}}
    asked = {"spec": {"strategy": {"type": "RollingUpdate"}}}
    assert three_way(DEPLOYMENT, asked, asked, live) == {"spec": {"strategy": {"$retainKeys": ["type"]}}}
