"""How a Python field is written on the wire: its JSON name, its Go type and when it is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any

Int32 = Annotated[int, "int32"]
Int64 = Annotated[int, "int64"]
IntOrString = Annotated[int | str, "intstr"]
Quantity = Annotated[str, "quantity"]
Time = Annotated[str, "time"]
MicroTime = Annotated[str, "microtime"]
Opaque = Annotated[Any, "opaque"]
Base64 = Annotated[str, "bytes"]
Labels = Mapping[str, str]
# Go names some texts, and its decoder says so when a value does not fit.
Protocol = Annotated[str, "v1.Protocol"]
TaintEffect = Annotated[str, "v1.TaintEffect"]
ConditionStatus = Annotated[str, "v1.ConditionStatus"]
UID = Annotated[str, "types.UID"]
Json = Any
Path = tuple[str | int, ...]

_ACRONYMS = {
    "ip": "IP",
    "ips": "IPs",
    "uid": "UID",
    "id": "ID",
    "uuid": "UUID",
    "cidr": "CIDR",
    "cidrs": "CIDRs",
    "pid": "PID",
    "ipc": "IPC",
    "fqdn": "FQDN",
    "dns": "DNS",
    "gid": "GID",
    "api": "API",
    "io": "IO",
}


def json_name(attribute: str) -> str:
    """Turn `load_balancer_ip` into `loadBalancerIP`, as the API conventions spell it."""
    first, *rest = attribute.rstrip("_").split("_")
    return first + "".join(_ACRONYMS.get(word, word.capitalize()) for word in rest)


def kept(default: Any) -> Any:
    """A field that is written even when it is empty: Go's json tag has no `omitempty`."""
    return field(default=default, metadata={"kept": True})


def mapping() -> Any:
    """A map that is left out when it is empty."""
    return field(default_factory=dict)


class WrittenEmpty(dict[str, Any]):
    """A map that the author wrote as {}: Go tells it from one that was left out when it words a refusal."""
