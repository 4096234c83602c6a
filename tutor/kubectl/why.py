"""Explains a connection in words: the verdict first, then hop by hop, each with the field that decided it."""

from __future__ import annotations

from tutor import words
from tutor.cluster.network.trace import Delivered, Hop, LeftOut, Reason, Trace


def explain(trace: Trace, locale: str) -> tuple[str, ...]:
    """The lines of an explanation; the endpoints that could not have been chosen come last."""
    hops = [f"{at}. {line}" for at, hop in enumerate(trace.hops, 1) for line in (_hop(hop, locale),)]
    left = [_left_out(one, locale) for one in trace.left_out]
    return (_verdict(trace, locale), *(("", *hops) if hops else ()), *left)


def _verdict(trace: Trace, locale: str) -> str:
    outcome = trace.outcome
    by = trace.hops[-1].reason if isinstance(outcome, Delivered) else outcome.by
    glyph = "●" if isinstance(outcome, Delivered) else "✕"
    return f"{glyph} {words.text(locale, f'verdict.{by.id}', by.params)}"


def _sentence(reason: Reason, locale: str) -> str:
    return words.text(locale, f"why.{reason.id}", reason.params)


def _hop(hop: Hop, locale: str) -> str:
    """One decision, and behind it the object and field that made it."""
    if hop.object is None:
        return _sentence(hop.reason, locale)
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in hop.field or ())
    name = f"{hop.object.kind.lower()}/{hop.object.name}"
    return f"{_sentence(hop.reason, locale)} ({f'{name} {field[1:]}' if field else name})"


def _left_out(one: LeftOut, locale: str) -> str:
    name = f"{one.pod.name} ({one.address})" if one.pod else one.address
    return f"   ✕ {name}: {_sentence(one.reason, locale)}"
