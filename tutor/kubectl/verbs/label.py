"""`kubectl label` and `kubectl annotate`."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.content import label_value
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.pairwords import Pairs, read_pairs, split_pairs
from tutor.kubectl.verbs.keyvalues import Change, check_change, run_change


def run_label(call: Call) -> None:
    """Set and remove labels."""
    resources, words = split_pairs(call.args, "label")
    change = _change(call, "label", _labels(words))
    if any(key in change.sets for key in change.removes):
        raise CommandError("can not both modify and remove a label in the same command")
    check_change(call, resources, change, "pod")
    run_change(call, resources, change, _labeled)


def _change(call: Call, noun: str, pairs: Pairs) -> Change:
    return Change(
        field=f"{noun}s", noun=noun, sets=pairs.sets, removes=pairs.removes, overwrite=bool(call.flag("overwrite"))
    )


def _labels(words: tuple[str, ...]) -> Pairs:
    """Mirrors parseLabels."""
    sets: dict[str, str] = {}
    removes: list[str] = []
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            removes.append(word[:-1])
            continue
        if "=" in value:
            raise CommandError(f"invalid label spec: {word}")
        faults = label_value(value)
        if faults:
            raise CommandError(f"invalid label value: {quote(word)}: {';'.join(faults)}")
        sets[key] = value
    return Pairs(sets=sets, removes=tuple(removes))


def _labeled(change: Change, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Mirrors updateDataChangeMsg, which takes an object that has become shorter for an unlabeled one."""
    if before == after:
        return "not labeled"
    shorter = _length(after) < _length(before)
    return "unlabeled" if shorter and not change.overwrite else "labeled"


def _length(pairs: Mapping[str, str]) -> int:
    return sum(len(key) + len(value) + 6 for key, value in pairs.items())


def run_annotate(call: Call) -> None:
    """Set and remove annotations."""
    resources, words = split_pairs(call.args, "annotation")
    change = _change(call, "annotation", read_pairs(words, "annotation", removing=True))
    check_change(call, resources, change, "rsrc")
    both = [key for key in change.removes if key in change.sets]
    if both:
        raise CommandError(
            f"can not both modify and remove the following annotation(s) in the same command: {', '.join(both)}"
        )
    run_change(call, resources, change, lambda *_: "annotated")
