"""The difference that a refused pod update prints: lines of the server's internal JSON of both pod specs."""

from __future__ import annotations

import json
from difflib import unified_diff
from typing import Any

from tutor.api.codec.shapes import plan
from tutor.api.pod import PodSpec
from tutor.api.validation.internal import go_name, internal

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
    rows = {go_name(name): internal(values[name]) for name in _HOST_FIELDS}
    rows |= {go_name(name): internal(security.get(name)) for name in _SECURITY_FIELDS}
    return {go_name(name): rows if name == "securityContext" else internal(values[name]) for name in _SPEC_FIELDS}
