"""The cluster that a lesson starts from: its nodes, its objects, and the script up to the answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from tutor.api.kinds import Kind, by_gvk
from tutor.api.status import StatusError
from tutor.cluster.cluster import Cluster, TooMuchWorkError
from tutor.cluster.settings import SEED_NODES, AppSettings, NodeSettings, Settings
from tutor.cluster.store import Key
from tutor.grading.admit import apply_object
from tutor.grading.answer import AnswerObject
from tutor.manifest import Json, parse
from tutor.packs.model import App, Lesson, Step, World

MOST_STEPS = 2000  # of the controllers, for one world; the course's largest takes 111


class WorldError(ValueError):
    """A lesson's own objects cannot be made; the message is for the pack's author."""


def settings_of(world: World) -> Settings:
    """Turn a lesson's world into the cluster's settings; a name of the course's nodes keeps its addresses."""
    return Settings(
        seed=world.seed,
        proxy_mode=world.proxy,
        load_balancer=world.load_balancer,
        nodes=tuple(_nodes(world.nodes)) or SEED_NODES,
        apps=tuple(_app(one) for one in world.apps),
        faults=world.faults,
    )


def _nodes(names: tuple[str, ...]) -> Iterator[NodeSettings]:
    known = {node.name: node for node in SEED_NODES}
    for number, name in enumerate(names, start=1):
        made = NodeSettings(name=name, ip=f"192.168.56.{100 + number}", pod_cidr=f"10.244.{number}.0/24")
        yield known.get(name, made)


def _app(app: App) -> AppSettings:
    ports = (("TCP", app.tcp), ("UDP", app.udp))
    listen = tuple((protocol, port) for protocol, numbers in ports for port in numbers)
    return AppSettings(pods=app.pods, listen=listen, reply=app.reply)


def prepare(lesson: Lesson, start: Callable[[Settings], Cluster] = Cluster.start) -> Cluster:
    """Start a lesson's cluster and run its script up to the learner's answer; raises WorldError."""
    cluster = start(settings_of(lesson.world))
    cluster.steps_left = MOST_STEPS
    try:
        create_objects(cluster, lesson.world.objects)
        cluster.settle()
        cluster.plan_faults()
        run_steps(cluster, lesson, before(lesson.script))
    except TooMuchWorkError:
        many = f"it takes the controllers more than {MOST_STEPS} steps; ask for fewer pods or less time"
        raise WorldError(many) from None
    cluster.steps_left = math.inf
    return cluster


def before(script: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps before the answer is applied."""
    return script[: _answer_index(script)]


def after(script: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps after the answer was applied."""
    return script[_answer_index(script) + 1 :]


def _answer_index(script: tuple[Step, ...]) -> int:
    places = (index for index, step in enumerate(script) if (step.verb, step.argument) == ("apply", "submission"))
    return next(places, len(script))


def run_steps(cluster: Cluster, lesson: Lesson, steps: tuple[Step, ...]) -> None:
    """Do what the script says, with the lesson's own files."""
    for step in steps:
        match step.verb:
            case "apply":
                apply_texts(cluster, lesson, step.argument)
            case "create":
                create_objects(cluster, lesson.files[step.argument])
            case "delete":
                _delete(cluster, step.argument)
            case "wait":
                cluster.advance(float(step.argument))
            case "settle":
                cluster.settle()
            case "fault" if step.fault is not None:
                cluster.inflict(step.fault)


def apply_texts(cluster: Cluster, lesson: Lesson, which: str) -> None:
    """Apply the starter or a file of the lesson, as `kubectl apply` does; what is refused stays out."""
    texts = lesson.starter.values() if which == "starter" else (lesson.files[which],)
    for text in texts:
        for document in parse(text).documents:
            if isinstance(document.value, dict):  # a starter may be broken: mending it is the lesson
                apply_object(cluster.server, AnswerObject(file=which, document=document, value=document.value))


def create_objects(cluster: Cluster, text: str) -> None:
    """Create the objects of a manifest that are not there yet; a refusal raises WorldError."""
    for document in parse(text).documents:
        row = document.value
        if document.error is not None:
            raise WorldError(f"line {document.line}: {document.error}")
        if not isinstance(row, dict):
            continue
        kind = by_gvk(str(row.get("apiVersion")), str(row.get("kind")))
        if kind is None:
            raise WorldError(f"line {document.line}: {row.get('apiVersion')} {row.get('kind')} is not simulated")
        namespace = _namespace(row) if kind.namespaced else ""
        if cluster.store.get(Key(kind=kind.kind, namespace=namespace, name=_name(row))) is None:
            _create(cluster, kind, row, namespace, document.line)


def _namespace(row: object) -> str:
    meta = row.get("metadata") if isinstance(row, dict) else None
    return str(meta.get("namespace", "default")) if isinstance(meta, dict) else "default"


def _create(cluster: Cluster, kind: Kind, row: Json, namespace: str, line: int) -> None:
    try:
        cluster.server.create(kind, row, namespace=namespace)
    except StatusError as error:
        raise WorldError(f"line {line}: {error.status.message}") from error


def _name(row: object) -> str:
    meta = row.get("metadata") if isinstance(row, dict) else None
    return str(meta.get("name", "")) if isinstance(meta, dict) else ""


def _delete(cluster: Cluster, ref: str) -> None:
    kind_name, *rest = ref.split("/")
    kind = next((one for one in cluster.server.kinds if one.kind == kind_name), None)
    if kind is None:
        raise WorldError(f"{kind_name} is not simulated")
    namespace, name = rest if len(rest) == 2 else ("default", rest[0])
    if cluster.store.get(Key(kind=kind_name, namespace=namespace if kind.namespaced else "", name=name)) is not None:
        cluster.server.delete(kind, name, namespace=namespace)
