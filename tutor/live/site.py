"""Where a check of a real cluster looks: one namespace, what is in it, and what stands for the lesson's addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.kinds import ALL_KINDS, NODE, POD, SERVICE, Kind
from tutor.cluster.settings import SEED_NODES
from tutor.live.client import Answered, LiveCluster, Ran, path_of
from tutor.live.helpers import Helper
from tutor.live.plan import Plan
from tutor.packs.model import Check
from tutor.values import frozen

KINDS_BY_NAME: Mapping[str, Kind] = MappingProxyType({kind.kind: kind for kind in ALL_KINDS})
_BLANK = re.compile(r"\{([A-Za-z]+):([^}]*)\}")
_NODE_IP = re.compile("|".join(re.escape(node.ip) for node in SEED_NODES))
LAB_ADDRESS = re.compile(r"\b(203\.0\.113|192\.168\.56)\.\d+\b")  # what only the simulated network has


@frozen
class Seen:
    """Whether a check passed (None: it was not looked at), and what was seen."""

    passed: bool | None
    words: str


def skipped(why: str) -> Seen:
    """A check that was not looked at, and why."""
    return Seen(passed=None, words=why)


@frozen
class Site:
    """A namespace with the answer in it: what the server said to it, what was there before, which helpers run.

    `absent` says of a place of the lesson why nobody can ask from there.
    """

    cluster: LiveCluster
    plan: Plan
    admitted: tuple[Answered, ...]
    before: Mapping[str, Any]
    absent: Mapping[str, str]

    def find(self, kind: str, name: str) -> Any | None:
        """The stored object, None where there is none."""
        found = self.cluster.ask("GET", path_of(KINDS_BY_NAME[kind], self.plan.namespace, name))
        return found.body if found.fine else None

    def list(self, kind: str, **query: str) -> tuple[Any, ...]:
        """The objects of a kind."""
        found = self.cluster.ask("GET", path_of(KINDS_BY_NAME[kind], self.plan.namespace), **query)
        return tuple(found.body.get("items") or ()) if found.fine else ()

    def pods(self, wanted: Any) -> set[str]:
        """Names of pods: as they are, or those that have the labels."""
        if not isinstance(wanted, Mapping):
            return set() if isinstance(wanted, int) else set(wanted)
        labels = ",".join(f"{key}={value}" for key, value in wanted.items())
        return {item["metadata"]["name"] for item in self.list(POD.kind, labelSelector=labels)}

    def why_not(self, check: Check, known: set[str]) -> str:
        """Why a check cannot be asked here; "" when it can."""
        place = str(check.ask["from"]) if isinstance(check.ask, dict) else ""
        expect = check.expect if isinstance(check.expect, dict) else {}
        if "client-ip" in expect or LAB_ADDRESS.search(str(expect)):
            return "asks for addresses of the simulated network"
        if set(expect) - known:
            return f"asks for {', '.join(sorted(set(expect) - known))}, which nobody here can tell"
        kind = place.split("/")[0]
        return self.absent.get(kind, "" if self._helper(kind) else "needs a helper pod")

    def run(self, check: Check, *words: str) -> Ran:
        """Run a program where the check asks from."""
        ask: Any = check.ask
        helper = self._helper(str(ask["from"]).split("/")[0])
        return self.cluster.run(self.plan.namespace, helper.name if helper else "", *words)

    def _helper(self, place: str) -> Helper | None:
        return next((one for one in self.plan.helpers if place in one.stands_for), None)

    def filled(self, text: str) -> str | None:
        """Put real addresses and the check's namespace into a text of the lesson; None when one does not exist."""
        values = {found[0]: _BLANKS[found[1]](self, found[2].split("/")[-1]) for found in _BLANK.finditer(text)}
        if None in values.values():
            return None
        written = _BLANK.sub(lambda found: str(values[found[0]]), text)
        return self.plan.moved(_NODE_IP.sub(lambda found: self._node_like(found[0]) or found[0], written))

    def _node_like(self, address: str) -> str | None:
        """The address of the node that stands for one of the course's."""
        return self.node_ip(next(node.name for node in SEED_NODES if node.ip == address))

    def node_ip(self, name: str) -> str | None:
        """The address of a node of that name, else of another one; None where nodes may not be listed."""
        found = self.cluster.ask("GET", path_of(NODE, ""))
        nodes = found.body.get("items") or [] if found.fine else []
        known = {one["metadata"]["name"]: one for one in sorted(nodes, key=lambda one: str(one["metadata"]["name"]))}
        chosen: Any = known.get(name) or next(iter(known.values()), {})
        rows = chosen.get("status", {}).get("addresses") or ()
        return next((str(row["address"]) for row in rows if row["type"] == "InternalIP"), None)

    def service(self, name: str) -> Any:
        """A Service, empty where there is none."""
        return self.find(SERVICE.kind, name) or {"spec": {}, "status": {}}


def ports_of(service: Any, wanted: Any) -> list[Any]:
    """The ports of a Service that a number or a name means; all of them for None."""
    rows = service["spec"].get("ports") or []
    return [one for one in rows if wanted is None or wanted in {one["port"], one.get("name")}]


def _node_port(site: Site, argument: str) -> str | None:
    name, _, port = argument.partition(":")
    rows = ports_of(site.service(name), int(port) if port.isdigit() else port or None)
    return str(rows[0]["nodePort"]) if rows and rows[0].get("nodePort") else None


def _load_balancer(site: Site, name: str) -> str | None:
    rows = (site.service(name)["status"].get("loadBalancer") or {}).get("ingress") or [{}]
    first: dict[str, str] = rows[0]
    return first.get("ip") or first.get("hostname")


_BLANKS: Mapping[str, Callable[[Site, str], str | None]] = MappingProxyType(
    {
        "clusterIP": lambda site, name: site.service(name)["spec"].get("clusterIP"),
        "nodePort": _node_port,
        "loadBalancerIP": _load_balancer,
        "podIP": lambda site, name: ((site.find(POD.kind, name) or {}).get("status") or {}).get("podIP"),
        "nodeIP": lambda site, name: site.node_ip(name),
    }
)
