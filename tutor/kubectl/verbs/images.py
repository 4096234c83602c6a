"""`kubectl set image`, `set resources`, `set serviceaccount` and `set selector`."""

from __future__ import annotations

from typing import Any

from tutor.api.kinds import SERVICE
from tutor.api.quantity import parse_quantity
from tutor.api.quoting import quote
from tutor.api.selectors import SelectorError, parse_label_selector
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError, Refusal, raise_all
from tutor.kubectl.pairwords import read_pairs, split_pairs
from tutor.kubectl.podtemplates import Body, Change, Subject, change_all, containers_of, pod_spec, subjects
from tutor.kubectl.resources import NO_RESOURCES

_UNFIT = {"!=": "!=", ">": "gt", "<": "lt"}  # what ParseToLabelSelector cannot say otherwise


def check_set(call: Call, resources: tuple[str, ...]) -> None:
    """What all commands of `kubectl set` ask for."""
    if not resources and not call.flag("filename"):
        raise CommandError(NO_RESOURCES)
    if call.flag("all") and call.parsed.values.get("selector"):
        raise CommandError("cannot set --all and --selector at the same time")
    if call.flag("local") and call.dry_run == "server":
        raise CommandError("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")


def run_set_image(call: Call) -> None:
    """Give containers other images."""
    resources, words = split_pairs(call.args, "image")
    images = read_pairs(words, "image", removing=False).sets
    check_set(call, resources)
    if not images:
        raise_all([one for one in subjects(call, resources) if not isinstance(one, Subject)])
        raise CommandError("at least one image update is required")
    if len(images) > 1 and "*" in images:
        raise CommandError(
            "all containers are already specified by *, but saw more than one container_name=container_image pairs"
        )

    def edit(subject: Subject, body: Body) -> list[Refusal]:
        containers = containers_of(pod_spec(subject, body))
        faults: list[Refusal] = []
        for name, image in images.items():
            found = [one for one in containers if name in {"*", one["name"]}]
            for container in found:
                container["image"] = image
            if not found:
                faults.append(CommandError(f'error: unable to find container named "{name}"'))
        return faults

    failure = "failed to patch image update to pod template:"
    change_all(call, resources, Change(edit=edit, operation="image updated", failure=failure))


def run_set_resources(call: Call) -> None:
    """Give containers limits and requests."""
    check_set(call, call.args)
    try:
        amounts = _wanted(call)
    except CommandError:
        raise_all([one for one in subjects(call, call.args) if not isinstance(one, Subject)])  # those are read first
        raise

    def edit(subject: Subject, body: Body) -> list[Refusal]:
        containers = containers_of(pod_spec(subject, body), str(call.flag("containers")))
        if not containers:
            return [CommandError(f"error: unable to find container named {call.flag('containers')}")]
        for container in containers:
            resources = container.setdefault("resources", {})
            for name, pairs in amounts.items():
                resources[name] = {**resources.get(name, {}), **pairs}
        return []

    failure = "failed to patch resources update to pod template"
    change = Change(
        edit=edit,
        operation="resource requirements updated",
        failure=failure,
    )
    change_all(call, call.args, change)


def _wanted(call: Call) -> dict[str, dict[str, str]]:
    amounts = {name: read_amounts(str(call.flag(name))) for name in ("limits", "requests") if call.flag(name)}
    if not amounts:
        raise CommandError("you must specify an update to requests or limits (in the form of --requests/--limits)")
    return amounts


def read_amounts(text: str) -> dict[str, str]:
    """Amounts like `cpu=1,memory=1Gi`; raises CommandError. Mirrors populateResourceListV1."""
    found: dict[str, str] = {}
    for part in text.split(","):
        name, equals, value = part.partition("=")
        if not equals or "=" in value:
            raise CommandError(f"Invalid argument syntax {part}, expected <resource>=<value>")
        fault = parse_quantity(value).fault
        if fault:
            raise CommandError(fault)
        found[name] = value
    return found


def run_set_service_account(call: Call) -> None:
    """Give pods another service account."""
    if not call.args:
        raise CommandError("serviceaccount is required")
    *resources, account = call.args
    check_set(call, tuple(resources))

    def edit(subject: Subject, body: Body) -> list[Refusal]:
        pod_spec(subject, body)["serviceAccountName"] = account
        return []

    failure = "failed to patch ServiceAccountName:"
    change = Change(edit=edit, operation="serviceaccount updated", failure=failure, silent=False)
    change_all(call, resources, change)


def run_set_subject(call: Call) -> None:
    """Role bindings are not simulated, so there is none to change."""
    check_set(call, call.args)
    words = "setting subjects is only supported for RoleBinding/ClusterRoleBinding"
    found = tuple(subjects(call, call.args))
    raise_all([CommandError(f"error: {one.title} {words}\n") if isinstance(one, Subject) else one for one in found])


def run_set_selector(call: Call) -> None:
    """Give a Service another selector."""
    if not call.args:
        raise CommandError("one selector is required")
    *resources, text = call.args
    try:
        selector = parse_label_selector(text)
    except SelectorError as fault:
        raise CommandError(str(fault)) from None
    odd = next((_UNFIT[one.operator] for one in selector.requirements if one.operator in _UNFIT), "")
    if odd:
        raise CommandError(f"{quote(odd)} is not a valid label selector operator")
    labels = {one.key: one.values[0] for one in selector.requirements if one.operator in {"=", "=="}}
    others = [one for one in selector.requirements if one.operator not in {"=", "=="}]

    def edit(subject: Subject, body: Body) -> list[Refusal]:
        if subject.kind is not SERVICE:
            raise CommandError("setting a selector is only supported for Services")
        if others:
            shown = " ".join(f"{{{one.key} {_operator(one.operator)} [{' '.join(one.values)}]}}" for one in others)
            raise CommandError(f"match expression [{shown}] not supported on this object")
        body["spec"]["selector"] = labels
        if call.flag("resource-version"):
            body["metadata"]["resourceVersion"] = str(call.flag("resource-version"))
        return []

    change_all(call, resources, Change(edit=edit, operation="selector updated", silent=False, named=False))


def _operator(word: str) -> str:
    names: dict[str, Any] = {"in": "In", "notin": "NotIn", "exists": "Exists", "!": "DoesNotExist", "!=": "NotIn"}
    return str(names.get(word, word))
