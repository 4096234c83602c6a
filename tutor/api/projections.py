"""Sources that become files of a volume: keys, the pod's own fields, tokens; checked on the way in, kept as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from tutor.api.forms import form
from tutor.api.meta import LabelSelector
from tutor.api.wire import Int32, Int64, Quantity, kept
from tutor.values import frozen


@frozen
class KeyToPath:
    """One key of a ConfigMap or Secret as a file."""

    key: str = kept("")
    path: str = kept("")
    mode: Int32 | None = None


@frozen
class ObjectFieldSelector:
    """A field of the pod itself."""

    api_version: str = ""
    field_path: str = kept("")


@frozen
class ResourceFieldSelector:
    """A limit or request of a container."""

    container_name: str = ""
    resource: str = kept("")
    divisor: Quantity = "0"


@frozen
class DownwardAPIVolumeFile:
    """One field of the pod, or one of a container's resources, as a file."""

    path: str = kept("")
    field_ref: ObjectFieldSelector | None = None
    resource_field_ref: ResourceFieldSelector | None = None
    mode: Int32 | None = None


@frozen
class DownwardAPIVolumeSource:
    """The pod's own fields as files."""

    items: tuple[DownwardAPIVolumeFile, ...] = ()
    default_mode: Int32 | None = None


@frozen
class SecretProjection:
    """The keys of a Secret as files among others."""

    name: str = ""
    items: tuple[KeyToPath, ...] = ()
    optional: bool | None = None


@frozen
class ConfigMapProjection:
    """The keys of a ConfigMap as files among others."""

    name: str = ""
    items: tuple[KeyToPath, ...] = ()
    optional: bool | None = None


@frozen
class DownwardAPIProjection:
    """The pod's own fields as files among others."""

    items: tuple[DownwardAPIVolumeFile, ...] = ()


@frozen
class ServiceAccountTokenProjection:
    """A token of the pod's account as a file."""

    audience: str = ""
    expiration_seconds: Int64 | None = None
    path: str = kept("")


@frozen
class ClusterTrustBundleProjection:
    """Certificates to trust, as a file."""

    name: str | None = None
    signer_name: str | None = None
    label_selector: LabelSelector | None = None
    optional: bool | None = None
    path: str = kept("")


POD_CERTIFICATE = form(
    "PodCertificateProjection",
    "signerName keyType maxExpirationSeconds:*int32 credentialBundlePath keyPath certificateChainPath"
    " userAnnotations:map",
)


@frozen
class VolumeProjection:
    """One of several sources of a projected volume."""

    secret: SecretProjection | None = None
    downward_api: DownwardAPIProjection | None = None
    config_map: ConfigMapProjection | None = None
    service_account_token: ServiceAccountTokenProjection | None = None
    cluster_trust_bundle: ClusterTrustBundleProjection | None = None
    pod_certificate: Annotated[Any, "opaque", POD_CERTIFICATE] | None = None


@frozen
class ProjectedVolumeSource:
    """Several sources in one directory."""

    sources: tuple[VolumeProjection, ...] = kept(())
    default_mode: Int32 | None = None
