"""`kubectl set image`, `kubectl set selector` and `kubectl set env`."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import POD
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.resources import Target, for_each, read_query
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.verbs.expose import pairs


def run_set_image(call: Call) -> None:
    """Give containers other images."""
    images = {key: value for key, equals, value in (word.partition("=") for word in call.args) if equals}
    resources = [word for word in call.args if "=" not in word]
    if not resources and not call.flag("filename"):
        raise CommandError("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    if not images:
        raise CommandError("at least one image update is required")
    printer = ResultPrinter(call)

    def change(target: Target, obj: Any) -> None:
        containers = _containers(target, obj)
        unknown = [name for name in images if name != "*" and name not in containers]
        if unknown:
            raise CommandError(f'unable to find container named "{unknown[0]}"')
        named = {name: images.get(name, images.get("*")) for name in containers}
        wanted = [{"name": name, "image": image} for name, image in named.items() if image]
        if all(containers[row["name"]] == row["image"] for row in wanted):
            return
        _patch(printer, target, obj, {"containers": wanted}, "image updated")

    for_each(call, read_query(call, resources), change)


def run_set_env(call: Call) -> None:
    """Set or remove environment variables of all containers."""
    sets = {key: value for key, equals, value in (word.partition("=") for word in call.args) if equals}
    removes = [word[:-1] for word in call.args if word.endswith("-") and "=" not in word]
    resources = [word for word in call.args if "=" not in word and not word.endswith("-")]
    if not sets and not removes:
        raise CommandError("at least one environment variable must be provided")
    printer = ResultPrinter(call)
    rows: list[dict[str, Any]] = [{"name": key, "value": value} for key, value in sets.items()]
    rows += [{"name": key, "$patch": "delete"} for key in removes]

    def change(target: Target, obj: Any) -> None:
        wanted = [{"name": name, "env": rows} for name in _containers(target, obj)]
        _patch(printer, target, obj, {"containers": wanted}, "env updated")

    for_each(call, read_query(call, resources), change)


def run_set_selector(call: Call) -> None:
    """Give a Service another selector."""
    if len(call.args) < 2:
        raise CommandError("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    *resources, text = call.args
    selector = pairs(text)
    operations: Any = [{"op": "add", "path": "/spec/selector", "value": selector}]
    printer = ResultPrinter(call)

    def change(target: Target, _: Any) -> None:
        changed: Any = {"spec": {"selector": selector}}
        if call.dry_run != "client":
            changed = call.client.patch(
                target.kind,
                target.name,
                operations,
                target.namespace,
                patch_type="json",
                dry_run=call.dry_run == "server",
            )
        printer.tell(target.kind, target.name, "selector updated", changed)

    for_each(call, read_query(call, resources), change)


def _containers(target: Target, obj: Any) -> dict[str, str]:
    if not hasattr(obj.spec, "template") and target.kind is not POD:
        raise CommandError(f"{target.kind.plural}/{target.name} does not have a pod template")
    spec = obj.spec.template.spec if hasattr(obj.spec, "template") else obj.spec
    return {one.name: one.image for one in (*spec.init_containers, *spec.containers)}


def _patch(printer: ResultPrinter, target: Target, obj: Any, spec: dict[str, Any], operation: str) -> None:
    call = printer.call
    body: dict[str, Any] = {"spec": spec if target.kind is POD else {"template": {"spec": spec}}}
    changed: Any = encode(obj)
    if call.dry_run != "client":
        changed = call.client.patch(
            target.kind,
            target.name,
            body,
            target.namespace,
            dry_run=call.dry_run == "server",
            field_manager="kubectl-set",
        )
    printer.tell(target.kind, target.name, operation, changed)
