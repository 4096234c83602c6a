"""Replays recorded probes and questions in a world and compares the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tests.cluster.network.world import World
from tutor.cluster.network.trace import Delivered, NoSuchHost, Outcome, Refused

Row = Mapping[str, Any]
Verdict = tuple[int, int, list[str]]


def exit_code(outcome: Outcome) -> int:
    """What curl would exit with."""
    if isinstance(outcome, Delivered):
        return 0
    return 6 if isinstance(outcome, NoSuchHost) else 7 if isinstance(outcome, Refused) else 28


def ask(world: World, source: str, url: str) -> tuple[list[int], set[str]]:
    """Try ten times, or until it has timed out twice."""
    codes: set[int] = set()
    bodies: set[str] = set()
    for turn in range(10):
        outcome = world.connect(source, url).outcome
        codes.add(exit_code(outcome))
        if isinstance(outcome, Delivered) and outcome.response is not None:
            bodies.add(outcome.response.body.strip())
        elif codes == {28} and turn:
            break
    return sorted(codes), bodies


def target_address(world: World, to: Mapping[str, Any]) -> str:
    if "pod" in to:
        return str(world.get("Pod", to["pod"]).status.pod_ip)
    if "node" in to:
        return next(node.ip for node in world.settings.nodes if node.name == to["node"])
    service = world.get("Service", "web")
    if to["address"] == "clusterIP":
        return str(service.spec.cluster_ip)
    return "192.168.56.200" if to["address"] == "loadBalancer" else str(to["address"])


def names_of(world: World) -> dict[str, str]:
    known = {pod.status.pod_ip: f"pod:{pod.metadata.name}" for pod in world.store.list("Pod")}
    return known | {node.ip: f"node:{node.name}" for node in world.settings.nodes} | {"192.168.56.1": "laptop"}


def agrees(probe: Row, manifest: str, codes: list[int], served: set[str], seen: set[str]) -> bool:
    """Equal exit statuses; servers and clients as far as luck allows."""
    to, real = probe["to"], set(probe["served_by"])
    mixed = "--http-port=9999" in manifest and "--http-port=8080" in manifest and "pod" not in to
    if mixed and {*probe["exit"], *codes} <= {0, 7}:
        return True
    if probe["exit"] != codes:
        return False
    outside = to.get("address") == "loadBalancer" and probe["from"] == "laptop"
    if outside and "externalTrafficPolicy: Local" in manifest:
        return bool(served) == bool(real)
    overlap = served and real and (served <= real or real <= served)
    if served != real and not (overlap and "sessionAffinity: ClientIP" not in manifest):
        return False
    if outside:
        return {s.partition(":")[0] for s in seen} == {s.partition(":")[0] for s in probe["client_seen"]}
    return seen <= set(probe["client_seen"]) or set(probe["client_seen"]) <= seen


def routes(rows: Iterable[Row]) -> Verdict:
    """How many probes agree, of how many, and which do not."""
    good, total, wrong = 0, 0, []
    for row in rows:
        world = World(row["manifest"], mode=row["mode"])
        world.memory = world.memory.add_route("192.168.56.240/32", "192.168.56.22")
        who = names_of(world)
        usable = any(p["served_by"] for p in row["probes"] if p["to"].get("address") == "clusterIP")
        for probe in row["probes"]:
            if probe["to"].get("address") == "loadBalancer" and probe["from"] == "laptop" and not usable:
                continue
            base = f"http://{target_address(world, probe['to'])}:{probe['to']['port']}"
            codes, served = ask(world, probe["from"], f"{base}/hostname")
            clients = ask(world, probe["from"], f"{base}/clientip")[1] if 0 in codes else set()
            seen = {who.get(client.rpartition(":")[0], client) for client in clients}
            total += 1
            if agrees(probe, row["manifest"], codes, served, seen):
                good += 1
            else:
                wrong.append(f"{row['name']} {probe} but {codes} {sorted(served)} {sorted(seen)}")
    return good, total, wrong


def placeholders(world: World) -> dict[str, str]:
    names: dict[str, str] = {}
    pods = [("pod", pod, pod.status.pod_ip) for pod in world.store.list("Pod")]
    services = [("service", one, one.spec.cluster_ip) for one in world.store.list("Service")]
    for what, obj, address in (*pods, *services):
        if address and address != "None":
            key = f"{what} {obj.metadata.namespace}/{obj.metadata.name}>"
            reverse = ".".join(reversed(address.split("."))) + ".in-addr.arpa."
            names |= {f"<{key}": address, f"<dashed {key}": address.replace(".", "-"), f"<reverse {key}": reverse}
    return names


def dns(rows: Iterable[Row]) -> Verdict:
    """How many questions agree, of how many, and which do not."""
    good, total, wrong = 0, 0, []
    for row in rows:
        world = World(row["manifest"])
        names = placeholders(world)

        def plain(words: str, names: Mapping[str, str] = names) -> str:
            return re.sub(r"<[^<>]*>", lambda match: names.get(match[0], match[0]), words)

        for query in row["queries"]:
            asked = plain(query["name"])
            said = world.resolve("node:kube-node1", asked, query["type"], search=False, server="10.233.0.3")
            ours = sorted(f"{one.name.lower()} {one.type} {one.data}" for one in said.answers)
            total += 1
            if (said.rcode, ours) == (query["rcode"], sorted(plain(answer) for answer in query["answer"])):
                good += 1
            else:
                wrong.append(f"{row['name']} {query} but {said.rcode} {ours}")
    return good, total, wrong
