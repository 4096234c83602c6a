"""curl: from its words to connections, and from their outcomes to its exit statuses."""

from __future__ import annotations

import re
from types import MappingProxyType

from tutor.cluster.network.trace import Delivered, Flow, NoSuchHost, Refused, Request, Response, TimedOut, Trace
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.curl_words import Transfer, narrate, render_head, write_out
from tutor.kubectl.commands.options import Grammar, Options, read_options
from tutor.kubectl.commands.tls import distrust, spoken
from tutor.kubectl.commands.url import Url, UrlFault, parse_url
from tutor.kubectl.output import Output
from tutor.values import frozen, replace

KERNEL_PATIENCE = 130.0
MOST_REDIRECTS = 50
_LETTERED = """
    verbose=v silent=s show-error=S output=o write-out=w max-time=m head=I insecure=k header=H location=L request=X
    data=d include=i show-headers=i user-agent=A fail=f fail-with-body=f user=u get=G ipv4=4 ipv6=6 remote-name=O
    no-buffer=N http1.0=0 data-raw=d data-binary=d data-urlencode=d progress-bar=# dump-header=D globoff=g version=V
    help=h referer=e cookie=b
"""
_FLAGS = "compressed http1.1 http2 no-keepalive no-progress-meter path-as-is retry-connrefused tcp-nodelay"
_VALUED = """
    cacert connect-timeout interface json keepalive-time max-redirs noproxy resolve retry retry-delay retry-max-time url
"""
_GRAMMAR = Grammar(
    letters="vsSo:w:m:IkH:LX:d:iA:fu:G46ON0#D:gVhe:b:qR",
    long=MappingProxyType(
        dict(pair.split("=") for pair in _LETTERED.split()) | {name: name for name in (_FLAGS + _VALUED).split()}
    ),
    valued=frozenset(_VALUED.split()),
)
_TRY = "curl: try 'curl --help' or 'curl --manual' for more information"


@frozen
class Fault:
    """Why a transfer failed, in curl's words."""

    code: int
    message: str


def _curl(call: Call) -> Output:
    options = read_options(call.args, _GRAMMAR)
    if options.unknown:
        return fail(f"curl: option {options.unknown}: is unknown\n{_TRY}", 2)
    if options.lacking:
        return fail(f"curl: option {options.lacking}: requires parameter\n{_TRY}", 2)
    if "V" in options:
        return Output(stdout="curl 8.14.1 (x86_64-pc-linux-gnu)\nProtocols: http https\n")
    urls = (*options.all("url"), *options.operands)
    if not urls:
        return fail(f"curl: (2) no URL specified\n{_TRY}", 2)
    for name in ("m", "connect-timeout"):
        if name in options and _seconds(options.last(name)) is None:
            shown = "-m" if name == "m" else f"--{name}"
            return fail(f"curl: option {shown}: expected a proper numerical parameter\n{_TRY}", 2)
    done = [_get(call, options, url, at) for at, url in enumerate(urls)]
    return Output(
        stdout="".join(one.stdout for one in done), stderr="".join(one.stderr for one in done), code=done[-1].code
    )


def _seconds(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,9}(\.\d{0,6})?|\.\d{1,6}", text) else None


def _get(call: Call, options: Options, text: str, index: int) -> Output:
    url = parse_url(text)
    if isinstance(url, UrlFault):
        return _ended(call, options, Transfer(url=None), Fault(code=url.code, message=url.message), index)
    transfer, fault = _attempt(call, options, url)
    left = int(options.last("retry", "0")) if options.last("retry", "0").isdigit() else 0
    while fault and left > 0 and (fault.code == 28 or (fault.code == 7 and "retry-connrefused" in options)):
        left -= 1
        call.shell.cluster.advance(_seconds(options.last("retry-delay")) or 1.0)
        transfer, fault = _attempt(call, options, url)
    return _ended(call, options, transfer, fault, index)


def _attempt(call: Call, options: Options, url: Url) -> tuple[Transfer, Fault | None]:
    """One transfer with its redirections."""
    most = int(options.last("max-redirs")) if options.last("max-redirs").isdigit() else MOST_REDIRECTS
    log = ""
    for turn in range(most + 1):
        transfer, fault = _exchange(call, options, url)
        log += narrate(transfer)
        transfer = replace(transfer, log=log, redirects=turn)
        target = _redirection(transfer.response, url) if "L" in options and not fault else None
        if target is None:
            return transfer, fault
        url = target
    return transfer, Fault(code=47, message=f"Maximum ({most}) redirects followed")


def _redirection(response: Response | None, url: Url) -> Url | None:
    if response is None or response.status not in {301, 302, 303, 307, 308}:
        return None
    location = next((value for name, value in response.headers if name.lower() == "location"), "")
    if location.startswith("/"):
        return replace(url, path=location)
    found = parse_url(location) if location else None
    return found if isinstance(found, Url) else None


def _exchange(call: Call, options: Options, url: Url) -> tuple[Transfer, Fault | None]:
    request = _request(options, url)
    host = _resolved(options, url)
    trace = call.shell.connect(Flow(source=call.shell.place, host=host, port=url.port, request=request))
    transfer = Transfer(url=url, request=request, trace=trace, named=host == url.host)
    fault = _fault(call, options, url, trace)
    if fault:
        return replace(transfer, failure=fault.message), fault
    response = spoken(url.scheme, trace.outcome) if isinstance(trace.outcome, Delivered) else None
    transfer = replace(transfer, response=response)
    if "f" in options and response and response.status >= 400:
        return transfer, Fault(code=22, message=f"The requested URL returned error: {response.status}")
    return transfer, None


def _resolved(options: Options, url: Url) -> str:
    """The host to connect to: `--resolve HOST:PORT:ADDRESS` comes first."""
    for row in options.all("resolve"):
        host, _, rest = row.lstrip("+").partition(":")
        port, _, address = rest.partition(":")
        if host in {url.host, "*"} and port == str(url.port):
            return address.strip("[]")
    return url.host


def _request(options: Options, url: Url) -> Request:
    rows = [row.partition(":") for row in options.all("H")]
    own = {name.strip().lower(): value.strip() for name, colon, value in rows if colon}
    headers = [("User-Agent", options.last("A", "curl/8.14.1")), ("Accept", "*/*")]
    body = "&".join(options.all("d")) + options.last("json")
    if body and "G" not in options:
        headers += [
            ("Content-Length", str(len(body.encode("utf-8", "replace")))),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ]
    given = [
        (name.strip(), value.strip())
        for name, colon, value in rows
        if colon and value.strip() and name.strip().lower() != "host"
    ]
    headers = [(name, value) for name, value in headers if name.lower() not in own] + given
    method = options.last("X") or ("HEAD" if "I" in options else "POST" if body and "G" not in options else "GET")
    path = url.path + (("&" if "?" in url.path else "?") + body if body and "G" in options else "")
    return Request(
        method=method,
        path=path,
        headers=tuple(headers),
        host=own.get("host", url.authority),
        body="" if "G" in options else body,
    )


def _fault(call: Call, options: Options, url: Url, trace: Trace) -> Fault | None:
    """What curl says about an outcome, None when the server answered; waiting takes virtual time."""
    match trace.outcome:
        case NoSuchHost():
            return Fault(code=6, message=f"Could not resolve host: {url.host}")
        case Refused():
            return Fault(
                code=7,
                message=f"Failed to connect to {url.host} port {url.port} after 0 ms: Could not connect to server",
            )
        case TimedOut():
            return _patience(call, options, url)
        case Delivered():
            return _late(call, options, trace.outcome) or _greeting(call, options, url, trace.outcome)


def _late(call: Call, options: Options, delivered: Delivered) -> Fault | None:
    """Wait for a slow process, for as long as `-m` allows."""
    limit = _seconds(options.last("m"))
    if not limit or delivered.delay < limit:
        call.shell.cluster.advance(delivered.delay)
        return None
    call.shell.cluster.advance(limit)
    spent = round(limit * 1000) + 1
    return Fault(code=28, message=f"Operation timed out after {spent} milliseconds with 0 bytes received")


def _greeting(call: Call, options: Options, url: Url, delivered: Delivered) -> Fault | None:
    """TLS first, where the URL asks for it; then whether anything was said."""
    if url.scheme == "https":
        wrong = distrust(url.host, delivered, call.shell.settings, insecure="k" in options)
        if wrong:
            return Fault(code=wrong.code, message=wrong.message)
    return Fault(code=52, message="Empty reply from server") if delivered.response is None else None


def _patience(call: Call, options: Options, url: Url) -> Fault:
    whole, connecting = (
        _seconds(options.last("m")) or KERNEL_PATIENCE,
        _seconds(options.last("connect-timeout")) or KERNEL_PATIENCE,
    )
    waited = min(whole, connecting, KERNEL_PATIENCE)
    call.shell.cluster.advance(waited)
    spent = round(waited * 1000) + 1
    if waited == KERNEL_PATIENCE:
        return Fault(
            code=28,
            message=f"Failed to connect to {url.host} port {url.port} after {spent} ms: Could not connect to server",
        )
    if whole <= connecting:
        return Fault(code=28, message=f"Connection timed out after {spent} milliseconds")
    return Fault(
        code=28, message=f"Failed to connect to {url.host} port {url.port} after {spent} ms: Timeout was reached"
    )


def _ended(call: Call, options: Options, transfer: Transfer, fault: Fault | None, index: int) -> Output:
    """Put the body where it belongs and say what went wrong."""
    body = "" if fault else _body(options, transfer)
    stderr = transfer.log if "v" in options else ""
    if fault and ("s" not in options or "S" in options):
        stderr += f"curl: ({fault.code}) {fault.message}\n"
    code = fault.code if fault else 0
    target = _target(options, transfer, index)
    if target and not fault:
        wrong = call.files.write(target, body) if target != "/dev/null" else None
        if wrong:
            stderr += f"curl: (23) client returned ERROR on write, 0 was not {len(body)}\n"
            code = 23
        body = ""
    extra = write_out(options.last("w"), transfer, code, fault.message if fault else "") if "w" in options else ""
    return Output(stdout=body + extra, stderr=stderr, code=code)


def _body(options: Options, transfer: Transfer) -> str:
    if transfer.response is None:
        return ""
    if "I" in options:
        return render_head(transfer.response)
    head = render_head(transfer.response) if "i" in options else ""
    empty = transfer.request is not None and transfer.request.method == "HEAD"
    return head + ("" if empty else transfer.response.body)


def _target(options: Options, transfer: Transfer, index: int) -> str:
    names = options.all("o")
    if index < len(names):
        return "" if names[index] == "-" else names[index]
    if "O" in options and transfer.url:
        return transfer.url.path.partition("?")[0].rpartition("/")[2] or "curl_response"
    return ""


_ROWS: dict[str, Program] = {"curl": _curl}
CURL: Programs = MappingProxyType(_ROWS)
