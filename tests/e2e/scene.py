"""A cluster at a terminal, and the small objects that the behaviour tests put into it."""

from __future__ import annotations

import json
from typing import Any

from tests.begun import begin
from tests.flows import flow_to
from tutor.cluster.cluster import Cluster
from tutor.cluster.network.trace import LAPTOP, Delivered, Outcome, Place, Refused, TimedOut, Trace
from tutor.cluster.settings import Settings
from tutor.kubectl.shell.terminal import Shell

Body = dict[str, Any]
AGNHOST = "registry.k8s.io/e2e-test-images/agnhost:2.53"
REFUSED, TIMEOUT, NO_HOST = "refused", "timeout", "no host"


class Scene:
    """One cluster; a call runs a line at the laptop and gives what it prints."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.shell = Shell(begin=begin, settings=settings)

    def __call__(self, line: str) -> str:
        """Run a line that must succeed, without the line's last newline."""
        said = self.shell.run(line)
        assert said.code == 0, said
        return said.stdout.rstrip("\n")

    @property
    def cluster(self) -> Cluster:
        """The cluster of the moment."""
        return self.shell.cluster

    def fail(self, line: str) -> str:
        """Run a line that must fail, and give its complaint."""
        said = self.shell.run(line)
        assert said.code != 0, said
        return said.stderr.rstrip("\n")

    def apply(self, *objects: Body, wait: float = 4) -> None:
        """Hand objects to kubectl and let the controllers work."""
        text = json.dumps({"apiVersion": "v1", "kind": "List", "items": list(objects)})
        self.shell.files.write("scene.json", text)
        self("kubectl apply -f scene.json")
        self.wait(wait)

    def reject(self, body: Body) -> str:
        """Hand an object to kubectl that the server refuses, and give its words."""
        self.shell.files.write("rejected.json", json.dumps(body))
        return self.fail("kubectl apply -f rejected.json")

    def patch(self, what: str, change: Body | list[Body], *, type_: str = "merge", wait: float = 1) -> None:
        """Change an object with kubectl patch."""
        self(f"kubectl patch {what} --type={type_} -p '{json.dumps(change)}'")
        self.wait(wait)

    def wait(self, seconds: float = 4) -> None:
        """Let time pass."""
        self.cluster.advance(seconds)

    def get(self, what: str) -> Any:
        """Read objects as JSON."""
        return json.loads(self(f"kubectl get {what} -o json"))

    def spec(self, service: str) -> Body:
        """What stands in a Service's spec."""
        found: Body = self.get(f"service {service}")["spec"]
        return found

    def slices(self, service: str) -> list[Body]:
        """The EndpointSlices of a Service."""
        found: list[Body] = self.get(f"endpointslices -l kubernetes.io/service-name={service}")["items"]
        return found

    def endpoints(self, service: str) -> dict[str, list[int]]:
        """Ready pods behind a Service, each with its ports."""
        found: dict[str, list[int]] = {}
        for one in self.slices(service):
            for endpoint in one["endpoints"] or ():
                if endpoint["conditions"]["ready"]:
                    ports = found.setdefault(endpoint["targetRef"]["name"], [])
                    ports += [port["port"] for port in one["ports"] or ()]
        return {name: sorted(found[name]) for name in sorted(found)}

    def trace(self, source: str, url: str, protocol: str = "TCP") -> Trace:
        """Open a connection from `laptop`, `node/NAME` or `pod/NAME`."""
        return self.cluster.connect(flow_to(place(source), url, protocol))

    def fetch(self, source: str, url: str, protocol: str = "TCP") -> str:
        """What comes back: the answer's body, or one word for the failure."""
        return _told(self.trace(source, url, protocol).outcome)

    def host(self, source: str, address: str, protocol: str = "TCP") -> str:
        """Which pod answers at an address, as it calls itself."""
        return self.fetch(source, f"http://{address}/hostname", protocol)

    def hosts(self, source: str, address: str, protocol: str = "TCP", *, count: int = 15) -> list[str]:
        """Everything that `count` connections meet, each once, sorted."""
        return sorted({self.host(source, address, protocol) for _ in range(count)})

    def client(self, source: str, address: str) -> str:
        """Whose address the server sees."""
        return self.fetch(source, f"http://{address}/clientip").rpartition(":")[0].strip("[]")

    def ip(self, pod: str) -> str:
        """A pod's address."""
        found: str = self.get(f"pod {pod}")["status"]["podIP"]
        return found

    def cluster_ip(self, service: str) -> str:
        """A Service's address."""
        found: str = self.spec(service)["clusterIP"]
        return found

    def node_port(self, service: str, index: int = 0) -> int:
        """A port that nodes open for a Service."""
        found: int = self.spec(service)["ports"][index]["nodePort"]
        return found

    def dig(self, pod: str, words: str) -> list[str]:
        """What `dig +short` prints in a pod, line by line."""
        return self(f"kubectl exec {pod} -- dig +short {words}").splitlines()


def place(source: str) -> Place:
    """Read `laptop`, `node/NAME` or `pod/NAME`."""
    kind, _, name = source.partition("/")
    if kind == "laptop":
        return LAPTOP
    return Place(kind="node", name=name) if kind == "node" else Place(kind="pod", name=name, namespace="default")


def _told(outcome: Outcome) -> str:
    if isinstance(outcome, Delivered):
        assert outcome.response is not None
        return outcome.response.body.rstrip("\n")
    if isinstance(outcome, Refused):
        return REFUSED
    return TIMEOUT if isinstance(outcome, TimedOut) else NO_HOST


def pod(name: str, *, app: str = "web", node: str = "", container: Body | None = None, **spec: Any) -> Body:
    """A pod of netexec: HTTP on 8080, UDP on 8081 unless `args` of its container say else."""
    made = {"name": "netexec", "image": AGNHOST, "args": ["netexec"], **(container or {})}
    where = {"nodeName": node} if node else {}
    meta = {"name": name, "labels": {"app": app}}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": {"containers": [made], **where, **spec}}


def client(name: str = "client", *, node: str = "", **spec: Any) -> Body:
    """A pod with curl and dig that serves nothing."""
    return pod(name, app=name, node=node, container={"args": ["pause"]}, **spec)


def service(name: str = "web", *ports: Body, app: str = "web", **spec: Any) -> Body:
    """A Service on port 80 before 8080, for the pods of an app (none when `app` is empty)."""
    chosen = {"selector": {"app": app}} if app else {}
    listed = list(ports) or [{"port": 80, "targetPort": 8080}]
    whole = chosen | {"ports": listed} | spec
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": whole}


def deployment(name: str, replicas: int, *, app: str = "web", **container: Any) -> Body:
    """A Deployment of netexec pods."""
    template = pod("", app=app, container=container)
    spec = {
        "replicas": replicas,
        "selector": {"matchLabels": {"app": app}},
        "template": {"metadata": {"labels": {"app": app}}, "spec": template["spec"]},
    }
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": spec}


def replication_controller(name: str, replicas: int, *, app: str = "web") -> Body:
    """A ReplicationController of netexec pods, whose selector is its template's labels."""
    template = {"metadata": {"labels": {"app": app}}, "spec": pod("", app=app)["spec"]}
    spec = {"replicas": replicas, "template": template}
    return {"apiVersion": "v1", "kind": "ReplicationController", "metadata": {"name": name}, "spec": spec}


def endpoint_slice(name: str, service: str, addresses: list[str], port: int, *, port_name: str = "") -> Body:
    """An EndpointSlice that a person writes."""
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {"name": name, "labels": {"kubernetes.io/service-name": service}},
        "addressType": "IPv4",
        "endpoints": [{"addresses": [one], "conditions": {"ready": True}} for one in addresses],
        "ports": [{"name": port_name, "port": port, "protocol": "TCP"}],
    }
