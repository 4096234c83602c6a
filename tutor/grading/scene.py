"""What the checks look at: the cluster after the answer, the answer itself, and the world before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from tutor.api.kinds import KINDS
from tutor.cluster.cluster import Cluster
from tutor.cluster.store import Key
from tutor.grading.admit import Admission
from tutor.grading.answer import Answer, AnswerObject, Ref
from tutor.grading.verdict import At
from tutor.manifest import Path
from tutor.packs.model import Lesson
from tutor.values import frozen

_CLUSTER_SCOPED = frozenset(kind.kind for kind in KINDS if not kind.namespaced)


@frozen
class Scene:
    """One answer in one cluster, ready to be judged; `before` holds the objects that must stay."""

    lesson: Lesson
    cluster: Cluster
    answer: Answer
    admissions: tuple[Admission, ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict)

    def find(self, ref: str) -> Any | None:
        """Return the stored object that `Kind/namespace/name` means."""
        return self.cluster.store.get(key_of(ref))

    def encoded(self, ref: str) -> dict[str, Any] | None:
        """Return that object as the wire has it."""
        return encoded_in(self.cluster, ref)

    def written(self, ref: Ref) -> AnswerObject | None:
        """Return the last object of the answer with this kind, namespace and name."""
        return next((one for one in reversed(self.answer.objects) if one.ref == ref), None)

    def at(self, ref: Ref, path: Path) -> At | None:
        """Find where the answer says a field of an object; the key itself, when it stands there."""
        one = self.written(ref)
        return None if one is None else one.at(path)


def subject(lesson: Lesson) -> str:
    """Name the Service that a lesson is about: the first that an answer may hold."""
    return next((ref for ref in lesson.allow.objects if ref.startswith("Service/")), "")


def encoded_in(cluster: Cluster, ref: str) -> dict[str, Any] | None:
    """Return the object that `Kind/namespace/name` means, as the wire has it."""
    found = cluster.store.get(key_of(ref))
    return None if found is None else cluster.server.registry.encodings.of(found)


def key_of(ref: str) -> Key:
    """Read `Kind/namespace/name`; without a namespace it is `default`, or none for kinds of the whole cluster."""
    kind, *rest = ref.split("/")
    if kind in _CLUSTER_SCOPED:
        return Key(kind=kind, name=rest[-1])
    namespace, name = rest if len(rest) == 2 else ("default", rest[0])
    return Key(kind=kind, namespace=namespace, name=name)


def ref_of(ref: str) -> Ref:
    """Read `Kind/namespace/name` as the answer's own key."""
    key = key_of(ref)
    return key.kind, key.namespace or "default", key.name
