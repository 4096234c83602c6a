"""Get and list over HTTP."""

from __future__ import annotations

from base64 import urlsafe_b64encode

import pytest

from tests.server.asking import CONFIG_MAPS, SERVICES, Client

INVALID = 'ListOptions.meta.k8s.io "" is invalid: '
NO_KEY = "invalid continue token: continue key is not valid"
MATCH = f"{INVALID}resourceVersionMatch: Forbidden: "


@pytest.fixture
def client() -> Client:
    return Client()


def names(body: dict[str, list[dict[str, dict[str, str]]]]) -> list[str]:
    return [one["metadata"]["name"] for one in body["items"] if one["metadata"]["name"] != "kube-root-ca.crt"]


def test_pages_show_one_moment_whatever_happens_in_between(client: Client) -> None:
    for name in ("a", "b", "c"):
        client.create(name)
    first = client.ask("GET", f"{CONFIG_MAPS}?limit=2").body
    client.create("bb")
    client.ask("DELETE", f"{CONFIG_MAPS}/c")
    token = first["metadata"]["continue"]
    rest = client.ask("GET", f"{CONFIG_MAPS}?limit=5&continue={token}").body
    assert names(first) + names(rest) == ["a", "b", "c"]
    assert first["metadata"]["resourceVersion"] == rest["metadata"]["resourceVersion"]
    assert "continue" not in rest["metadata"]


def test_an_earlier_revision_can_be_listed_exactly(client: Client) -> None:
    client.create("a")
    revision = client.revision()
    client.create("b")
    client.ask("DELETE", f"{CONFIG_MAPS}/a")
    path = f"{CONFIG_MAPS}?resourceVersion={revision}&resourceVersionMatch=Exact"
    assert names(client.ask("GET", path).body) == ["a"]


def test_a_revision_that_is_still_to_come_times_out(client: Client) -> None:
    found = client.ask("GET", f"{CONFIG_MAPS}?resourceVersion=99999999")
    message = f"Timeout: Too large resource version: 99999999, current: {client.revision()}"
    assert (found.status, found.message, found.body["details"]["retryAfterSeconds"]) == (504, message, 1)


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("limit=x", 400, 'strconv.ParseInt: parsing "x": invalid syntax'),
        ("continue=x", 400, f"{NO_KEY}: illegal base64 data at input byte 0"),
        ("continue=zzz", 400, f"{NO_KEY}: invalid character 'Ï' looking for beginning of value"),
        ("continue=e30", 400, f"{NO_KEY}: server does not recognize this encoded version "),
        (
            "resourceVersionMatch=Exact",
            422,
            f"{MATCH}resourceVersionMatch is forbidden unless resourceVersion is provided",
        ),
        (
            "sendInitialEvents=true",
            422,
            f"{INVALID}sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list",
        ),
        (
            "watch=1&sendInitialEvents=true",
            422,
            f"{MATCH}sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
        ),
    ],
)
def test_contradictions_are_refused(client: Client, query: str, status: int, message: str) -> None:
    found = client.ask("GET", f"{CONFIG_MAPS}?{query}")
    assert (found.status, found.message) == (status, message)


def test_a_client_may_have_yaml_and_is_told_what_there_is(client: Client) -> None:
    client.create("a")
    assert client.ask("GET", f"{CONFIG_MAPS}/a", accept="application/yaml").body.startswith("apiVersion: v1\n")
    refused = client.ask("GET", CONFIG_MAPS, accept="text/html")
    assert (refused.status, refused.message) == (
        406,
        (
            "only the following media types are accepted: application/json, application/yaml, "
            "application/vnd.kubernetes.protobuf"
        ),
    )


def test_a_field_that_selects_nothing_is_refused_even_where_nothing_is(client: Client) -> None:
    for query in ("fieldSelector=spec.x%3Dy", "watch=true&fieldSelector=spec.x%3Dy"):
        refused = client.ask("GET", f"/api/v1/namespaces/default/replicationcontrollers?{query}")
        assert (refused.status, refused.message) == (400, "field label not supported: spec.x")


def test_what_is_not_served_has_no_page(client: Client) -> None:
    for path in (
        "/api/v1/nopes",
        "/apis/nope/v1",
        "/api/v1/nodes/a/nope",
        "/nowhere",
        "/api/v1/namespaces/default/nodes",
    ):
        assert (client.ask("GET", path).status, client.ask("GET", path).body) == (404, "404 page not found\n")


def test_kinds_without_objects_are_empty_and_cannot_be_written(client: Client) -> None:
    path = "/apis/networking.k8s.io/v1/namespaces/default/ingresses"
    assert client.ask("GET", path).body["items"] == []
    assert client.ask("GET", f"{path}/a").message == 'ingresses.networking.k8s.io "a" not found'
    assert client.ask("POST", path, {}).message == "the server could not find the requested resource"


def test_leases_and_service_accounts_follow_from_nodes_and_namespaces(client: Client) -> None:
    leases = client.ask("GET", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases").body
    assert names(leases) == ["kube-master1", "kube-node1", "kube-node2", "kube-node3"]
    account = client.ask("GET", "/api/v1/namespaces/default/serviceaccounts/default").body
    assert (account["kind"], account["metadata"]["namespace"]) == ("ServiceAccount", "default")


def test_deprecated_kinds_warn_in_the_header(client: Client) -> None:
    found = client.ask("GET", "/api/v1/namespaces/default/endpoints")
    words = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"
    assert found.headers == (("Warning", f'299 - "{words}"'),)


def test_a_refusal_at_a_deprecated_address_warns_as_well(client: Client) -> None:
    words = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"
    found = client.ask("GET", "/api/v1/namespaces/default/endpoints/nope")

    assert (found.status, found.headers) == (404, (("Warning", f'299 - "{words}"'),))


def test_rows_of_tables_carry_as_much_of_the_object_as_asked(client: Client) -> None:
    accept = "application/json;as=Table;v=v1;g=meta.k8s.io"
    kinds = [
        (
            client.ask("GET", f"{SERVICES}/kubernetes?includeObject={word}", accept=accept).body["rows"][0]["object"]
            or {}
        )
        for word in ("None", "Metadata", "Object")
    ]
    assert [one.get("kind") for one in kinds] == [None, "PartialObjectMetadata", "Service"]


PARTIAL = "application/json;as=PartialObjectMetadata{};g=meta.k8s.io;v=v1,application/json"


def test_who_wants_metadata_alone_gets_no_more(client: Client) -> None:
    client.create("a", app="x")
    one = client.ask("GET", f"{CONFIG_MAPS}/a", accept=PARTIAL.format(""))
    assert (sorted(one.body), one.body["kind"]) == (["apiVersion", "kind", "metadata"], "PartialObjectMetadata")
    found = client.ask("GET", f"{CONFIG_MAPS}?labelSelector=app%3Dx", accept=PARTIAL.format("List"))
    assert (found.body["kind"], found.body["items"]) == ("PartialObjectMetadataList", [one.body])
    assert client.ask("GET", f"{CONFIG_MAPS}/b", accept=PARTIAL.format("")).body["kind"] == "Status"


def test_accounts_and_leases_come_as_tables_of_their_own(client: Client) -> None:
    table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    accounts = client.ask("GET", "/api/v1/namespaces/default/serviceaccounts", accept=table).body
    assert [one["name"] for one in accounts["columnDefinitions"]] == ["Name", "Secrets", "Age"]
    assert [row["cells"][:2] for row in accounts["rows"]] == [["default", 0]]
    leases = "/apis/coordination.k8s.io/v1/leases"
    found = client.ask("GET", f"{leases}?fieldSelector=metadata.name%3Dkube-node1", accept=table).body
    assert [row["cells"][:2] for row in found["rows"]] == [["kube-node1", "kube-node1"]]


def test_a_page_that_comes_too_late_is_told_how_to_go_on_with_what_is_there_now(client: Client) -> None:
    for name in ("a", "b", "c"):
        client.create(name)
    token = urlsafe_b64encode(b'{"v":"meta.k8s.io/v1","rv":1,"start":"b\\u0000"}').decode().rstrip("=")
    late = client.ask("GET", f"{CONFIG_MAPS}?continue={token}")
    assert (late.status, late.message.partition(".")[0]) == (
        410,
        "The provided continue parameter is too old to display a consistent list result",
    )
    rest = client.ask("GET", f"{CONFIG_MAPS}?continue={late.body['metadata']['continue']}").body
    assert [name for name in names(rest) if name in "abc"] == ["c"]
    exact = client.ask("GET", f"{CONFIG_MAPS}?resourceVersion=1&resourceVersionMatch=Exact")
    assert (exact.status, exact.message) == (410, "The resourceVersion for the provided list is too old.")


def test_what_no_object_can_be_turned_into_is_not_acceptable(client: Client) -> None:
    for words in ("as=Chart;g=meta.k8s.io;v=v1", "as=Table;g=meta.k8s.io;v=v9", "as=Table;v=v1"):
        assert client.ask("GET", CONFIG_MAPS, accept=f"application/json;{words}").status == 406
        assert client.ask("GET", CONFIG_MAPS, accept=f"application/json;{words},application/json").status == 200


def test_a_row_carries_one_of_three_things(client: Client) -> None:
    table = "application/json;as=Table;g=meta.k8s.io;v=v1"
    assert client.ask("GET", f"{CONFIG_MAPS}?includeObject=All", accept=table).message == (
        'Unable to convert to Table as requested: includeObject: Invalid value: "All": '
        "must be 'Metadata', 'Object', 'None', or empty"
    )
