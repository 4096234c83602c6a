"""Create, update, patch and delete over HTTP."""

from __future__ import annotations

import pytest

from tests.server.asking import CONFIG_MAPS, Client

MERGE = "application/merge-patch+json"


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.parametrize(
    ("method", "query", "media", "message"),
    [
        (
            "POST",
            "dryRun=x",
            "application/json",
            'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["x"]: supported values: "All"',
        ),
        (
            "PATCH",
            "force=true",
            MERGE,
            'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
        ),
        (
            "PATCH",
            f"fieldManager={'m' * 129}",
            MERGE,
            'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes',
        ),
        (
            "DELETE",
            "propagationPolicy=x",
            "",
            (
                'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "x": supported values: '
                '"Foreground", "Background", "Orphan", "nil"'
            ),
        ),
        (
            "DELETE",
            "propagationPolicy=Orphan&orphanDependents=true",
            "",
            (
                'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Orphan": '
                "orphanDependents and deletionPropagation cannot be both set"
            ),
        ),
    ],
)
def test_options_that_make_no_sense_are_refused(
    client: Client, method: str, query: str, media: str, message: str
) -> None:
    client.create("a")
    path = CONFIG_MAPS if method == "POST" else f"{CONFIG_MAPS}/a"
    found = client.ask(method, f"{path}?{query}", {} if media else None, content_type=media or "application/json")
    assert (found.status, found.message) == (422, message)


def test_half_a_surrogate_and_a_byte_that_is_no_character_become_the_sign_for_such(client: Client) -> None:
    body = rb'{"metadata": {"name": "a"}, "data": {"k": "\udca1 \ud83d\ude00 \\ud83d", "l": "' + b'\xa1"}}'
    assert client.ask("POST", CONFIG_MAPS, body).body["data"] == {"k": "\ufffd \U0001f600 \\ud83d", "l": "\ufffd"}


def test_a_key_that_stands_twice_is_warned_of(client: Client) -> None:
    body = b'{"metadata":{"name":"a"},"data":{"k":"1","k":"2"}}'
    found = client.ask("POST", CONFIG_MAPS, body)
    assert (found.status, found.headers) == (201, (("Warning", '299 - "duplicate field \\"data.k\\""'),))


def test_a_dry_run_changes_nothing(client: Client) -> None:
    before = client.revision()
    assert client.ask("POST", f"{CONFIG_MAPS}?dryRun=All", {"metadata": {"name": "a"}}).status == 201
    assert client.revision() == before


def test_the_writer_is_named_by_the_field_manager_or_the_user_agent(client: Client) -> None:
    body = {"metadata": {"name": "a"}, "data": {"k": "v"}}
    own = client.ask("POST", f"{CONFIG_MAPS}?fieldManager=me&dryRun=All", body).body
    agent = client.ask("POST", f"{CONFIG_MAPS}?dryRun=All", body).body
    managers = [one["metadata"]["managedFields"][0]["manager"] for one in (own, agent)]
    assert managers == ["me", "tests"]


def test_apply_creates_and_then_updates(client: Client) -> None:
    body = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: v}\n"
    path = f"{CONFIG_MAPS}/a?fieldManager=me"
    statuses = [client.ask("PATCH", path, body, content_type="application/apply-patch+yaml").status for _ in range(2)]
    assert statuses == [201, 200]


def test_a_precondition_keeps_another_object_of_the_name(client: Client) -> None:
    client.create("a")
    found = client.ask("DELETE", f"{CONFIG_MAPS}/a", {"preconditions": {"resourceVersion": "1"}})
    assert (found.status, found.body["reason"]) == (409, "Conflict")
    assert client.ask("GET", f"{CONFIG_MAPS}/a").status == 200


def test_a_collection_is_deleted_by_its_selector(client: Client) -> None:
    client.create("a", app="x")
    client.create("b", app="y")
    found = client.ask("DELETE", f"{CONFIG_MAPS}?labelSelector=app%3Dx").body
    assert [one["metadata"]["name"] for one in found["items"]] == ["a"]
    assert client.ask("GET", f"{CONFIG_MAPS}/b").status == 200


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"[]", "json: cannot unmarshal array"),
        (b'{"kind":"Service","apiVersion":"v1"} x', "invalid character 'x' after top-level value"),
        (b'{"a":', "unexpected end of JSON input"),
        (b"\xff", "invalid character"),
        (b'{"a":NaN}', "invalid character 'N' looking for beginning of value"),
    ],
)
def test_what_is_no_object_is_a_bad_request(client: Client, body: bytes, message: str) -> None:
    found = client.ask("POST", CONFIG_MAPS, body)
    assert found.status == 400
    assert message in found.message


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            {"apiVersion": "v1", "kind": "Pod"},
            (
                'Pod in version "v1" cannot be handled as a ConfigMap: converting (v1.Pod) to (core.ConfigMap): '
                "unknown conversion"
            ),
        ),
        (
            {"apiVersion": "v2", "kind": "ConfigMap"},
            (
                'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for '
                'version "v2" in scheme "pkg/api/legacyscheme/scheme.go:30"'
            ),
        ),
    ],
)
def test_another_kind_than_the_address_is_for_cannot_be_handled(
    client: Client, body: dict[str, str], message: str
) -> None:
    found = client.ask("POST", CONFIG_MAPS, {**body, "metadata": {"name": "a"}})
    assert (found.status, found.message) == (400, message)
