"""traceroute: the machines between a place and an address."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from tutor.cluster.network.trace import Delivered, Flow, NoSuchHost, Refused, Trace
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.hosts import pod_at
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.output import Output

SILENT_HOPS = 30
SECONDS_A_HOP = 5.0
_GRAMMAR = Grammar(letters="nIT4q:w:m:p:i:", long=MappingProxyType({"icmp": "I", "tcp": "T"}))


def _traceroute(call: Call) -> Output:
    options = read_options(call.args, _GRAMMAR)
    if options.unknown or options.lacking or not options.operands:
        return fail("Usage: traceroute [ -nIT ] [ -m max_ttl ] host", 2)
    host = options.operands[0]
    trace = call.shell.connect(Flow(source=call.shell.place, host=host, port=0, protocol="ICMP"))
    if isinstance(trace.outcome, NoSuchHost):
        return fail(f'{host}: Name or service not known\nCannot handle "host" cmdline arg `{host}\' on position 1', 2)
    most = options.last("m", str(SILENT_HOPS))
    limit = min(int(most), SILENT_HOPS) if most.isdigit() and int(most[:4]) else SILENT_HOPS
    address = trace.address or host
    hops = [*_between(call, address), *_end(trace, address)]
    silent = (
        [f"{at:2}  * * *" for at in range(len(hops) + 1, limit + 1)]
        if len(hops) < limit and not _end(trace, "")
        else []
    )
    call.shell.cluster.advance(SECONDS_A_HOP * len(silent))
    title = f"traceroute to {host} ({address}), {limit} hops max, 60 byte packets"
    rows = (f"{at:2}  {one} ({one})  0.0{at}1 ms  0.0{at}0 ms  0.0{at}0 ms" for at, one in enumerate(hops, 1))
    return Output(stdout=joined([title, *rows, *silent]))


def _between(call: Call, address: str) -> Iterator[str]:
    """The nodes on the way: that of a pod which asks, then that of the pod which is asked."""
    cluster, place = call.shell.cluster, call.shell.place
    own, there = pod_at(cluster, place) if place.kind == "pod" else None, cluster.view.pod_at(address)
    names = [pod.spec.node_name for pod in (own, there) if pod is not None]
    for name in dict.fromkeys(names):
        node = cluster.view.node(name)
        if node is not None and node.name != place.name and node.ip != address:
            yield node.ip


def _end(trace: Trace, address: str) -> tuple[str, ...]:
    return (address,) if isinstance(trace.outcome, Delivered | Refused) else ()


_ROWS: dict[str, Program] = {"traceroute": _traceroute, "tracepath": _traceroute}
TRACEROUTE: Programs = MappingProxyType(_ROWS)
