"""What the server shows of a cluster without storing it: its health, its paths, addresses of Services."""

from __future__ import annotations

from tests.server.asking import SERVICES, Client
from tutor.cluster.settings import Settings

TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
NETWORKING = "/apis/networking.k8s.io/v1"


def cells(client: Client, path: str) -> list[list[str]]:
    """The columns' names and the rows of a table, without ages."""
    body = client.ask("GET", path, accept=TABLE).body
    names = [one["name"] for one in body["columnDefinitions"]]
    kept = [number for number, name in enumerate(names) if name != "Age"]
    return [[row[number] for number in kept] for row in (names, *(row["cells"] for row in body["rows"]))]


def test_each_cluster_ip_is_an_object_for_as_long_as_its_service_is() -> None:
    client = Client()
    spec = {"ports": [{"port": 80}], "clusterIP": "10.233.9.9"}
    client.ask("POST", SERVICES, {"metadata": {"name": "web"}, "spec": spec})
    client.ask("POST", SERVICES, {"metadata": {"name": "none"}, "spec": {**spec, "clusterIP": "None"}})
    assert cells(client, f"{NETWORKING}/ipaddresses") == [
        ["Name", "ParentRef"],
        ["10.233.0.1", "services/default/kubernetes"],
        ["10.233.0.3", "services/kube-system/coredns"],
        ["10.233.9.9", "services/default/web"],
    ]
    found = client.ask("GET", f"{NETWORKING}/ipaddresses/10.233.9.9").body
    assert found["spec"] == {"parentRef": {"resource": "services", "namespace": "default", "name": "web"}}
    assert found["metadata"]["labels"] == {
        "ipaddress.kubernetes.io/ip-family": "IPv4",
        "ipaddress.kubernetes.io/managed-by": "ipallocator.k8s.io",
    }
    client.ask("DELETE", f"{SERVICES}/web")
    assert client.ask("GET", f"{NETWORKING}/ipaddresses/10.233.9.9").message == (
        'ipaddresses.networking.k8s.io "10.233.9.9" not found'
    )


def test_the_range_of_cluster_ips_and_the_components_can_be_read() -> None:
    client = Client()
    assert cells(client, f"{NETWORKING}/servicecidrs") == [["Name", "CIDRs"], ["kubernetes", "10.233.0.0/18"]]
    assert cells(client, "/api/v1/componentstatuses")[1] == ["scheduler", "Healthy", "ok", ""]
    warned = client.ask("GET", "/api/v1/componentstatuses").headers
    assert warned == (("Warning", '299 - "v1 ComponentStatus is deprecated in v1.19+"'),)


def test_each_served_version_has_an_api_service_and_each_installed_kind_a_definition() -> None:
    client = Client(Settings(load_balancer="metallb"))
    rows = cells(client, "/apis/apiregistration.k8s.io/v1/apiservices")
    assert [rows[0], rows[1]] == [["Name", "Service", "Available"], ["v1.", "Local", "True"]]
    assert ["v1beta1.metallb.io", "Local", "True"] in rows
    rows = cells(client, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions")
    assert [row[0] for row in rows] == ["Name", "ipaddresspools.metallb.io", "l2advertisements.metallb.io"]
    assert cells(Client(), "/apis/apiextensions.k8s.io/v1/customresourcedefinitions")[1:] == []


def test_health_is_told_check_by_check() -> None:
    client = Client()
    assert client.ask("GET", "/livez").body == "ok"
    lines = client.ask("GET", "/readyz?verbose&exclude=etcd").body.splitlines()
    assert [*lines[:5], *lines[-2:]] == [
        "[+]ping ok",
        "[+]log ok",
        "[+]etcd excluded: ok",
        "[+]etcd-readiness ok",
        "[+]informer-sync ok",
        "[+]shutdown ok",
        "readyz check passed",
    ]
    alone = [client.ask("GET", f"/livez/{name}") for name in ("ping", "etcd", "shutdown")]
    assert [(one.status, one.body) for one in alone] == [(200, "ok"), (200, "ok"), (404, "404 page not found\n")]


def test_the_root_lists_every_path() -> None:
    paths = Client().ask("GET", "/").body["paths"]
    assert {"/api/v1", "/apis/discovery.k8s.io/v1", "/openapi/v3", "/readyz/etcd", "/version"} <= set(paths)
    assert paths == sorted(paths)


def test_a_namespace_that_something_holds_goes_when_its_finalizers_are_put_away() -> None:
    client, space = Client(), "/api/v1/namespaces/team"
    client.ask("POST", "/api/v1/namespaces", {"metadata": {"name": "team"}})
    held = {"metadata": {"name": "held", "finalizers": ["example.com/hold"]}}
    client.ask("POST", f"{space}/configmaps", held)
    assert client.ask("DELETE", space).body["status"]["phase"] == "Terminating"
    body = client.ask("GET", space).body
    assert client.ask("PUT", f"{space}/finalize", {**body, "spec": {}}).status == 200
    assert (client.ask("GET", space).status, client.ask("GET", f"{space}/finalize").status) == (404, 405)
