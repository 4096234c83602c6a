"""Draws two ways through the program, `manifest.svg` and `request.svg` beside it; `- NAME` prints one of them.

What stands in them is what a cluster said just now: addresses, refusals and the hops of a connection.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape

from tutor.api.kinds import SERVICE
from tutor.api.status import StatusError
from tutor.kubectl.shell.terminal import Shell
from tutor.kubectl.why import explain
from tutor.manifest import KUBECTL, parse
from tutor.values import frozen

BOX, LEFT, WIDE, HIGH, GAP, LINE = 150, 20, 760, 34, 30, 19  # a box, the margin, the picture, from box to box, a line
LONGEST = 82
STYLE = """<style>
text { font: 14px system-ui, 'DejaVu Sans', sans-serif; fill: #1d2733 }
.box { text-anchor: middle } .small { font-size: 13px } .by { font-size: 13px; fill: #5a6b7e }
.code, .on { font: 12.5px 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #25527f } .no { fill: #a3362b }
.paper { fill: #f7f9fc; stroke: none } rect { fill: #e3ecf7; stroke: #4a6a8f }
path { fill: none; stroke: #7890aa; stroke-width: 1.4 }
@media (prefers-color-scheme: dark) { text { fill: #dbe4ee } .by { fill: #93a4b7 } .code, .on { fill: #8fc1f5 }
.no { fill: #ff9d8f } .paper { fill: #141b24 } rect { fill: #22344a; stroke: #7fa2c9 } }
</style>"""
ARROW = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" style="fill: #7890aa; stroke: none"/></marker>'
)
MANIFEST = """\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
"""


@frozen
class Stage:
    """One box, the lines beside it as (class, text), and what goes on from it to the next one."""

    name: str
    lines: tuple[tuple[str, str], ...]
    on: str = ""


def began() -> Shell:
    """A laptop beside a cluster with a deployment, its Service and a client."""
    shell = Shell()
    shell.files.write("web.yaml", MANIFEST)
    for line in (
        "kubectl create deployment web --image=c1t1d0s7/myweb --replicas=2",
        "kubectl run client --image=sim/client",
        "kubectl apply -f web.yaml",
        "sleep 10",
    ):
        shell.run(line)
    return shell


def manifest() -> Iterator[Stage]:
    """From the text to what the proxy of each node knows."""
    shell = began()
    document = parse(MANIFEST.encode(), KUBECTL).documents[0]
    port = document.spans["spec", "ports", 0, "port"].start
    web, cluster = shell.cluster.server.get(SERVICE, "web"), shell.cluster
    (entry,) = web.spec.ports
    (ends,) = cluster.store.list("EndpointSlice", "default")[-1:]
    addresses = [one.addresses[0] for one in ends.endpoints]
    broken = parse(MANIFEST.replace("  ports:", "  ports").encode(), KUBECTL).documents[0].error
    yield Stage(name="text", lines=(_code("ports: [{port: 80, targetPort: 8080}]"),), on="characters")
    yield Stage(
        name="YAML events",
        lines=(
            _small(f"Each value keeps its place: the port stands in line {port.line}, column {port.column}."),
            _no(broken),
        ),
        on="a tree with places",
    )
    yield Stage(
        name="decode",
        lines=(
            _small("Strictly into types; a fault points at its place."),
            _no(_refusal(shell, "targetPort", "targetport")),
        ),
        on="a typed Service",
    )
    given = f"protocol: {entry.protocol}, type: {web.spec.type}, sessionAffinity: {web.spec.session_affinity}"
    yield Stage(name="defaults", lines=(_small("What was left out is filled in."), _code(given)), on="a whole Service")
    yield Stage(
        name="admission",
        lines=(_small("May it be there?"), _no(_refusal(shell, "", "", namespace="nope"))),
        on="admitted",
    )
    yield Stage(
        name="rules", lines=(_small("Is every field right?"), _no(_refusal(shell, "port: 80", "port: 0"))), on="valid"
    )
    kept = f"clusterIP: {web.spec.cluster_ip}, resourceVersion: {web.metadata.resource_version}"
    yield Stage(
        name="store", lines=(_small("Addresses are given, one revision is written."), _code(kept)), on="an event"
    )
    yield Stage(
        name="controllers",
        lines=(
            _small("Pods that the selector fits become endpoints."),
            _code(f"{ends.metadata.name}: {', '.join(addresses)}"),
        ),
        on="an EndpointSlice",
    )
    leads = " | ".join(f"{one}:{entry.target_port}" for one in addresses)
    told = _small("Each node knows where the address leads.")
    yield Stage(name="kube-proxy", lines=(told, _code(f"{web.spec.cluster_ip}:{entry.port} → {leads}")))


def request() -> Iterator[Stage]:
    """From curl in a pod to the process that answers, in the words of `why`."""
    shell = began()
    shell.run("kubectl exec client -- curl -s http://web/")
    trace = shell.last_trace
    if trace is None:
        raise AssertionError("curl was run just now")
    said = [line.partition(". ")[2] for line in explain(trace, "en") if line[:1].isdecimal()]
    web = shell.cluster.server.get(SERVICE, "web")
    outcome: Any = trace.outcome
    front, back = f"to {web.spec.cluster_ip}:80", f"to {outcome.address}:{outcome.port}"
    yield Stage(name="curl", lines=(_code("kubectl exec client -- curl -s http://web/"),), on="to web:80")
    for step, group in groupby(zip(trace.hops, said, strict=True), key=lambda pair: pair[0].step):
        lines = tuple(part for _, text in group for part in _hop(text))
        yield Stage(name=_STEPS[step], lines=lines, on=front if step in _BEFORE else back)


_BEFORE = frozenset({"name", "service", "policy"})  # until an endpoint is chosen
_STEPS: Mapping[str, str] = {
    "name": "CoreDNS",
    "route": "route",
    "service": "Service",
    "policy": "policy",
    "endpoint": "endpoint",
    "nat": "source address",
    "process": "pod",
}


def _hop(text: str) -> Iterator[tuple[str, str]]:
    """A sentence, and below it the object and the field that decided."""
    sentence, mark, by = text.rstrip(")").rpartition(" (")
    yield _small(sentence if mark else text)
    if mark:
        yield "by", by


def _refusal(shell: Shell, old: str, new: str, namespace: str = "default") -> str:
    """What the server says to the manifest with something else in it."""
    body = parse(MANIFEST.replace(old, new).encode() if old else MANIFEST.encode(), KUBECTL).documents[0].value
    try:
        shell.cluster.server.create(SERVICE, body, namespace=namespace)
    except StatusError as error:
        return error.status.message
    raise AssertionError(f"{new} was taken")


def _small(text: str) -> tuple[str, str]:
    return "small", text


def _code(text: str) -> tuple[str, str]:
    return "code", text


def _no(text: object) -> tuple[str, str]:
    return "no small", f"✕ {text}"


def draw(stages: list[Stage]) -> str:
    """The picture as SVG: the boxes below each other, what each one says beside it."""
    body: list[str] = []
    top = 18
    for number, stage in enumerate(stages):
        lines = [(kind, part) for kind, text in stage.lines for part in wrap(text, LONGEST)]
        high = max(HIGH, len(lines) * LINE + 6)
        body += _stage(stage, lines, top, high)
        if number + 1 < len(stages):
            body += _onward(stage.on, top + high)
            top += GAP
        top += high
    frame = f'width="{WIDE}" height="{top + 18}" viewBox="0 0 {WIDE} {top + 18}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>'
    paper = f'<rect class="paper" width="{WIDE}" height="{top + 18}" rx="8"/>'
    return "\n".join([head, STYLE, ARROW, paper, *body, "</svg>", ""])


def _stage(stage: Stage, lines: list[tuple[str, str]], top: int, high: int) -> Iterator[str]:
    middle, start = top + high / 2, top + (high - len(lines) * LINE) / 2
    yield f'<rect x="{LEFT}" y="{top}" width="{BOX}" height="{high}" rx="5"/>'
    yield f'<text class="box" x="{LEFT + BOX / 2:g}" y="{middle + 5:g}">{escape(stage.name)}</text>'
    for number, (kind, text) in enumerate(lines):
        yield f'<text class="{kind}" x="{LEFT + BOX + 18}" y="{start + number * LINE + 14:g}">{escape(text)}</text>'


def _onward(text: str, bottom: int) -> Iterator[str]:
    x = LEFT + BOX / 2
    yield f'<path d="M{x:g} {bottom}V{bottom + GAP}" marker-end="url(#tip)"/>'
    yield f'<text class="on" x="{x + 10:g}" y="{bottom + GAP / 2 + 4:g}">{escape(text)}</text>'


PICTURES: Mapping[str, Callable[[], Iterator[Stage]]] = {"manifest": manifest, "request": request}


def main() -> None:
    """Draw."""
    if sys.argv[1:2] == ["-"]:
        sys.stdout.write(draw(list(PICTURES[sys.argv[2]]())))
        return
    for name, stages in PICTURES.items():
        Path(__file__).with_name(f"{name}.svg").write_text(draw(list(stages())), encoding="utf-8")


if __name__ == "__main__":
    main()
