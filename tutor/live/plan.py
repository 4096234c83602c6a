"""What a check of a lesson will do on a real cluster, told before it is done."""

from __future__ import annotations

import json
import re
from typing import Any

from tutor.api.kinds import Kind, by_gvk
from tutor.grading.answer import Rejection, read_answer
from tutor.grading.verdict import Submission
from tutor.manifest import parse
from tutor.packs.model import Lesson
from tutor.values import frozen

HELPER, HELPER_IMAGE = "tutor-helper", "nicolaka/netshoot"
OWNER = {"app.kubernetes.io/managed-by": "tutor"}


class Unfit(Exception):  # noqa: N818 - the lesson's or the answer's nature
    """A lesson or an answer that cannot be taken to a real cluster; says why."""


@frozen
class Placed:
    """An object with its kind, moved into the namespace of the check."""

    kind: Kind
    value: Any

    @property
    def name(self) -> str:
        """`Service web`."""
        return f"{self.kind.kind} {self.value['metadata'].get('name', '?')}"


@frozen
class Plan:
    """The namespace of a check, what is created in it, and the namespace that stands in the lesson's text."""

    namespace: str
    told: str
    world: tuple[Placed, ...]
    answer: tuple[Placed, ...]
    helper: bool

    def lines(self, context: str, host: str) -> tuple[str, ...]:
        """Say it to the person."""
        objects = ", ".join(one.name for one in self.world) or "nothing"
        asks = (f"  create Pod {HELPER} ({HELPER_IMAGE}), which asks for names and pages",) if self.helper else ()
        return (
            f"On the cluster of context {context} ({host}) this will",
            f"  create the namespace {self.namespace}",
            f"  create in it {objects}",
            f"  ask whether your {', '.join(one.name for one in self.answer)} is accepted (dry run), then create it",
            *asks,
            f"  delete the namespace {self.namespace}",
            "Nothing else is changed.",
        )

    def moved(self, text: str) -> str:
        """A host or URL of the lesson, with the namespace of the check for the lesson's own."""
        return re.sub(rf"\.{re.escape(self.told)}(?=[./:]|$)", f".{self.namespace}", text)


def plan_of(lesson: Lesson, files: dict[str, bytes], *, helper: bool) -> Plan:
    """Plan a check of an answer; raises Unfit where the lesson needs what only the simulator has."""
    if lesson.world.apps or lesson.world.faults or any(step.verb in {"fault", "delete"} for step in lesson.script):
        raise Unfit(f"the lesson {lesson.id} needs programs or faults that only the simulator has")
    answer = read_answer(Submission(id="answer", files=files), lesson)
    if isinstance(answer, Rejection) or answer.broken:
        raise Unfit("the answer cannot be read")
    made = [lesson.world.objects, *(lesson.files[s.argument] for s in lesson.script if s.verb == "create")]
    values = [one.value for text in made for one in parse(text).documents if isinstance(one.value, dict)]
    own = [one.value for one in answer.objects]
    told = {str(_meta(value).get("namespace", "default")) for value in (*values, *own)}
    if len(told) != 1:
        raise Unfit(f"the lesson {lesson.id} needs several namespaces, and a check keeps to one of its own")
    namespace = f"tutor-{lesson.id}"
    return Plan(
        namespace=namespace,
        told=told.pop(),
        world=tuple(_placed(value, namespace) for value in values),
        answer=tuple(_placed(value, namespace) for value in own),
        helper=helper,
    )


def helper_pod(namespace: str) -> dict[str, Any]:
    """The pod that names and pages are asked from."""
    container = {"name": "helper", "image": HELPER_IMAGE, "command": ["sleep", "infinity"]}
    meta = {"name": HELPER, "namespace": namespace, "labels": OWNER}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": {"containers": [container]}}


def _placed(value: Any, namespace: str) -> Placed:
    kind = by_gvk(str(value.get("apiVersion")), str(value.get("kind")))
    if kind is None or not kind.namespaced:
        raise Unfit(f"{value.get('kind')} is no object of a namespace, and a check keeps to one of its own")
    if "image: sim/" in json.dumps(value).replace('"', ""):
        raise Unfit("its images are the simulator's own, so it is for the simulator only")
    return Placed(kind=kind, value={**value, "metadata": {**_meta(value), "namespace": namespace}})


def _meta(value: Any) -> dict[str, Any]:
    meta = value.get("metadata")
    return meta if isinstance(meta, dict) else {}
