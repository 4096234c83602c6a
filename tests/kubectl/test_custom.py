"""kubectl with kinds that only some clusters have."""

from __future__ import annotations

from tests.begun import begin
from tutor.cluster.settings import Settings
from tutor.kubectl.files import Files
from tutor.kubectl.shell.terminal import Shell

POOL = """\
apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata:
  name: second
  namespace: metallb-system
spec:
  addresses: [10.9.0.0/30]
"""


def shell(load_balancer: str = "metallb") -> Shell:
    settings = Settings(load_balancer=load_balancer)  # type: ignore[arg-type]
    return Shell(begin=begin, settings=settings, files=Files(written={"/home/learner/pool.yml": POOL.encode()}))


def test_a_kind_that_is_not_installed_matches_nothing() -> None:
    console = shell("none")
    refused = console.run("kubectl apply -f pool.yml").stderr
    assert refused == (
        'error: resource mapping not found for name: "second" namespace: "metallb-system" from "pool.yml": '
        'no matches for kind "IPAddressPool" in version "metallb.io/v1beta1"\nensure CRDs are installed first\n'
    )
    refused = console.run("kubectl get ipaddresspools").stderr
    assert refused == 'error: the server doesn\'t have a resource type "ipaddresspools"\n'


def test_pools_are_applied_listed_and_described_field_by_field() -> None:
    console = shell()
    words = [console.run("kubectl apply -f pool.yml").stdout for _ in range(2)]
    assert words == ["ipaddresspool.metallb.io/second created\n", "ipaddresspool.metallb.io/second unchanged\n"]
    assert console.run("kubectl get ipaddresspools -n metallb-system second").stdout == (
        'NAME     AUTO ASSIGN   AVOID BUGGY IPS   ADDRESSES\nsecond   true          false             ["10.9.0.0/30"]\n'
    )
    described = console.run("kubectl describe ipaddresspool first-pool -n metallb-system").stdout
    assert described.endswith(
        "Spec:\n  Addresses:\n    192.168.56.200-192.168.56.220\n  Auto Assign:       true\n"
        "  Avoid Buggy I Ps:  false\nEvents:              <none>\n"
    )


def test_api_resources_name_the_kinds_that_are_installed() -> None:
    assert shell().run("kubectl api-resources --api-group metallb.io -o name").stdout == (
        "ipaddresspools.metallb.io\nl2advertisements.metallb.io\n"
    )
