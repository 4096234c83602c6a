"""Rules of security contexts, of pods and of single containers."""

from __future__ import annotations

import re
from typing import Any

from tutor.api.codec import decode_part
from tutor.api.errors import FieldError, FieldPath, duplicate, forbidden, invalid, not_supported, required, too_long
from tutor.api.pod import PodSpec
from tutor.api.security import AppArmorProfile, PodSecurityContext, SeccompProfile, SecurityContext, Sysctl
from tutor.api.validation.fields import Errors
from tutor.api.validation.internal import internal
from tutor.api.validation.paths import check_descending
from tutor.api.validation.visits import all_containers
from tutor.api.validation.windows import check_windows_options

_HIGHEST_ID = (1 << 31) - 1
_PROFILES = ("Localhost", "RuntimeDefault", "Unconfined")
_PROC_MOUNTS = ("Default", "Unmasked")
_SEGMENT = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
_SYSCTL = rf"({_SEGMENT}[\./])*{_SEGMENT}"
_LONGEST_SYSCTL = 253
_LONGEST_PROFILE = 4095


def check_container_security(path: FieldPath, raw: Any, *, host_users: bool) -> Errors:
    """Mirrors ValidateSecurityContext; `host_users` says whether the pod shares the host's users."""
    if raw is None:
        return ()
    context: SecurityContext = decode_part(SecurityContext, raw).object
    return (
        *_check_id(path / "runAsUser", context.run_as_user),
        *_check_id(path / "runAsGroup", context.run_as_group),
        *_check_proc_mount(path / "procMount", context.proc_mount, host_users=host_users),
        *_check_seccomp(path / "seccompProfile", context.seccomp_profile),
        *_check_escalation(path, context),
        *check_windows_options(path / "windowsOptions", context.windows_options),
        *_check_app_armor(path / "appArmorProfile", context.app_armor_profile),
    )


def check_pod_security(path: FieldPath, spec: PodSpec) -> Errors:
    """Mirrors validatePodSpecSecurityContext."""
    context: PodSecurityContext = decode_part(PodSecurityContext, spec.security_context or {}).object
    groups = (
        fault
        for at, number in enumerate(context.supplemental_groups)
        for fault in _check_id(path / "supplementalGroups" / at, number)
    )
    shared: Errors = ()
    if spec.share_process_namespace and spec.host_pid:
        detail = "ShareProcessNamespace and HostPID cannot both be enabled"
        shared = (invalid(path / "shareProcessNamespace", spec.share_process_namespace, detail),)
    return (
        *_check_id(path / "fsGroup", context.fs_group),
        *_check_id(path / "runAsUser", context.run_as_user),
        *_check_id(path / "runAsGroup", context.run_as_group),
        *groups,
        *shared,
        *_check_sysctls(path / "sysctls", context.sysctls, spec),
        *_check_choice(path / "fsGroupChangePolicy", context.fs_group_change_policy, ("Always", "OnRootMismatch")),
        *_check_seccomp(path / "seccompProfile", context.seccomp_profile),
        *check_windows_options(path / "windowsOptions", context.windows_options),
        *_check_app_armor(path / "appArmorProfile", context.app_armor_profile),
        *_check_choice(path / "supplementalGroupsPolicy", context.supplemental_groups_policy, ("Merge", "Strict")),
        *_check_choice(path / "seLinuxChangePolicy", context.se_linux_change_policy, ("MountOption", "Recursive")),
    )


def check_host_users(path: FieldPath, spec: PodSpec) -> Errors:
    """Mirrors validateHostUsers, misspelt paths included."""
    if spec.host_users is not False:
        return ()
    detail = "when `hostUsers` is false"
    rows = (("hostNetwork", spec.host_network), ("HostPID", spec.host_pid), ("HostIPC", spec.host_ipc))
    devices = (place / "volumeDevices" for place, one in all_containers(path, spec) if one.volume_devices)
    return (
        *(forbidden(path / name, detail) for name, wanted in rows if wanted),
        *(forbidden(place, detail) for place in devices),
    )


def _check_id(path: FieldPath, number: int | None) -> Errors:
    if number is None or 0 <= number <= _HIGHEST_ID:
        return ()
    return (invalid(path, number, f"must be between 0 and {_HIGHEST_ID}, inclusive"),)


def _check_choice(path: FieldPath, value: str | None, choices: tuple[str, ...]) -> Errors:
    return () if value is None or value in choices else (not_supported(path, value, choices),)


def _check_proc_mount(path: FieldPath, value: str | None, *, host_users: bool) -> Errors:
    if value == "Unmasked" and host_users:
        return (invalid(path, value, "`hostUsers` must be false to use `Unmasked`"),)
    return _check_choice(path, value, _PROC_MOUNTS)


def _check_escalation(path: FieldPath, context: SecurityContext) -> Errors:
    if context.allow_privilege_escalation is not False:
        return ()
    words = []
    if context.privileged:
        words.append("cannot set `allowPrivilegeEscalation` to false and `privileged` to true")
    added = context.capabilities.add if context.capabilities is not None else ()
    words += (
        "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN"
        for name in added
        if name == "CAP_SYS_ADMIN"
    )
    return tuple(invalid(path, internal(context), detail) for detail in words)


def _check_seccomp(path: FieldPath, profile: SeccompProfile | None) -> Errors:
    """Mirrors validateSeccompProfileField."""
    if profile is None:
        return ()
    faults: Errors = ()
    if not profile.type:
        faults = (required(path / "type", "type is required when seccompProfile is set"),)
    elif profile.type not in _PROFILES:
        faults = (not_supported(path / "type", profile.type, _PROFILES),)
    place = path / "localhostProfile"
    if profile.type != "Localhost":
        if profile.localhost_profile is None:
            return faults
        detail = "can only be set when seccomp type is Localhost"
        return (*faults, invalid(place, internal(profile), detail))
    if profile.localhost_profile is None:
        return (*faults, required(place, "must be set when seccomp type is Localhost"))
    return (*faults, *check_descending(place, profile.localhost_profile))


def _check_app_armor(path: FieldPath, profile: AppArmorProfile | None) -> Errors:
    """Mirrors ValidateAppArmorProfileField."""
    if profile is None:
        return ()
    place, name = path / "localhostProfile", profile.localhost_profile
    if not profile.type:
        return (required(path / "type", "type is required when appArmorProfile is set"),)
    if profile.type not in _PROFILES:
        return (not_supported(path / "type", profile.type, _PROFILES),)
    if profile.type != "Localhost":
        return () if name is None else (invalid(place, name, "can only be set when AppArmor type is Localhost"),)
    if not name:
        return (required(place, "must be set when AppArmor type is Localhost"),)
    padded = () if name == name.strip() else (invalid(place, name, "must not be padded with whitespace"),)
    return (*padded, too_long(place, _LONGEST_PROFILE)) if len(name.encode()) > _LONGEST_PROFILE else padded


def _check_sysctls(path: FieldPath, sysctls: tuple[Sysctl, ...], spec: PodSpec) -> Errors:
    """Mirrors validateSysctls and ValidateHostSysctl."""
    faults: list[FieldError] = []
    names: set[str] = set()
    for at, one in enumerate(sysctls):
        place = path / at / "name"
        if not one.name:
            faults.append(required(place))
        elif len(one.name) > _LONGEST_SYSCTL or not re.fullmatch(_SYSCTL, one.name):
            detail = f"must have at most {_LONGEST_SYSCTL} characters and match regex ^{_SYSCTL}$"
            faults.append(invalid(place, one.name, detail))
        elif one.name in names:
            faults.append(duplicate(place, one.name))
        faults += _check_host_sysctl(place, one.name, spec)
        names.add(one.name)
    return tuple(faults)


def _check_host_sysctl(path: FieldPath, name: str, spec: PodSpec) -> Errors:
    dotted = name.replace("/", ".")
    if spec.host_network and dotted.startswith("net."):
        return (invalid(path, name, "may not be specified when 'hostNetwork' is true"),)
    if spec.host_ipc and (dotted.startswith(("kernel.shm", "kernel.msg", "fs.mqueue.")) or dotted == "kernel.sem"):
        return (invalid(path, name, "may not be specified when 'hostIPC' is true"),)
    return ()
