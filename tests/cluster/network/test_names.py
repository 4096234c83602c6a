"""Names: the search list, the caches on the way, the files of a place and the variables of a container."""

from __future__ import annotations

from dataclasses import replace

from tests.cluster.network.world import World, place
from tests.cluster.network.worlds import PODS, service
from tutor.cluster.network import environment, etc_hosts, resolv_conf, variables
from tutor.cluster.network.trace import NoSuchHost


def test_a_short_name_is_found_with_the_first_entry_of_the_search_list() -> None:
    found = World(PODS + service()).resolve("pod:client", "web")
    assert found.asked == ("web.default.svc.cluster.local.",)
    assert [record.data for record in found.answers] == ["10.233.7.7"]


def test_a_name_of_the_world_costs_a_pod_four_questions() -> None:
    found = World(PODS).resolve("pod:client", "www.google.com")
    assert found.asked == (
        "www.google.com.default.svc.cluster.local.",
        "www.google.com.svc.cluster.local.",
        "www.google.com.cluster.local.",
        "www.google.com.",
    )
    assert found.hops[0].reason.id == "name-search"


def test_a_final_dot_takes_a_name_as_it_is() -> None:
    assert World(PODS).resolve("pod:client", "www.google.com.").asked == ("www.google.com.",)


def test_nodes_do_not_ask_the_clusters_dns() -> None:
    outcome = World(PODS + service()).connect("node:kube-node1", "http://web.default.svc.cluster.local").outcome
    assert isinstance(outcome, NoSuchHost)
    assert outcome.by.id == "name-cluster-only"


def test_a_missing_service_is_told_apart_from_a_missing_namespace() -> None:
    world = World(PODS + service())
    ids = []
    for name in ("shop", "web.nowhere.svc", "web.team-a"):
        outcome = world.connect("pod:client", f"http://{name}").outcome
        assert isinstance(outcome, NoSuchHost)
        ids.append((outcome.by.id, outcome.by.params.get("namespace")))
    assert ids == [
        ("name-unknown-service", "default"),
        ("name-unknown-namespace", "nowhere"),
        ("name-unknown-service", "team-a"),
    ]


def test_the_cache_of_the_node_answers_five_seconds_late() -> None:
    world = World(PODS)
    assert world.resolve("pod:client", "web").rcode == "NXDOMAIN"
    world.add(service())
    assert world.resolve("pod:client", "web").rcode == "NXDOMAIN"
    world.now += 5
    assert world.resolve("pod:client", "web").rcode == "NOERROR"


def test_names_fail_while_coredns_is_gone_and_come_back_with_it() -> None:
    world = World(PODS + service())
    world.change("Service", "coredns", "kube-system", selector={"k8s-app": "gone"})
    world.add("")
    for slice_ in world.store.list("EndpointSlice", "kube-system"):
        world._put(replace(slice_, endpoints=()))
    found = world.resolve("pod:client", "web")
    assert (found.rcode, found.hops[-1].reason.id) == ("SERVFAIL", "name-coredns-silent")
    assert world.resolve("pod:client", "www.google.com").rcode == "NOERROR"


def test_resolv_conf_of_a_pod_is_the_clusters() -> None:
    assert resolv_conf(World(PODS).view, place("pod:client")).text == (
        "search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 169.254.25.10\noptions ndots:5\n"
    )


def test_dns_config_stands_alone_under_policy_none() -> None:
    config = (
        "dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.10], searches: [a.b], options: [{name: ndots, value: '2'}]},"
    )
    world = World(PODS.replace("nodeName: kube-node3,", f"nodeName: kube-node3, {config}"))
    assert resolv_conf(world.view, place("pod:client")).text == "search a.b\nnameserver 10.0.0.10\noptions ndots:2\n"


def test_a_pod_on_the_hosts_network_uses_the_nodes_resolver_unless_it_says_otherwise() -> None:
    host = World(PODS.replace("nodeName: kube-node3,", "nodeName: kube-node3, hostNetwork: true,"))
    assert resolv_conf(host.view, place("pod:client")).nameservers == ("10.0.2.3",)
    policy = "hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet,"
    asks = World(PODS.replace("nodeName: kube-node3,", f"nodeName: kube-node3, {policy}"))
    assert resolv_conf(asks.view, place("pod:client")).nameservers == ("169.254.25.10",)


def test_the_hosts_file_names_the_pod_and_its_aliases() -> None:
    more = "hostname: h, subdomain: web, hostAliases: [{ip: 10.1.2.3, hostnames: [db, db.local]}],"
    world = World(PODS.replace("nodeName: kube-node3,", f"nodeName: kube-node3, {more}"))
    text = etc_hosts(world.view, place("pod:client"))
    assert text.splitlines()[-4:] == [
        "10.233.76.2\th.web.default.svc.cluster.local\th",
        "",
        "# Entries added by HostAliases.",
        "10.1.2.3\tdb\tdb.local",
    ]
    assert world.connect("pod:client", "http://db").hops[0].reason.id == "name-hosts-file"


def test_a_container_gets_the_services_that_were_there_when_it_started() -> None:
    world = World(PODS + service("my-web", ports="[{name: http-alt, port: 80, targetPort: 8080}, {name: b, port: 81}]"))
    names = dict(environment(world.view, world.get("Pod", "client")))
    assert names["KUBERNETES_SERVICE_HOST"] == "10.233.0.1"
    assert {name: value for name, value in names.items() if name.startswith("MY_WEB")} == {
        "MY_WEB_SERVICE_HOST": "10.233.7.7",
        "MY_WEB_SERVICE_PORT": "80",
        "MY_WEB_SERVICE_PORT_HTTP_ALT": "80",
        "MY_WEB_SERVICE_PORT_B": "81",
        "MY_WEB_PORT": "tcp://10.233.7.7:80",
        "MY_WEB_PORT_80_TCP": "tcp://10.233.7.7:80",
        "MY_WEB_PORT_80_TCP_PROTO": "tcp",
        "MY_WEB_PORT_80_TCP_PORT": "80",
        "MY_WEB_PORT_80_TCP_ADDR": "10.233.7.7",
        "MY_WEB_PORT_81_TCP": "tcp://10.233.7.7:81",
        "MY_WEB_PORT_81_TCP_PROTO": "tcp",
        "MY_WEB_PORT_81_TCP_PORT": "81",
        "MY_WEB_PORT_81_TCP_ADDR": "10.233.7.7",
    }


def test_services_made_later_and_headless_ones_are_missing() -> None:
    late = service("late").replace("name: late}", "name: late, creationTimestamp: '2026-01-01T09:00:11Z'}")
    headless = service("none").replace("10.233.7.7", "None")
    world = World(PODS + late + headless)
    assert {name.partition("_")[0] for name, _ in environment(world.view, world.get("Pod", "client"))} == {"KUBERNETES"}


def test_service_links_can_be_turned_off() -> None:
    world = World(PODS.replace("nodeName: kube-node3,", "nodeName: kube-node3, enableServiceLinks: false,") + service())
    assert {name.partition("_")[0] for name, _ in environment(world.view, world.get("Pod", "client"))} == {"KUBERNETES"}


def test_variables_of_the_author_are_filled_in_and_come_before_the_services() -> None:
    env = (
        "env: [{name: ME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: URL, value: 'http://$(WEB_SERVICE_HOST)/$(ME)/$(NO)'},"
        " {name: WEB_PORT, value: mine}],"
    )
    world = World(PODS.replace("image: curlimages/curl,", f"image: curlimages/curl, {env}") + service())
    pod = world.get("Pod", "client")
    found = variables(world.view, pod, pod.spec.containers[0])
    assert list(found)[:4] == ["ME", "URL", "WEB_PORT", "KUBERNETES_SERVICE_HOST"]
    assert (found["URL"], found["WEB_PORT"]) == ("http://10.233.7.7/client/$(NO)", "mine")


def test_an_external_name_that_looks_like_an_address_does_not_resolve() -> None:
    manifest = """
---
{apiVersion: v1, kind: Service, metadata: {name: ext}, spec: {type: ExternalName, externalName: 203.0.113.5}}
"""
    outcome = World(PODS + manifest).connect("pod:client", "http://ext").outcome
    assert isinstance(outcome, NoSuchHost)
    assert outcome.by.id == "name-alias-to-address"
