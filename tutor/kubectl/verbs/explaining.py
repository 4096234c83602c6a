"""`kubectl explain`: our own words for a field, its type, and what is below it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from tutor.api.explain import FieldHelp, explain
from tutor.api.facts import FACTS
from tutor.api.kinds import Kind
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, PlainError
from tutor.kubectl.kindwords import kind_named, unsimulated_kinds
from tutor.values import replace
from tutor.words import known, text

WIDTH = 80
_FORMATS = frozenset({"plaintext", "plaintext-openapiv2"})
_TYPE_META = {
    name: FieldHelp(key=f"Object.{name}", name=name, type="string", facts=FACTS[f"Object.{name}"])
    for name in ("apiVersion", "kind")
}
_UNEXPLAINED = "Not explained here: a Services course does not meet this field."


def run_explain(call: Call) -> None:
    """Explain a kind or a field such as `service.spec.ports`."""
    if len(call.args) != 1:
        raise CommandError(
            'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of '
            "supported resources."
            if not call.args
            else "We accept only this format: explain RESOURCE"
        )
    if call.given("output") and call.flag("output") not in _FORMATS:
        raise CommandError(f"unrecognized format: {call.flag('output')}")
    kind, path = _asked(call)
    known_here = kind.type is not object
    found = _found(kind, path) if known_here else None
    if not known_here or (found is None and not path):
        raise CommandError(f"couldn't find resource for {call.args[0]}")
    call.say("".join(f"{line}\n" for line in _title(kind)))
    if found is None:
        raise CommandError(f'field "{path[-1]}" does not exist')
    call.say("".join(f"{line}\n" for line in _lines(kind, path, found, deep=bool(call.flag("recursive")))))


def _asked(call: Call) -> tuple[Kind, list[str]]:
    """The kind, whose group or version may follow it, and the fields below."""
    word, *path = call.args[0].removesuffix(".").split(".")
    if not all((word, *path)):
        raise CommandError("invalid jsonpath syntax, first node must be field node")
    try:
        kind = kind_named(word, call.custom_kinds)
    except CommandError as fault:
        raise PlainError(fault.message) from None
    _check_version(call, kind)
    group = kind.group.split(".") if kind.group else []
    for named in (group, [kind.version]):
        if named and path[: len(named)] == named:
            return kind, path[len(named) :]
    return kind, path


def _check_version(call: Call, kind: Kind) -> None:
    """Refuse an `--api-version` that is none, that nobody serves, or that has no such kind."""
    version = str(call.flag("api-version"))
    if version in {"", kind.api_version}:
        return
    if version.count("/") > 1:
        raise CommandError(f"unexpected GroupVersion string: {version}")
    shown = f"{version if '/' in version else f'/{version}'}, Resource={kind.plural}"
    if version in {one.api_version for one in (*call.context.cluster.server.kinds, *unsimulated_kinds())}:
        raise CommandError(f"GVR ({shown}) not found in OpenAPI schema")
    raise CommandError(f"couldn't find resource for {quote(shown)}")


def _found(kind: Kind, path: list[str]) -> FieldHelp | None:
    """The field at a path, among which are the two that say what an object is."""
    if len(path) == 1 and path[0] in _TYPE_META:
        return _TYPE_META[path[0]]
    found = explain(kind, tuple(path))
    if found is None or path:
        return found
    return replace(found, fields=tuple(sorted((*_TYPE_META.values(), *found.fields), key=lambda one: one.name)))


def _title(kind: Kind) -> Iterator[str]:
    if kind.group:
        yield f"GROUP:      {kind.group}"
    yield f"KIND:       {kind.kind}"
    yield f"VERSION:    {kind.version}"
    yield ""


def _lines(kind: Kind, path: list[str], found: FieldHelp, *, deep: bool) -> Iterator[str]:
    if path:
        yield f"FIELD: {found.name} <{found.type}>"
        yield ""
    yield "DESCRIPTION:"
    yield from _description(found)
    if not found.fields:
        yield ""
        return
    yield "FIELDS:"
    yield from _fields(kind, path, found, 1, deep=deep)


def _fields(kind: Kind, path: list[str], found: FieldHelp, level: int, *, deep: bool) -> Iterator[str]:
    indent = "  " * level
    for one in found.fields:
        required = " -required-" if one.facts.required else ""
        yield f"{indent}{one.name}\t<{one.type}>{required}"
        below = explain(kind, (*path, one.name))
        if deep and below is not None and below.fields and level < 12:
            yield from _fields(kind, [*path, one.name], below, level + 1, deep=True)
        elif not deep:
            yield from _description(one)
            yield ""


def _description(found: FieldHelp) -> Iterator[str]:
    facts = found.facts
    words = text("en", found.key) if known(found.key) else _UNEXPLAINED
    yield from (f"    {line}" for line in wrap(words, WIDTH - 4))
    rows = (
        ("Default", facts.default),
        ("Values", ", ".join(facts.values)),
        ("Limits", facts.limits),
        ("Example", facts.example),
    )
    yield from (f"    {title}: {value}" for title, value in rows if value)
