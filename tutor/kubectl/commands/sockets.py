"""Programs that try a connection without HTTP: nc and telnet."""

from __future__ import annotations

import re
from types import MappingProxyType

from tutor.cluster.network.trace import Delivered, Flow, NoSuchHost, Refused, Request, Trace
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.curl_words import render_head
from tutor.kubectl.commands.options import Grammar, Options, read_options
from tutor.kubectl.commands.sleep import seconds_of
from tutor.kubectl.commands.wget import has_busybox, has_nettools
from tutor.kubectl.output import Output

KERNEL_PATIENCE = 130.0
_SERVICES = {80: "http", 443: "https", 53: "domain", 22: "ssh", 8080: "http-alt", 5432: "postgresql", 3306: "mysql"}


def _nc(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="zvnutw:lkp:q:Ni:46s:"))
    if options.unknown or options.lacking or len(options.operands) < 2:
        return fail("usage: nc [-uvz] [-w timeout] [destination] [port]")
    host, word = options.operands[:2]
    if not re.fullmatch(r"\d{1,5}", word) or not 0 < int(word) < 65536:
        return fail(f"nc: port number invalid: {word}")
    request = None if "z" in options else _typed(call.stdin, host)
    protocol = "UDP" if "u" in options else "TCP"
    trace = call.shell.connect(
        Flow(source=call.shell.place, host=host, port=int(word), protocol=protocol, request=request)
    )
    return (_nc_small if has_busybox(call) and not has_nettools(call) else _nc_openbsd)(call, options, trace)


def _typed(text: str, host: str) -> Request | None:
    """What was piped in, read as an HTTP request; None when it is none."""
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    first, *rows = head.split("\n")
    found = re.fullmatch(r"([A-Z]+) (\S+)(?: HTTP/1\.[01])?", first)
    headers = tuple(
        (name.strip(), value.strip()) for name, colon, value in (row.partition(":") for row in rows) if colon
    )
    named = next((value for name, value in headers if name.lower() == "host"), host)
    return Request(method=found[1], path=found[2], headers=headers, host=named, body=body) if found else None


def _silence(call: Call, options: Options) -> None:
    waited = seconds_of((options.last("w"),)) if options.last("w") else None
    call.shell.cluster.advance(min(waited or KERNEL_PATIENCE, KERNEL_PATIENCE))


def _answer(trace: Trace) -> str:
    response = trace.outcome.response if isinstance(trace.outcome, Delivered) else None
    return render_head(response) + response.body if response else ""


def _nc_openbsd(call: Call, options: Options, trace: Trace) -> Output:
    flow = trace.flow
    kind = flow.protocol.lower()
    there = flow.host if trace.address in {"", flow.host} else f"{flow.host} ({trace.address})"
    if isinstance(trace.outcome, NoSuchHost):
        return fail(f'nc: getaddrinfo for host "{flow.host}" port {flow.port}: Name or service not known')
    if isinstance(trace.outcome, Delivered):
        told = f"Connection to {there} {flow.port} port [{kind}/{_SERVICES.get(flow.port, '*')}] succeeded!\n"
        return Output(stdout=_answer(trace), stderr=told if "v" in options else "")
    refused = isinstance(trace.outcome, Refused)
    if not refused:
        _silence(call, options)
    words = "failed: Connection refused" if refused else "timed out: Operation now in progress"
    return Output(
        stderr=f"nc: connect to {there} port {flow.port} ({kind}) {words}\n" if "v" in options else "", code=1
    )


def _nc_small(call: Call, options: Options, trace: Trace) -> Output:
    flow = trace.flow
    if isinstance(trace.outcome, NoSuchHost):
        return fail(f"nc: bad address '{flow.host}'")
    there = f"{flow.host} ({trace.address or flow.host}:{flow.port})"
    if isinstance(trace.outcome, Delivered):
        return Output(stdout=_answer(trace), stderr=f"{there} open\n" if "v" in options else "")
    if isinstance(trace.outcome, Refused):
        return fail(f"nc: {there}: Connection refused")
    _silence(call, options)
    return fail("nc: timed out" if "w" in options else f"nc: {there}: Operation timed out")


def _telnet(call: Call) -> Output:
    words = [word for word in call.args if not word.startswith("-")]
    if not words:
        return fail("telnet: no host given")
    port = int(words[1]) if len(words) > 1 and re.fullmatch(r"\d{1,5}", words[1]) else 23
    trace = call.shell.connect(
        Flow(source=call.shell.place, host=words[0], port=min(port, 65535), request=_typed(call.stdin, words[0]))
    )
    if isinstance(trace.outcome, NoSuchHost):
        return fail(f"telnet: could not resolve {words[0]}/{port}: Name or service not known")
    trying = f"Trying {trace.address or words[0]}...\n"
    if isinstance(trace.outcome, Delivered):
        closed = "Connection closed by foreign host.\n"
        return Output(
            stdout=f"{trying}Connected to {words[0]}.\nEscape character is '^]'.\n{_answer(trace)}",
            stderr=closed,
            code=1,
        )
    refused = isinstance(trace.outcome, Refused)
    if not refused:
        call.shell.cluster.advance(KERNEL_PATIENCE)
    reason = "Connection refused" if refused else "Connection timed out"
    return Output(stdout=trying, stderr=f"telnet: Unable to connect to remote host: {reason}\n", code=1)


_ROWS: dict[str, Program] = {"nc": _nc, "telnet": _telnet}
SOCKETS: Programs = MappingProxyType(_ROWS)
