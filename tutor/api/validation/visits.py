"""Every container of a pod with its place, in the order that the server visits them."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.api.codec import decode_part
from tutor.api.container import Container
from tutor.api.errors import FieldPath
from tutor.api.pod import PodSpec

_TARGET = "targetContainerName"


def all_containers(path: FieldPath, spec: PodSpec) -> Iterator[tuple[FieldPath, Container]]:
    """Mirrors VisitContainersWithPath: init, main and ephemeral ones."""
    for at, container in enumerate(spec.init_containers):
        yield path / "initContainers" / at, container
    for at, container in enumerate(spec.containers):
        yield path / "containers" / at, container
    for at, (container, _) in enumerate(ephemeral_containers(spec)):
        yield path / "ephemeralContainers" / at, container


def ephemeral_containers(spec: PodSpec) -> Iterator[tuple[Container, str]]:
    """Ephemeral containers as if they were others, and the names of those that they look into."""
    for one in spec.ephemeral_containers or ():
        common = {name: value for name, value in one.items() if name != _TARGET}
        yield decode_part(Container, common).object, one.get(_TARGET, "")
