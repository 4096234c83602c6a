"""Checks that ask on a real cluster: pages, connections, names, and the variables of a container."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tutor.grading.match import glob
from tutor.live.client import NOT_RUN
from tutor.live.site import Seen, Site, skipped
from tutor.packs.model import Check

PATIENCE = "5"  # seconds that one connection may take
_CURL = {0: "http", 6: "dns-fail", 7: "refused"}
# nc has one exit status for all that can go wrong, so its words tell.
_NC = (("refused", "refused"), ("getaddrinfo", "dns-fail"), ("bad address", "dns-fail"), ("not resolve", "dns-fail"))
_MARK = "\n#tutor "
Page = tuple[str, int, str]  # outcome, HTTP status, body


def http(site: Site, check: Check) -> Seen:
    """Ask for a page from a helper pod, as often as the lesson says."""
    ask: Any = check.ask
    expect: Any = {"outcome": "http", "status": 200, **_mapping(check.expect)}
    why = site.why_not(check, {"outcome", "status", "body", "served-by"}) or _too_long(ask)
    if why:
        return skipped(why)
    url = site.filled(ask["url"])
    if url is None:
        return Seen(passed=False, words=f"{ask['url']}: there is no such address")
    pages = [_page(site, check, url) for _ in range(ask.get("requests", 1))]
    bodies = [body for _, _, body in pages]
    fits = (
        _outcome_fits(expect["outcome"], {outcome for outcome, _, _ in pages})
        and all(status == expect["status"] for outcome, status, _ in pages if outcome == "http")
        and all(glob(expect.get("body", "*"), body) for body in bodies)
        and _served(site, expect.get("served-by"), bodies)
    )
    return Seen(passed=fits, words=_told(check, url, [outcome for outcome, _, _ in pages]))


def connection(site: Site, check: Check) -> Seen:
    """Try a TCP or UDP port from a helper pod with nc."""
    ask: Any = check.ask
    expect: Any = {"outcome": "connected", **_mapping(check.expect)}
    why = site.why_not(check, {"outcome"}) or _too_long(ask)
    if not why and check.kind == "udp" and expect["outcome"] == "timeout":
        why = "UDP does not tell silence from an answer"
    if why:
        return skipped(why)
    host, port = site.filled(ask["host"]), site.filled(str(ask["port"]))
    if host is None or port is None:
        return Seen(passed=False, words=f"{ask['host']}:{ask['port']}: there is no such address")
    flags = "-vzu" if check.kind == "udp" else "-vz"
    tries = [_tried(site, check, flags, host, port) for _ in range(ask.get("requests", 1))]
    words = _told(check, f"{host}:{port}/{check.kind.upper()}", tries)
    return Seen(passed=_outcome_fits(expect["outcome"], set(tries)), words=words)


def dns(site: Site, check: Check) -> Seen:
    """Ask for a name from a helper pod."""
    ask: Any = check.ask
    wanted = _mapping(check.expect).get("answers", "any")
    why = site.why_not(check, {"answers"})
    if why:
        return skipped(why)
    name, kind = site.plan.moved(ask["name"]), ask.get("type", "A")
    said = site.run(check, "dig", "+search", "+noall", "+comments", "+answer", name, kind).stdout
    rows = [line.split(None, 4) for line in said.splitlines() if line and line[0] != ";"]
    data = sorted(row[4] for row in rows if row[3:4] == [kind] and len(row) == 5)
    rcode = next(iter(re.findall(r"status: (\w+)", said)), "none")
    shown = ", ".join(data) or "<none>"
    return Seen(passed=_answers_fit(site, wanted, rcode, data), words=f"{name} {kind}: {rcode}, {shown}")


def env(site: Site, check: Check) -> Seen:
    """Look at the variables of a pod's first container, with the container's own `env`."""
    ask: Any = check.ask
    name = str(ask["pod"]).split("/")[-1]
    if site.find("Pod", name) is None:
        return Seen(passed=False, words=f"Pod {name} is not there")
    ran = site.cluster.run(site.plan.namespace, name, "env")
    if ran.code == NOT_RUN:
        return skipped(f"the image of Pod {name} has no program env")
    told = dict(line.split("=", 1) for line in ran.stdout.splitlines() if "=" in line)
    for variable, wanted in _mapping(check.expect).items():
        absent = isinstance(wanted, Mapping)
        value = told.get(variable)
        if (value is None) != wanted.get("absent", True) if absent else value != site.filled(str(wanted)):
            return Seen(passed=False, words=f"in Pod {name} {variable} is {'<none>' if value is None else value}")
    return Seen(passed=True, words=f"the variables of Pod {name} are as asked")


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _too_long(ask: Any) -> str:
    return f"takes {ask['over']} s, longer than a check of a real cluster waits" if ask.get("over") else ""


def _outcome_fits(wanted: Any, seen: set[str]) -> bool:
    return wanted["not"] not in seen if isinstance(wanted, Mapping) else seen == {wanted}


def _page(site: Site, check: Check, url: str) -> Page:
    ran = site.run(check, "curl", "-s", "-m", PATIENCE, "-w", f"{_MARK}%{{http_code}}", url)
    body, _, status = ran.stdout.rpartition(_MARK)
    return _CURL.get(ran.code, "timeout"), int(status) if status.isdigit() else 0, body


def _tried(site: Site, check: Check, flags: str, host: str, port: str) -> str:
    ran = site.run(check, "nc", flags, "-w", PATIENCE, host, port)
    return next((word for said, word in _NC if said in ran.stderr), "timeout") if ran.code else "connected"


def _told(check: Check, target: str, outcomes: list[str]) -> str:
    """`http://web/: http, 3 times`; where another place stands for the lesson's, say which."""
    ask: Any = check.ask
    place = str(ask["from"]).split("/")[0]
    instead = ", from a node" if place == "outside" else ""
    return f"{target}: {', '.join(sorted(set(outcomes)))}, {len(outcomes)} times{instead}"


def _served(site: Site, wanted: Any, bodies: list[str]) -> bool:
    """Which pods answered: those whose names their pages say."""
    if wanted is None:
        return True
    word, value = next(iter(wanted.items()))
    said = {name for body in bodies for name in re.findall(r"[a-z0-9][a-z0-9.-]*", body)}
    named = {item["metadata"]["name"] for item in site.list("Pod")} & said
    if word in {"all", "only"}:
        pods = site.pods(value)
        return named == pods if word == "all" else bool(named) and named <= pods
    if word == "count":
        return bool(len(named) == value)
    return (len(named) == 1) == bool(value if word == "same" else not value)


def _answers_fit(site: Site, wanted: Any, rcode: str, data: list[str]) -> bool:
    match wanted:
        case {"count": count}:
            return bool(len(data) == count)
        case {"equal": list(texts)}:
            return data == sorted(site.filled(text) or "?" for text in texts)
        case "nxdomain":
            return rcode == "NXDOMAIN"
        case _:
            return bool(data) if wanted == "any" else rcode == "NOERROR" and not data
