"""Which kind a person means by a word, also when the kind is one that Kubernetes has and we do not simulate."""

from __future__ import annotations

from functools import cache

from tutor.api.kinds import KINDS, UNSIMULATED, Kind, by_resource
from tutor.api.quoting import quote
from tutor.kubectl.errors import CommandError

_SHORT_NAMES = {
    "events": ("ev",),
    "persistentvolumes": ("pv",),
    "persistentvolumeclaims": ("pvc",),
    "resourcequotas": ("quota",),
    "limitranges": ("limits",),
    "serviceaccounts": ("sa",),
    "horizontalpodautoscalers": ("hpa",),
    "cronjobs": ("cj",),
    "certificatesigningrequests": ("csr",),
    "ingresses": ("ing",),
    "ipaddresses": ("ip",),
    "networkpolicies": ("netpol",),
    "poddisruptionbudgets": ("pdb",),
    "priorityclasses": ("pc",),
    "storageclasses": ("sc",),
}
_OF_THE_CLUSTER = frozenset(
    {
        "persistentvolumes",
        "certificatesigningrequests",
        "ingressclasses",
        "ipaddresses",
        "servicecidrs",
        "clusterroles",
        "clusterrolebindings",
        "priorityclasses",
        "csidrivers",
        "csinodes",
        "storageclasses",
        "volumeattachments",
    }
)
_ORDER_OF_ALL = (
    "pods",
    "replicationcontrollers",
    "services",
    "daemonsets",
    "deployments",
    "replicasets",
    "statefulsets",
)


@cache
def unsimulated_kinds() -> tuple[Kind, ...]:
    """Rows for the kinds without objects here; their type is `object`."""
    return tuple(_unsimulated(version, kind, plural) for (version, kind), plural in UNSIMULATED.items())


def _unsimulated(api_version: str, kind: str, plural: str) -> Kind:
    group, _, version = api_version.rpartition("/")
    return Kind(
        kind=kind,
        group=group,
        version=version,
        plural=plural,
        singular=kind.lower(),
        short_names=_SHORT_NAMES.get(plural, ()),
        namespaced=plural not in _OF_THE_CLUSTER,
        type=object,
    )


def kind_named(word: str, custom: tuple[Kind, ...] = ()) -> Kind:
    """The kind behind `svc`, `Services` or `replicasets.apps`; raises CommandError for a word nobody knows.

    `custom` are the custom kinds that the cluster has.
    """
    typed = word.partition(".")[0]
    shortened = typed != typed.lower()  # names of kinds may be written in any case, their short names may not
    found = by_resource(word)
    if found is not None and shortened and typed.lower() in found.short_names:
        found = None
    if found is not None and (not found.custom or found in custom):
        return found
    head, _, tail = word.lower().partition(".")
    for row in unsimulated_kinds():
        named = head in (row.plural, row.singular, *(() if shortened else row.short_names))
        if named and tail in {"", row.group, f"{row.version}.{row.group}"}:
            return row
    raise CommandError(f"the server doesn't have a resource type {quote(word.partition('.')[0])}")


def also_meant(word: str) -> tuple[Kind, ...]:
    """Kinds that a short name could mean besides the one that it does mean. Mirrors expandResourceShortcut."""
    rows = tuple(row for row in (*KINDS, *unsimulated_kinds()) if word in row.short_names)
    return tuple(row for row in rows if row.resource != rows[0].resource)


def kinds_named(word: str, custom: tuple[Kind, ...] = ()) -> tuple[Kind, ...]:
    """The kinds behind `svc,pods` or `all`."""
    rows: list[Kind] = []
    for part in word.split(","):
        if part == "all":
            rows += [row for plural in _ORDER_OF_ALL for row in KINDS if row.plural == plural]
        else:
            rows.append(kind_named(part, custom))
    return tuple(dict.fromkeys(rows))
