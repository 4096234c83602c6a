"""What GNU wget tells about a download, and what both wgets share."""

from __future__ import annotations

from tutor.cluster.network.trace import Delivered, NoSuchHost, Refused, Response, Trace
from tutor.kubectl.commands.call import Call
from tutor.kubectl.commands.options import Options
from tutor.kubectl.commands.sleep import seconds_of
from tutor.kubectl.commands.tls import spoken
from tutor.kubectl.commands.url import Url
from tutor.kubectl.output import Output

KERNEL_PATIENCE = 130.0


def patience(call: Call, options: Options, default: float) -> float:
    """How long wget waited in silence; the clock has moved on."""
    waited = min(seconds_of((options.last("T", str(default)),)) or default, KERNEL_PATIENCE)
    call.shell.cluster.advance(waited)
    return waited


def answers_late(call: Call, options: Options, delivered: Delivered) -> bool:
    """Wait for a slow process; whether it took longer than `-T` allows."""
    limit = seconds_of((options.last("T"),)) if options.last("T") else None
    if not limit or delivered.delay < limit:
        call.shell.cluster.advance(delivered.delay)
        return False
    call.shell.cluster.advance(limit)
    return True


def file_name(options: Options, url: Url) -> str:
    """Where a download goes: what -O says, else the end of the URL; `-` is standard output."""
    return options.last("O") or url.path.partition("?")[0].rpartition("/")[2] or "index.html"


def gnu(call: Call, options: Options, url: Url, trace: Trace) -> Output:
    """Finish a download; with -q only the exit status and the file are left."""
    said = _story(call, options, url, trace)
    return Output(stdout=said.stdout, stderr="" if "q" in options else said.stderr, code=said.code)


def _story(call: Call, options: Options, url: Url, trace: Trace) -> Output:
    start = f"--{_stamp(call)}--  {url}\n"
    resolving = f"Resolving {url.host} ({url.host})... "
    if isinstance(trace.outcome, NoSuchHost):
        failed = f"failed: Name or service not known.\nwget: unable to resolve host address ‘{url.host}’\n"
        return Output(stderr=start + resolving + failed, code=4)
    named = trace.address != url.host
    start += f"{resolving}{trace.address}\n" if named else ""
    there = f"{url.host} ({url.host})|{trace.address}|" if named else url.host
    start += f"Connecting to {there}:{url.port}... "
    if isinstance(trace.outcome, Delivered):
        start += "connected.\nHTTP request sent, awaiting response... "
        if answers_late(call, options, trace.outcome):
            return Output(stderr=f"{start}Read error (Connection timed out) in headers.\nGiving up.\n\n", code=4)
        return _answered(call, options, url, spoken(url.scheme, trace.outcome), start)
    if isinstance(trace.outcome, Refused):
        return Output(stderr=f"{start}failed: Connection refused.\n", code=4)
    patience(call, options, KERNEL_PATIENCE)
    return Output(stderr=f"{start}failed: Connection timed out.\n", code=4)


def _answered(call: Call, options: Options, url: Url, response: Response | None, start: str) -> Output:
    if response is None:
        return Output(stderr=f"{start}No data received.\n", code=4)
    start += f"{response.status} {response.reason}\n"
    if response.status >= 400:
        return Output(stderr=f"{start}{_stamp(call)} ERROR {response.status}: {response.reason}.\n\n", code=8)
    if "spider" in options:
        return Output(stderr=f"{start}Remote file exists.\n\n")
    return _kept(call, file_name(options, url), response, start)


def _kept(call: Call, name: str, response: Response, start: str) -> Output:
    size, standard = len(response.body.encode("utf-8", "surrogateescape")), name == "-"
    fault = None if standard else call.files.write(name, response.body)
    if fault:
        return Output(stderr=f"{start}{name}: {fault.reason}\n", code=3)
    headers = {header.lower(): value for header, value in response.headers}
    kind = headers.get("content-type", "text/plain").partition(";")[0]
    ending = "written to stdout" if standard else f"‘{name}’ saved"
    told = f"{start}Length: {size} [{kind}]\nSaving to: ‘{'STDOUT' if standard else name}’\n\n"
    told += f"{_stamp(call)} (10.0 MB/s) - {ending} [{size}/{size}]\n\n"
    return Output(stdout=response.body if standard else "", stderr=told)


def _stamp(call: Call) -> str:
    return call.shell.cluster.clock.timestamp().replace("T", " ").rstrip("Z")
