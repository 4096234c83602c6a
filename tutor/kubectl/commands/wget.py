"""wget: its words, and what BusyBox's says in small images; GNU's stands in wget_gnu.py."""

from __future__ import annotations

from types import MappingProxyType

from tutor.cluster.network.trace import Delivered, Flow, NoSuchHost, Refused, Request, Response, Trace
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, Options, read_options
from tutor.kubectl.commands.tls import spoken
from tutor.kubectl.commands.url import Url, parse_url
from tutor.kubectl.commands.wget_gnu import KERNEL_PATIENCE, answers_late, file_name, gnu, patience
from tutor.kubectl.output import Output

_LETTERED = "output-document=O timeout=T quiet=q tries=t server-response=S no-verbose=n"
_GRAMMAR = Grammar(
    letters="qSO:T:U:cP:Yt:nvd",
    long=dict(pair.split("=") for pair in _LETTERED.split())
    | {name: name for name in ("spider", "header", "no-check-certificate", "post-data")},
    valued=frozenset({"header", "post-data"}),
)


def has_busybox(call: Call) -> bool:
    """Whether the small programs of this place are BusyBox's."""
    return call.shell.place.kind == "pod" and call.shell.knows("ash")


def has_nettools(call: Call) -> bool:
    """Whether an image made for looking at networks brings the full programs beside BusyBox's."""
    return call.shell.knows("ipvsadm")


def _wget(call: Call) -> Output:
    options = read_options(call.args, _GRAMMAR)
    small = has_busybox(call)
    if options.unknown or options.lacking or not options.operands:
        wrong = options.unknown or options.lacking
        said = f"wget: unrecognized option '{wrong}'" if wrong else "wget: missing URL"
        return fail(
            f"{said}\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.", 1 if small else 2
        )
    url = parse_url(options.operands[0])
    if not isinstance(url, Url):
        return fail(
            f"wget: not an http or ftp url: {options.operands[0]}"
            if small
            else f"{options.operands[0]}: Invalid host name."
        )
    headers = tuple(
        (name.strip(), value.strip()) for name, _, value in (row.partition(":") for row in options.all("header"))
    )
    body = options.last("post-data")
    host = next((value for name, value in headers if name.lower() == "host"), url.authority)
    request = Request(
        method="POST" if body else "GET",
        path=url.path,
        headers=(("User-Agent", "Wget"), *headers),
        host=host,
        body=body,
    )
    trace = call.shell.connect(Flow(source=call.shell.place, host=url.host, port=url.port, request=request))
    return (_small if small else gnu)(call, options, url, trace)


def _small(call: Call, options: Options, url: Url, trace: Trace) -> Output:
    if isinstance(trace.outcome, NoSuchHost):
        return fail(f"wget: bad address '{url.host}'")
    address = f"{trace.address or url.host}:{url.port}"
    quiet = "q" in options
    start = "" if quiet else f"Connecting to {url.authority} ({address})\n"
    if isinstance(trace.outcome, Refused):
        return fail(f"{start}wget: can't connect to remote host ({trace.address or url.host}): Connection refused")
    if not isinstance(trace.outcome, Delivered):
        waited = patience(call, options, 900.0)
        silent = waited == KERNEL_PATIENCE
        words = (
            f"can't connect to remote host ({trace.address or url.host}): Operation timed out"
            if silent
            else "download timed out"
        )
        return fail(f"{start}wget: {words}")
    if answers_late(call, options, trace.outcome):
        return fail(f"{start}wget: download timed out")
    response = spoken(url.scheme, trace.outcome)
    if response is None:
        return fail(f"{start}wget: error getting response")
    if response.status >= 400:
        return fail(f"{start}wget: server returned error: HTTP/1.1 {response.status} {response.reason}")
    if "spider" in options:
        return Output(stderr="" if quiet else f"{start}remote file exists\n")
    return _kept(call, options, url, response, start, quiet=quiet)


def _kept(call: Call, options: Options, url: Url, response: Response, start: str, *, quiet: bool) -> Output:
    name, size = file_name(options, url), len(response.body.encode("utf-8", "surrogateescape"))
    standard = name == "-"
    fault = None if standard else call.files.write(name, response.body)
    if fault:
        return fail(f"{start}wget: can't open '{name}': {fault.reason}")
    bar = f"{name[:20]:20} 100% |{'*' * 32}| {size:5}  0:00:00 ETA\n"
    opening, closing = (
        ("writing to stdout", "written to stdout") if standard else (f"saving to '{name}'", f"'{name}' saved")
    )
    told = "" if quiet else f"{start}{opening}\n{bar}{closing}\n"
    return Output(stdout=response.body if standard else "", stderr=told)


_ROWS: dict[str, Program] = {"wget": _wget}
WGET: Programs = MappingProxyType(_ROWS)
