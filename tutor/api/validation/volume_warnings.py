"""What the server warns of in volumes: old plugins, broken bytes, files that lie on top of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tutor.api.errors import FieldPath
from tutor.api.quantity import parse_quantity
from tutor.api.quoting import quote

_OLD_VOLUMES = (
    ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
    ("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
    ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
    ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
    ("storageos", "deprecated in v1.22, non-functional in v1.25+"),
    ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
    ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
    ("ephemeral", ""),
    ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
    ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
)
_FILES = (("configMap", "ConfigMap", "name"), ("secret", "Secret", "secretName"), ("downwardAPI", "DownwardAPI", ""))
_PROJECTED = (("configMap", "ConfigMap", "name"), ("secret", "Secret", "name"), ("downwardAPI", "DownwardAPI", ""))


def warn_of_volumes(path: FieldPath, raw: Any) -> Iterator[str]:
    """All warnings about a pod's volumes, old plugins first."""
    volumes = raw or ()
    for at, volume in enumerate(volumes):
        for name, words in _OLD_VOLUMES:
            if volume.get(name) is None:
                continue
            if name == "ephemeral":
                template = volume[name].get("volumeClaimTemplate") or {}
                place = path / at / name / "volumeClaimTemplate" / "spec"
                yield from warn_of_claim(place, template.get("spec") or {})
            else:
                yield f"{path / at / ('storageOS' if name == 'storageos' else name)}: {words}"
    for volume in volumes:
        yield from _warn_of_overlaps(volume)


def warn_of_claim(path: FieldPath, spec: Mapping[str, Any]) -> Iterator[str]:
    """Mirrors GetWarningsForPersistentVolumeClaimSpec."""
    for what in ("requests", "limits"):
        text = ((spec.get("resources") or {}).get(what) or {}).get("storage", "0")
        if not parse_quantity(text).is_whole:
            place = (path / "resources" / what).key("storage")
            yield f"{place}: fractional byte value {quote(text)} is invalid, must be an integer"


def _warn_of_overlaps(volume: Mapping[str, Any]) -> Iterator[str]:
    """Mirrors warningsForOverlappingVirtualPaths."""
    name = f"volume {quote(volume.get('name', ''))}"
    for field, kind, key in _FILES:
        source = volume.get(field)
        if source is not None and source.get("items"):
            named = f" {quote(source.get(key, ''))}" if key else ""
            for words in _overlaps((path, "") for path in _paths(source)):
                yield f"{name} ({kind}{named}): overlapping paths: {words}"
    sources = (volume.get("projected") or {}).get("sources") or ()
    for _ in (one for one in sources if not one):
        yield f"{name} (Projected) has no sources provided"
    for words in _overlaps(file for source in sources for file in _projected(source)):
        yield f"{name} (Projected): overlapping paths: {words}"


def _projected(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The paths of one of several sources, and what it is called."""
    for field, kind, key in _PROJECTED:
        one = source.get(field)
        if one is not None and one.get("items"):
            named = f"{kind} {quote(one.get(key, ''))}" if key else kind
            yield from ((path, named) for path in _paths(one))
            return
    token = source.get("serviceAccountToken")
    if token is not None:
        yield token.get("path", ""), "ServiceAccountToken"


def _paths(source: Mapping[str, Any]) -> list[str]:
    return [one.get("path", "") for one in source.get("items") or ()]


def _overlaps(files: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Mirrors checkVolumeMappingForOverlap: each file with all before it that are it, or above or below it."""
    seen: list[tuple[str, str]] = []
    for path, source in files:
        target = path.rstrip("/")
        for other, its in seen:
            if target and other and _is_within(target, other):
                yield f"{_shown(target, source)} with {_shown(other, its)}"
        seen.append((target, source))


def _is_within(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _shown(path: str, source: str) -> str:
    return f"{quote(path)} ({source})" if source else quote(path)
