"""Security contexts; checked on the way in, kept as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from tutor.api.forms import form
from tutor.api.wire import Int64, kept
from tutor.values import frozen

WINDOWS_OPTIONS = form(
    "WindowsSecurityContextOptions",
    "gmsaCredentialSpecName:*string gmsaCredentialSpec:*string runAsUserName:*string hostProcess:*bool",
)


@frozen
class Capabilities:
    """Linux capabilities to add and to drop."""

    add: tuple[Annotated[str, "v1.Capability"], ...] = ()
    drop: tuple[Annotated[str, "v1.Capability"], ...] = ()


@frozen
class SELinuxOptions:
    """An SELinux label."""

    user: str = ""
    role: str = ""
    type: str = ""
    level: str = ""


@frozen
class SeccompProfile:
    """Which system calls are allowed."""

    type: Annotated[str, "v1.SeccompProfileType"] = kept("")
    localhost_profile: str | None = None


@frozen
class AppArmorProfile:
    """What AppArmor allows."""

    type: Annotated[str, "v1.AppArmorProfileType"] = kept("")
    localhost_profile: str | None = None


@frozen
class SecurityContext:
    """With which rights one container runs."""

    capabilities: Capabilities | None = None
    privileged: bool | None = None
    se_linux_options: SELinuxOptions | None = None
    windows_options: Annotated[Any, "opaque", WINDOWS_OPTIONS] | None = None
    run_as_user: Int64 | None = None
    run_as_group: Int64 | None = None
    run_as_non_root: bool | None = None
    read_only_root_filesystem: bool | None = None
    allow_privilege_escalation: bool | None = None
    proc_mount: Annotated[str, "v1.ProcMountType"] | None = None
    seccomp_profile: SeccompProfile | None = None
    app_armor_profile: AppArmorProfile | None = None


@frozen
class Sysctl:
    """One kernel parameter."""

    name: str = kept("")
    value: str = kept("")


@frozen
class PodSecurityContext:
    """With which rights all containers of a pod run."""

    se_linux_options: SELinuxOptions | None = None
    windows_options: Annotated[Any, "opaque", WINDOWS_OPTIONS] | None = None
    run_as_user: Int64 | None = None
    run_as_group: Int64 | None = None
    run_as_non_root: bool | None = None
    supplemental_groups: tuple[Int64, ...] = ()
    supplemental_groups_policy: Annotated[str, "v1.SupplementalGroupsPolicy"] | None = None
    fs_group: Int64 | None = None
    sysctls: tuple[Sysctl, ...] = ()
    fs_group_change_policy: Annotated[str, "v1.PodFSGroupChangePolicy"] | None = None
    seccomp_profile: SeccompProfile | None = None
    app_armor_profile: AppArmorProfile | None = None
    se_linux_change_policy: Annotated[str, "v1.PodSELinuxChangePolicy"] | None = None
