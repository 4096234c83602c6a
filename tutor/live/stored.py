"""Checks of what a real cluster stores: admission, object, status, unchanged, events, endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tutor.grading.kinds.objects import lasting
from tutor.grading.match import glob, mismatch
from tutor.live.site import Seen, Site, ports_of, skipped
from tutor.packs.model import Check

_ENDPOINT_WORDS = {"service", "port", "ready", "serving", "terminating", "target", "count", "empty", "selected"}
_MOMENT = "asks for a moment that has passed before anybody can look"
Row = tuple[str, int, Mapping[str, bool]]


def admission(site: Site, check: Check) -> Seen:
    """Hold the server's answers to the dry run against what is asked."""
    ask: Any = check.ask
    refused = next((one.body for one in site.admitted if not one.fine), None)
    wants_in = ask.get("verdict", "refused" if set(ask) & {"reason", "field", "message"} else "allowed") == "allowed"
    if wants_in or refused is None:
        return Seen(passed=wants_in == (refused is None), words=refused["message"] if refused else "accepted")
    causes = (refused.get("details") or {}).get("causes") or []
    fields = [cause.get("field", "") for cause in causes] or [""]
    fits = (
        refused.get("reason") == ask.get("reason", refused.get("reason"))
        and glob(ask.get("message", "*"), refused["message"])
        and any(glob(ask.get("field", "*"), field) for field in fields)
    )
    return Seen(passed=fits, words=refused["message"])


def object_(site: Site, check: Check) -> Seen:
    """Hold a stored object against a pattern."""
    ask: Any = check.ask
    return _held(site, ask["ref"], ask.get("match", {}), exists=ask.get("exists", True))


def status(site: Site, check: Check) -> Seen:
    """Hold an object's status against a pattern."""
    ask: Any = check.ask
    return _held(site, ask["ref"], {"status": ask["match"]}, exists=True)


def _held(site: Site, ref: str, pattern: Any, *, exists: bool) -> Seen:
    kind, name = _named(ref)
    found = site.find(kind, name)
    if found is None or not exists:
        words = f"{kind} {name} is {'there' if found else 'not there'}"
        return Seen(passed=(found is not None) == exists, words=words)
    wrong = mismatch(pattern, found)
    return Seen(passed=wrong is None, words="as asked" if wrong is None else f"{'.'.join(map(str, wrong))} is not")


def unchanged(site: Site, check: Check) -> Seen:
    """Compare objects with what they were before the answer."""
    refs: Any = check.ask
    for ref in refs:
        kind, name = _named(ref)
        found = site.find(kind, name)
        if found is None or lasting(found) != site.before.get(ref):
            return Seen(passed=False, words=f"{kind} {name} {'has changed' if found else 'is not there'}")
    return Seen(passed=True, words="as before")


def before(site: Site, checks: tuple[Check, ...]) -> dict[str, Any]:
    """What `unchanged` compares with, looked at before the answer is created."""
    refs = [ref for check in checks if check.kind == "unchanged" and isinstance(check.ask, list) for ref in check.ask]
    found = {str(ref): site.find(*_named(str(ref))) for ref in refs}
    return {ref: lasting(value) for ref, value in found.items() if value is not None}


def events(site: Site, check: Check) -> Seen:
    """Look for an event about an object."""
    ask: Any = check.ask
    kind, name = _named(ask["of"])
    listed = site.list("Event", fieldSelector=f"involvedObject.kind={kind},involvedObject.name={name}")
    words = [word for word in ("type", "reason", "message") if word in ask]
    fits = any(all(glob(ask[word], str(one.get(word) or "")) for word in words) for one in listed)
    reasons = ", ".join(sorted({str(one.get("reason")) for one in listed})) or "<none>"
    return Seen(passed=fits, words=f"events of {kind} {name}: {reasons}")


def _named(ref: str) -> tuple[str, str]:
    """Kind and name of `Kind/namespace/name`."""
    kind, *rest = ref.split("/")
    return kind, rest[-1]


def endpoints(site: Site, check: Check) -> Seen:
    """Compare the endpoints of a Service with what is asked."""
    ask: Any = check.ask
    unknown = set(ask) - _ENDPOINT_WORDS
    if unknown or ask.get("terminating"):
        return skipped(_MOMENT if not unknown else f"asks for {', '.join(sorted(unknown))}")
    name = ask["service"].split("/")[-1]
    rows = tuple(_rows(site, name, ask.get("port")))
    shown = ", ".join(f"{one}:{port}" for one, port, _ in sorted(rows, key=lambda row: row[:2])) or "<none>"
    fits = (
        all(_set_fits(site, rows, word, ask[word]) for word in ("ready", "serving", "terminating") if word in ask)
        and all(port == ask.get("target", port) for _, port, state in rows if state["ready"])
        and len(rows) == ask.get("count", len(rows))
        and (not rows) == ask.get("empty", not rows)
        and ("selected" not in ask or len(_selected(site, name)) == ask["selected"])
    )
    return Seen(passed=fits, words=f"endpoints: {shown}")


def _set_fits(site: Site, rows: tuple[Row, ...], word: str, wanted: Any) -> bool:
    names = {name for name, _, state in rows if state[word]}
    if isinstance(wanted, int):
        return len(names) == wanted
    pods = site.pods(wanted)
    return names == pods and (bool(pods) or not isinstance(wanted, Mapping))  # labels that no pod has prove nothing


def _selected(site: Site, service: str) -> set[str]:
    selector = site.service(service)["spec"].get("selector")
    return site.pods(selector) if selector else set()


def _rows(site: Site, service: str, port: Any) -> Iterator[Row]:
    """Name, port and conditions of each endpoint of a Service's port."""
    names = {one.get("name", "") for one in ports_of(site.service(service), port)}
    for item in site.list("EndpointSlice", labelSelector=f"kubernetes.io/service-name={service}"):
        numbers = [one.get("port") or 0 for one in item.get("ports") or [] if (one.get("name") or "") in names]
        for one in item.get("endpoints") or []:
            state = one.get("conditions") or {}
            told = {
                "ready": state.get("ready") is not False,
                "serving": state.get("serving") is not False,
                "terminating": state.get("terminating") is True,
            }
            name = (one.get("targetRef") or {}).get("name", one["addresses"][0])
            yield from ((name, number, told) for number in numbers)
