"""Requests that the API server sends on, as Kubernetes' own end-to-end tests of proxies ask for them."""

from __future__ import annotations

import json
from functools import cache

from tests.server.asking import SERVICES, Client
from tutor.server.exchange import Reply

PODS = "/api/v1/namespaces/default/pods"
VERBS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
AGNHOST = "registry.k8s.io/e2e-test-images/agnhost:2.56"
SERVED = {
    "SERVE_PORT_80": '<a href="/rewriteme">test</a>',
    "SERVE_PORT_1080": '<a href="/rewriteme">test</a>',
    "SERVE_PORT_160": "foo",
    "SERVE_PORT_162": "bar",
    "SERVE_TLS_PORT_443": '<a href="/tlsrewriteme">test</a>',
    "SERVE_TLS_PORT_460": "tls baz",
    "SERVE_TLS_PORT_462": "tls qux",
}
NAMED = {"first": 80, "dest1": 160, "dest2": 162, "tlsdest1": 460, "tlsdest2": 462}
PORTS = (("portname1", 80, "dest1"), ("portname2", 81, 162), ("tlsportname1", 443, "tlsdest1"))


@cache
def porter() -> Client:
    """A client of a cluster with two pods that serve on the ports of their environment, and their Services."""
    client = Client()
    _start(client, "many", SERVED, ())
    _start(client, "one", {"SERVE_PORT_80": "foo"}, ("--json-response",))
    ports = [{"name": name, "port": port, "targetPort": target} for name, port, target in PORTS]
    ports.append({"name": "tlsportname2", "port": 444, "targetPort": 462})
    for name, listed in (("many", ports), ("one", [{"port": 80}])):
        client.ask("POST", SERVICES, {"metadata": {"name": name}, "spec": {"selector": {"app": name}, "ports": listed}})
    client.world.cluster.advance(15)
    return client


def _start(client: Client, name: str, variables: dict[str, str], flags: tuple[str, ...]) -> None:
    container = {
        "name": "agnhost",
        "image": AGNHOST,
        "command": ["/agnhost", "porter", *flags],
        "env": [{"name": key, "value": value} for key, value in variables.items()],
        "ports": [{"name": key, "containerPort": port} for key, port in NAMED.items()],
    }
    probe = {} if flags else {"readinessProbe": {"httpGet": {"port": 80}, "initialDelaySeconds": 1}}
    spec = {"containers": [{**container, **probe}]}
    made = client.ask("POST", PODS, {"metadata": {"name": name, "labels": {"app": name}}, "spec": spec})
    assert made.status == 201


def got(path: str, method: str = "GET") -> tuple[int, str]:
    """The status and the body that come back through the server."""
    found = porter().open(method, path)
    assert isinstance(found, Reply)
    return found.status, found.body.decode()


def test_the_server_proxies_through_a_service_and_a_pod() -> None:
    link = '<a href="{}/{}">test</a>'
    bodies = {
        f"{SERVICES}/many:portname1/proxy": "foo",
        f"{SERVICES}/http:many:portname1/proxy": "foo",
        f"{SERVICES}/many:portname2/proxy": "bar",
        f"{SERVICES}/http:many:portname2/proxy": "bar",
        f"{SERVICES}/https:many:tlsportname1/proxy": "tls baz",
        f"{SERVICES}/https:many:tlsportname2/proxy": "tls qux",
        f"{PODS}/many:160/proxy": "foo",
        f"{PODS}/http:many:162/proxy": "bar",
        f"{PODS}/https:many:460/proxy": "tls baz",
        f"{PODS}/https:many:462/proxy": "tls qux",
        **{
            path: link.format(path, word)
            for path, word in (
                (f"{PODS}/many/proxy", "rewriteme"),
                (f"{PODS}/many:1080/proxy", "rewriteme"),
                (f"{PODS}/http:many:1080/proxy", "rewriteme"),
                (f"{PODS}/https:many:443/proxy", "tlsrewriteme"),
            )
        },
    }
    assert {path: got(f"{path}/") for path in bodies} == {path: (200, body) for path, body in bodies.items()}


def test_every_method_reaches_the_path_behind_a_pod_and_a_service() -> None:
    for place in (f"{PODS}/one/proxy", f"{SERVICES}/one/proxy"):
        for verb in VERBS:
            status, body = got(f"{place}/some/path/with/{verb}", verb)
            assert status == 200
            assert verb == "HEAD" or json.loads(body) == {"Method": verb, "Body": "foo"}


def test_the_root_of_a_proxy_redirects_readers_to_its_slash_and_serves_the_rest() -> None:
    for place in (f"{PODS}/one/proxy", f"{SERVICES}/one/proxy"):
        for verb in VERBS:
            found = porter().open(verb, f"{place}?method={verb}")
            assert isinstance(found, Reply)
            if verb in {"GET", "HEAD"}:
                assert (found.status, dict(found.headers)) == (301, {"Location": f"{place}/?method={verb}"})
            else:
                assert (found.status, json.loads(found.body)) == (200, {"Method": verb, "Body": "foo"})
