"""What a case of a rule is, and the long words that many cases share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.kinds import ENDPOINT_SLICE, EVENT, SERVICE, Kind

NAME_PART = (
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
    "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
)
KEY = (
    f"a valid label key {NAME_PART.removeprefix('name part ')} with an optional DNS subdomain prefix and '/' "
    "(e.g. 'example.com/MyName')"
)
LABEL_VALUE = (
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and "
    "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
    "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
)
LABEL = (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with "
    "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
)
SUBDOMAIN = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
    "end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    r"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
)
CONFIG_KEY = (
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or "
    "'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
)
ADDRESS = "10.233.0.9"
_BODIES: Mapping[str, dict[str, Any]] = MappingProxyType(
    {
        SERVICE.kind: {"spec": {"clusterIP": ADDRESS, "clusterIPs": [ADDRESS], "ports": [{"port": 80}]}},
        ENDPOINT_SLICE.kind: {"addressType": "IPv4", "endpoints": []},
        EVENT.kind: {"involvedObject": {"namespace": "default"}},
    }
)


def made(kind: Kind, fields: dict[str, Any], *, defaulted: bool = True) -> Any:
    """A valid object of a kind with some fields of its own."""
    body: dict[str, Any] = dict(_BODIES.get(kind.kind, {}))
    for name, value in fields.items():
        deeper = isinstance(value, dict) and isinstance(body.get(name), dict)
        body[name] = {**body[name], **value} if deeper else value
    place = {"namespace": "default"} if kind.namespaced else {}
    body["metadata"] = {"name": "a", **place, "resourceVersion": "1", **body.get("metadata", {})}
    obj = decode(kind, body).object
    return default(obj) if defaulted else obj
