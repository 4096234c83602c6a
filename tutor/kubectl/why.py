"""Explains a connection in words, hop by hop, the verdict first."""

from __future__ import annotations

from tutor import words
from tutor.cluster.network.trace import Hop, LeftOut, Trace


def explain(trace: Trace, locale: str) -> tuple[str, ...]:
    """The lines of an explanation: one sentence of verdict, then each hop, then the endpoints that were left out."""
    hops = [_hop(hop, locale) for hop in trace.hops]
    left = [_left(one, locale) for one in trace.left_out]
    verdict = words.text(locale, f"why.{trace.hops[-1].reason.id}", trace.hops[-1].reason.params) if trace.hops else ""
    return tuple([verdict, "", *(f"{at}. {line}" for at, line in enumerate(hops, 1)), *left])


def _hop(hop: Hop, locale: str) -> str:
    return words.text(locale, f"why.{hop.reason.id}", hop.reason.params)


def _left(one: LeftOut, locale: str) -> str:
    name = one.pod.name if one.pod else one.address
    return f"- {name}: {words.text(locale, f'why.{one.reason.id}', one.reason.params)}"
