"""`kubectl taint`: sets and removes the taints of nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tutor.api.core import Node, Taint
from tutor.api.kinds import NODE
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, PlainError, raise_all
from tutor.kubectl.kindwords import kind_named
from tutor.kubectl.resources import Query, Target, for_each
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.taints import TaintChange, read_taints, text_of


def run_taint(call: Call) -> None:
    """Change the taints of every node that was named or selected."""
    resources, specs = _split(call.args)
    if not resources:
        raise CommandError("one or more resources must be specified as <resource> <name>")
    if not specs:
        raise CommandError("at least one taint update is required")
    try:
        change = read_taints(specs)
    except CommandError as fault:
        raise call.usage_error(fault.message) from None
    _check(call, resources, change)
    named = tuple(Target(kind=NODE, namespace="", name=name) for name in dict.fromkeys(resources[1:]))
    wide = bool(call.flag("all") or call.flag("selector"))
    query = Query(kinds=(NODE,)) if wide else Query(targets=named)
    printer = ResultPrinter(call, says_dry_run=False)
    for_each(call, query, lambda target, node: _taint(call, target, node, change, printer))


def _split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    resources: list[str] = []
    specs: list[str] = []
    for word in words:
        is_taint = "=" in word or ":" in word or word.endswith("-")
        if specs and not is_taint:
            raise CommandError(f"all resources must be specified before taint changes: {word}")
        (specs if is_taint else resources).append(word)
    return resources, specs


def _check(call: Call, resources: Sequence[str], change: TaintChange) -> None:
    """Mirrors TaintOptions.Validate."""
    word = resources[0].lower()
    try:
        kind = kind_named(word, call.custom_kinds)
    except CommandError as unknown:
        raise PlainError(unknown.message) from None
    if kind is not NODE:
        raise CommandError(f"invalid resource type {word}, only node types are supported")
    both = [
        f"{gone.key}={gone.effect}"
        for new in change.sets
        for gone in change.removes
        if new.key == gone.key and gone.effect in {"", new.effect}
    ]
    if both:
        raise CommandError(
            f"can not both modify and remove the following taint(s) in the same command: {', '.join(both)}"
        )
    if call.flag("all") and call.flag("selector"):
        raise CommandError("setting 'all' parameter with a non empty selector is prohibited")
    if not (call.flag("all") or call.flag("selector")) and len(resources) < 2:
        raise CommandError("at least one resource name must be specified since 'all' parameter is not set")


def _taint(call: Call, target: Target, node: Node, change: TaintChange, printer: ResultPrinter) -> None:
    """Mirrors updateTaints and reorganizeTaints."""
    old = node.spec.taints
    known = [new.key for new in change.sets for one in old if (one.key, one.effect) == (new.key, new.effect)]
    if known and not call.flag("overwrite"):
        raise CommandError(
            f"node {target.name} already has {','.join(known)} taint(s) with same effect(s) and --overwrite is false"
        )
    kept = [one for one in old if all((one.key, one.effect) != (new.key, new.effect) for new in change.sets)]
    added = len(change.sets) + len(kept) != len(old)
    left, removed = _without([*change.sets, *kept], change.removes)
    word = "tainted" if added else "untainted"
    if (added and removed) or call.flag("overwrite"):
        word = "modified"
    body: Any = {"spec": {"taints": [_wire(one) for one in left] or None}}
    changed: Any = node
    if call.dry_run != "client":
        changed = call.client.patch(NODE, target.name, body, "", patch_type="merge", dry_run=call.dry_run == "server")
    printer.tell(NODE, target.name, word, changed)


def _without(taints: list[Taint], removes: Sequence[Taint]) -> tuple[list[Taint], bool]:
    removed, missing = False, []
    for gone in removes:
        left = [one for one in taints if one.key != gone.key or gone.effect not in {"", one.effect}]
        removed = len(left) < len(taints)
        missing += [] if removed else [f'taint "{text_of(gone)}" not found']
        taints = left
    if missing:
        raise_all([CommandError(one) for one in missing])
    return taints, removed


def _wire(taint: Taint) -> dict[str, str]:
    value = {"value": taint.value} if taint.value else {}
    return {"effect": taint.effect, "key": taint.key, **value}
