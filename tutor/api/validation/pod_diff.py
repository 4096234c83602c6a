"""The difference that a refused pod update prints: lines of the server's internal JSON of both pod specs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from difflib import unified_diff
from typing import Any

from tutor.api.codec.shapes import plan
from tutor.api.pod import PodSpec

_INITIALS = (
    ("dns", "DNS"),
    ("http", "HTTP"),
    ("tcp", "TCP"),
    ("grpc", "GRPC"),
    ("fsGroup", "FSGroup"),
    ("seLinux", "SELinux"),
    ("tty", "TTY"),
    ("uid", "UID"),
    ("ip", "IP"),
    ("os", "OS"),
)
# The internal type keeps what belongs to the host in the security context.
_HOST_FIELDS = ("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers")
_SECURITY_FIELDS = (
    "seLinuxOptions",
    "windowsOptions",
    "runAsUser",
    "runAsGroup",
    "runAsNonRoot",
    "supplementalGroups",
    "supplementalGroupsPolicy",
    "fsGroup",
    "fsGroupChangePolicy",
    "sysctls",
    "seccompProfile",
    "appArmorProfile",
    "seLinuxChangePolicy",
)
_SPEC_FIELDS = (
    "volumes",
    "initContainers",
    "containers",
    "ephemeralContainers",
    "restartPolicy",
    "terminationGracePeriodSeconds",
    "activeDeadlineSeconds",
    "dnsPolicy",
    "nodeSelector",
    "serviceAccountName",
    "automountServiceAccountToken",
    "nodeName",
    "securityContext",
    "imagePullSecrets",
    "hostname",
    "subdomain",
    "setHostnameAsFQDN",
    "affinity",
    "schedulerName",
    "tolerations",
    "hostAliases",
    "priorityClassName",
    "priority",
    "preemptionPolicy",
    "dnsConfig",
    "readinessGates",
    "runtimeClassName",
    "overhead",
    "enableServiceLinks",
    "topologySpreadConstraints",
    "os",
    "schedulingGates",
    "resourceClaims",
    "resources",
    "hostnameOverride",
)


def pod_diff(old: PodSpec, new: PodSpec) -> str:
    """Unified lines from the old to the new spec, without file names."""
    before, after = (json.dumps(_internal_spec(spec), indent=1, ensure_ascii=False).splitlines() for spec in (old, new))
    lines = tuple(unified_diff(before, after, lineterm=""))[2:]
    return "".join(f"{line}\n" for line in lines)


def _internal_spec(spec: PodSpec) -> dict[str, Any]:
    values = {row.name: getattr(spec, row.attribute) for row in plan(PodSpec).values()}
    security = values["securityContext"] or {}
    rows = {_go_name(name): _internal(values[name]) for name in _HOST_FIELDS}
    rows |= {_go_name(name): _internal(security.get(name)) for name in _SECURITY_FIELDS}
    return {_go_name(name): rows if name == "securityContext" else _internal(values[name]) for name in _SPEC_FIELDS}


def _internal(value: Any) -> Any:
    """A value as Go writes it without json tags: every field, nil for what is empty."""
    if is_dataclass(value) and not isinstance(value, type):
        rows = plan(value.__class__).values()
        return {_go_name(row.name): _internal(getattr(value, row.attribute)) for row in rows}
    if isinstance(value, tuple | list):
        return [_internal(item) for item in value] or None
    if isinstance(value, Mapping):
        return {name: _internal(value[name]) for name in sorted(value)} or None
    return value


def _go_name(name: str) -> str:
    """Turn `hostIP` into `HostIP` and `dnsPolicy` into `DNSPolicy`."""
    for initial, word in _INITIALS:
        rest = name.removeprefix(initial)
        if rest != name and (not rest or rest[0].isupper()):
            return word + rest
    return name[0].upper() + name[1:]
