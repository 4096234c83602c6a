"""What a check of a lesson will do on a real cluster, told before it is done."""

from __future__ import annotations

import json
import re
from typing import Any

from tutor.api.kinds import NAMESPACE, Kind, by_gvk
from tutor.grading.answer import Rejection, read_answer
from tutor.grading.verdict import Submission
from tutor.live.helpers import HELPERS, Helper
from tutor.live.stopped import Unfit
from tutor.manifest import parse
from tutor.packs.model import Lesson
from tutor.values import frozen


@frozen
class Placed:
    """An object with its kind, moved into the namespace of the check."""

    kind: Kind
    value: Any

    @property
    def name(self) -> str:
        """`web`."""
        return str(self.value["metadata"].get("name", "?"))

    @property
    def title(self) -> str:
        """`Service web`."""
        return f"{self.kind.kind} {self.name}"


@frozen
class Plan:
    """The namespace of a check, what is created in it, and the namespace that stands in the lesson's text."""

    namespace: str
    told: str
    world: tuple[Placed, ...]
    answer: tuple[Placed, ...]
    helpers: tuple[Helper, ...]

    def lines(self, context: str, host: str) -> tuple[str, ...]:
        """Say it to the person."""
        objects = ", ".join(one.title for one in self.world) or "nothing"
        return (
            f"On the cluster of context {context} ({host}) this will",
            f"  create the namespace {self.namespace}",
            f"  create in it {objects}",
            f"  ask whether your {', '.join(one.title for one in self.answer)} is accepted (dry run), then create it",
            *(f"  create Pod {one.name} ({one.image}), {one.told}" for one in self.helpers),
            f"  delete the namespace {self.namespace}",
            "Nothing else is changed.",
        )

    def moved(self, text: str) -> str:
        """A host or URL of the lesson, with the namespace of the check for the lesson's own."""
        return re.sub(rf"\.{re.escape(self.told)}(?=[./:]|$)", f".{self.namespace}", text)


def plan_of(lesson: Lesson, files: dict[str, bytes], *, helper: bool, image: str = "") -> Plan:
    """Plan a check of an answer; raises Unfit where the lesson needs what only the simulator has."""
    instead = f"tutor grade {' '.join(files)} -l {lesson.id}"
    if lesson.world.apps or lesson.world.faults or any(step.verb in {"fault", "delete"} for step in lesson.script):
        raise Unfit(f"the lesson {lesson.id} needs programs or faults that only the simulator has", instead)
    answer = read_answer(Submission(id="answer", files=files), lesson)
    if isinstance(answer, Rejection) or answer.broken:
        raise Unfit("the answer cannot be read", instead)
    made = [lesson.world.objects, *(lesson.files[s.argument] for s in lesson.script if s.verb == "create")]
    values = [one.value for text in made for one in parse(text).documents if isinstance(one.value, dict)]
    own = [one.value for one in answer.objects]
    told = _only_namespace(lesson, [*values, *own], instead)
    namespace = f"tutor-{lesson.id}"
    return Plan(
        namespace=namespace,
        told=told,
        world=tuple(_placed(value, namespace, instead) for value in values if not _is_namespace(value)),
        answer=tuple(_placed(value, namespace, instead) for value in own),
        helpers=_helpers(lesson, image) if helper else (),
    )


def _only_namespace(lesson: Lesson, values: list[Any], instead: str) -> str:
    """The one namespace that a lesson keeps to; it may make that namespace itself."""
    named = {str(_meta(value).get("name")) for value in values if _is_namespace(value)}
    told = {str(_meta(value).get("namespace", "default")) for value in values if not _is_namespace(value)}
    if len(told) != 1 or not named <= told:
        raise Unfit(f"the lesson {lesson.id} needs several namespaces, and a check keeps to one of its own", instead)
    return told.pop()


def _is_namespace(value: Any) -> bool:
    return bool(value.get("kind") == NAMESPACE.kind)


def _helpers(lesson: Lesson, image: str) -> tuple[Helper, ...]:
    """The pods that the lesson's checks ask from, and no other."""
    asks: list[Any] = [check.ask for check in (*lesson.guards, *lesson.checks)]
    places = {str(ask["from"]).split("/")[0] for ask in asks if isinstance(ask, dict) and "from" in ask}
    return tuple(one.with_image(image) for one in HELPERS if places & one.stands_for)


def _placed(value: Any, namespace: str, instead: str) -> Placed:
    kind = by_gvk(str(value.get("apiVersion")), str(value.get("kind")))
    if kind is None or not kind.namespaced:
        said = f"{value.get('kind')} is no object of a namespace, and a check keeps to one of its own"
        raise Unfit(said, instead)
    if "image: sim/" in json.dumps(value).replace('"', ""):
        raise Unfit("its images are the simulator's own, so it is for the simulator only", instead)
    return Placed(kind=kind, value={**value, "metadata": {**_meta(value), "namespace": namespace}})


def _meta(value: Any) -> dict[str, Any]:
    meta = value.get("metadata")
    return meta if isinstance(meta, dict) else {}
