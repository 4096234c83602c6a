"""Turns the trace of a connection into words, with the line of the learner's file behind each step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tutor import words
from tutor.cluster.network.trace import (
    Delivered,
    Hop,
    LeftOut,
    NoSuchHost,
    Outcome,
    Place,
    Reason,
    Ref,
    Refused,
    TimedOut,
    Trace,
)
from tutor.grading.verdict import At
from tutor.session.locate import locate
from tutor.session.views import Connection, Explanation, Step, Stop, Target

OUTCOMES = {Delivered: "answered", Refused: "refused", TimedOut: "timed-out", NoSuchHost: "no-such-host"}


def explain(trace: Trace, texts: Mapping[str, str], locale: str) -> Explanation:
    """The verdict in one sentence, each hop in another, then the endpoints that could not have been chosen."""
    outcome = trace.outcome
    steps = [_step(hop, texts, locale) for hop in trace.hops]
    by = trace.hops[-1].reason if isinstance(outcome, Delivered) else outcome.by
    return Explanation(
        verdict=Step(text=words.text(locale, f"verdict.{by.id}", by.params)),
        delivered=isinstance(outcome, Delivered),
        steps=tuple(steps),
        left_out=tuple(_left_out(one, texts, locale) for one in trace.left_out),
    )


def connection(trace: Trace, locale: str) -> Connection:
    """The connection for the picture: where it began, the objects on its way, how it ended."""
    flow, outcome = trace.flow, trace.outcome
    pod = outcome.pod.name if isinstance(outcome, Delivered) and outcome.pod else ""
    verb = "curl" if flow.request else flow.protocol.lower()
    return Connection(
        place=_place(flow.source),
        asked=f"{verb} {flow.host}:{flow.port}",
        outcome=OUTCOMES[type(outcome)],
        pod=pod,
        stops=tuple(_stops(trace)),
        verdict="" if isinstance(outcome, Delivered) else _sentence(outcome.by, locale),
        left_out={one.address: _sentence(one.reason, locale) for one in trace.left_out},
    )


def _stops(trace: Trace) -> Iterable[Stop]:
    """The objects that decided, each once; a hop that belongs to none is a matter of the one before."""
    seen: list[Ref] = []
    for hop in trace.hops:
        if hop.object is None or hop.object in seen:
            continue
        seen.append(hop.object)
        yield _stop(hop.object, trace)


def _stop(ref: Ref, trace: Trace) -> Stop:
    details = {"Service": trace.address, "Pod": _answered(trace.outcome)}
    target = Target(kind=ref.kind, namespace=ref.namespace, name=ref.name)
    return Stop(name=f"{ref.kind}/{ref.name}", detail=details.get(ref.kind, ""), target=target)


def _answered(outcome: Outcome) -> str:
    return f"{outcome.address}:{outcome.port}" if isinstance(outcome, Delivered) else ""


def _place(place: Place) -> str:
    return place.name if place.kind != "laptop" else ""


def _sentence(reason: Reason, locale: str) -> str:
    return words.text(locale, f"why.{reason.id}", reason.params)


def _step(hop: Hop, texts: Mapping[str, str], locale: str) -> Step:
    return Step(text=_sentence(hop.reason, locale), place=_field(hop), at=_at(hop.object, hop.field or (), texts))


def _field(hop: Hop) -> str:
    """Name the object and the field that decided: `Service/web spec.ports[0].targetPort`."""
    if hop.object is None:
        return ""
    name = f"{hop.object.kind}/{hop.object.name}"
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in hop.field or ())
    return f"{name} {field.lstrip('.')}".rstrip()


def _at(ref: Ref | None, field: tuple[str | int, ...], texts: Mapping[str, str]) -> At | None:
    return None if ref is None else locate(texts, ref.kind, ref.namespace, ref.name, field)


def _left_out(one: LeftOut, texts: Mapping[str, str], locale: str) -> Step:
    name = f"{one.pod.name} " if one.pod else ""
    return Step(text=f"{name}{one.address}: {_sentence(one.reason, locale)}", at=_at(one.pod, (), texts))
