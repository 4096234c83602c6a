"""The machine's own kubectl against `tutor serve`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.server.serving import Served, needs_kubectl

pytestmark = needs_kubectl
ENDPOINTS = "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n"


@pytest.fixture
def file(served: Served) -> Path:
    return served.kubeconfig.parent / "web.yaml"


def test_the_kubeconfig_can_be_read_by_its_owner_alone(served: Served) -> None:
    assert served.kubeconfig.stat().st_mode & 0o777 == 0o600


def test_get_prints_the_tables_of_the_server(served: Served) -> None:
    lines = served.kubectl("get", "service", "web", "-o", "wide").stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["NAME", "TYPE"], ["web", "ClusterIP"]]
    assert lines[1].split()[-1] == "app=web"


def test_get_writes_yaml_json_and_jsonpath(served: Served) -> None:
    said = json.loads(served.kubectl("get", "service", "web", "-o", "json").stdout)
    address = said["spec"]["clusterIP"]
    assert said["spec"]["ports"] == [{"port": 80, "protocol": "TCP", "targetPort": 80}]
    assert served.kubectl("get", "svc", "web", "-o", "jsonpath={.spec.clusterIP}").stdout == address
    assert f"  clusterIP: {address}\n" in served.kubectl("get", "svc", "web", "-o", "yaml").stdout


def test_get_all_goes_through_every_kind_of_its_category(served: Served) -> None:
    said = served.kubectl("get", "all", "-o", "name")
    assert (said.stderr, said.code) == ("", 0)
    assert {"service/web", "deployment.apps/web", "pod/client"} <= set(said.stdout.split())


def test_get_with_a_selector_and_pages_finds_all(served: Served) -> None:
    said = served.kubectl("get", "pods", "-A", "--chunk-size=3", "-o", "name").stdout.split()
    assert len(said) == len(set(said)) > 9
    assert len(served.kubectl("get", "pods", "-l", "app=web", "-o", "name").stdout.split()) == 2


def test_watch_tells_of_a_change_as_it_happens(served: Served) -> None:
    served.kubectl("create", "configmap", "watched", "--from-literal=a=b")
    watch = served.start("get", "configmap", "watched", "-w", "--no-headers")
    assert watch.stdout is not None
    assert watch.stdout.readline().split()[:2] == ["watched", "1"]
    served.kubectl("patch", "configmap", "watched", "-p", '{"data":{"c":"d"}}')
    assert watch.stdout.readline().split()[:2] == ["watched", "2"]
    watch.terminate()
    watch.communicate()


def test_describe_shows_endpoints_and_events(served: Served) -> None:
    said = served.kubectl("describe", "service", "web").stdout
    assert [line.split()[1].count(",") for line in said.splitlines() if line.startswith("Endpoints:")] == [1]
    assert "Started" in served.kubectl("describe", "pod", "client").stdout


def test_apply_knows_what_is_unchanged_and_what_differs(served: Served, file: Path) -> None:
    assert served.kubectl("apply", "-f", str(file)).stdout == "deployment.apps/web unchanged\nservice/web unchanged\n"
    assert served.kubectl("diff", "-f", str(file)).code == 0


def test_apply_on_the_server_reports_the_field_that_another_manages(served: Served) -> None:
    text = json.dumps({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "mine"}, "data": {"a": "1"}})
    apply = ("apply", "--server-side", "-f", "-", "--field-manager")
    assert served.kubectl(*apply, "me", stdin=text).stdout == "configmap/mine serverside-applied\n"
    said = served.kubectl(*apply, "you", stdin=text.replace('"1"', '"2"'))
    assert said.stderr.splitlines()[0] == 'error: Apply failed with 1 conflict: conflict with "me": .data.a'
    forced = served.kubectl(*apply, "you", "--force-conflicts", stdin=text.replace('"1"', '"2"'))
    assert forced.stdout == "configmap/mine serverside-applied\n"


def test_unknown_fields_are_refused_as_a_server_refuses_them(served: Served) -> None:
    text = '{"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},"spec":{"port":80,"ports":[{"port":80}]}}'
    said = served.kubectl("create", "-f", "-", stdin=text)
    assert 'strict decoding error: unknown field "spec.port"' in said.stderr
    warned = served.kubectl("create", "--validate=warn", "--dry-run=server", "-f", "-", stdin=text)
    assert (warned.stdout, warned.stderr) == (
        "service/x created (server dry run)\n",
        'Warning: unknown field "spec.port"\n',
    )


def test_what_kubectl_builds_itself_arrives_as_protobuf(served: Served) -> None:
    create = ("create", "service", "clusterip", "built", "--tcp=80:8080")
    assert served.kubectl(*create).stdout == "service/built created\n"
    ports = json.loads(served.kubectl("get", "service", "built", "-o", "jsonpath={.spec.ports}").stdout)
    assert ports == [{"name": "80-8080", "port": 80, "protocol": "TCP", "targetPort": 8080}]
    assert served.kubectl(*create).stderr == (
        'error: failed to create ClusterIP service: services "built" already exists\n'
    )


def test_replace_patch_label_annotate_and_edit_change_an_object(served: Served) -> None:
    served.kubectl("create", "service", "clusterip", "changed", "--tcp=80:8080")
    text = served.kubectl("get", "service", "changed", "-o", "yaml").stdout.replace("8080", "9090")
    assert served.kubectl("replace", "-f", "-", stdin=text).stdout == "service/changed replaced\n"
    patch = '[{"op":"replace","path":"/spec/sessionAffinity","value":"ClientIP"}]'
    assert served.kubectl("patch", "svc", "changed", "--type=json", "-p", patch).stdout == "service/changed patched\n"
    assert served.kubectl("label", "svc", "changed", "a=b").stdout == "service/changed labeled\n"
    assert served.kubectl("annotate", "svc", "changed", "c=d").stdout == "service/changed annotated\n"
    edited = served.kubectl("edit", "svc", "changed", KUBE_EDITOR="sed -i s/9090/7070/")
    assert edited.stdout == "service/changed edited\n"
    body = json.loads(served.kubectl("get", "svc", "changed", "-o", "json").stdout)
    assert body["spec"]["ports"][0]["targetPort"] == 7070
    assert body["spec"]["sessionAffinity"] == "ClientIP"
    assert (body["metadata"]["labels"]["a"], body["metadata"]["annotations"]["c"]) == ("b", "d")


def test_scale_expose_and_delete_do_as_they_say(served: Served) -> None:
    served.kubectl("create", "deployment", "sized", "--image=nginx")
    assert served.kubectl("scale", "deployment", "sized", "--replicas=3").stdout == "deployment.apps/sized scaled\n"
    assert served.kubectl("expose", "deployment", "sized", "--port=80").stdout == "service/sized exposed\n"
    assert served.kubectl("rollout", "status", "deployment/sized", "--timeout=30s").code == 0
    said = served.kubectl("delete", "deployment,service", "sized").stdout
    assert said.replace(" from default namespace", "") == 'deployment.apps "sized" deleted\nservice "sized" deleted\n'
    assert served.kubectl("get", "service", "sized").stderr == (
        'Error from server (NotFound): services "sized" not found\n'
    )


def test_explain_and_api_resources_are_read_from_the_server(served: Served) -> None:
    said = served.kubectl("explain", "service.spec.ports.port").stdout
    assert said.splitlines()[:4] == ["KIND:       Service", "VERSION:    v1", "", "FIELD: port <integer>"]
    names = served.kubectl("api-resources", "--api-group=apps", "-o", "name").stdout.split()
    assert {"deployments.apps", "replicasets.apps", "statefulsets.apps"} <= set(names)


def test_events_tell_what_the_controllers_did(served: Served) -> None:
    said = served.kubectl("events", "--for", "deployment/web").stdout
    assert "Scaled up replica set" in said


def test_reviews_allow_everything(served: Served) -> None:
    assert served.kubectl("auth", "can-i", "delete", "pods").stdout == "yes\n"
    assert "kubernetes-admin" in served.kubectl("auth", "whoami").stdout
    rows = served.kubectl("auth", "can-i", "--list").stdout.splitlines()
    assert (len(rows), rows[1].split(), rows[-1].split()) == (
        22,
        ["*.*", "[]", "[]", "[*]"],
        ["[/version]", "[]", "[get]"],
    )


def test_drain_evicts_the_pods_of_a_node(served: Served) -> None:
    served.kubectl("create", "deployment", "moved", "--image=nginx", "--replicas=3")
    served.kubectl("rollout", "status", "deployment/moved", "--timeout=30s")
    place = served.kubectl("get", "pod", "client", "-o", "jsonpath={.spec.nodeName}").stdout
    node = "kube-node2" if place == "kube-node3" else "kube-node3"  # the client has nobody to bring it back
    drain = served.kubectl("drain", node, "--ignore-daemonsets", "--force", "--timeout=60s")
    assert drain.stdout.splitlines()[-1] == f"node/{node} drained"
    served.kubectl("uncordon", node)
    served.kubectl("delete", "deployment", "moved")


def test_a_request_goes_on_to_a_service_through_the_proxy(served: Served) -> None:
    said = served.kubectl("get", "--raw", "/api/v1/namespaces/default/services/web/proxy/")
    assert "Welcome to nginx!" in said.stdout


def test_every_simulated_kind_can_be_created_also_in_a_list(served: Served) -> None:
    pod = {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "c", "image": "nginx"}]}}
    plain = {"replicas": 0, "selector": {"a": "b"}, "template": pod}
    matched = {"selector": {"matchLabels": {"a": "b"}}, "template": pod}
    bodies: dict[tuple[str, str], dict[str, Any]] = {
        ("v1", "ReplicationController"): {"spec": plain},
        ("apps/v1", "ReplicaSet"): {"spec": {**matched, "replicas": 0}},
        ("apps/v1", "Deployment"): {"spec": {**matched, "replicas": 0}},
        ("apps/v1", "StatefulSet"): {"spec": {**matched, "replicas": 0, "serviceName": "x"}},
        ("apps/v1", "DaemonSet"): {"spec": matched},
        ("apps/v1", "ControllerRevision"): {"revision": 1, "data": {}},
        ("v1", "Pod"): pod,
        ("v1", "Service"): {"spec": {"ports": [{"port": 80}]}},
        ("v1", "Endpoints"): {"subsets": [{"addresses": [{"ip": "10.1.2.3"}], "ports": [{"port": 80}]}]},
        ("discovery.k8s.io/v1", "EndpointSlice"): {"addressType": "IPv4", "endpoints": [{"addresses": ["10.1.2.3"]}]},
        ("v1", "ConfigMap"): {"data": {"a": "b"}},
        ("v1", "Event"): {"involvedObject": {"namespace": "kinds"}, "reason": "Made"},
        ("v1", "Node"): {},
    }
    served.kubectl("create", "namespace", "kinds")
    objects = [
        {**body, "apiVersion": group, "kind": kind, "metadata": {**body.get("metadata", {}), "name": "each"}}
        for (group, kind), body in bodies.items()
    ]
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": objects})
    said = served.kubectl("create", "-n", "kinds", "-f", "-", stdin=text)
    assert (said.stderr.replace(ENDPOINTS, ""), len(said.stdout.splitlines())) == ("", len(bodies))
    assert {line.split()[-1] for line in said.stdout.splitlines()} == {"created"}
    served.kubectl("delete", "namespace/kinds", "node/each", "--wait=false")
    wrong = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "x"}, "spec": {"ports": [{"prt": 80}]}}
    said = served.kubectl("create", "-f", "-", stdin=json.dumps({"apiVersion": "v1", "kind": "List", "items": [wrong]}))
    assert said.stderr.partition("; if you choose")[0].partition("validating data: ")[2] == (
        '[ValidationError(Service.spec.ports[0]): unknown field "prt" in io.k8s.api.core.v1.ServicePort, '
        'ValidationError(Service.spec.ports[0]): missing required field "port" in io.k8s.api.core.v1.ServicePort]'
    )


def test_a_namespace_ends_with_all_that_is_in_it(served: Served) -> None:
    served.kubectl("create", "namespace", "team")
    served.kubectl("create", "configmap", "inside", "-n", "team")
    assert served.kubectl("delete", "namespace", "team", "--timeout=60s").stdout == 'namespace "team" deleted\n'
    assert served.kubectl("get", "configmap", "inside", "-n", "team").code == 1
