"""What only the server of this cluster knows is told while one types, and asking changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sample_pack import STARTER
from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings
from tutor.manifest import parse
from tutor.session.diagnose import diagnose
from tutor.session.rehearse import path_of, rehearse

POOL = """apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata:
  name: p
  namespace: metallb-system
spec:
  addresses:
  - 192.168.56.200-192.168.56.300
"""


@pytest.fixture
def cluster() -> Cluster:
    return Cluster.start()


def told(text: str, cluster: Cluster) -> list[tuple[int, str, str]]:
    return [(one.line, one.message, one.code) for one in diagnose(text, "en", cluster)]


def apply(text: str, cluster: Cluster) -> None:
    for one in rehearse(parse(text).documents, cluster):
        cluster.server.create(one.kind, dict(one.value), namespace="default")


def test_a_good_text_is_told_nothing(cluster: Cluster) -> None:
    assert told(STARTER, cluster) == []


def test_a_node_port_outside_the_range_is_told_at_its_value(cluster: Cluster) -> None:
    text = STARTER.replace("  - port: 80\n", "  - port: 80\n    nodePort: 80\n").replace(
        "spec:", "spec:\n  type: NodePort"
    )
    assert told(text, cluster) == [
        (
            9,
            (
                "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. "
                "The range of valid ports is 30000-32767"
            ),
            "not-free",
        )
    ]


def test_an_address_that_may_not_change_is_told_and_offered_back(cluster: Cluster) -> None:
    text = STARTER.replace("spec:\n", "spec:\n  clusterIP: 10.233.5.5\n")
    apply(text, cluster)
    found = diagnose(text.replace("10.233.5.5", "10.233.5.6"), "en", cluster)
    assert [(one.line, one.code, one.to) for one in found] == [(6, "unchangeable", "10.233.5.5")]


def test_a_namespace_that_is_not_there_is_told_at_its_name(cluster: Cluster) -> None:
    text = STARTER.replace("spec:\n", "  namespace: shop\nspec:\n")
    assert told(text, cluster) == [(5, 'namespaces "shop" not found', "no-namespace")]


def test_metallb_that_is_not_installed_is_named_as_such(cluster: Cluster) -> None:
    text = POOL.replace("300", "220")
    assert told(text, cluster) == [
        (2, 'no matches for kind "IPAddressPool" in version "metallb.io/v1beta1"', "not-installed")
    ]
    assert diagnose(text, "ko", cluster)[0].advice == (
        "IPAddressPool 종류는 MetalLB의 것인데, 이 클러스터에는 MetalLB가 설치되어 있지 않습니다."
        " 필요한 수업에는 미리 설치되어 있습니다."
    )


def test_metallbs_own_refusal_is_told_in_its_words() -> None:
    cluster = Cluster.start(replace(Settings(), load_balancer="metallb"))
    cluster.advance(30.0)
    [(line, message, code)] = told(POOL, cluster)
    assert (line, code) == (7, "webhook")
    assert message.startswith('admission webhook "ipaddresspoolvalidationwebhook.metallb.io" denied the request: ')


def test_asking_leaves_the_cluster_as_it_was(cluster: Cluster) -> None:
    before = cluster.snapshot()
    rehearse(parse(STARTER.replace("spec:\n", "spec:\n  type: NodePort\n")).documents, cluster)
    assert cluster.snapshot() == before


def test_the_path_of_a_cause_is_read_from_its_field() -> None:
    assert path_of("spec.ports[0].nodePort") == ("spec", "ports", 0, "nodePort")
    assert path_of("metadata.labels[app]") == ("metadata", "labels", "app")
