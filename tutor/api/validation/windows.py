"""Rules of Windows: its security options, and what a pod of one operating system may not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tutor.api import content
from tutor.api.container import Container
from tutor.api.errors import FieldError, FieldPath, forbidden, invalid, not_supported, required
from tutor.api.pod import PodSpec
from tutor.api.validation.fields import Errors, check_text
from tutor.api.validation.visits import all_containers

_MOST_SPEC_KIB = 64
_LONGEST_DOMAIN = 256
_LONGEST_USER = 104
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NET_BIOS = re.compile(r'[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}')
_DNS_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_DNS_NAME = re.compile(rf"{_DNS_LABEL}(?:\.{_DNS_LABEL})*")
_FOREIGN = re.compile(r'["/\\:;|=,+*?<>@\[\]]')
_SYSTEMS = ("linux", "windows")
_FOR_POD = (
    ("appArmorProfile", ""),
    ("seLinuxOptions", ""),
    ("hostUsers", "host_users"),
    ("hostPID", "host_pid"),
    ("hostIPC", "host_ipc"),
    ("seccompProfile", ""),
    ("fsGroup", ""),
    ("fsGroupChangePolicy", ""),
    ("sysctls", ""),
    ("shareProcessNamespace", "share_process_namespace"),
    ("runAsUser", ""),
    ("runAsGroup", ""),
    ("supplementalGroups", ""),
    ("supplementalGroupsPolicy", ""),
    ("seLinuxChangePolicy", ""),
)
_FOR_CONTAINER = (
    "appArmorProfile",
    "seLinuxOptions",
    "seccompProfile",
    "capabilities",
    "readOnlyRootFilesystem",
    "privileged",
    "allowPrivilegeEscalation",
    "procMount",
    "runAsUser",
    "runAsGroup",
)


def check_windows_options(path: FieldPath, options: Mapping[str, Any] | None) -> Errors:
    """Mirrors validateWindowsSecurityContextOptions."""
    if options is None:
        return ()
    faults: list[FieldError] = []
    name, spec, user = (options.get(key) for key in ("gmsaCredentialSpecName", "gmsaCredentialSpec", "runAsUserName"))
    if name is not None:
        faults += check_text(path / "gmsaCredentialSpecName", name, content.dns1123_subdomain)
    place = path / "gmsaCredentialSpec"
    if spec == "":
        faults.append(invalid(place, spec, "gmsaCredentialSpec cannot be an empty string"))
    elif spec is not None and len(spec.encode()) > _MOST_SPEC_KIB * 1024:
        faults.append(invalid(place, spec, f"gmsaCredentialSpec size must be under {_MOST_SPEC_KIB} KiB"))
    if user is not None:
        faults += (invalid(path / "runAsUserName", user, f"runAsUserName{words}") for words in _user_faults(user))
    return tuple(faults)


def _user_faults(name: str) -> list[str]:
    *domains, user = name.split("\\")
    if not name:
        return [" cannot be an empty string"]
    if _CONTROL.search(name):
        return [" cannot contain control characters"]
    if len(domains) > 1:
        return [" cannot contain more than one backslash"]
    faults = []
    for domain in domains:
        if len(domain.encode()) >= _LONGEST_DOMAIN:
            faults.append(f"'s Domain length must be under {_LONGEST_DOMAIN} characters")
        if not _NET_BIOS.fullmatch(domain) and not _DNS_NAME.fullmatch(domain):
            faults.append("'s Domain doesn't match the NetBios nor the DNS format")
    if not user:
        faults.append("'s User cannot be empty")
    elif len(user.encode()) > _LONGEST_USER:
        faults.append(f"'s User length must not be longer than {_LONGEST_USER} characters")
    if user and not user.strip(". "):
        faults.append("'s User cannot contain only periods or spaces")
    if _FOREIGN.search(user):
        faults.append("'s User cannot contain the following characters: \"/\\:;|=,+*?<>@[]")
    return faults


def check_host_process(path: FieldPath, spec: PodSpec) -> Errors:
    """Mirrors validateWindowsHostProcessPod."""
    wanted = _host_process(spec.security_context)
    faults: list[FieldError] = []
    hosted = []
    for place, container in all_containers(path, spec):
        own = _host_process(container.security_context)
        if wanted is not None and own is not None and own != wanted:
            words = f"pod hostProcess value must be identical if both are specified, was {str(wanted).lower()}"
            faults.append(invalid(place / "securityContext" / "windowsOptions" / "hostProcess", own, words))
        hosted.append(bool(wanted if own is None else own))
    if not any(hosted):
        return tuple(faults)
    if not all(hosted):
        words = "If pod contains any hostProcess containers then all containers must be HostProcess containers"
        faults.append(invalid(path, "", words))
    if not spec.host_network:
        words = "hostNetwork must be true if pod contains any hostProcess containers"
        faults.append(invalid(path / "hostNetwork", spec.host_network, words))
    return tuple(faults)


def _host_process(context: Mapping[str, Any] | None) -> bool | None:
    answer: bool | None = ((context or {}).get("windowsOptions") or {}).get("hostProcess")
    return answer


def check_os(path: FieldPath, spec: PodSpec) -> Errors:
    """Mirrors validateOS, validateLinux and validateWindows."""
    if spec.os is None:
        return ()
    name = spec.os.get("name", "")
    if not name:
        return (required(path / "os" / "name"),)
    if name not in _SYSTEMS:
        return (not_supported(path / "os", name, _SYSTEMS),)
    return _check_linux(path, spec) if name == "linux" else _check_windows(path, spec)


def _check_linux(path: FieldPath, spec: PodSpec) -> Errors:
    contexts = [(path, spec.security_context)]
    contexts += [(place, one.security_context) for place, one in all_containers(path, spec)]
    return tuple(
        forbidden(place / "securityContext" / "windowsOptions", "windows options cannot be set for a linux pod")
        for place, context in contexts
        if (context or {}).get("windowsOptions") is not None
    )


def _check_windows(path: FieldPath, spec: PodSpec) -> Errors:
    detail = "cannot be set for a windows pod"
    security = path / "securityContext"
    context = spec.security_context or {}
    faults = []
    for name, attribute in _FOR_POD:
        value = getattr(spec, attribute) if attribute else context.get(name)
        # The two flags are plain ones in Go, so that false is nothing; the others are set or not.
        if value if name in ("hostPID", "hostIPC") else value is not None:
            faults.append(forbidden(path / name if attribute else security / name, detail))
    for place, container in all_containers(path, spec):
        faults += _check_windows_container(place / "securityContext", container)
    return tuple(faults)


def _check_windows_container(path: FieldPath, container: Container) -> Errors:
    context = container.security_context or {}
    return tuple(
        forbidden(path / name, "cannot be set for a windows pod")
        for name in _FOR_CONTAINER
        if context.get(name) is not None
    )
