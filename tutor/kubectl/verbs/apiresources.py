"""`kubectl api-resources` and `kubectl api-versions`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from tutor.api.kinds import Kind
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.kindwords import unsimulated_kinds
from tutor.kubectl.tabwriter import table

_EVERY_VERB = ("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
_VERBS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"bindings": ("create",), "namespaces": tuple(verb for verb in _EVERY_VERB if verb != "deletecollection")}
)
_HEADERS = ("NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND")


def run_api_versions(call: Call) -> None:
    """The groups and versions that the server answers for."""
    _refuse_arguments(call)
    known = (*call.context.cluster.server.kinds, *unsimulated_kinds())
    call.say("".join(f"{name}\n" for name in sorted({kind.api_version for kind in known})))


def run_api_resources(call: Call) -> None:
    """The kinds that the cluster has; those that are not simulated hold no objects."""
    _refuse_arguments(call)
    word, order = str(call.flag("output")), str(call.flag("sort-by"))
    if word in {"json", "kyaml", "yaml"}:
        raise CommandError(f"kubectl api-resources -o {word} is not part of the simulated cluster")
    if word not in {"", "wide", "name"}:
        raise CommandError(
            f"unable to match a printer suitable for the output format {quote(word)}, "
            "allowed formats are: json,kyaml,name,wide,yaml"
        )
    if order not in {"", "name", "kind"}:
        raise CommandError("--sort-by accepts only name or kind")
    rows = sorted(_wanted(call), key=lambda kind: (_rank(kind, order), kind.plural))
    if word == "name":
        call.say("".join(f"{kind.resource}\n" for kind in rows))
        return
    wide = word == "wide"
    headers = [] if call.flag("no-headers") else [(*_HEADERS, *(("VERBS", "CATEGORIES") if wide else ()))]
    call.say(table([*headers, *(_row(kind, wide=wide) for kind in rows)]))


def _refuse_arguments(call: Call) -> None:
    if call.args:
        raise call.usage_error(f"unexpected arguments: [{' '.join(call.args)}]")


def _wanted(call: Call) -> Iterator[Kind]:
    namespaced = call.flag("namespaced") if call.given("namespaced") else None
    group = str(call.flag("api-group")) if call.given("api-group") else None
    known = (*call.context.cluster.server.kinds, *unsimulated_kinds())
    for kind in {(kind.group, kind.plural): kind for kind in known}.values():
        fits = namespaced in {None, kind.namespaced} and group in {None, kind.group}
        served = set(call.flag("verbs")) <= set(_verbs(kind)) and set(call.flag("categories")) <= set(kind.categories)
        if fits and served:
            yield kind


def _rank(kind: Kind, order: str) -> str:
    return {"name": kind.plural, "kind": kind.kind}.get(order, kind.group)


def _verbs(kind: Kind) -> tuple[str, ...]:
    return _VERBS.get(kind.plural, _EVERY_VERB)


def _row(kind: Kind, *, wide: bool) -> tuple[str, ...]:
    more = (",".join(_verbs(kind)), ",".join(kind.categories)) if wide else ()
    namespaced = "true" if kind.namespaced else "false"
    return (kind.plural, ",".join(kind.short_names), kind.api_version, namespaced, kind.kind, *more)
