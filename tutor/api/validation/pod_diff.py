"""The difference that a refused pod update prints: lines of the server's internal JSON of both pod specs."""

from __future__ import annotations

from difflib import unified_diff
from typing import Any

from tutor.api.codec.shapes import Shape, plan
from tutor.api.pod import PodSpec
from tutor.api.quoting import indented
from tutor.api.security import PodSecurityContext
from tutor.api.validation.internal import go_name, internal_as

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
    "schedulingGroup",
)


def pod_diff(old: PodSpec, new: PodSpec) -> str:
    """Unified lines from the old to the new spec, without file names."""
    before, after = (indented(_internal_spec(spec)).split("\n") for spec in (old, new))
    lines = tuple(unified_diff(before, after, lineterm=""))[2:]
    return "".join(f"{line}\n" for line in lines)


def _internal_spec(spec: PodSpec) -> dict[str, Any]:
    rows = plan(PodSpec)
    values = {name: getattr(spec, row.attribute) for name, row in rows.items()}
    shown = {
        name: None if value is None else internal_as(value, rows[name].shape)
        for name, value in values.items()
        if name != "securityContext"
    }
    security = internal_as(values["securityContext"] or {}, Shape(kind="struct", go="", struct=PodSecurityContext))
    host = {go_name(name): shown[name] for name in _HOST_FIELDS}
    shown["securityContext"] = host | {go_name(name): security[go_name(name)] for name in _SECURITY_FIELDS}
    return {go_name(name): shown[name] for name in _SPEC_FIELDS}
