"""Programs that ask name servers: nslookup, getent, host (dig stands in dig.py)."""

from __future__ import annotations

import re
from ipaddress import ip_address
from types import MappingProxyType

from tutor.cluster.images import image_of, parse_image
from tutor.cluster.network.resolvconf import hosts_line
from tutor.cluster.network.trace import Record, Resolution
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.hosts import pod_at
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.commands.wget import has_busybox
from tutor.kubectl.output import Output

PATIENCE = 15.0
_RCODES = {"SERVFAIL": 2, "NXDOMAIN": 3, "REFUSED": 5}
TYPES = ("A", "AAAA", "SRV", "CNAME", "PTR", "ANY", "MX", "TXT", "NS", "SOA")


def reverse_name(text: str) -> str:
    """The in-addr.arpa name of an address, "" for a name."""
    try:
        return ip_address(text).reverse_pointer + "."
    except ValueError:
        return ""


def authoritative(name: str, call: Call) -> bool:
    """Whether the cluster's own servers answer for a name; what comes from elsewhere is passed on."""
    return name.rstrip(".").lower().endswith((call.shell.settings.domain, ".in-addr.arpa"))


def _nslookup(call: Call) -> Output:
    kind, words = "", []
    for word in call.args:
        found = re.fullmatch(r"-(?:query|type|q|querytype)=(\w+)", word)
        kind = found[1].upper() if found else kind
        words += [] if word.startswith("-") else [word]
    if not words:
        return fail("nslookup: interactive mode is not simulated. Try: nslookup kubernetes.default")
    server = words[1] if len(words) > 1 else ""
    if has_busybox(call) and not call.shell.knows("dig"):
        return (_nslookup_old if _old_busybox(call) else _nslookup_small)(call, words[0], kind, server)
    return _nslookup_bind(call, words[0], kind, server)


def _old_busybox(call: Call) -> bool:
    """BusyBox up to 1.28 had another nslookup, the one that Kubernetes' own pages show."""
    pod = pod_at(call.shell.cluster, call.shell.place)
    if pod is None or image_of(pod.spec.containers[0]) is None:
        return False
    found = re.match(r"1\.(\d+)", parse_image(pod.spec.containers[0].image).tag)
    return found is not None and int(found[1]) <= 28


def _silent(call: Call, server: str) -> Output:
    call.shell.cluster.advance(PATIENCE)
    return Output(
        stdout=f";; communications error to {server}#53: timed out\n" * 3 + ";; no servers could be reached\n\n", code=1
    )


def _nslookup_bind(call: Call, name: str, kind: str, server: str) -> Output:
    question, wanted = (reverse_name(name), "PTR") if reverse_name(name) else (name, kind or "A")
    found = call.shell.resolve(question, wanted, server=server)
    if found.rcode == "TIMEOUT":
        return _silent(call, found.server)
    head = f"Server:\t\t{found.server}\nAddress:\t{found.server}#53\n\n"
    if found.rcode != "NOERROR":
        shown = question.rstrip(".")
        return Output(stdout=f"{head}** server can't find {shown}: {found.rcode}\n\n", code=1)
    if not found.answers:
        return Output(stdout=f"{head}*** Can't find {name}: No answer\n\n", code=1)
    note = "" if authoritative(found.answers[0].name, call) else "Non-authoritative answer:\n"
    return Output(stdout=head + note + joined(_bind_record(one) for one in found.answers) + "\n")


def _bind_record(record: Record) -> str:
    name = record.name.rstrip(".")
    rows = {
        "A": f"Name:\t{name}\nAddress: {record.data}",
        "AAAA": f"Name:\t{name}\nAddress: {record.data}",
        "CNAME": f"{name}\tcanonical name = {record.data}",
        "SRV": f"{name}\tservice = {record.data}",
        "PTR": f"{name}\tname = {record.data}",
    }
    return rows.get(record.type, f"{name}\t{record.type} {record.data}")


def _nslookup_small(call: Call, name: str, kind: str, server: str) -> Output:
    question, wanted = (reverse_name(name), "PTR") if reverse_name(name) else (name, kind)
    kinds = (wanted,) if wanted else ("A", "AAAA")
    tried = _tried(call, question, server)
    asked = [(one, each) for each in kinds for one in tried]
    found = [(one, call.shell.resolve(f"{one.rstrip('.')}.", each, server=server)) for one, each in asked]
    first = found[0][1]
    if first.rcode == "TIMEOUT":
        call.shell.cluster.advance(PATIENCE)
        return Output(stdout=";; connection timed out; no servers could be reached\n\n", code=1)
    text = f"Server:\t\t{first.server}\nAddress:\t{first.server}:53\n\n"
    text += "".join(_small_answer(one, answer, call) for one, answer in found)
    return Output(stdout=text, code=int(any(answer.rcode != "NOERROR" for _, answer in found)))


def _small_answer(name: str, answer: Resolution, call: Call) -> str:
    if answer.rcode != "NOERROR":
        return f"** server can't find {name}: {answer.rcode}\n\n"
    note = "" if authoritative(name, call) else "Non-authoritative answer:\n"
    return note + joined(_bind_record(record) for record in answer.answers) + "\n"


def _tried(call: Call, name: str, server: str) -> list[str]:
    """BusyBox asks a name with a dot as it is, ndots or not; any other under every domain of the search list.

    Mirrors add_query_with_search. It does not even read the list when it was told a server.
    """
    if "." in name or server:
        return [name]
    content = call.files.read("/etc/resolv.conf")
    text = content.decode() if isinstance(content, bytes) else ""
    found = re.search(r"^search\s+(.*)$", text, re.MULTILINE)
    return [f"{name}.{domain}" for domain in (found[1].split() if found else [])] or [name]


def _nslookup_old(call: Call, name: str, kind: str, server: str) -> Output:
    found = call.shell.resolve(name, kind or "A", server=server)
    head = f"Server:    {found.server}\nAddress 1: {found.server}\n\n"
    addresses = [record for record in found.answers if record.type == "A"]
    if not addresses:
        return Output(stdout=head, stderr=f"nslookup: can't resolve '{name}'\n", code=1)
    rows = (f"Address {at}: {record.data} {record.name.rstrip('.')}" for at, record in enumerate(addresses, 1))
    return Output(stdout=f"{head}Name:      {name}\n{joined(rows)}")


def _getent(call: Call) -> Output:
    if call.args[:1] not in {("hosts",), ("ahosts",), ("ahostsv4",)} or len(call.args) < 2:
        return fail("Usage: getent hosts NAME", 1)
    listed = hosts_line(call.shell.cluster.view, call.shell.place, call.args[1])
    if listed and call.args[0] == "hosts":
        return Output(stdout=f"{listed[0]:15} {' '.join(listed[1:])}\n")
    found = call.shell.resolve(call.args[1], "A")
    addresses = [record for record in found.answers if record.type == "A"]
    if call.args[0] == "hosts":
        return Output(
            stdout=joined(f"{one.data:15} {one.name.rstrip('.')}" for one in addresses), code=0 if addresses else 2
        )
    rows = [
        f"{one.data:15} {kind:6}{' ' + call.args[1] if not at else ''}".rstrip()
        for one in addresses
        for at, kind in enumerate(("STREAM", "DGRAM", "RAW"))
    ]
    return Output(stdout=joined(rows), code=0 if addresses else 2)


def _host(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="t:avW:46r"))
    words = options.operands
    if options.unknown or options.lacking or not words:
        return fail("Usage: host [-aCdilrTvVw] [-t type] name [server]")
    reverse = reverse_name(words[0])
    question, kind = (reverse, "PTR") if reverse else (words[0], options.last("t", "A").upper())
    found = call.shell.resolve(question, kind, server=words[1] if len(words) > 1 else "")
    if found.rcode == "TIMEOUT":
        return _silent(call, found.server)
    name = question.rstrip(".")
    if found.rcode != "NOERROR":
        return Output(stdout=f"Host {name} not found: {_RCODES.get(found.rcode, 2)}({found.rcode})\n", code=1)
    if not found.answers:
        return Output(stdout=f"{name} has no {kind} record\n", code=1)
    verbs = {
        "A": "has address",
        "AAAA": "has IPv6 address",
        "CNAME": "is an alias for",
        "PTR": "domain name pointer",
        "SRV": "has SRV record",
    }
    rows = (f"{one.name.rstrip('.')} {verbs.get(one.type, one.type)} {one.data}" for one in found.answers)
    return Output(stdout=joined(rows))


_ROWS: dict[str, Program] = {"nslookup": _nslookup, "getent": _getent, "host": _host}
NAMES: Programs = MappingProxyType(_ROWS)
