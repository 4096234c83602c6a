"""Defaults of volumes, which are kept as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.defaults.containers import pull_policy

_MODE = 0o644
_TOKEN_SECONDS = 3600


def default_volumes(volumes: Any) -> Any:
    """A pod's volumes with every default filled in."""
    return [_default_volume(one) for one in volumes] if isinstance(volumes, list) else volumes


def _default_volume(volume: dict[str, Any]) -> dict[str, Any]:
    """Mirrors SetDefaults_Volume: without a source it is an empty directory."""
    sources = {name: value for name, value in volume.items() if name != "name" and value is not None}
    if not sources:
        return {**volume, "emptyDir": {}}
    return {**volume, **{name: _DEFAULTS[name](value) for name, value in sources.items() if name in _DEFAULTS}}


def _with_mode(source: dict[str, Any]) -> dict[str, Any]:
    return {"defaultMode": _MODE, **source}


def _default_downward(source: dict[str, Any]) -> dict[str, Any]:
    files = {"items": [_default_file(one) for one in source["items"]]} if source.get("items") else {}
    return {**source, **files}


def _default_file(file: dict[str, Any]) -> dict[str, Any]:
    """Mirrors SetDefaults_ObjectFieldSelector."""
    return {**file, "fieldRef": {"apiVersion": "v1", **file["fieldRef"]}} if file.get("fieldRef") else file


def _default_projection(source: dict[str, Any]) -> dict[str, Any]:
    token, downward = source.get("serviceAccountToken"), source.get("downwardAPI")
    # The server forgets two sources: their features are off in v1.36.
    filled = {name: value for name, value in source.items() if name not in ("clusterTrustBundle", "podCertificate")}
    if token is not None:
        filled["serviceAccountToken"] = {"expirationSeconds": _TOKEN_SECONDS, **token}
    if downward is not None:
        filled["downwardAPI"] = _default_downward(downward)
    return filled


def _default_projected(source: dict[str, Any]) -> dict[str, Any]:
    sources = source.get("sources")
    return _with_mode({**source, "sources": [_default_projection(one) for one in sources]} if sources else source)


def _default_ephemeral(source: dict[str, Any]) -> dict[str, Any]:
    template = source.get("volumeClaimTemplate")
    if template is None:
        return source
    spec = {"volumeMode": "Filesystem", **template.get("spec", {})}
    return {**source, "volumeClaimTemplate": {**template, "spec": spec}}


_AZURE_DISK: Mapping[str, Any] = MappingProxyType(
    {"cachingMode": "ReadWrite", "kind": "Shared", "fsType": "ext4", "readOnly": False}
)
_DEFAULTS: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = MappingProxyType(
    {
        "configMap": _with_mode,
        "secret": _with_mode,
        "downwardAPI": lambda source: _with_mode(_default_downward(source)),
        "projected": _default_projected,
        "hostPath": lambda source: {"type": "", **source},
        "iscsi": lambda source: {"iscsiInterface": "default", **source},
        "rbd": lambda source: {"pool": "rbd", "user": "admin", "keyring": "/etc/ceph/keyring", **source},
        "azureDisk": lambda source: {**_AZURE_DISK, **source},
        "scaleIO": lambda source: {"storageMode": "ThinProvisioned", "fsType": "xfs", **source},
        "ephemeral": _default_ephemeral,
        "image": lambda source: {"pullPolicy": pull_policy(source.get("reference", "")), **source},
    }
)
