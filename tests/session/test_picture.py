"""The picture says what stands behind each Service, and what is odd about it."""

from __future__ import annotations

import pytest

from tests.sample_pack import PACK, STARTER
from tutor.progress import Progress
from tutor.session import Session
from tutor.session.picture import EndpointRow, PortRow, ServiceRow

RIGHT = STARTER.replace("app: testapp\n", "app: testapp-rs\n")


def drawn(text: str) -> ServiceRow:
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=Progress.open(None))
    session.edit("service.yaml", text)
    session.run("kubectl delete service testapp-svc-clusterip")
    session.apply("service.yaml")
    session.lab.advance(3.0)
    (row,) = session.lab.picture().services
    return row


@pytest.mark.parametrize(
    ("text", "note", "about"),
    [
        (RIGHT, "", ""),
        (STARTER, "none-selected", "app=testapp"),
        (RIGHT.replace("8080", "web"), "no-such-port", "web"),
        (RIGHT.replace("spec:\n", "spec:\n  type: LoadBalancer\n"), "pending", ""),
        (STARTER.partition("  selector")[0], "no-selector", ""),
        (
            STARTER.partition("spec:")[0] + "spec:\n  type: ExternalName\n  externalName: db.example.com\n",
            "external-name",
            "db.example.com",
        ),
    ],
)
def test_what_is_odd_is_said(text: str, note: str, about: str) -> None:
    row = drawn(text)
    assert (row.note, row.about) == (note, about)


def test_a_service_has_its_ports_and_its_ready_endpoints() -> None:
    row = drawn(RIGHT.replace("spec:\n", "spec:\n  type: NodePort\n").replace("80\n", "80\n    nodePort: 30080\n", 1))
    assert row.ports == (PortRow(name="", port=80, target="8080", protocol="TCP", node_port=30080),)
    assert {(one.port, one.state) for one in row.endpoints} == {("8080", "ready")}
    assert len(row.endpoints) == 3


def test_a_port_name_that_no_pod_has_leaves_the_addresses_without_a_port() -> None:
    row = drawn(RIGHT.replace("8080", "web"))
    assert row.ports[0].target == '"web"'
    assert {one.port for one in row.endpoints} == {""}
    assert all(isinstance(one, EndpointRow) and one.address for one in row.endpoints)


def test_a_pod_that_is_going_is_leaving() -> None:
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=Progress.open(None))
    first = session.lab.picture().pods[0].name
    session.run(f"kubectl delete pod {first} --wait=false")
    states = {row.name: row.state for row in session.lab.picture().pods}
    assert states[first] == "leaving"
