"""Names, resolver settings, hosts files and variables as Kubernetes' own end-to-end tests ask of them."""

from __future__ import annotations

from ipaddress import ip_address

from tests.e2e.scene import NO_HOST, Body, Scene, client, pod, service
from tutor.cluster.settings import Settings

HOST: Body = {"hostNetwork": True, "dnsPolicy": "ClusterFirstWithHostNet"}


def _headless(name: str) -> Body:
    return service(name, {"name": "http", "port": 8080}, clusterIP="None")


def test_the_cluster_s_own_service_has_a_name(scene: Scene) -> None:
    scene.apply(client())
    assert scene.dig("client", "kubernetes.default.svc.cluster.local") == ["10.233.0.1"]


def test_partial_names_of_the_cluster_s_own_service_resolve(scene: Scene) -> None:
    scene.apply(client())
    for name in ("kubernetes", "kubernetes.default", "kubernetes.default.svc"):
        assert scene.dig("client", f"+search {name}") == ["10.233.0.1"]
        assert scene.fetch("pod/client", f"https://{name}/healthz") != NO_HOST


def test_a_pod_s_hosts_file_has_its_full_name_and_its_host_name(scene: Scene) -> None:
    scene.apply(_headless("peers"), client(hostname="me", subdomain="peers"))
    address, full = scene.ip("client"), "me.peers.default.svc.cluster.local"
    assert scene(f"kubectl exec client -- getent hosts {full}").split() == [address, full, "me"]
    assert f"{address}\t{full}\tme" in scene("kubectl exec client -- cat /etc/hosts").splitlines()
    assert scene("kubectl exec client -- hostname") == "me"


def test_services_have_addresses_ports_and_reverse_names(scene: Scene) -> None:
    scene.apply(_headless("peers"), service("web", {"name": "http", "port": 80, "targetPort": 8080}), client())
    scene.apply(pod("one"), pod("two"))
    peers, address = sorted([scene.ip("one"), scene.ip("two")]), scene.cluster_ip("web")
    assert sorted(scene.dig("client", "peers.default.svc.cluster.local")) == peers
    dashed = [f"0 50 8080 {ip.replace('.', '-')}.peers.default.svc.cluster.local." for ip in peers]
    assert sorted(scene.dig("client", "_http._tcp.peers.default.svc.cluster.local SRV")) == dashed
    served = scene.dig("client", "_http._tcp.web.default.svc.cluster.local SRV")
    assert served == ["0 100 80 web.default.svc.cluster.local."]
    assert scene.dig("client", f"-x {address}") == ["web.default.svc.cluster.local."]
    dashed = [f"{peers[0].replace('.', '-')}.peers.default.svc.cluster.local."]
    assert scene.dig("client", f"-x {peers[0]}")[0] in dashed


def test_partial_names_of_services_resolve_along_the_search_path(scene: Scene) -> None:
    scene.apply(service(), pod("one"), client())
    for name in ("web", "web.default", "web.default.svc"):
        assert scene.dig("client", f"+search {name}") == [scene.cluster_ip("web")]
        assert scene.host("pod/client", name) == "one"


def test_a_pod_has_a_name_by_its_hostname_under_a_headless_service(scene: Scene) -> None:
    scene.apply(_headless("peers"), pod("one", hostname="first", subdomain="peers"), client())
    assert scene.dig("client", "first.peers.default.svc.cluster.local") == [scene.ip("one")]
    assert scene.dig("client", "other.peers.default.svc.cluster.local") == []


def test_a_subdomain_gives_names_only_where_a_headless_service_has_that_name(scene: Scene) -> None:
    scene.apply(pod("one", hostname="first", subdomain="peers"), client())
    assert scene.dig("client", "first.peers.default.svc.cluster.local") == []
    scene.apply(_headless("peers"), wait=8)
    assert scene.host("pod/client", "first.peers:8080") == "first"


def test_an_external_name_is_an_alias_that_can_change_and_become_an_address(scene: Scene) -> None:
    scene.apply(service("web", type="ExternalName", externalName="foo.example.com"), client())
    name = "web.default.svc.cluster.local"
    assert scene.dig("client", f"{name} CNAME") == ["foo.example.com."]
    scene.patch("svc web", {"spec": {"externalName": "bar.example.com"}}, wait=6)
    assert scene.dig("client", f"{name} CNAME") == ["bar.example.com."]
    scene.patch("svc web", {"spec": {"type": "ClusterIP", "externalName": None}}, wait=6)
    assert scene.dig("client", f"{name} A") == [scene.cluster_ip("web")]
    assert scene.dig("client", f"{name} CNAME") == []


def test_a_pod_s_own_name_server_and_search_path_stand_in_its_resolver_settings(scene: Scene) -> None:
    config = {"nameservers": ["1.1.1.1"], "searches": ["resolv.conf.local"]}
    scene.apply(client(dnsPolicy="None", dnsConfig=config))
    lines = scene("kubectl exec client -- cat /etc/resolv.conf").splitlines()
    assert lines == ["search resolv.conf.local", "nameserver 1.1.1.1"]


def test_a_pod_with_its_own_resolver_settings_searches_its_own_path(scene: Scene) -> None:
    options = [{"name": "ndots", "value": "2"}]
    config = {"nameservers": ["10.233.0.3"], "searches": ["default.svc.cluster.local"], "options": options}
    scene.apply(service(), pod("one"), client(dnsPolicy="None", dnsConfig=config))
    lines = scene("kubectl exec client -- cat /etc/resolv.conf").splitlines()
    assert lines == ["search default.svc.cluster.local", "nameserver 10.233.0.3", "options ndots:2"]
    assert scene.host("pod/client", "web") == "one"
    assert scene.host("pod/client", "web.default") == NO_HOST


def test_search_paths_may_be_many_and_long(scene: Scene) -> None:
    long = [f"{letter * 60}.example{number}.com" for number, letter in enumerate("abcdefg")]
    scene.apply(service(), pod("one"), client(dnsConfig={"searches": long}))
    searched = scene("kubectl exec client -- cat /etc/resolv.conf").splitlines()[0].split()[1:]
    assert searched == ["default.svc.cluster.local", "svc.cluster.local", "cluster.local", *long]
    assert scene.host("pod/client", "web") == "one"


def test_search_paths_may_hold_an_underscore_and_a_single_dot(scene: Scene) -> None:
    scene.apply(service(), pod("one"), client(dnsConfig={"searches": [".", "_sip._tcp.abc_d.example.com"]}))
    searched = scene("kubectl exec client -- cat /etc/resolv.conf").splitlines()[0].split()[-2:]
    assert searched == [".", "_sip._tcp.abc_d.example.com"]
    assert scene.host("pod/client", "web") == "one"


def test_a_service_name_may_start_with_a_digit(scene: Scene) -> None:
    scene.apply(service("1kubernetes"), pod("one"), client())
    assert scene.dig("client", "1kubernetes.default.svc.cluster.local") == [scene.cluster_ip("1kubernetes")]
    assert scene.host("pod/client", "1kubernetes") == "one"


def test_a_pod_on_the_host_network_resolves_partial_names_when_its_policy_says_so(scene: Scene) -> None:
    scene.apply(service(), pod("one"), client("with", **HOST), client("without", hostNetwork=True))
    assert [scene.host("pod/with", name) for name in ("web", "web.default", "web.default.svc")] == ["one"] * 3
    assert scene.host("pod/without", "web") == NO_HOST


def test_a_pod_uses_the_hostname_of_its_spec(scene: Scene) -> None:
    scene.apply(pod("one", hostname="mine"))
    assert scene("kubectl exec one -- hostname") == "mine"
    assert f"{scene.ip('one')}\tmine" in scene("kubectl exec one -- cat /etc/hosts").splitlines()


def test_a_pod_may_have_its_full_name_as_its_host_name(scene: Scene) -> None:
    scene.apply(
        client("full", hostname="alpha", subdomain="web", setHostnameAsFQDN=True), client("plain", subdomain="web")
    )
    assert scene("kubectl exec full -- hostname") == "alpha.web.default.svc.cluster.local"
    assert scene("kubectl exec full -- printenv HOSTNAME") == "alpha.web.default.svc.cluster.local"
    assert scene("kubectl exec plain -- hostname") == "plain"
    assert scene("kubectl exec full -- tail -n 1 /etc/hosts").split()[1:] == [
        "alpha.web.default.svc.cluster.local",
        "alpha",
    ]


def test_a_host_name_is_cut_at_sixty_three_letters(scene: Scene) -> None:
    name, body = "a" * 62 + "-" + "b" * 20, client("cut")
    scene.apply({**body, "metadata": {"name": name}})
    assert scene(f"kubectl exec {name} -- hostname") == "a" * 62


def test_a_pod_on_the_host_network_ignores_the_hostname_of_its_spec(scene: Scene) -> None:
    scene.apply(pod("one", node="kube-node2", hostname="mine", hostNetwork=True))
    assert scene("kubectl exec one -- hostname") == "kube-node2"


def test_names_and_addresses_outside_the_cluster_are_asked_of_the_outside(scene: Scene) -> None:
    scene.apply(service("out", type="ExternalName", externalName="www.google.com"), client())
    assert scene.dig("client", "out.default.svc.cluster.local") == ["www.google.com.", "203.0.113.5"]
    assert scene.dig("client", "-x 203.0.113.5") == []
    assert ip_address(scene.dig("client", "www.google.com")[0]).is_global is False


def test_an_address_of_the_outside_world_is_asked_of_the_outside_for_its_name() -> None:
    scene = Scene(Settings(pointers={"203.0.113.5": "www.google.com"}))
    scene.apply(client())
    assert scene.dig("client", "-x 203.0.113.5") == ["www.google.com."]
    assert scene.dig("client", "-x 203.0.113.6") == []


def test_the_zone_of_the_cluster_speaks_for_itself_and_says_no_by_its_start_of_authority(scene: Scene) -> None:
    scene.apply(client())
    start = "ns.dns.cluster.local. hostmaster.cluster.local. 1767258000 7200 1800 86400 5"
    assert scene.dig("client", "cluster.local SOA") == [start]
    assert scene.dig("client", "cluster.local NS") == ["coredns.kube-system.svc.cluster.local."]
    assert scene.dig("client", "ns.dns.cluster.local") == ["10.233.0.3"]
    said = scene("kubectl exec client -- dig nope.default.svc.cluster.local +noall +authority")
    assert said.split() == ["cluster.local.", "5", "IN", "SOA", *start.split()]


def test_a_container_finds_variables_of_services_made_before_it(scene: Scene) -> None:
    scene.apply(service("fooservice", {"port": 8765, "targetPort": 8080}))
    scene.apply(client("early"))
    scene.apply(service("later"), client("unlinked", enableServiceLinks=False))
    address = scene.cluster_ip("fooservice")
    lines = scene("kubectl exec early -- env").splitlines()
    assert [line for line in lines if line.startswith("FOOSERVICE_")] == [
        f"FOOSERVICE_SERVICE_HOST={address}",
        "FOOSERVICE_SERVICE_PORT=8765",
        f"FOOSERVICE_PORT=tcp://{address}:8765",
        f"FOOSERVICE_PORT_8765_TCP=tcp://{address}:8765",
        "FOOSERVICE_PORT_8765_TCP_PROTO=tcp",
        "FOOSERVICE_PORT_8765_TCP_PORT=8765",
        f"FOOSERVICE_PORT_8765_TCP_ADDR={address}",
    ]
    assert [line for line in lines if line.startswith("LATER_")] == []
    assert "FOOSERVICE_SERVICE_HOST" not in scene("kubectl exec unlinked -- env")
