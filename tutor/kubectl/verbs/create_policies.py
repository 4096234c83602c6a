"""`kubectl create quota|poddisruptionbudget|priorityclass|rolebinding|…`: drafts of rules for others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tutor.api.quantity import canonical
from tutor.api.selectors import SelectorError, parse_label_selector
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.verbs.create_drafts import Body, draft
from tutor.kubectl.verbs.create_kinds import only_name
from tutor.kubectl.verbs.images import read_amounts

_GROUP = "rbac.authorization.k8s.io"
_SHARE = re.compile(r"[0-9]+%?")


def _head(kind: str, version: str, call: Call) -> Body:
    return {"kind": kind, "apiVersion": version, "metadata": {"name": only_name(call)}}


def run_quota(call: Call) -> None:
    """Limits of a namespace."""
    head = _head("ResourceQuota", "v1", call)
    hard = read_amounts(call.flag("hard")) if call.flag("hard") else {}
    scopes = call.flag("scopes").split(",") if call.flag("scopes") else []
    if "" in scopes:
        raise CommandError('invalid resource quota scope ""')
    written = {name: canonical(hard[name]) for name in sorted(hard)}
    spec: Body = ({"hard": written} if written else {}) | ({"scopes": scopes} if scopes else {})
    draft(call, head | {"spec": spec, "status": {}})


def run_budget(call: Call) -> None:
    """How many pods may be gone at once. Mirrors PodDisruptionBudgetOpts.Validate."""
    head = _head("PodDisruptionBudget", "policy/v1", call)
    least, most = str(call.flag("min-available")), str(call.flag("max-unavailable"))
    if not call.flag("selector"):
        raise CommandError("a selector must be specified")
    if not least and not most:
        raise CommandError("one of min-available or max-unavailable must be specified")
    if least and most:
        raise CommandError("min-available and max-unavailable cannot be both specified")
    name, text = ("min-available", least) if least else ("max-unavailable", most)
    if not _SHARE.fullmatch(text):
        raise CommandError(f"invalid format specified for {name}")
    field = "minAvailable" if least else "maxUnavailable"
    amount: Any = int(text) if text.isdigit() else text
    counts = {"disruptionsAllowed": 0, "currentHealthy": 0, "desiredHealthy": 0, "expectedPods": 0}
    selector = {"matchLabels": _equalities(str(call.flag("selector")))}
    spec = {field: amount, "selector": selector} if least else {"selector": selector, field: amount}
    draft(call, head | {"spec": spec, "status": counts})


def _equalities(text: str) -> dict[str, str]:
    """Mirrors ParseToLabelSelector for equalities, the only ones that its help allows."""
    try:
        rows = parse_label_selector(text).requirements
    except SelectorError as fault:
        raise CommandError(f"couldn't parse the selector string {text!r}: {fault}".replace("'", '"')) from None
    return dict(sorted((one.key, one.values[0]) for one in rows if one.operator in {"=", "=="}))


def run_priority(call: Call) -> None:
    """How much pods count."""
    head = _head("PriorityClass", "scheduling.k8s.io/v1", call)
    rest: Body = {"value": call.flag("value")}
    rest |= {"globalDefault": True} if call.flag("global-default") else {}
    rest |= {"description": call.flag("description")} if call.flag("description") else {}
    draft(call, head | rest | {"preemptionPolicy": call.flag("preemption-policy")}, namespaced=False)


def run_role_binding(call: Call) -> None:
    """Who has a role in a namespace."""
    head = _head("RoleBinding", f"{_GROUP}/v1", call)
    if bool(call.flag("clusterrole")) == bool(call.flag("role")):
        raise CommandError("exactly one of clusterrole or role must be specified")
    kind = "Role" if call.flag("role") else "ClusterRole"
    draft(call, head | _bound(call, kind, call.flag("role") or call.flag("clusterrole")))


def run_cluster_role_binding(call: Call) -> None:
    """Who has a role everywhere."""
    head = _head("ClusterRoleBinding", f"{_GROUP}/v1", call)
    draft(call, head | _bound(call, "ClusterRole", call.flag("clusterrole")), namespaced=False)


def _bound(call: Call, kind: str, role: str) -> Body:
    subjects = list(_subjects(call))
    reference = {"apiGroup": _GROUP, "kind": kind, "name": role}
    return ({"subjects": subjects} if subjects else {}) | {"roleRef": reference}


def _subjects(call: Call) -> Iterator[Body]:
    for kind, flag in (("User", "user"), ("Group", "group")):
        yield from ({"kind": kind, "apiGroup": _GROUP, "name": name} for name in call.flag(flag))
    for text in call.flag("serviceaccount"):
        namespace, _, name = text.partition(":")
        if not namespace or not name or ":" in name:
            raise CommandError("serviceaccount must be <namespace>:<name>")
        yield {"kind": "ServiceAccount", "name": name, "namespace": namespace}
