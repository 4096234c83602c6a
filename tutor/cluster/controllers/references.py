"""The ConfigMaps, Secrets and claims that a pod names: which of them are missing, in the kubelet's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tutor.api.container import Container
from tutor.api.pod import Pod
from tutor.cluster.store import Key, Store
from tutor.values import frozen

Source = Mapping[str, Any]


@frozen
class _Family:
    """A kind whose keys become variables and files: its names in messages, and how a volume's missing key is told."""

    kind: str
    resource: str
    no_key: str


_CONFIG_MAP = _Family(
    kind="ConfigMap", resource="configmap", no_key="configmap references non-existent config key: {key}"
)
_SECRET = _Family(kind="Secret", resource="secret", no_key="references non-existent secret key: {key}")
_ALL_KEYS = (("configMapRef", _CONFIG_MAP), ("secretRef", _SECRET))
_ONE_KEY = (("configMapKeyRef", _CONFIG_MAP), ("secretKeyRef", _SECRET))
_FILES = (("configMap", "name", _CONFIG_MAP), ("secret", "secretName", _SECRET))
_PROJECTED = (("configMap", "name", _CONFIG_MAP), ("secret", "name", _SECRET))


def environment_fault(store: Store, pod: Pod, container: Container) -> str:
    """Why a container's variables cannot be set, "" when they can. Mirrors makeEnvironmentVariables."""
    return next(_environment_faults(store, pod.metadata.namespace, container), "")


def volume_faults(store: Store, pod: Pod) -> tuple[tuple[str, str], ...]:
    """Name of each volume that cannot be set up, and why. Mirrors SetUpAt of the volume plugins."""
    named = ((volume["name"], _volume_fault(store, pod, volume)) for volume in pod.spec.volumes or ())
    return tuple((name, words) for name, words in named if words)


def missing_claims(store: Store, pod: Pod) -> tuple[tuple[str, str], ...]:
    """Volume and claim of each PersistentVolumeClaim that a pod names and nobody has made."""
    named = ((one["name"], (one.get("persistentVolumeClaim") or {}).get("claimName")) for one in pod.spec.volumes or ())
    return tuple(
        (name, claim) for name, claim in named if claim and not _found(store, pod, "PersistentVolumeClaim", claim)
    )


def _found(store: Store, pod: Pod, kind: str, name: str) -> Any:
    return store.get(Key(kind=kind, namespace=pod.metadata.namespace, name=name))


def _environment_faults(store: Store, namespace: str, container: Container) -> Iterator[str]:
    for source in container.env_from or ():
        for field, family in _ALL_KEYS:
            yield from _fault(store, namespace, family, source.get(field), key="")
    for variable in container.env:
        for field, family in _ONE_KEY:
            chosen = (variable.value_from or {}).get(field)
            yield from _fault(store, namespace, family, chosen, key=(chosen or {}).get("key", ""))


def _fault(store: Store, namespace: str, family: _Family, chosen: Source | None, key: str) -> Iterator[str]:
    """What is wrong with a reference of a variable; nothing is when it is optional."""
    if chosen is None or chosen.get("optional"):
        return
    name = chosen.get("name", "")
    found: Any = store.get(Key(kind=family.kind, namespace=namespace, name=name))
    if found is None:
        yield f'{family.resource} "{name}" not found'
    elif key and key not in found.data:
        yield f"couldn't find key {key} in {family.kind} {namespace}/{name}"


def _volume_fault(store: Store, pod: Pod, volume: Source) -> str:
    for field, named, family in _FILES:
        if volume.get(field) is not None:
            return next(_file_faults(store, pod, family, volume[field], named), "")
    projected = volume.get("projected") or {}
    faults = [
        words
        for source in projected.get("sources") or ()
        for field, named, family in _PROJECTED
        if source.get(field) is not None
        for words in _file_faults(store, pod, family, source[field], named)
    ]
    return faults[0] if len(faults) == 1 else f"[{', '.join(faults)}]" if faults else ""


def _file_faults(store: Store, pod: Pod, family: _Family, source: Source, named: str) -> Iterator[str]:
    """Mirrors MakePayload: an optional source may be missing, and so may each of its keys."""
    if source.get("optional"):
        return
    name = source.get(named, "")
    found = _found(store, pod, family.kind, name)
    if found is None:
        yield f'{family.resource} "{name}" not found'
        return
    keys = {**found.data, **(found.binary_data or {})}
    missing = (item["key"] for item in source.get("items") or () if item["key"] not in keys)
    yield from (family.no_key.format(key=key) for key in missing)
