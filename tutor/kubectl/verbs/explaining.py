"""`kubectl explain`: our own words for a field, its type, and what is below it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from tutor.api.explain import FieldHelp, explain
from tutor.api.kinds import Kind
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, PlainError
from tutor.kubectl.kindwords import kind_named
from tutor.words import known, text

WIDTH = 80
_FORMATS = frozenset({"plaintext", "plaintext-openapiv2"})
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
    found = explain(kind, tuple(path)) if known_here else None
    if not known_here or (found is None and not path):
        raise CommandError(f"couldn't find resource for {call.args[0]}")
    call.say("".join(f"{line}\n" for line in _title(kind)))
    if found is None:
        missing = next(at for at in range(len(path)) if explain(kind, tuple(path[: at + 1])) is None)
        raise CommandError(f'field "{path[missing]}" does not exist')
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
    version = str(call.flag("api-version"))
    if version not in {"", kind.api_version}:
        shown = version if "/" in version else f"/{version}"
        raise CommandError(f"couldn't find resource for {quote(f'{shown}, Resource={kind.plural}')}")
    group = kind.group.split(".") if kind.group else []
    for named in (group, [kind.version]):
        if named and path[: len(named)] == named:
            return kind, path[len(named) :]
    return kind, path


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
