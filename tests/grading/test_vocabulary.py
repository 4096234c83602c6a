"""The whole check vocabulary in one small pack: every word of it passes where it is true and fails where it is not."""

from __future__ import annotations

import pytest

from tutor.grading.grade import Grader
from tutor.grading.verdict import Result, Submission
from tutor.packs.load import load_source
from tutor.packs.source import Source

POD = (
    "apiVersion: v1\nkind: Pod\nmetadata: {{name: {0}, labels: {{app: {1}}}}}\n"
    "spec: {{nodeName: {2}, containers: [{{name: c, image: {3}, command: {4}}}]}}\n"
)
WEB, TOOLS = ("c1t1d0s7/myweb", "null"), ("nicolaka/netshoot", "[sleep, infinity]")
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {{name: {0}}}\nspec: {{selector: {{app: web}}, ports: [{1}]{2}}}\n"
WORLD = "---\n".join(
    (
        POD.format("web-a", "web", "kube-node1", *WEB),
        POD.format("web-b", "web", "kube-node2", *WEB),
        POD.format("client", "client", "kube-node3", *TOOLS),
        SERVICE.format("old", "{port: 80, targetPort: 8080}", ""),
    )
)
PORTS = (
    "{name: http, port: 80, targetPort: 8080, nodePort: 30080}, {name: talk, port: 53, targetPort: 5353, protocol: UDP}"
)
ANSWER = (
    SERVICE.format("web", PORTS, ", type: NodePort")
    + "---\n"
    + SERVICE.format("old", "{port: 80, targetPort: 8081}", "")
)
HTTP = 'http: {from: Pod/default/client, url: "http://web/", requests: 4}'
BY = f"{HTTP}\n  expect: {{served-by: "
TO_POD = 'http: {from: outside, url: "http://{podIP:default/web-a}:8080/"}'
# What is asked, as it is true of the answer, and as it is not.
ROWS: tuple[tuple[str, str, str], ...] = (
    ("admission verdict", "admission: {verdict: allowed}", "admission: {verdict: refused}"),
    ("admission warnings", "admission: {warnings: 0}", "admission: {warnings: 1}"),
    ("object match", "object: {ref: Service/default/web, match: {spec: {type: NodePort, ports: {any: {port: 80}}}}}",
     "object: {ref: Service/default/web, match: {spec: {ports: {all: {port: 80}}}}}"),
    ("object exists", "object: {ref: Service/default/new, exists: false}", "object: {ref: Service/default/new}"),
    ("unchanged", "unchanged: [Pod/default/web-a]", "unchanged: [Pod/default/web-a, Service/default/old]"),
    ("endpoints ready", "endpoints: {service: default/web, port: http, ready: {app: web}}",
     "endpoints: {service: default/web, port: http, ready: [web-a]}"),
    ("endpoints number", "endpoints: {service: default/web, port: 80, ready: 2, target: 8080}",
     "endpoints: {service: default/web, port: 80, ready: 2, target: 80}"),
    ("endpoints serving", "endpoints: {service: default/web, serving: [web-a, web-b], terminating: []}",
     "endpoints: {service: default/web, serving: [web-a, web-b], terminating: [web-a]}"),
    ("endpoints selected", "endpoints: {service: default/web, selected: 2, empty: false}",
     "endpoints: {service: default/web, selected: 3}"),
    ("endpoints count", "endpoints: {service: default/web, port: 80, count: 2}",
     "endpoints: {service: default/web, port: 80, count: 1}"),
    ("http from a pod", HTTP, 'http: {from: Pod/default/client, url: "http://web:81/"}'),
    ("http from a node", 'http: {from: Node/kube-node1, url: "http://{clusterIP:default/web}/"}',
     'http: {from: Node/kube-node1, url: "http://{clusterIP:default/new}/"}'),
    ("http from outside", 'http: {from: outside, url: "http://{nodeIP:kube-node1}:{nodePort:default/web:80}/"}',
     'http: {from: outside, url: "http://{clusterIP:default/web}/"}'),
    ("http to a pod", f"{TO_POD}\n  expect: {{outcome: {{not: http}}}}", TO_POD),
    ("http all", f"{BY}{{all: {{app: web}}}}}}", f"{BY}{{all: [web-a]}}}}"),
    ("http only", f"{BY}{{only: [web-a, web-b]}}}}", f"{BY}{{only: [web-a]}}}}"),
    ("http spread", f"{BY}{{spread: true}}}}", f"{BY}{{same: true}}}}"),
    ("http count", f"{BY}{{count: 2}}}}", f"{BY}{{count: 1}}}}"),
    ("http body", f'{HTTP}\n  expect: {{body: "*Hello World!*"}}', f'{HTTP}\n  expect: {{body: "Hello World!"}}'),
    ("http status", f"{HTTP}\n  expect: {{status: 200}}", f"{HTTP}\n  expect: {{status: 404}}"),
    ("http client", f'{HTTP}\n  expect: {{client-ip: "10.233.*"}}', f"{HTTP}\n  expect: {{client-ip: 192.168.56.1}}"),
    ("tcp", "tcp: {from: Pod/default/client, host: web, port: 80}",
     "tcp: {from: Pod/default/client, host: web, port: 81}"),
    ("tcp refused", "tcp: {from: Pod/default/client, host: old, port: 81}\n  expect: {outcome: refused}",
     "tcp: {from: Pod/default/client, host: web, port: 80}\n  expect: {outcome: refused}"),
    ("udp", "udp: {from: Pod/default/client, host: web, port: 53}\n  expect: {outcome: connected}",
     "udp: {from: Pod/default/client, host: web, port: 80}\n  expect: {outcome: connected}"),
    ("dns A", 'dns: {from: Pod/default/client, name: web}\n  expect: {answers: {equal: ["{clusterIP:default/web}"]}}',
     'dns: {from: Pod/default/client, name: web}\n  expect: {answers: {equal: ["{clusterIP:default/old}"]}}'),
    ("dns empty",
     "dns: {from: Pod/default/client, name: web.default.svc.cluster.local., type: AAAA}\n  expect: {answers: empty}",
     "dns: {from: Pod/default/client, name: web.default.svc.cluster.local., type: AAAA}\n  expect: {answers: any}"),
    ("dns nxdomain", "dns: {from: Pod/default/client, name: new}\n  expect: {answers: nxdomain}",
     "dns: {from: Pod/default/client, name: web}\n  expect: {answers: nxdomain}"),
    ("dns SRV", ("dns: {from: Pod/default/client, name: _http._tcp.web, type: SRV}\n"
     "  expect: {answers: {equal: [0 100 80 web.default.svc.cluster.local.]}}"),
     "dns: {from: Pod/default/client, name: _http._udp.web, type: SRV}\n  expect: {answers: {count: 1}}"),
    ("dns asked", ("dns: {from: Pod/default/client, name: web.default}\n"
     "  expect: {asked: [web.default.default.svc.cluster.local., web.default.svc.cluster.local.]}"),
     "dns: {from: Pod/default/client, name: web.default}\n  expect: {asked: [web.default.]}"),
    ("env", 'env: {pod: Pod/default/late}\n  expect: {WEB_SERVICE_HOST: "{clusterIP:default/web}", NO: {absent: true}}',
     'env: {pod: Pod/default/client}\n  expect: {WEB_SERVICE_HOST: "{clusterIP:default/web}"}'),
    ("events", 'events: {of: Pod/default/web-a, type: Normal, reason: Started, message: "Container st*"}',
     "events: {of: Pod/default/web-a, type: Warning, reason: BackOff}"),
    ("status", "status: {ref: Pod/default/web-a, match: {phase: Running}}",
     "status: {ref: Pod/default/web-a, match: {phase: Pending}}"),
)  # fmt: skip
RULES = """\
guards:
- {id: capped, cap: 3, object: {ref: Service/default/old, match: {spec: {ports: {one: {targetPort: 8080}}}}}}
checks:
- id: some
  points: 6
  endpoints: {service: default/web, port: 80, ready: [web-a, web-b, web-c]}
  partial: [{ready-at-least: 1, points: 1}, {ready-at-least: 2, points: 4}, {ready-at-least: 3, points: 5}]
- {id: waits, points: 1, needs: [some], admission: {verdict: allowed}}
- {id: secret, points: 3, visibility: hidden, admission: {verdict: allowed}}
"""
REFUSED = """\
checks:
- {id: reason, points: 1, admission: {reason: Invalid, field: "spec.ports[0].port", message: "*between 1 and 65535*"}}
- {id: other, points: 1, admission: {reason: Forbidden}}
"""


def graded(checks: str, answer: str = ANSWER) -> Result:
    """Grade an answer in a pack that is made of these checks."""
    lesson = (
        "format: 1\nid: words\ntitle: {en: Words}\nworld: {objects: world.yaml, apps: [{pods: {app: web}, "
        "listen: {tcp: 8080, udp: 5353}, reply: myweb}]}\n"
        "submission: {allow: {objects: [Service/default/web, Service/default/old]}}\n"
        "script: [{wait: 60}, {apply: submission}, {settle: true}, {wait: 5}, {create: late.yaml}, {wait: 5}]\n"
    )
    files = {
        "pack.yaml": "format: 1\nid: small\nversion: 1.0.0\nlocales: [en]\nlessons: [words]\n",
        "lessons/words/lesson.yaml": lesson + checks,
        "lessons/words/world.yaml": WORLD,
        "lessons/words/late.yaml": POD.format("late", "late", "kube-node1", *TOOLS),
        "lessons/words/starter.yaml": ANSWER,
        "lessons/words/solution.yaml": ANSWER,
        "prose/en/words.md": "## Situation\na\n",
    }
    loaded = load_source(Source(files={name: text.encode() for name, text in files.items()}))
    assert loaded.pack is not None, [str(one) for one in loaded.problems]
    submission = Submission(id="mine", files={"service.yaml": answer.encode()})
    return Grader(loaded.pack).grade(loaded.pack.lessons[0], submission)


@pytest.fixture(scope="module")
def statuses() -> dict[str, str]:
    """The status of every check of the table, all graded at once."""
    rows = (f"- id: r{number}-{word}\n  points: 1\n  {ask}\n" for number, row in enumerate(ROWS)
            for word, ask in zip(("true", "false"), row[1:], strict=True))  # fmt: skip
    return {one.id: one.status for one in graded("checks:\n" + "".join(rows)).checks}


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row[0] for row in ROWS])
def test_a_check_passes_where_it_is_true_and_fails_where_it_is_not(statuses: dict[str, str], number: int) -> None:
    assert (statuses[f"r{number}-true"], statuses[f"r{number}-false"]) == ("pass", "fail")


def test_partial_steps_needs_guards_and_visibility_decide_the_points() -> None:
    result = graded(RULES)
    rows = {one.id: (one.status, one.points, one.visibility) for one in result.checks}
    assert rows == {
        "capped": ("fail", 0, "visible"),
        "some": ("fail", 4, "visible"),
        "waits": ("blocked", 0, "visible"),
        "secret": ("pass", 3, "hidden"),
    }
    assert (result.score, result.capped_by, result.max) == (3, "capped", 10)


MARKED = """\
checks:
- {id: later, points: 1, visibility: hidden, status: {ref: Pod/default/web-a, match: {phase: Pending}}}
- {id: early, points: 1, status: {ref: Pod/default/web-a, match: {phase: Pending}}}
- {id: asked, points: 1, http: {from: outside, url: "http://web/"}}
feedback:
"""


@pytest.mark.parametrize(
    ("when", "row"),
    [
        ("failed: early", "early"),
        ("failed: asked", "asked"),
        ("failed: later", "later"),
        ("http: {check: asked, outcome: dns-fail}", "asked"),
        ("all: [{failed: later}, {failed: early}]", "later"),
        ("object: {ref: Service/default/web, exists: true}", "early"),
    ],
)
def test_a_feedback_stands_at_the_failed_check_that_it_speaks_of_and_tells_nothing_of_a_hidden_one(
    when: str, row: str
) -> None:
    result = graded(f"{MARKED}- {{id: told, when: {{{when}}}}}\n")
    assert [one.id for one in result.checks if one.feedback] == [row]


def test_a_refusal_is_known_by_reason_field_and_words() -> None:
    result = graded(REFUSED, ANSWER.replace("port: 80,", "port: 0,"))
    assert {one.id: one.status for one in result.checks} == {"reason": "pass", "other": "fail"}


def test_a_pod_that_does_not_run_asks_nothing() -> None:
    dead = '- {id: dead, points: 1, http: {from: Pod/default/nobody, url: "http://web/"}}\n'
    name = "- {id: name, points: 1, dns: {from: Pod/default/nobody, name: web}, expect: {answers: nxdomain}}\n"
    actual = [one.actual for one in graded(f"checks:\n{dead}{name}").checks]
    assert [(one.id, one.params) for one in actual if one] == [("grading.pod-not-running", {"pod": "nobody"})] * 2
