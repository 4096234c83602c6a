"""Check kinds `http`, `tcp` and `udp`: who answers, and whom the answerer sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from tutor.cluster.network.trace import Delivered, Flow, NoSuchHost, Place, Refused, Request, TimedOut, Trace
from tutor.grading.kinds.backends import pod_names
from tutor.grading.kinds.places import asleep, filled, place_of
from tutor.grading.match import glob
from tutor.grading.observation import Observation
from tutor.grading.scene import Scene, ref_of, subject
from tutor.grading.verdict import At, Message
from tutor.packs.model import Check
from tutor.values import frozen, make

PATIENCE = 5.0  # seconds that a check waits for an answer
Traces = tuple[Trace, ...]
_ENDS: Mapping[type, str] = {Refused: "refused", NoSuchHost: "dns-fail", TimedOut: "timeout"}
_DEFAULTS: Mapping[str, Any] = {"http": {"outcome": "http", "status": 200}, "tcp": {"outcome": "connected"}}


@frozen
class _Tried:
    """The connections of a check: how each ended, in the vocabulary's word, and who answered, each once, in order."""

    traces: Traces
    ends: tuple[str, ...]
    servers: tuple[str, ...]


def observe(scene: Scene, check: Check) -> Observation:
    """Open the connections that a check asks for and hold what came of them against its expectation."""
    ask: Any = check.ask
    wanted: Mapping[str, Any] = {**_DEFAULTS.get(check.kind, {}), **_row(check.expect)}
    target = filled(scene, _target(check))
    expected = _expected(check, wanted, target)
    flow = _flow(check, target)
    if flow is None:
        missing = Message(id="grading.no-address", params={"url": ask.get("url") or ask["host"]})
        return Observation(passed=False, expected=expected, actual=missing)
    silent = asleep(scene, flow.source)
    if silent is not None:
        return Observation(passed=False, expected=expected, actual=silent)
    tried = _tried(tuple(_connect(scene, flow, ask.get("requests", 1), ask.get("over", 0))))
    wrong = next((word for word, asked in wanted.items() if not _RULES[word](scene, tried, asked)), None)
    culprit = _culprit(tried, wanted) if wrong else tried.traces[-1]
    return make(Observation)(
        passed=wrong is None,
        expected=_who(scene, tried, expected, wanted[wrong]) if wrong == "served-by" else expected,
        actual=_actual(tried, culprit, wrong),
        at=_at(scene, culprit) if wrong else None,
        measures={"served-at-least": len(tried.servers)},
        trace=culprit,
    )


def outcome_of(trace: Trace) -> str:
    """Name an outcome with the vocabulary's word; who answers later than a patient client waits did not answer."""
    outcome = trace.outcome
    if not isinstance(outcome, Delivered):
        return _ENDS[type(outcome)]
    if outcome.delay > PATIENCE:
        return "timeout"
    return "connected" if outcome.response is None else "http"


def _row(expect: Any) -> Mapping[str, Any]:
    return expect if isinstance(expect, Mapping) else {}


def _target(check: Check) -> str:
    """What a check asks, with its blanks."""
    ask: Any = check.ask
    return str(ask.get("url") or f"{ask['host']}:{ask['port']}")


def _flow(check: Check, target: str | None) -> Flow | None:
    """Read the place, the host and the port of a check; None when an address in it does not exist."""
    ask: Any = check.ask
    return None if target is None else _read(place_of(ask["from"]), target, check.kind)


@lru_cache(maxsize=256)
def _read(source: Place, target: str, kind: str) -> Flow:
    """The connection to a URL or to host:port, the same one each time, for a network knows one again."""
    if kind != "http":
        host, _, port = target.rpartition(":")
        return Flow(source=source, host=host, port=int(port), protocol=kind.upper())
    parts = urlsplit(target)
    request = Request(path=parts.path or "/", host=parts.netloc)
    return Flow(source=source, host=parts.hostname or "", port=parts.port or 80, request=request)


def _connect(scene: Scene, flow: Flow, requests: int, seconds: int) -> Iterator[Trace]:
    """Connect as often as asked, spread over virtual seconds."""
    for _ in range(requests):
        yield scene.cluster.connect(flow)
        if seconds:
            scene.cluster.advance(seconds / requests)


def _tried(traces: Traces) -> _Tried:
    outcomes = (trace.outcome for trace in traces)
    servers = {one.pod.name if one.pod else one.address for one in outcomes if isinstance(one, Delivered)}
    return make(_Tried)(traces=traces, ends=tuple(map(outcome_of, traces)), servers=tuple(sorted(servers)))


def _outcome(_: Scene, tried: _Tried, asked: Any) -> bool:
    if isinstance(asked, Mapping):
        return asked["not"] not in tried.ends
    return all(end == asked for end in tried.ends)


def _responses(tried: _Tried) -> Iterator[Any]:
    return (trace.outcome.response for trace in tried.traces if isinstance(trace.outcome, Delivered))


def _status(_: Scene, tried: _Tried, asked: Any) -> bool:
    return all(response is not None and response.status == asked for response in _responses(tried))


def _body(_: Scene, tried: _Tried, asked: Any) -> bool:
    return all(response is not None and glob(asked, response.body) for response in _responses(tried))


def _client(_: Scene, tried: _Tried, asked: Any) -> bool:
    outcomes = (trace.outcome for trace in tried.traces)
    return all(glob(asked, one.client.rpartition(":")[0]) for one in outcomes if isinstance(one, Delivered))


def _served_by(scene: Scene, tried: _Tried, asked: Any) -> bool:
    """Compare who answered: all of a set, only of a set, always the same, more than one, or so many."""
    word, value = next(iter(asked.items()))
    servers = set(tried.servers)
    if word in {"all", "only"}:
        wanted = _meant(scene, tried, value)
        return servers == wanted if word == "all" else bool(servers) and servers <= wanted
    if word == "count":
        return bool(len(servers) == value)
    return (len(servers) == 1) == bool(value if word == "same" else not value)


def _meant(scene: Scene, tried: _Tried, value: Any) -> frozenset[str]:
    service = tried.traces[0].service
    return pod_names(scene.cluster.store, service.namespace if service else "default", value)


def _who(scene: Scene, tried: _Tried, expected: Message, asked: Mapping[str, Any]) -> Message:
    """Say who should have answered, where somebody answered."""
    word, value = next(iter(asked.items()))
    pods = sorted(_meant(scene, tried, value)) if word in {"all", "only"} else [str(value)]
    if word in {"same", "spread"} and not value:
        word = "spread" if word == "same" else "same"
    return make(Message)(id=_SERVED[word], params={**expected.params, "who": ", ".join(pods) or "<none>"})


_SERVED: Mapping[str, str] = {
    "all": "grading.served-by-all",
    "only": "grading.served-by-only",
    "count": "grading.served-by-count",
    "same": "grading.served-by-same",
    "spread": "grading.served-by-spread",
}
_RULES: Mapping[str, Callable[[Scene, _Tried, Any], bool]] = {
    "outcome": _outcome,
    "status": _status,
    "body": _body,
    "client-ip": _client,
    "served-by": _served_by,
}


def _culprit(tried: _Tried, wanted: Mapping[str, Any]) -> Trace:
    """Choose the trace that shows what is wrong: the first that did not end as asked."""
    asked, pairs = wanted.get("outcome"), zip(tried.traces, tried.ends, strict=True)
    return next((trace for trace, end in pairs if asked is not None and end != asked), tried.traces[-1])


def _expected(check: Check, wanted: Mapping[str, Any], target: str | None) -> Message:
    ask: Any = check.ask
    params = {"from": ask["from"], "url": target or _target(check), "requests": str(ask.get("requests", 1))}
    asked = wanted.get("outcome")
    silent = isinstance(asked, Mapping) or asked not in {"http", "connected"}
    return make(Message)(id="grading.no-answer-wanted" if silent else "grading.answer-wanted", params=params)


def _actual(tried: _Tried, culprit: Trace, wrong: str | None) -> Message:
    """Say why there was no answer, in the network's own words, or else who answered."""
    outcome = culprit.outcome
    if not isinstance(outcome, Delivered):
        return Message(id=f"why.{outcome.by.id}", params=outcome.by.params)
    pods, count = ", ".join(tried.servers), str(len(tried.servers))
    params = {"pods": pods, "count": count, "client": outcome.client.rpartition(":")[0]}
    if wrong == "client-ip":
        return Message(id="grading.seen-client", params=params)
    return make(Message)(id="grading.answered-by", params=params)


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
