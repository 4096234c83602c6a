"""Reads taints as `kubectl taint` is given them: `key=value:Effect`, `key:Effect-`, `key-`."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.api.content import label_value, qualified_name
from tutor.api.core import Taint
from tutor.kubectl.errors import CommandError
from tutor.values import frozen

EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")


@frozen
class TaintChange:
    """What to set and what to remove; what is removed has no value and perhaps no effect."""

    sets: tuple[Taint, ...]
    removes: tuple[Taint, ...]


def read_taints(specs: Sequence[str]) -> TaintChange:
    """Sort the words of a line; raises CommandError for what is no taint. Mirrors parseTaints."""
    sets: list[Taint] = []
    removes: list[Taint] = []
    for spec in specs:
        if spec.endswith("-"):
            gone = _read(spec[:-1])
            removes.append(Taint(key=gone.key, effect=gone.effect))
            continue
        new = _read(spec)
        if not new.effect:
            raise CommandError(f"invalid taint spec: {spec}")
        if any((one.key, one.effect) == (new.key, new.effect) for one in sets):
            raise CommandError(
                f"duplicated taints with the same key and effect: {{{new.key} {new.value} {new.effect} <nil>}}"
            )
        sets.append(new)
    return TaintChange(sets=tuple(sets), removes=tuple(removes))


def _read(text: str) -> Taint:
    """Mirrors parseTaint."""
    parts = text.split(":")
    if len(parts) > 2:
        raise CommandError(f"invalid taint spec: {text}")
    if len(parts) == 1:
        _refuse(text, qualified_name(text))
        return Taint(key=text)
    if parts[1] not in EFFECTS:
        raise CommandError(f"invalid taint effect: {parts[1]}, unsupported taint effect")
    pair = parts[0].split("=")
    if len(pair) > 2:
        raise CommandError(f"invalid taint spec: {text}")
    value = pair[1] if len(pair) == 2 else ""
    _refuse(text, label_value(value))
    _refuse(text, qualified_name(pair[0]))
    return Taint(key=pair[0], value=value, effect=parts[1])


def _refuse(text: str, faults: Sequence[str]) -> None:
    if faults:
        raise CommandError(f"invalid taint spec: {text}, {'; '.join(faults)}")


def text_of(taint: Taint) -> str:
    """A taint as messages name it. Mirrors Taint.ToString."""
    if not taint.effect:
        return f"{taint.key}={taint.value}:" if taint.value else taint.key
    return f"{taint.key}={taint.value}:{taint.effect}" if taint.value else f"{taint.key}:{taint.effect}"
