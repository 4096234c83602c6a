"""`kubectl label` and `kubectl annotate`."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.content import label_value
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.verbs.keyvalues import Change, check_change, run_change, split_arguments


def run_label(call: Call) -> None:
    """Set and remove labels."""
    if call.flag("list"):
        raise CommandError("--list is not part of the simulated kubectl; kubectl get --show-labels tells the same")
    resources, change = split_arguments(call, "label")
    for key, value in change.sets.items():
        _check_label(key, value)
    check_change(call, resources, change)
    run_change(call, resources, change, _labeled)


def _check_label(key: str, value: str) -> None:
    """Mirrors parseLabels."""
    faults = label_value(value)
    if faults:
        raise CommandError(f"invalid label value: {quote(f'{key}={value}')}: {';'.join(faults)}")


def _labeled(change: Change, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Mirrors updateDataChangeMsg."""
    if before == after:
        return "not labeled"
    return "unlabeled" if change.removes and not change.sets else "labeled"


def run_annotate(call: Call) -> None:
    """Set and remove annotations."""
    resources, change = split_arguments(call, "annotation")
    check_change(call, resources, change)
    run_change(call, resources, change, lambda *_: "annotated")
