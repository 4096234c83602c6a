"""wget, as BusyBox has it in small images and as GNU has it elsewhere."""

from __future__ import annotations

from types import MappingProxyType

from tutor.cluster.network.trace import Delivered, Flow, NoSuchHost, Refused, Request, Response, Trace
from tutor.kubectl.commands.builtins import seconds_of
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, Options, read_options
from tutor.kubectl.commands.tls import spoken
from tutor.kubectl.commands.url import Url, parse_url
from tutor.kubectl.output import Output

KERNEL_PATIENCE = 130.0
_GRAMMAR = Grammar(
    letters="qSO:T:U:cP:Yt:nvd",
    long={"spider": "spider", "output-document": "O", "timeout": "T", "quiet": "q", "header": "header", "tries": "t",
          "server-response": "S", "no-check-certificate": "no-check-certificate", "post-data": "post-data", "no-verbose": "n"},
    valued=frozenset({"header", "post-data"}),
)  # fmt: skip


def has_busybox(call: Call) -> bool:
    """Whether the small programs of this place are BusyBox's."""
    return call.shell.place.kind == "pod" and call.shell.knows("ash")


def _wget(call: Call) -> Output:
    options = read_options(call.args, _GRAMMAR)
    small = has_busybox(call)
    if options.unknown or options.lacking or not options.operands:
        wrong = options.unknown or options.lacking
        said = f"wget: unrecognized option '{wrong}'" if wrong else "wget: missing URL"
        return fail(f"{said}\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.", 1 if small else 2)
    url = parse_url(options.operands[0])
    if not isinstance(url, Url):
        return fail(f"wget: not an http or ftp url: {options.operands[0]}" if small else f"{options.operands[0]}: Invalid host name.")
    headers = tuple((name.strip(), value.strip()) for name, _, value in (row.partition(":") for row in options.all("header")))
    body = options.last("post-data")
    host = next((value for name, value in headers if name.lower() == "host"), url.authority)
    request = Request(method="POST" if body else "GET", path=url.path, headers=(("User-Agent", "Wget"), *headers), host=host, body=body)
    trace = call.shell.connect(Flow(source=call.shell.place, host=url.host, port=url.port, request=request))
    return (_small if small else _gnu)(call, options, url, trace)


def _patience(call: Call, options: Options, default: float) -> float:
    """How long wget waited in silence; the clock has moved on."""
    waited = min(seconds_of((options.last("T", str(default)),)) or default, KERNEL_PATIENCE)
    call.shell.cluster.advance(waited)
    return waited


def _file_name(options: Options, url: Url) -> str:
    return options.last("O") or url.path.partition("?")[0].rpartition("/")[2] or "index.html"


def _small(call: Call, options: Options, url: Url, trace: Trace) -> Output:
    if isinstance(trace.outcome, NoSuchHost):
        return fail(f"wget: bad address '{url.host}'")
    address = f"{trace.address or url.host}:{url.port}"
    quiet = "q" in options
    start = "" if quiet else f"Connecting to {url.authority} ({address})\n"
    if isinstance(trace.outcome, Refused):
        return fail(f"{start}wget: can't connect to remote host ({trace.address or url.host}): Connection refused")
    if not isinstance(trace.outcome, Delivered):
        waited = _patience(call, options, 900.0)
        silent = waited == KERNEL_PATIENCE
        words = f"can't connect to remote host ({trace.address or url.host}): Operation timed out" if silent else "download timed out"
        return fail(f"{start}wget: {words}")
    response = spoken(url.scheme, trace.outcome)
    if response is None:
        return fail(f"{start}wget: error getting response")
    if response.status >= 400:
        return fail(f"{start}wget: server returned error: HTTP/1.1 {response.status} {response.reason}")
    if "spider" in options:
        return Output(stderr="" if quiet else f"{start}remote file exists\n")
    return _kept(call, options, url, response, start, quiet=quiet)


def _kept(call: Call, options: Options, url: Url, response: Response, start: str, *, quiet: bool) -> Output:
    name, size = _file_name(options, url), len(response.body.encode("utf-8", "surrogateescape"))
    standard = name == "-"
    fault = None if standard else call.files.write(name, response.body)
    if fault:
        return fail(f"{start}wget: can't open '{name}': {fault.reason}")
    bar = f"{name[:20]:20} 100% |{'*' * 32}| {size:5}  0:00:00 ETA\n"
    opening, closing = ("writing to stdout", "written to stdout") if standard else (f"saving to '{name}'", f"'{name}' saved")
    told = "" if quiet else f"{start}{opening}\n{bar}{closing}\n"
    return Output(stdout=response.body if standard else "", stderr=told)


def _gnu(call: Call, options: Options, url: Url, trace: Trace) -> Output:
    quiet = "q" in options
    stamp = call.shell.cluster.clock.timestamp().replace("T", " ").rstrip("Z")
    start = "" if quiet else f"--{stamp}--  {url}\n"
    named = trace.address and trace.address != url.host
    if isinstance(trace.outcome, NoSuchHost):
        words = f"{start}Resolving {url.host} ({url.host})... failed: Name or service not known.\n"
        return fail(f"{'' if quiet else words}wget: unable to resolve host address ‘{url.host}’", 4)
    if named and not quiet:
        start += f"Resolving {url.host} ({url.host})... {trace.address}\n"
    there = f"{url.host} ({url.host})|{trace.address}|" if named else url.host
    start += "" if quiet else f"Connecting to {there}:{url.port}... "
    if not isinstance(trace.outcome, Delivered):
        refused = isinstance(trace.outcome, Refused)
        _ = refused or _patience(call, options, KERNEL_PATIENCE)
        return Output(stderr="" if quiet else f"{start}failed: {'Connection refused' if refused else 'Connection timed out'}.\n", code=4)
    response = spoken(url.scheme, trace.outcome)
    start += "" if quiet else "connected.\nHTTP request sent, awaiting response... "
    if response is None:
        return Output(stderr="" if quiet else f"{start}No data received.\n", code=4)
    start += "" if quiet else f"{response.status} {response.reason}\n"
    if response.status >= 400:
        return Output(stderr="" if quiet else f"{start}{stamp} ERROR {response.status}: {response.reason}.\n\n", code=8)
    if "spider" in options:
        return Output(stderr="" if quiet else f"{start}Remote file exists.\n\n")
    return _gnu_kept(call, options, url, response, start, stamp, quiet=quiet)


def _gnu_kept(call: Call, options: Options, url: Url, response: Response, start: str, stamp: str, *, quiet: bool) -> Output:
    name, size = _file_name(options, url), len(response.body.encode("utf-8", "surrogateescape"))
    standard = name == "-"
    fault = None if standard else call.files.write(name, response.body)
    if fault:
        return fail(f"{start}{name}: {fault.reason}", 3)
    shown = "STDOUT" if standard else name
    kind = next((value for header, value in response.headers if header.lower() == "content-type"), "text/plain").partition(";")[0]
    ending = "written to stdout" if standard else f"‘{name}’ saved"
    told = f"{start}Length: {size} [{kind}]\nSaving to: ‘{shown}’\n\n{stamp} (10.0 MB/s) - {ending} [{size}/{size}]\n\n"
    return Output(stdout=response.body if standard else "", stderr="" if quiet else told)


_ROWS: dict[str, Program] = {"wget": _wget}
WGET: Programs = MappingProxyType(_ROWS)
