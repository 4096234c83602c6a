"""`kubectl create ingress --dry-run=client`: a draft of rules for HTTP, which nothing here carries out."""

from __future__ import annotations

import re
from typing import Any

from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.verbs.create_drafts import Body, draft
from tutor.kubectl.verbs.create_kinds import only_name

_RULE = re.compile(r"[\w*\-.]*/.*=[\w\-]+:[\w\-]+", re.ASCII)
_FORMAT = "host/path=svcname:svcport[,tls[=secret]]"


def run_ingress(call: Call) -> None:
    """An Ingress from rules like `host/path=service:port,tls=secret`."""
    name = only_name(call)
    _check(call)
    metadata: Body = {"name": name}
    notes = dict(one.split("=", 1) for one in call.flag("annotation"))
    metadata |= {"annotations": dict(sorted(notes.items()))} if notes else {}
    spec: Body = {"ingressClassName": call.flag("class")} if call.flag("class") else {}
    if call.flag("default-backend"):
        spec["defaultBackend"] = _backend(call.flag("default-backend"))
    secrets, rules = _secrets(call.flag("rule")), _rules(call.flag("rule"))
    spec |= {"tls": secrets} if secrets else {}
    spec |= {"rules": rules} if rules else {}
    head = {"kind": "Ingress", "apiVersion": "networking.k8s.io/v1", "metadata": metadata}
    draft(call, {**head, "spec": spec, "status": {"loadBalancer": {}}})


def _check(call: Call) -> None:
    """Mirrors CreateIngressOptions.Validate."""
    if not call.flag("default-backend") and not call.flag("rule"):
        raise CommandError(
            "not enough information provided: every ingress has to either specify a default-backend (which catches "
            "all traffic) or a list of rules (which catch specific paths)"
        )
    for rule in call.flag("rule"):
        if not _RULE.match(rule):
            raise CommandError(f"rule {rule} is invalid and should be in format {_FORMAT}")
    for note in call.flag("annotation"):
        if "=" not in note:
            raise CommandError(f"annotation {note} is invalid and should be in format key=[value]")
    if call.flag("default-backend") and call.flag("default-backend").count(":") != 1:
        raise CommandError("default-backend should be in format servicename:serviceport")


def _backend(text: str) -> Body:
    name, port = text.split(":")[:2]
    return {"service": {"name": name, "port": {"number": int(port)} if port.isdigit() else {"name": port}}}


def _rules(texts: tuple[str, ...]) -> list[Body]:
    """One rule a host, its paths in their order. Mirrors buildIngressRules."""
    hosts: dict[str, list[Any]] = {}
    for text in texts:
        host, _, rest = text.split(",")[0].partition("/")
        path, service = rest.split("=")[:2]
        kind = "Prefix" if path.endswith("*") else "Exact"
        row = {"path": "/" + path.removesuffix("*"), "pathType": kind, "backend": _backend(service)}
        hosts.setdefault(host, []).append(row)
    return [({"host": host} if host else {}) | {"http": {"paths": paths}} for host, paths in hosts.items()]


def _secrets(texts: tuple[str, ...]) -> list[Body]:
    """The hosts of each secret; one host is taken once. Mirrors buildTLSRules."""
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for text in texts:
        parts = text.split(",")
        host = text.partition("/")[0]
        if len(parts) != 2 or host in seen:
            continue
        seen.add(host)
        found.setdefault(parts[1].partition("=")[2], []).extend([host] if host else [])
    rows = ((hosts, secret) for secret, hosts in found.items() if hosts or secret)
    return [({"hosts": hosts} if hosts else {}) | ({"secretName": secret} if secret else {}) for hosts, secret in rows]
