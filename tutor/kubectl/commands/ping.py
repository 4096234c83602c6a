"""ping, as iputils has it and as BusyBox does."""

from __future__ import annotations

import re
from types import MappingProxyType

from tutor.cluster.network.trace import Delivered, Flow, NoSuchHost, Refused, Trace
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.commands.wget import has_busybox, has_nettools
from tutor.kubectl.output import Output
from tutor.values import frozen

USUAL, MOST = 4, 100


@frozen
class Dialect:
    """How one ping writes its lines."""

    title: str
    reply: str
    unreachable: str
    totals: str
    times: str
    no_host: str
    no_host_code: int


IPUTILS = Dialect(
    title="PING {host} ({address}) 56(84) bytes of data.",
    reply="64 bytes from {address}: icmp_seq={number} ttl=63 time=0.06{digit} ms",
    unreachable="From {address} icmp_seq={number} Destination Port Unreachable",
    totals="{sent} packets transmitted, {got} received, {lost}% packet loss, time {spent}ms",
    times="rtt min/avg/max/mdev = 0.050/0.060/0.070/0.008 ms",
    no_host="ping: {host}: Name or service not known",
    no_host_code=2,
)
BUSYBOX = Dialect(
    title="PING {host} ({address}): 56 data bytes",
    reply="64 bytes from {address}: seq={digit} ttl=63 time=0.06{digit} ms",
    unreachable="",
    totals="{sent} packets transmitted, {got} packets received, {lost}% packet loss",
    times="round-trip min/avg/max = 0.050/0.060/0.070 ms",
    no_host="ping: bad address '{host}'",
    no_host_code=1,
)


def _ping(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="c:W:w:i:nq46s:I:"))
    if options.unknown or options.lacking or not options.operands:
        return fail("ping: usage error: Destination address required")
    host, dialect = options.operands[0], BUSYBOX if has_busybox(call) and not has_nettools(call) else IPUTILS
    count = min(int(options.last("c")), MOST) if re.fullmatch(r"[1-9]\d{0,5}", options.last("c")) else USUAL
    flow = Flow(source=call.shell.place, host=host, port=0, protocol="ICMP")
    traces = [call.shell.connect(flow) for _ in range(count)]
    if isinstance(traces[0].outcome, NoSuchHost):
        return fail(dialect.no_host.format(host=host), dialect.no_host_code)
    call.shell.cluster.advance(float(count))
    return _told(host, traces, dialect)


def _told(host: str, traces: list[Trace], dialect: Dialect) -> Output:
    address, sent = traces[0].address or host, len(traces)
    got = sum(isinstance(trace.outcome, Delivered) for trace in traces)
    lost = round(100 * (sent - got) / sent)
    lines = [
        dialect.title.format(host=host, address=address),
        *(line for at, trace in enumerate(traces) if (line := _echo(trace, address, at, dialect))),
        "",
        f"--- {host} ping statistics ---",
        dialect.totals.format(sent=sent, got=got, lost=lost, spent=1000 * (sent - 1) + 4),
        *([dialect.times] if got else []),
    ]
    return Output(stdout=joined(lines), code=int(not got))


def _echo(trace: Trace, address: str, at: int, dialect: Dialect) -> str:
    """The line about one answer, "" for silence."""
    outcome = trace.outcome
    row = (
        dialect.reply if isinstance(outcome, Delivered) else dialect.unreachable if isinstance(outcome, Refused) else ""
    )
    return row.format(address=address, number=at + 1, digit=at % 10)


_ROWS: dict[str, Program] = {"ping": _ping}
PING: Programs = MappingProxyType(_ROWS)
