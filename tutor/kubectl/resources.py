"""Turns the arguments and files of a command into the objects it is about, as cli-runtime's Builder does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tutor.api.kinds import NAMESPACE, Kind
from tutor.api.quoting import quote
from tutor.api.selector_text import SelectorError
from tutor.api.selectors import FieldSelector, Selector, parse_field_selector, parse_label_selector
from tutor.api.status import StatusError, bad_request
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, PlainError, Refusal, raise_all, with_source
from tutor.kubectl.kindwords import also_meant, kind_named, kinds_named
from tutor.kubectl.manifests import Manifest, read_manifests
from tutor.values import frozen

NO_RESOURCES = (
    "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n"
    "   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'"
)
FILES_AND_WORDS = (
    "error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well"
)
_SLASH_HINT = (
    "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form "
    "(e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'"
)


@frozen
class Target:
    """One object that a command is about: by name, or with the manifest that described it."""

    kind: Kind
    namespace: str
    name: str
    source: str = ""
    manifest: Manifest | None = None


@frozen
class Query:
    """What was asked for: named targets, or every object of some kinds."""

    targets: tuple[Target, ...] = ()
    kinds: tuple[Kind, ...] = ()
    faults: tuple[Refusal, ...] = ()
    single: bool = False


def namespace_of(kind: Kind, namespace: str) -> str:
    """The namespace an object of this kind has; kinds of the whole cluster have none."""
    return namespace if kind.namespaced else ""


def read_query(call: Call, args: Sequence[str] | None = None, *, whole_kinds: bool = False) -> Query:
    """Sort what was typed into targets and kinds; raises CommandError in the Builder's words."""
    words = call.args if args is None else tuple(args)
    paths = call.parsed.values.get("filename", ())
    if paths:
        if words:
            raise PlainError(FILES_AND_WORDS)
        return _query_files(call)
    if any("/" in word for word in words):
        return _query_pairs(call, words)
    if not words:
        raise CommandError(NO_RESOURCES)
    kinds = kinds_named(words[0], call.custom_kinds)
    warn_of_short_names(call, words[0].split(","))
    if len(words) == 1:
        selected = bool(call.parsed.values.get("selector") or call.parsed.values.get("field-selector"))
        if not (whole_kinds or selected or call.parsed.values.get("all")):
            raise CommandError("resource(s) were provided, but no name was specified")
        return Query(kinds=kinds)
    return _query_names(call, kinds, words[1:])


def warn_of_short_names(call: Call, words: Sequence[str]) -> None:
    """Name the kinds that short names could mean besides."""
    for word in words:
        for kind in also_meant(word):
            call.client.warn(f'short name "{word}" could also match lower priority resource {kind.resource}')


def _query_names(call: Call, kinds: Sequence[Kind], names: Sequence[str]) -> Query:
    if any(call.parsed.values.get(flag) for flag in ("selector", "field-selector")) or _selects_all(call):
        raise CommandError("name cannot be provided when a selector is specified")
    targets = tuple(_target(call, kind, name) for kind in kinds for name in names)
    return Query(targets=targets, single=len(targets) == 1)


def _selects_all(call: Call) -> bool:
    """Whether `--all` is a selection; elsewhere it only lets names be left out. Mirrors SelectAllParam."""
    return bool(call.parsed.values.get("all")) and call.command.name == "delete"


def _query_pairs(call: Call, words: Sequence[str]) -> Query:
    pairs: list[tuple[Kind, str]] = []
    for word in words:
        parts = word.split("/")
        if len(parts) == 1:
            raise CommandError(_SLASH_HINT)
        if len(parts) > 2:
            raise CommandError("arguments in resource/name form may not have more than one slash")
        if not all(parts) or "," in parts[0]:
            raise CommandError("arguments in resource/name form must have a single resource and name")
        pairs.append((kind_named(parts[0], call.custom_kinds), parts[1]))
        warn_of_short_names(call, parts[:1])
    if call.parsed.values.get("selector") or _selects_all(call):
        raise CommandError("selectors and the all flag cannot be used when passing resource/name arguments")
    return Query(targets=tuple(_target(call, *pair) for pair in pairs), single=len(words) == 1)


def _target(call: Call, kind: Kind, name: str) -> Target:
    if kind.namespaced and call.parsed.values.get("all-namespaces"):
        raise CommandError("a resource cannot be retrieved by name across all namespaces")
    return Target(kind=kind, namespace=namespace_of(kind, call.namespace), name=name)


def _query_files(call: Call) -> Query:
    targets: list[Target] = []
    faults: list[Refusal] = []
    for found in manifests_of(call):
        if isinstance(found, Target):
            targets.append(found)
        else:
            faults.append(found)
    single = len(targets) == 1 and len(call.flag("filename")) == 1
    return Query(targets=tuple(targets), faults=tuple(faults), single=single)


def manifests_of(call: Call) -> Iterator[Target | CommandError]:
    """Every object of the files of `-f`, placed in its namespace, faults in between."""
    validate = call.client.field_validation if "validate" in call.parsed.values else "Ignore"
    recursive = bool(call.parsed.values.get("recursive"))
    for found in read_manifests(call.context, call.flag("filename"), recursive=recursive, validate=validate):
        yield found if isinstance(found, CommandError) else place(call, found)


def place(call: Call, manifest: Manifest) -> Target | CommandError:
    """Give a manifest its namespace. Mirrors SetNamespace and RequireNamespace."""
    kind = manifest.kind
    if kind is None:
        raise TypeError(manifest.source)
    namespace = namespace_of(kind, manifest.namespace or call.namespace)
    if kind.namespaced and call.namespace_enforced and namespace != call.namespace:
        return CommandError(
            f"the namespace from the provided object {quote(namespace)} does not match the namespace "
            f"{quote(call.namespace)}. You must pass '--namespace={namespace}' to perform this operation."
        )
    return Target(kind=kind, namespace=namespace, name=manifest.name, source=manifest.source, manifest=manifest)


def placed_body(target: Target) -> dict[str, Any]:
    """The manifest's body with the namespace that it goes to."""
    if target.manifest is None:
        raise TypeError(target.name)
    body = dict(target.manifest.body)
    if target.namespace:
        metadata = {**(body.get("metadata") or {}), "namespace": target.namespace}  # type: ignore[dict-item]
        body["metadata"] = {key: metadata[key] for key in sorted(metadata)}
        body = {key: body[key] for key in sorted(body)}
    return body


def is_selected(call: Call, target: Target) -> bool:
    """Whether `-l` lets an object of the files through; raises CommandError when nobody can read it."""
    text = str(call.flag("selector"))
    if not text or target.manifest is None:
        return True
    metadata = target.manifest.body.get("metadata")
    labels = metadata.get("labels") if isinstance(metadata, dict) else None
    try:
        selector = parse_label_selector(text)
    except SelectorError as fault:
        raise CommandError(f"the provided selector {quote(text)} is not valid: {fault}") from None
    return selector.matches(labels if isinstance(labels, dict) else {})  # type: ignore[arg-type]


def selectors(call: Call, kind: Kind) -> tuple[Selector | None, FieldSelector | None]:
    """Both selectors of a call; raises StatusError in the words of a failed list."""
    labels, fields = call.parsed.values.get("selector", ""), call.parsed.values.get("field-selector", "")
    try:
        return (
            parse_label_selector(labels) if labels else None,
            parse_field_selector(fields) if fields else None,
        )
    except SelectorError as fault:
        raise bad_request(_unfound(call, kind, str(fault))) from None


def list_objects(call: Call, kind: Kind) -> tuple[Any, ...]:
    """Every object of a kind that the flags select."""
    labels, fields = selectors(call, kind)
    everywhere = not kind.namespaced or bool(call.parsed.values.get("all-namespaces"))
    try:
        return call.client.list(kind, None if everywhere else call.namespace, labels, fields)
    except StatusError as refusal:
        if refusal.status.reason not in {"BadRequest", "NotFound"}:
            raise
        raise bad_request(_unfound(call, kind, refusal.status.message)) from None


def _unfound(call: Call, kind: Kind, why: str) -> str:
    """What was looked for in vain. Mirrors Selector.Visit."""
    labels, fields = call.parsed.values.get("selector", ""), call.parsed.values.get("field-selector", "")
    gvr = quote(f"{kind.group}/{kind.version}, Resource={kind.plural}")
    if not labels and not fields:
        return f"Unable to list {gvr}: {why}"
    return f"Unable to find {gvr} that match label selector {quote(labels)}, field selector {quote(fields)}: {why}"


def find(call: Call, target: Target) -> Any:
    """Read the object of a target; where nothing is, a missing namespace is told instead. Mirrors Info.Get."""
    require_name(target)
    try:
        return call.client.find(target.kind, target.name, target.namespace)
    except StatusError as refusal:
        if refusal.status.reason == "NotFound" and target.namespace not in {"", "default"}:
            call.client.find(NAMESPACE, target.namespace, "")
        raise


def require_name(target: Target) -> None:
    """Refuse to ask for an object without a name; raises CommandError."""
    if not target.name:
        raise CommandError("resource name may not be empty")


def resolve(call: Call, query: Query) -> Iterator[tuple[Target, Any] | Refusal]:
    """Every object that a query stands for, refusals in between."""
    yield from query.faults
    for target in query.targets:
        try:
            yield target, find(call, target)
        except (CommandError, StatusError) as refusal:
            yield refusal
    for kind in query.kinds:
        for obj in list_objects(call, kind):
            yield Target(kind=kind, namespace=obj.metadata.namespace, name=obj.metadata.name), obj


def for_each(call: Call, query: Query, act: Callable[[Target, Any], None]) -> int:
    """Act on every object, go on behind failures, then raise them together; says how many there were."""
    faults: list[Refusal] = []
    count = 0
    for found in resolve(call, query):
        if not isinstance(found, tuple):
            faults.append(found)
            continue
        count += 1
        try:
            act(*found)
        except (CommandError, StatusError) as refusal:
            faults.append(refusal)
    raise_all(faults)
    return count


def for_each_manifest(call: Call, act: Callable[[Target], None], verb: str = "") -> int:
    """Act on every object of the files as `for_each` does; with a `verb`, refusals say which file they are about."""
    faults: list[Refusal] = []
    count = 0
    for found in manifests_of(call):
        if isinstance(found, CommandError):
            faults.append(found)
            continue
        count += 1
        try:
            act(found)
        except CommandError as refusal:
            faults.append(refusal)
        except StatusError as refusal:
            faults.append(with_source(refusal, verb, found.source) if verb else refusal)
    raise_all(faults)
    return count
