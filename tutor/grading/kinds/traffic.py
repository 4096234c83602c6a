"""Check kinds `http`, `tcp` and `udp`: who answers, and whom the answerer sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from tutor.cluster.network.trace import Delivered, Flow, NoSuchHost, Refused, Request, Trace
from tutor.grading.kinds.backends import pod_names
from tutor.grading.kinds.places import asleep, filled, place_of
from tutor.grading.match import glob
from tutor.grading.observation import Observation
from tutor.grading.scene import Scene, ref_of, subject
from tutor.grading.verdict import At, Message
from tutor.packs.model import Check

PATIENCE = 5.0  # seconds that a check waits for an answer
Traces = tuple[Trace, ...]
_DEFAULTS: Mapping[str, Any] = {"http": {"outcome": "http", "status": 200}, "tcp": {"outcome": "connected"}}


def observe(scene: Scene, check: Check) -> Observation:
    """Open the connections that a check asks for and hold what came of them against its expectation."""
    ask: Any = check.ask
    wanted: Mapping[str, Any] = {**_DEFAULTS.get(check.kind, {}), **_row(check.expect)}
    expected = _expected(scene, check, wanted)
    flow = _flow(scene, check)
    if flow is None:
        missing = Message(id="grading.no-address", params={"url": ask.get("url") or ask["host"]})
        return Observation(passed=False, expected=expected, actual=missing)
    silent = asleep(scene, flow.source)
    if silent is not None:
        return Observation(passed=False, expected=expected, actual=silent)
    traces = tuple(_connect(scene, flow, ask.get("requests", 1), ask.get("over", 0)))
    wrong = next((word for word, asked in wanted.items() if not _RULES[word](scene, traces, asked)), None)
    culprit = _culprit(traces, wanted) if wrong else traces[-1]
    return Observation(
        passed=wrong is None,
        expected=expected,
        actual=_actual(traces, culprit, wrong),
        at=_at(scene, culprit) if wrong else None,
        measures={"served-at-least": len(_servers(traces))},
        trace=culprit,
    )


def outcome_of(trace: Trace) -> str:
    """Name an outcome with the vocabulary's word; who answers later than a patient client waits did not answer."""
    match trace.outcome:
        case Delivered(delay=delay) if delay > PATIENCE:
            return "timeout"
        case Delivered(response=response):
            return "http" if response is not None else "connected"
        case Refused():
            return "refused"
        case NoSuchHost():
            return "dns-fail"
        case _:
            return "timeout"


def _row(expect: Any) -> Mapping[str, Any]:
    return expect if isinstance(expect, Mapping) else {}


def _flow(scene: Scene, check: Check) -> Flow | None:
    """Read the place, the host and the port of a check; None when an address in it does not exist."""
    ask: Any = check.ask
    source = place_of(ask["from"])
    if check.kind != "http":
        host, port = filled(scene, ask["host"]), filled(scene, str(ask["port"]))
        if host is None or port is None:
            return None
        return Flow(source=source, host=host, port=int(port), protocol=check.kind.upper())
    url = filled(scene, ask["url"])
    if url is None:
        return None
    parts = urlsplit(url)
    request = Request(path=parts.path or "/", host=parts.netloc)
    return Flow(source=source, host=parts.hostname or "", port=parts.port or 80, request=request)


def _connect(scene: Scene, flow: Flow, requests: int, seconds: int) -> Iterator[Trace]:
    """Connect as often as asked, spread over virtual seconds."""
    for _ in range(requests):
        yield scene.cluster.connect(flow)
        if seconds:
            scene.cluster.advance(seconds / requests)


def _servers(traces: Traces) -> list[str]:
    """Name the pods (or addresses) that answered, each once, in order."""
    outcomes = (trace.outcome for trace in traces)
    return sorted({one.pod.name if one.pod else one.address for one in outcomes if isinstance(one, Delivered)})


def _outcome(_: Scene, traces: Traces, asked: Any) -> bool:
    if isinstance(asked, Mapping):
        return all(outcome_of(trace) != asked["not"] for trace in traces)
    return all(outcome_of(trace) == asked for trace in traces)


def _responses(traces: Traces) -> Iterator[Any]:
    return (trace.outcome.response for trace in traces if isinstance(trace.outcome, Delivered))


def _status(_: Scene, traces: Traces, asked: Any) -> bool:
    return all(response is not None and response.status == asked for response in _responses(traces))


def _body(_: Scene, traces: Traces, asked: Any) -> bool:
    return all(response is not None and glob(asked, response.body) for response in _responses(traces))


def _client(_: Scene, traces: Traces, asked: Any) -> bool:
    outcomes = (trace.outcome for trace in traces)
    return all(glob(asked, one.client.rpartition(":")[0]) for one in outcomes if isinstance(one, Delivered))


def _served_by(scene: Scene, traces: Traces, asked: Any) -> bool:
    """Compare who answered: all of a set, only of a set, always the same, more than one, or so many."""
    word, value = next(iter(asked.items()))
    servers = set(_servers(traces))
    if word in {"all", "only"}:
        namespace = traces[0].service.namespace if traces[0].service else "default"
        wanted = pod_names(scene.cluster.store, namespace, value)
        return servers == wanted if word == "all" else bool(servers) and servers <= wanted
    if word == "count":
        return bool(len(servers) == value)
    return (len(servers) == 1) == bool(value if word == "same" else not value)


_RULES: Mapping[str, Callable[[Scene, Traces, Any], bool]] = {
    "outcome": _outcome,
    "status": _status,
    "body": _body,
    "client-ip": _client,
    "served-by": _served_by,
}


def _culprit(traces: Traces, wanted: Mapping[str, Any]) -> Trace:
    """Choose the trace that shows what is wrong: the first that did not end as asked."""
    asked = wanted.get("outcome")
    return next((trace for trace in traces if asked is not None and outcome_of(trace) != asked), traces[-1])


def _expected(scene: Scene, check: Check, wanted: Mapping[str, Any]) -> Message:
    ask: Any = check.ask
    target = ask.get("url") or f"{ask['host']}:{ask['port']}"
    params = {"from": ask["from"], "url": filled(scene, target) or target, "requests": str(ask.get("requests", 1))}
    asked = wanted.get("outcome")
    silent = isinstance(asked, Mapping) or asked not in {"http", "connected"}
    return Message(id="grading.no-answer-wanted" if silent else "grading.answer-wanted", params=params)


def _actual(traces: Traces, culprit: Trace, wrong: str | None) -> Message:
    """Say why there was no answer, in the network's own words, or else who answered."""
    outcome = culprit.outcome
    if not isinstance(outcome, Delivered):
        return Message(id=f"why.{outcome.by.id}", params=outcome.by.params)
    servers = ", ".join(_servers(traces))
    params = {"pods": servers, "count": str(len(_servers(traces))), "client": outcome.client.rpartition(":")[0]}
    if wrong == "client-ip":
        return Message(id="grading.seen-client", params=params)
    return Message(id="grading.answered-by", params=params)


def _at(scene: Scene, trace: Trace) -> At | None:
    """Point at the field of the learner's own object that decided last."""
    for hop in reversed(trace.hops):
        if hop.object is not None and hop.field is not None:
            where = scene.at((hop.object.kind, hop.object.namespace, hop.object.name), hop.field)
            if where is not None:
                return where
    ref = subject(scene.lesson)
    if not ref or not isinstance(trace.outcome, Refused):
        return None
    return scene.at(ref_of(ref), ("spec", "ports", 0, "nodePort"))  # no field let the packet in: here it would be said
