"""What `kubectl label` and `kubectl annotate` share: pairs to set and keys to remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tutor.api.codec import encode
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.manifests import Manifest, read_manifests
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import ResultPrinter
from tutor.values import frozen

Operation = Callable[["Change", Mapping[str, str], Mapping[str, str]], str]


@frozen
class Change:
    """The field it is about, what to set, what to remove."""

    field: str
    noun: str
    sets: Mapping[str, str]
    removes: tuple[str, ...]
    overwrite: bool


def split_arguments(call: Call, noun: str) -> tuple[tuple[str, ...], Change]:
    """Part resources from pairs. Mirrors GetResourcesAndPairs."""
    resources: list[str] = []
    pairs: list[str] = []
    for word in call.args:
        is_pair = "=" in word or (word.endswith("-") and len(word) > 1)
        if pairs and not is_pair:
            raise CommandError(f"all resources must be specified before {noun} changes: {word}")
        (pairs if is_pair else resources).append(word)
    sets: dict[str, str] = {}
    removes: list[str] = []
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if pair.startswith("="):
            raise CommandError(f"invalid {noun} format: {pair}")
        if equals:
            sets[key] = value
        else:
            removes.append(pair[:-1])
    change = Change(
        field=f"{noun}s", noun=noun, sets=sets, removes=tuple(removes), overwrite=bool(call.flag("overwrite"))
    )
    return tuple(resources), change


def check_change(call: Call, resources: Sequence[str], change: Change) -> None:
    """Refuse what cannot be meant."""
    if not resources and not call.flag("filename"):
        raise CommandError("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    if not change.sets and not change.removes:
        raise CommandError(f"at least one {change.noun} update is required")
    both = next((key for key in change.removes if key in change.sets), None)
    if both is not None:
        what = "a label" if change.noun == "label" else "an annotation"
        raise CommandError(f"can not both modify and remove {what} in the same command")


def changed(body: dict[str, Any], change: Change) -> dict[str, Any]:
    """The body with its pairs set and removed; raises CommandError without `--overwrite`."""
    metadata = body.get("metadata") or {}
    old = metadata.get(change.field) or {}
    for key, value in change.sets.items():
        if not change.overwrite and key in old and old[key] != value:
            raise CommandError(f"'{key}' already has a value ({old[key]}), and --overwrite is false")
    new = {key: text for key, text in {**old, **change.sets}.items() if key not in change.removes}
    rest = {key: value for key, value in metadata.items() if key != change.field}
    return {**body, "metadata": {**rest, change.field: new} if new else rest}


def merge_patch(old: dict[str, Any], new: dict[str, Any], change: Change) -> dict[str, Any]:
    """What differs between two bodies' pairs, as a merge patch."""
    before, after = _pairs(old, change), _pairs(new, change)
    pairs: dict[str, str | None] = {key: after[key] for key in after if before.get(key) != after[key]}
    pairs |= {key: None for key in before if key not in after}
    return {"metadata": {change.field: pairs}} if pairs else {}


@frozen(kw_only=False)
class _Run:
    """One change on its way through the objects; `operation` says what was done."""

    call: Call
    change: Change
    operation: Operation
    printer: ResultPrinter

    def on_server(self, target: Target, obj: Any) -> None:
        """Change an object of the cluster."""
        call, old = self.call, encode(obj)
        new = changed(old, self.change)
        patch = merge_patch(old, new, self.change)
        result: Any = new
        if call.dry_run != "client" and patch:
            result = call.client.patch(
                target.kind,
                target.name,
                patch,
                target.namespace,
                patch_type="merge",
                dry_run=call.dry_run == "server",
                field_manager=str(call.flag("field-manager")) or f"kubectl-{self.change.noun}",
            )
        before, after = _pairs(old, self.change), _pairs(new, self.change)
        self._tell_missing(before)
        self.printer.tell(target.kind, target.name, self.operation(self.change, before, after), result)

    def locally(self, manifest: Manifest) -> None:
        """Change an object of a file, in what is printed only."""
        old: dict[str, Any] = dict(manifest.body)
        new = changed(old, self.change)
        words = self.operation(self.change, _pairs(old, self.change), _pairs(new, self.change))
        self.printer.tell_unknown(str(old["kind"]), manifest.name, words, new)

    def _tell_missing(self, before: Mapping[str, str]) -> None:
        missing = [key for key in self.change.removes if key not in before]
        if self.change.noun == "label" and not self.printer.prints_objects:
            self.call.say("".join(f"label {quote(key)} not found.\n" for key in missing))


def _pairs(body: dict[str, Any], change: Change) -> dict[str, str]:
    return (body.get("metadata") or {}).get(change.field) or {}


def run_change(call: Call, resources: Sequence[str], change: Change, operation: Operation) -> None:
    """Change everything that was named, on the server or, with `--local`, only in what is printed."""
    run = _Run(call, change, operation, ResultPrinter(call))
    if call.flag("local"):
        _run_locally(call, run)
    else:
        for_each(call, read_query(call, resources), run.on_server)


def _run_locally(call: Call, run: _Run) -> None:
    faults: list[Refusal] = []
    for found in read_manifests(call.context, call.flag("filename"), recursive=call.flag("recursive"), local=True):
        if not isinstance(found, Manifest):
            faults.append(found)
            continue
        try:
            run.locally(found)
        except CommandError as refusal:
            faults.append(refusal)
    raise_all(faults)
