"""Faults as a learner meets them at the terminal and a grader in a lesson's world."""

from __future__ import annotations

from dataclasses import replace

from tests.clusterip import LESSON
from tests.e2e.scene import Scene
from tutor.cluster.cluster import Cluster
from tutor.cluster.faults import ListeningFault, NodePower, Planned, Pods, Slowness
from tutor.cluster.network.trace import Delivered, Flow, Place, TimedOut
from tutor.grading.world import prepare, run_steps
from tutor.packs.model import Step, World

WEB = Pods(labels={"run": "web"})
PODS = """
{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {nodeName: kube-node1,
 containers: [{name: c, image: c1t1d0s7/myweb}]}}
"""


def _scene() -> Scene:
    scene = Scene()
    scene("kubectl run web --image=c1t1d0s7/myweb --port=8080")
    scene("kubectl run client --image=curlimages/curl --command -- sleep inf")
    scene("kubectl expose pod web --port=80 --target-port=8080")
    scene.wait()
    return scene


def test_curl_gives_up_on_a_slow_pod_after_its_own_time_or_waits_for_it() -> None:
    scene = _scene()
    scene.cluster.inflict(Slowness(pods=WEB, seconds=3))
    before = scene.cluster.now
    said = scene.fail("kubectl exec client -- curl -sS -m 2 http://web")
    assert said.startswith("curl: (28) Operation timed out after 2001 milliseconds with 0 bytes received")
    assert 2 <= scene.cluster.now - before < 3
    timed = scene("kubectl exec client -- curl -s -o /dev/null -w '%{http_code} %{time_total}' -m 4 http://web")
    assert timed == "200 3.001000"
    assert "its answer takes 3 seconds" in scene("why")


def test_wget_gives_up_on_a_slow_pod_as_well() -> None:
    scene = _scene()
    scene("kubectl run box --image=busybox --command -- sleep inf")
    scene.wait()
    scene.cluster.inflict(Slowness(pods=WEB, seconds=3))
    said = scene.fail("kubectl exec box -- wget -T 2 -O - http://web")
    assert said.splitlines()[-2:] == ["wget: download timed out", "command terminated with exit code 1"]


def test_undo_takes_the_command_back_and_leaves_what_was_broken_before_it() -> None:
    scene = _scene()
    scene.cluster.inflict(ListeningFault(pods=WEB))
    scene("kubectl label pod web tier=front")
    scene("undo")
    assert "its process has stopped listening" in scene.fail("kubectl exec client -- curl http://web") + scene("why")


def _prepared(world: World) -> Cluster:
    lesson = LESSON
    return prepare(replace(lesson, world=world, script=()))


def test_a_lesson_s_faults_are_counted_from_when_its_objects_stand() -> None:
    off = Planned(at=30, fault=NodePower(node="kube-node1", on=False))
    cluster = _prepared(World(objects=PODS, faults=(off,)))
    pod = cluster.store.list("Pod", "default")[0]
    flow = Flow(source=Place(kind="node", name="kube-node2"), host=pod.status.pod_ip, port=8080)
    cluster.advance(29.9)
    assert isinstance(cluster.connect(flow).outcome, Delivered)
    cluster.advance(0.2)
    assert isinstance(cluster.connect(flow).outcome, TimedOut)


def test_a_script_breaks_things_where_it_says_so() -> None:
    cluster = _prepared(World(objects=PODS))
    lesson = LESSON
    step = Step(verb="fault", argument="stop-node", fault=NodePower(node="kube-node1", on=False))
    run_steps(cluster, lesson, (step,))
    assert cluster.faults.stopped == {"kube-node1"}
