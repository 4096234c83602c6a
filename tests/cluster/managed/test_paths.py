"""Field paths as FieldsV1 and as words."""

from __future__ import annotations

from typing import Any

from tutor.cluster.managed.paths import in_order, read_fields, shown, write_fields

PORT = 'k:{"port":80,"protocol":"TCP"}'
FIELDS: dict[str, Any] = {"f:spec": {"f:ports": {".": {}, PORT: {".": {}, "f:port": {}}}, "f:selector": {}}}


def test_fields_are_read_and_written_back() -> None:
    paths = read_fields(FIELDS)
    assert sorted(paths) == [
        ("f:spec", "f:ports"),
        ("f:spec", "f:ports", PORT),
        ("f:spec", "f:ports", PORT, "f:port"),
        ("f:spec", "f:selector"),
    ]
    assert write_fields(paths) == FIELDS


def test_a_path_is_worded_with_keys_and_values() -> None:
    assert shown(("f:spec", "f:ports", PORT, "f:port")) == '.spec.ports[port=80,protocol="TCP"].port'
    assert shown(("f:metadata", "f:finalizers", 'v:"a/b"')) == '.metadata.finalizers[="a/b"]'


def test_what_is_there_itself_comes_before_what_is_below() -> None:
    assert [shown(path) for path in in_order(read_fields(FIELDS))] == [
        ".spec.ports",
        ".spec.selector",
        '.spec.ports[port=80,protocol="TCP"]',
        '.spec.ports[port=80,protocol="TCP"].port',
    ]
