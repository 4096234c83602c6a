"""The editor explains, completes and repairs what stands at a place of a text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.sample_pack import OBJECTS, PACK, STARTER
from tutor import words
from tutor.api.facts import FACTS
from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings
from tutor.progress import Progress
from tutor.session import Session
from tutor.session.assist import completions_at, explain_at, repairs_at
from tutor.session.assist.cursor import spot_at
from tutor.session.diagnose import diagnose


@pytest.fixture(scope="module")
def session() -> Session:
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=Progress.open(None))
    session.lab.advance(3.0)
    return session


def labels(session: Session, text: str, line: int, column: int) -> list[str]:
    return [one.label for one in completions_at(text, line, column, session.lab.cluster, "en").items]


def fixes(text: str, locale: str = "en") -> list[tuple[str, str]]:
    return [(fix.title, fix.text) for one in diagnose(text, locale) for fix in repairs_at(text, one, locale)]


@pytest.mark.parametrize(
    ("line", "column", "path", "role"),
    [
        (2, 9, ("kind",), "value"),
        (4, 4, ("metadata", "name"), "key"),
        (6, 4, ("spec", "ports"), "key"),
        (7, 6, ("spec", "ports", 0, "port"), "key"),
        (8, 18, ("spec", "ports", 0, "targetPort"), "value"),
        (10, 12, ("spec", "selector", "app"), "value"),
        (11, 1, (), "key"),
    ],
)
def test_a_place_belongs_to_the_field_of_its_line(line: int, column: int, path: tuple[str, ...], role: str) -> None:
    spot = spot_at(STARTER, line, column)
    assert spot is not None
    assert (spot.path, spot.role) == (path, role)


def test_an_empty_line_belongs_to_what_its_indentation_says() -> None:
    text = STARTER.replace("    targetPort: 8080\n", "    targetPort: 8080\n    \n")
    spots = [spot_at(text, 9, column) for column in (5, 3, 1)]
    assert [spot.path for spot in spots if spot] == [("spec", "ports", 0), ("spec",), ()]


def test_the_item_of_a_list_of_objects_is_an_object_of_its_own() -> None:
    spot = spot_at("kind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    ty", 6, 7)
    assert spot is not None
    assert spot.kind is not None
    assert (spot.kind.kind, spot.path, spot.word) == ("Service", ("spec",), "ty")


def test_a_comment_and_a_place_past_the_text_are_no_field() -> None:
    assert spot_at("kind: Service # here", 1, 19) is None
    assert spot_at("kind: Service", 9, 1) is None


def test_a_field_is_explained_with_type_default_limits_and_example() -> None:
    found = explain_at(STARTER, 8, 7, "en")
    assert found is not None
    assert (found.place, found.type) == ("Service.spec.ports.targetPort", "IntOrString")
    assert found.rows == (
        ("Default", "the same as port"),
        ("Limits", "1-65535, or the name of a container port"),
        ("Example", "targetPort: 8080"),
    )


def test_a_field_is_explained_in_korean() -> None:
    found = explain_at(STARTER, 8, 7, "ko")
    assert found is not None
    assert found.rows[:2] == (("기본값", "port와 같은 값"), ("범위", "1-65535, 또는 컨테이너 포트의 이름"))


def test_the_entry_of_a_selector_is_explained_by_the_selector() -> None:
    found = explain_at(STARTER, 10, 6, "en")
    assert found is not None
    assert found.place == "Service.spec.selector"


def test_defaults_and_limits_that_are_words_have_both_languages() -> None:
    phrases = {text for facts in FACTS.values() for text in (facts.default, facts.limits) if re.search(r"[a-z] ", text)}
    assert [text for text in sorted(phrases) if not words.known(f"assist.fact.{text}")] == []


def test_fields_that_are_not_there_yet_complete_a_key(session: Session) -> None:
    text = STARTER.replace("    targetPort: 8080\n", "    \n")
    assert labels(session, text, 8, 5) == ["appProtocol", "name", "nodePort", "protocol", "targetPort"]


def test_a_beginning_comes_before_a_name_that_only_holds_the_word(session: Session) -> None:
    found = completions_at(STARTER + "  ty", 11, 5, session.lab.cluster, "en")
    assert (found.start, found.end) == (3, 5)
    assert [(one.label, one.insert) for one in found.items[:1]] == [("type", "type: ")]


def test_a_closed_set_completes_a_value_and_brings_its_space(session: Session) -> None:
    found = completions_at(STARTER + "  type:", 11, 8, session.lab.cluster, "en")
    assert [one.insert for one in found.items] == [" ClusterIP", " NodePort", " LoadBalancer", " ExternalName"]


def test_labels_of_pods_complete_a_selector(session: Session) -> None:
    assert labels(session, STARTER, 10, 10) == ["testapp-rs"]
    assert labels(session, STARTER.replace("    app: testapp\n", "    "), 10, 5) == ["app"]


def test_port_names_of_pods_complete_target_port() -> None:
    lesson = PACK.lessons[0]
    session = Session(pack=PACK, lesson=lesson, progress=Progress.open(None))
    named = OBJECTS.replace("- containerPort", "- name: testapp-http\n          containerPort")
    session.work.files.write("/home/learner/named.yaml", named)
    session.run("kubectl replace --force -f named.yaml")
    session.lab.advance(5.0)
    text = STARTER.replace("targetPort: 8080", "targetPort: ")
    found = completions_at(text, 8, 17, session.lab.cluster, "en")
    assert [(one.label, one.detail) for one in found.items] == [("testapp-http", "8080/TCP")]


def test_kinds_complete_by_their_version(session: Session) -> None:
    assert labels(session, "apiVersion: apps/v1\nkind: ", 2, 7) == [
        "DaemonSet",
        "Deployment",
        "ReplicaSet",
        "StatefulSet",
    ]


@pytest.mark.parametrize(
    ("wrong", "title"),
    [
        (STARTER.replace("targetPort", "targetport"), "Line 8: rename targetport to targetPort"),
        (STARTER.replace("port: 80\n", 'port: "80"\n'), 'Line 7: take the quotes off "80"'),
        (STARTER.replace("kind: Service", "kind: service"), "Line 2: replace service with Service"),
        (STARTER.replace("apiVersion: v1", "apiVersion: apps/v1"), "Line 1: replace apps/v1 with v1"),
        (STARTER.replace("name: t", "name:t"), "Line 4: add the missing space to name:testapp-svc-clusterip"),
        (STARTER.replace("  - port", "\t- port"), "Indent with spaces in place of tabs (places: 1, from line 7)"),
    ],
)
def test_a_quick_fix_brings_the_good_text_back(wrong: str, title: str) -> None:
    found = fixes(wrong)
    assert [name for name, _ in found][:1] == [title]
    assert found[0][1] == STARTER


def test_a_label_that_is_no_text_is_put_in_quotes() -> None:
    assert fixes(STARTER.replace("app: testapp", "app: y"), "ko") == [
        ("10번째 줄: y 값을 따옴표로 묶습니다.", STARTER.replace("app: testapp", 'app: "y"'))
    ]


def test_two_ports_are_named_at_once() -> None:
    found = fixes(STARTER.replace("    targetPort: 8080\n", "    targetPort: 8080\n  - port: 443\n"))
    assert found[0][0] == "Name the ports: http, https"


FLOW = "apiVersion: v1\nkind: Service\nspec:\n  selector: {}\n  ports: [{port: 80, }]\n"


@pytest.mark.parametrize(
    ("text", "column", "path", "role", "word"),
    [
        ("selector: {", 14, ("spec", "selector"), "key", ""),
        ("selector: {ap", 16, ("spec", "selector"), "key", "ap"),
        ("selector: {app: te", 21, ("spec", "selector", "app"), "value", "te"),
        ("selector: {app: test, tier:", 30, ("spec", "selector", "tier"), "value", ""),
        ("ports: [{port: 80, ta", 24, ("spec", "ports", 0), "key", "ta"),
        ("ports: [{port: 80}, {targetPort: h", 37, ("spec", "ports", 1, "targetPort"), "value", "h"),
        ("ports: [{port: 80}]", 13, ("spec", "ports", 0, "port"), "key", "p"),
    ],
)
def test_a_place_in_braces_belongs_to_its_field(
    text: str, column: int, path: tuple[str, ...], role: str, word: str
) -> None:
    spot = spot_at(f"apiVersion: v1\nkind: Service\nspec:\n  {text}\n", 4, column)
    assert spot is not None
    assert (spot.path, spot.role, spot.word) == (path, role, word)


def test_keys_complete_in_braces_without_those_that_are_there(session: Session) -> None:
    assert labels(session, FLOW, 4, 14) == ["app"]
    found = completions_at(FLOW, 5, 22, session.lab.cluster, "en").items
    assert [(one.label, one.insert) for one in found] == [
        ("appProtocol", "appProtocol: "),
        ("name", "name: "),
        ("nodePort", "nodePort: "),
        ("protocol", "protocol: "),
        ("targetPort", "targetPort: "),
    ]


def test_values_complete_in_braces(session: Session) -> None:
    assert labels(session, FLOW.replace("{}", "{app: }"), 4, 19) == ["testapp-rs"]
    assert labels(session, FLOW.replace("80, ", "80, protocol: "), 5, 32) == ["TCP", "UDP", "SCTP"]


def test_a_field_in_braces_is_explained() -> None:
    found = explain_at(FLOW, 5, 13, "en")
    assert found is not None
    assert found.place == "Service.spec.ports.port"


def test_the_item_of_a_list_completes_with_its_dash(session: Session) -> None:
    text = STARTER.replace("  - port: 80\n    targetPort: 8080\n", "  \n")
    found = completions_at(text, 7, 3, session.lab.cluster, "en").items
    assert ("- port", "- port: ") not in [(one.label, one.insert) for one in found]
    deeper = completions_at(text.replace("  \n", "    \n"), 7, 5, session.lab.cluster, "en").items
    assert ("- port", "- port: ") in [(one.label, one.insert) for one in deeper]


def test_a_new_document_completes_with_whole_documents_that_have_no_faults(session: Session) -> None:
    found = completions_at("", 1, 1, session.lab.cluster, "en").items
    assert [one.label for one in found][:3] == ["Service", "Service, NodePort", "Service, LoadBalancer"]
    whole = [one.insert for one in found if one.detail == "a whole document"]
    assert [diagnose(text) for text in whole] == [()] * 11


def test_metallbs_kinds_complete_where_it_is_installed() -> None:
    cluster = Cluster.start(replace(Settings(), load_balancer="metallb"))
    text = "apiVersion: metallb.io/v1beta1\nkind: \n"
    assert [one.label for one in completions_at(text, 2, 7, cluster, "en").items] == [
        "IPAddressPool",
        "L2Advertisement",
    ]
    pool = "apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nspec:\n  \n"
    assert [one.label for one in completions_at(pool, 4, 3, cluster, "en").items] == [
        "addresses",
        "autoAssign",
        "avoidBuggyIPs",
        "serviceAllocation",
    ]
    labels = [one.label for one in completions_at("", 1, 1, cluster, "en").items]
    assert labels[-4:] == ["IPAddressPool", "L2Advertisement", "apiVersion", "kind"]


def test_names_of_the_cluster_complete_values(session: Session) -> None:
    pod = "apiVersion: v1\nkind: Pod\nspec:\n  nodeName: \n  containers:\n  - image: myw\n"
    assert labels(session, pod, 4, 13) == ["kube-master1", "kube-node1", "kube-node2", "kube-node3"]
    assert labels(session, pod, 6, 15) == ["c1t1d0s7/myweb"]
