"""A lesson's world is made from its own objects, and a fault in them is named with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.clusterip import LESSON, PACK
from tutor.cluster.settings import SEED_NODES
from tutor.cluster.store import Key
from tutor.grading import proofs, world
from tutor.grading.admit import LAST_APPLIED
from tutor.grading.grade import Grader
from tutor.grading.world import WorldError, after, before, prepare, settings_of
from tutor.packs.load import builtin_path, source_at
from tutor.packs.model import App, Lesson, Step, World
from tutor.packs.places import Places


def with_objects(text: str) -> Lesson:
    lesson = LESSON
    return replace(lesson, world=replace(lesson.world, objects=text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("apiVersion: v1\nkind: Pods\n", "line 1: v1 Pods is not simulated"),
        ("a: [\n", "line 1: error converting YAML to JSON: yaml: "),
        ("apiVersion: v1\nkind: Service\nmetadata: {name: A}\n", 'line 1: Service "A" is invalid: '),
    ],
)
def test_objects_that_cannot_be_made_are_named_with_their_line(text: str, message: str) -> None:
    with pytest.raises(WorldError) as raised:
        prepare(with_objects(text))
    assert str(raised.value).startswith(message)


def test_proofs_name_a_world_that_cannot_be_made() -> None:
    lesson = with_objects("apiVersion: v1\nkind: Pods\n")
    places = Places(source=source_at(builtin_path()))
    found = list(proofs.check_lesson(Grader(replace(PACK, lessons=(lesson,))), lesson, places))
    assert [str(one) for one in found] == [
        "lessons/clusterip/lesson.yaml:12:1 L4 the world cannot be made: line 1: v1 Pods is not simulated"
    ]


def test_the_script_is_split_at_the_answer() -> None:
    script = LESSON.script
    assert before(script) == (Step(verb="apply", argument="starter"), Step(verb="settle"))
    assert after(script) == (Step(verb="settle"),)


def test_a_world_without_nodes_has_those_of_the_course() -> None:
    settings = settings_of(World(proxy="nftables", seed=3, apps=(App(pods={"app": "a"}, tcp=(81, 82)),)))
    assert (settings.nodes, settings.proxy_mode, settings.seed) == (SEED_NODES, "nftables", 3)
    assert settings.apps[0].listen == (("TCP", 81), ("TCP", 82))


def test_a_node_of_the_course_keeps_its_address_and_another_gets_one() -> None:
    nodes = settings_of(World(nodes=("kube-node2", "n1"))).nodes
    assert [(node.name, node.ip) for node in nodes] == [("kube-node2", "192.168.56.22"), ("n1", "192.168.56.102")]


@pytest.mark.parametrize("text", ["a: [\n", "words\n", "- a\n", ""])
def test_a_starter_that_is_no_object_stays_out_of_the_cluster(text: str) -> None:
    lesson = replace(LESSON, starter={"service.yaml": text})
    assert prepare(lesson).store.get(Key(kind="Service", namespace="default", name="testapp-svc-clusterip")) is None


def test_what_the_script_applied_says_its_namespace_as_kubectl_does() -> None:
    service = prepare(LESSON).store.get(Key(kind="Service", namespace="default", name="testapp-svc-clusterip"))
    assert service is not None
    assert '"namespace":"default"' in service.metadata.annotations[LAST_APPLIED]


def test_a_world_that_asks_too_much_of_the_controllers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "MOST_STEPS", 20)
    huge = LESSON.world.objects.replace("replicas: 3", "replicas: 1000")
    with pytest.raises(WorldError) as raised:
        prepare(with_objects(huge))
    assert str(raised.value) == "it takes the controllers more than 20 steps; ask for fewer pods or less time"
