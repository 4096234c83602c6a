"""Volumes, mounts and where environment variables may come from; checked on the way in, kept as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from tutor.api import rare_volumes
from tutor.api.projections import (
    DownwardAPIVolumeSource,
    KeyToPath,
    ObjectFieldSelector,
    ProjectedVolumeSource,
    ResourceFieldSelector,
)
from tutor.api.wire import Int32, Quantity, kept
from tutor.values import frozen


@frozen
class EmptyDirVolumeSource:
    """A directory that lives as long as its pod."""

    medium: Annotated[str, "v1.StorageMedium"] = ""
    size_limit: Quantity | None = None


@frozen
class HostPathVolumeSource:
    """A path of the node."""

    path: str = kept("")
    type: Annotated[str, "v1.HostPathType"] | None = None


@frozen
class ConfigMapVolumeSource:
    """The keys of a ConfigMap as files."""

    name: str = ""
    items: tuple[KeyToPath, ...] = ()
    default_mode: Int32 | None = None
    optional: bool | None = None


@frozen
class SecretVolumeSource:
    """The keys of a Secret as files."""

    secret_name: str = ""
    items: tuple[KeyToPath, ...] = ()
    default_mode: Int32 | None = None
    optional: bool | None = None


@frozen
class PersistentVolumeClaimVolumeSource:
    """Storage that outlives the pod."""

    claim_name: str = kept("")
    read_only: bool = False


@frozen
class NFSVolumeSource:
    """A directory of an NFS server."""

    server: str = kept("")
    path: str = kept("")
    read_only: bool = False


@frozen
class GitRepoVolumeSource:
    """A clone of a Git repository."""

    repository: str = kept("")
    revision: str = ""
    directory: str = ""


@frozen
class ImageVolumeSource:
    """The files of an image."""

    reference: str = ""
    pull_policy: Annotated[str, "v1.PullPolicy"] = ""


@frozen
class Volume:
    """One volume of a pod: a name and one source."""

    name: str = kept("")
    host_path: HostPathVolumeSource | None = None
    empty_dir: EmptyDirVolumeSource | None = None
    gce_persistent_disk: Annotated[Any, "opaque", rare_volumes.GCE_DISK] | None = None
    aws_elastic_block_store: Annotated[Any, "opaque", rare_volumes.AWS_STORE] | None = None
    git_repo: GitRepoVolumeSource | None = None
    secret: SecretVolumeSource | None = None
    nfs: NFSVolumeSource | None = None
    iscsi: Annotated[Any, "opaque", rare_volumes.ISCSI] | None = None
    glusterfs: Annotated[Any, "opaque", rare_volumes.GLUSTERFS] | None = None
    persistent_volume_claim: PersistentVolumeClaimVolumeSource | None = None
    rbd: Annotated[Any, "opaque", rare_volumes.RBD] | None = None
    flex_volume: Annotated[Any, "opaque", rare_volumes.FLEX] | None = None
    cinder: Annotated[Any, "opaque", rare_volumes.CINDER] | None = None
    cephfs: Annotated[Any, "opaque", rare_volumes.CEPHFS] | None = None
    flocker: Annotated[Any, "opaque", rare_volumes.FLOCKER] | None = None
    downward_api: DownwardAPIVolumeSource | None = None
    fc: Annotated[Any, "opaque", rare_volumes.FC] | None = None
    azure_file: Annotated[Any, "opaque", rare_volumes.AZURE_FILE] | None = None
    config_map: ConfigMapVolumeSource | None = None
    vsphere_volume: Annotated[Any, "opaque", rare_volumes.VSPHERE] | None = None
    quobyte: Annotated[Any, "opaque", rare_volumes.QUOBYTE] | None = None
    azure_disk: Annotated[Any, "opaque", rare_volumes.AZURE_DISK] | None = None
    photon_persistent_disk: Annotated[Any, "opaque", rare_volumes.PHOTON] | None = None
    projected: ProjectedVolumeSource | None = None
    portworx_volume: Annotated[Any, "opaque", rare_volumes.PORTWORX] | None = None
    scale_io: Annotated[Any, "opaque", rare_volumes.SCALE_IO] | None = None
    storageos: Annotated[Any, "opaque", rare_volumes.STORAGEOS] | None = None
    csi: Annotated[Any, "opaque", rare_volumes.CSI] | None = None
    ephemeral: Annotated[Any, "opaque", rare_volumes.EPHEMERAL] | None = None
    image: ImageVolumeSource | None = None


@frozen
class VolumeMount:
    """Where a container sees a volume."""

    name: str = kept("")
    read_only: bool = False
    recursive_read_only: Annotated[str, "v1.RecursiveReadOnlyMode"] | None = None
    mount_path: str = kept("")
    sub_path: str = ""
    mount_propagation: Annotated[str, "v1.MountPropagationMode"] | None = None
    sub_path_expr: str = ""


@frozen
class VolumeDevice:
    """Where a container sees a raw block device."""

    name: str = kept("")
    device_path: str = kept("")


@frozen
class ConfigMapKeySelector:
    """One key of a ConfigMap."""

    name: str = ""
    key: str = kept("")
    optional: bool | None = None


@frozen
class SecretKeySelector:
    """One key of a Secret."""

    name: str = ""
    key: str = kept("")
    optional: bool | None = None


@frozen
class FileKeySelector:
    """One key of a file in a volume."""

    volume_name: str = kept("")
    path: str = kept("")
    key: str = kept("")
    optional: bool | None = None


@frozen
class EnvVarSource:
    """Where the value of an environment variable comes from."""

    field_ref: ObjectFieldSelector | None = None
    resource_field_ref: ResourceFieldSelector | None = None
    config_map_key_ref: ConfigMapKeySelector | None = None
    secret_key_ref: SecretKeySelector | None = None
    file_key_ref: FileKeySelector | None = None


@frozen
class ConfigMapEnvSource:
    """All keys of a ConfigMap."""

    name: str = ""
    optional: bool | None = None


@frozen
class SecretEnvSource:
    """All keys of a Secret."""

    name: str = ""
    optional: bool | None = None


@frozen
class EnvFromSource:
    """Many environment variables at once."""

    prefix: str = ""
    config_map_ref: ConfigMapEnvSource | None = None
    secret_ref: SecretEnvSource | None = None
