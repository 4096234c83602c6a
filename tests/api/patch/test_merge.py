"""Applying patches."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.kinds import DEPLOYMENT, SERVICE
from tutor.api.patch import (
    PatchContentError,
    PatchError,
    PatchFormatError,
    json_merge,
    json_patch,
    spend,
    strategic_merge,
)

PORTS = [{"port": 80, "name": "http"}, {"port": 443, "name": "https"}]


def ports(*patch: Any, **more: Any) -> Any:
    return strategic_merge(SERVICE, {"spec": {"ports": PORTS}}, {"spec": {"ports": list(patch), **more}})["spec"][
        "ports"
    ]


def test_list_items_meet_by_their_key() -> None:
    assert ports({"port": 443, "nodePort": 30443}) == [PORTS[0], {**PORTS[1], "nodePort": 30443}]


def test_a_new_item_joins_the_list() -> None:
    assert {"port": 8080} in ports({"port": 8080})
    assert len(ports({"port": 8080})) == 3


def test_an_item_can_be_deleted() -> None:
    assert ports({"$patch": "delete", "port": 80}) == [PORTS[1]]


def test_a_list_can_be_replaced() -> None:
    assert ports({"$patch": "replace"}, {"port": 1}) == [{"port": 1}]


def test_the_patch_can_order_a_list() -> None:
    order = {"$setElementOrder/ports": [{"port": 443}, {"port": 80}]}
    assert ports({"port": 80, "name": "web"}, **order) == [PORTS[1], {"port": 80, "name": "web"}]


def test_null_removes_a_field() -> None:
    assert strategic_merge(SERVICE, {"spec": {"type": "NodePort"}}, {"spec": {"type": None}}) == {"spec": {}}


def test_keys_that_are_not_retained_go() -> None:
    current = {"spec": {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}}}
    patch = {"spec": {"strategy": {"$retainKeys": ["type"], "type": "Recreate"}}}
    assert strategic_merge(DEPLOYMENT, current, patch) == {"spec": {"strategy": {"type": "Recreate"}}}


def test_scalars_can_be_deleted_from_a_list() -> None:
    patch = {"metadata": {"$deleteFromPrimitiveList/finalizers": ["a/b"], "finalizers": ["c/d"]}}
    merged = strategic_merge(SERVICE, {"metadata": {"finalizers": ["a/b", "e/f"]}}, patch)
    assert sorted(merged["metadata"]["finalizers"]) == ["c/d", "e/f"]


def test_an_item_without_its_key_is_refused() -> None:
    with pytest.raises(PatchError, match="does not contain declared merge key: port"):
        ports({"name": "x"})


def test_a_patch_leaves_the_current_object_as_it_was() -> None:
    ports({"port": 80, "name": "web"})
    assert PORTS == [{"port": 80, "name": "http"}, {"port": 443, "name": "https"}]


def test_a_merge_patch_replaces_lists_and_removes_nulls() -> None:
    assert json_merge({"a": [1], "b": {"c": 1, "d": 2}}, {"a": [2], "b": {"c": None}}) == {"a": [2], "b": {"d": 2}}


@pytest.mark.parametrize(
    ("operations", "result"),
    [
        ([{"op": "add", "path": "/a/-", "value": 3}], {"a": [1, 2, 3]}),
        ([{"op": "add", "path": "/a/0", "value": 0}], {"a": [0, 1, 2]}),
        ([{"op": "remove", "path": "/a/0"}], {"a": [2]}),
        ([{"op": "replace", "path": "/a/1", "value": 9}], {"a": [1, 9]}),
        ([{"op": "add", "path": "/b~1c", "value": 1}], {"a": [1, 2], "b/c": 1}),
        ([{"op": "move", "from": "/a", "path": "/b"}], {"b": [1, 2]}),
        ([{"op": "copy", "from": "/a/0", "path": "/b"}], {"a": [1, 2], "b": 1}),
        ([{"op": "test", "path": "/a/0", "value": 1}], {"a": [1, 2]}),
    ],
)
def test_a_json_patch_applies_its_operations(operations: Any, result: Any) -> None:
    assert json_patch({"a": [1, 2]}, operations) == result


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        ({"op": "replace", "path": "/b", "value": 1}, "replace operation does not apply: doc is missing key: /b"),
        ({"op": "remove", "path": "/a/9"}, "remove operation does not apply: doc is missing path"),
        ({"op": "test", "path": "/a", "value": 1}, "testing value /a failed: test failed"),
        ({"op": "shout", "path": "/a"}, "Unexpected kind: shout"),
    ],
)
def test_an_operation_that_does_not_apply_is_refused(operation: Any, words: str) -> None:
    with pytest.raises(PatchError, match=words):
        json_patch({"a": [1, 2]}, [operation])


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ({"ports": [{"name": "x"}]}, "map: map[name:x] does not contain declared merge key: port"),
        (
            {"ports": ["x"]},
            "list element types are not identical: [[map[name:http port:80] map[name:https port:443]] [x]]",
        ),
        ({"ports": [{"$patch": "shout", "port": 80}]}, "unknown patch type: shout in map: map[$patch:shout port:80]"),
        ({"ports": [{"$patch": "merge", "port": 80}]}, "merging lists cannot yet be specified in the patch"),
        ({"$patch": "shout"}, "unknown patch type: shout in map: map[$patch:shout]"),
        ({"$retainKeys": "type"}, "invalid patch format of retainKeys"),
        ({"$retainKeys": ["type"], "selector": {}}, "patch content doesn't match retainKeys list"),
        ({"$setElementOrder/ports": "x"}, "expected a []interface {}, but received a string"),
        ({"$setElementOrder": []}, "invalid patch format of setElementOrder list"),
        ({"$deleteFromPrimitiveList": []}, "invalid patch format of primitive list"),
        (
            {"$setElementOrder/ports": [{"port": 1}], "ports": [{"port": 80}]},
            "The order in patch list:\n[map[port:80]]\n doesn't match $setElementOrder list:\n[map[port:1]]\n",
        ),
    ],
)  # fmt: skip
def test_a_directive_that_makes_no_sense_is_refused_in_upstreams_words(patch: Any, words: str) -> None:
    with pytest.raises(PatchError) as caught:
        strategic_merge(SERVICE, {"spec": {"ports": PORTS}}, {"spec": patch})
    assert str(caught.value) == words


def test_a_refusal_shows_what_merging_left_of_the_patch() -> None:
    patch = {"spec": {"$setElementOrder/ports": [{"port": 80}], "ports": [{"port": 80, "x": 1}], "type": "NodePort"}}
    assert spend(SERVICE, {"spec": {"ports": PORTS}}, patch)[1] == {"spec": {"type": "NodePort"}}


@pytest.mark.parametrize("patch", [[1], "x", 3])
def test_a_strategic_patch_is_a_map(patch: Any) -> None:
    with pytest.raises(PatchFormatError, match=r"into Go value of type map\[string\]interface {}"):
        strategic_merge(SERVICE, {}, patch)


@pytest.mark.parametrize(
    ("operations", "words"),
    [
        ({"op": "add"}, "error decoding patch: json: cannot unmarshal object into Go value of type []interface {}"),
        ([1], "json: cannot unmarshal number into Go value of type jsonpatch.Operation"),
    ],
)
def test_a_json_patch_is_a_list_of_operations(operations: Any, words: str) -> None:
    with pytest.raises(PatchFormatError) as caught:
        json_patch({}, operations)
    assert str(caught.value) == words


def test_an_operation_whose_path_is_no_text_does_not_apply() -> None:
    with pytest.raises(PatchContentError):
        json_patch({}, [{"op": "add", "path": 5, "value": 1}])
