"""A text is set against the cluster: what would change, what the server adds, what was pasted along."""

from __future__ import annotations

import pytest

from tests.sample_pack import STARTER
from tutor.cluster.cluster import Cluster
from tutor.manifest import parse
from tutor.session.assist.against import added, differences
from tutor.session.assist.repairs import cleaned


@pytest.fixture
def cluster() -> Cluster:
    return Cluster.start()


def apply(text: str, cluster: Cluster) -> None:
    body = parse(text).documents[0].value
    assert isinstance(body, dict)
    kind = next(one for one in cluster.server.kinds if one.kind == body["kind"])
    cluster.server.create(kind, body, namespace="default")


def test_a_new_object_is_told_as_new(cluster: Cluster) -> None:
    [one] = differences(STARTER, cluster)
    assert (one.name, one.state) == ("Service/testapp-svc-clusterip", "new")
    assert "+  - port: 80" in one.lines


def test_an_applied_text_is_the_same_and_a_changed_one_shows_what_changes(cluster: Cluster) -> None:
    apply(STARTER, cluster)
    assert differences(STARTER, cluster)[0].state == "same"
    [one] = differences(STARTER.replace("app: testapp", "app: other"), cluster)
    assert one.state == "changed"
    assert [line for line in one.lines if line[0] in "+-"] == ["-    app: testapp", "+    app: other"]


def test_a_refused_object_shows_the_servers_words(cluster: Cluster) -> None:
    [one] = differences(STARTER.replace("  - port: 80\n", "  - port: 0\n"), cluster)
    assert one.state == "refused"
    assert one.lines[0].startswith('Service "testapp-svc-clusterip" is invalid: spec.ports[0].port: Invalid value: 0')


def test_what_the_server_adds_stands_at_the_line_of_its_map(cluster: Cluster) -> None:
    assert added(STARTER, cluster) == {
        5: "type: ClusterIP  sessionAffinity: None  ipFamilies: [IPv4]  ipFamilyPolicy: SingleStack"
        "  internalTrafficPolicy: Cluster",
        7: "protocol: TCP",
    }


def test_addresses_are_shown_once_the_object_has_them(cluster: Cluster) -> None:
    apply(STARTER, cluster)
    assert added(STARTER, cluster)[5].startswith("type: ClusterIP  clusterIP: 10.233.")


def test_nothing_is_added_to_what_is_refused(cluster: Cluster) -> None:
    assert added(STARTER.replace("port: 80\n", "port: 0\n"), cluster) == {}


PASTED = f"```yaml\n$ cat service.yaml\n{STARTER}```\n".replace("app: testapp", "app:\u00a0“testapp”")


def test_what_was_pasted_along_is_cleaned_at_once() -> None:
    fix = cleaned(PASTED, "en")
    assert fix is not None
    assert fix.title == "Clean up what was pasted: prompts and fences, no-break spaces, curly quotes"
    assert fix.text == STARTER.replace("app: testapp", 'app: "testapp"')


def test_a_clean_text_is_left_alone() -> None:
    assert cleaned(STARTER, "ko") is None
