"""The certificate of the cluster's authority, put into every namespace for the programs that live there."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha512

from tutor.api.core import ConfigMap
from tutor.api.kinds import CONFIG_MAP
from tutor.api.meta import ObjectMeta
from tutor.cluster.control import Controller, Plane
from tutor.cluster.objects import replace
from tutor.cluster.settings import Settings
from tutor.cluster.store import Change, Key, Store

NAME = "kube-root-ca.crt"
_LINE = 64
_PARTS = 13
_NOTE = (
    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
    "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes "
    "clusters."
)


def root_certificate(settings: Settings, namespace: str) -> ConfigMap:
    """The ConfigMap of a namespace."""
    meta = ObjectMeta(name=NAME, namespace=namespace, annotations={"kubernetes.io/description": _NOTE})
    return ConfigMap(metadata=meta, data={"ca.crt": _certificate(settings.seed)})


def _certificate(seed: int) -> str:
    """Text in the form of a certificate: nothing here is ever signed with it."""
    digests = b"".join(sha512(f"authority {seed} {part}".encode()).digest() for part in range(_PARTS))
    text = b64encode(b"\x30\x82\x03\x3c" + digests).decode()
    lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
    return "\n".join(("-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""))


def reconcile(plane: Plane, key: Key) -> None:
    """Make what is missing, mend what was changed. Mirrors rootcacertpublisher.syncNamespace."""
    space = plane.store.get(Key(kind="Namespace", namespace="", name=key.namespace))
    if space is None or space.status.phase == "Terminating":
        return
    wanted, found = root_certificate(plane.settings, key.namespace), plane.store.get(key)
    if found is None:
        plane.server.insert(wanted)
    elif found.data != wanted.data or wanted.metadata.annotations.items() - found.metadata.annotations.items():
        notes = {**found.metadata.annotations, **wanted.metadata.annotations}
        plane.server.registry.update(
            replace(found, data=wanted.data, metadata=replace(found.metadata, annotations=notes))
        )


def _key(namespace: str) -> Key:
    return Key(kind=CONFIG_MAP.kind, namespace=namespace, name=NAME)


def _of_namespace(change: Change, _store: Store) -> tuple[Key, ...]:
    return (_key(change.key.name),) if change.type == "ADDED" else ()


def _of_itself(change: Change, _store: Store) -> tuple[Key, ...]:
    return (change.key,) if change.key.name == NAME else ()


ROOT_CERTIFICATE = Controller(
    name="rootcertificate", watches={"Namespace": _of_namespace, "ConfigMap": _of_itself}, reconcile=reconcile
)
