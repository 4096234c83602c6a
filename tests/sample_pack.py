"""A pack of two small lessons for the tests of the session and the window."""

from __future__ import annotations

from tests.notes import REPLICA_SET, SERVICE
from tutor.packs.model import Allow, Check, Lesson, Meta, Pack, Prose, Step, Task, TaskText, World

OBJECTS, SOLUTION = REPLICA_SET, SERVICE
STARTER = SOLUTION.replace("app: testapp-rs\n", "app: testapp\n")
CURL = "~~~console\n$ ssh kube-node1 curl -s testapp\n~~~\n"
KOREAN = Prose(
    situation="파드 세 개는 준비되어 있습니다. 그런데 서비스로 보낸 요청은 모두 *거부*됩니다.\n\n"
    "~~~console on=starter\n$ kubectl get endpoints testapp-svc-clusterip\n"
    "NAME                    ENDPOINTS   AGE\ntestapp-svc-clusterip   <none>      ...\n~~~\n",
    tasks=(
        TaskText(
            title="엔드포인트를 채웁니다",
            body="`service.yaml`을 고쳐 서비스가 파드 세 개를 모두 찾게 하십시오.",
            hints=("`kubectl get pods --show-labels`를 보십시오.", "셀렉터와 레이블을 견주어 보십시오."),
        ),
        TaskText(title="서비스로 접속합니다", body=f"노드에서 접속해 봅니다.\n\n{CURL}"),
    ),
    why="서비스는 레이블 셀렉터로 파드를 찾습니다.",
    next="다음에는 포트를 봅니다.",
)
ENGLISH = Prose(
    situation="Three pods are ready, and still every request to the Service is *refused*.\n\n"
    "~~~console on=starter\n$ kubectl get endpoints testapp-svc-clusterip\n"
    "NAME                    ENDPOINTS   AGE\ntestapp-svc-clusterip   <none>      ...\n~~~\n",
    tasks=(
        TaskText(
            title="Fill the endpoints",
            body="Mend `service.yaml`, so that the Service finds all three pods.",
            hints=("Look at `kubectl get pods --show-labels`.", "Compare the selector with the labels."),
        ),
        TaskText(title="Reach the Service", body=f"Try it from a node.\n\n{CURL}"),
    ),
    why="A Service finds its pods by its label selector.",
    next="Ports come next.",
)
CHECKS = (
    Check(
        id="endpoints",
        kind="endpoints",
        ask={"service": "default/testapp-svc-clusterip", "port": 80, "ready": {"app": "testapp-rs"}},
        points=6,
        title={"en": "The Service has three endpoints", "ko": "서비스에 엔드포인트가 세 개 있습니다"},
    ),
    Check(
        id="answers",
        kind="http",
        ask={"from": "Node/kube-node1", "url": "http://{clusterIP:default/testapp-svc-clusterip}/"},
        expect={"outcome": "http", "status": 200},
        points=4,
        title={"en": "A node gets an answer", "ko": "노드에서 응답을 받습니다"},
    ),
)


def lesson(number: int) -> Lesson:
    """Make one lesson; all of them are alike."""
    return Lesson(
        id=f"sample-{number}",
        uuid=f"00000000-0000-4000-8000-00000000000{number}",
        title={"en": f"A stable address {number}", "ko": f"변하지 않는 주소 {number}"},
        meta=Meta(minutes=10, teaches=("service.selector",)),
        files={"world.yaml": OBJECTS},
        submission=("service.yaml",),
        allow=Allow(kinds=("v1/Service",)),
        starter={"service.yaml": STARTER},
        solution={"service.yaml": SOLUTION},
        world=World(objects=OBJECTS),
        script=(
            Step(verb="apply", argument="starter"),
            Step(verb="settle"),
            Step(verb="apply", argument="submission"),
            Step(verb="settle"),
        ),
        tasks=(
            Task(id="1", title={}, checks=("endpoints",)),
            Task(id="2", title={}, checks=("answers",)),
        ),
        checks=CHECKS,
        prose={"en": ENGLISH, "ko": KOREAN},
        feedback_texts={"en": {}, "ko": {}},
    )


PACK = Pack(
    id="sample",
    version="1.0.0",
    title={"en": "Sample", "ko": "견본"},
    locales=("ko", "en"),
    default_locale="ko",
    lessons=(lesson(1), lesson(2)),
    docs={},
    digest="",
)
