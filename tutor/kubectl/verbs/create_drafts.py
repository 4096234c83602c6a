"""`kubectl create serviceaccount|secret|job|cronjob --dry-run=client`: drafts of kinds that are not simulated."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.printers.gojson import indented_json
from tutor.kubectl.results import ResultPrinter
from tutor.kubectl.verbs.create_kinds import only_name
from tutor.kubectl.verbs.others import refuse

Body = dict[str, Any]


def run_service_account(call: Call) -> None:
    """An account for pods."""
    _draft(call, {"kind": "ServiceAccount", "apiVersion": "v1", "metadata": {"name": only_name(call)}})


def run_generic_secret(call: Call) -> None:
    """Secrets from literals."""
    name = only_name(call)
    data: dict[str, str] = {}
    for text in call.flag("from-literal"):
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise CommandError(f"invalid literal source {text}, expected key=value")
        data[key] = b64encode(value.encode("utf-8", "surrogateescape")).decode()
    body: Body = {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": name}}
    body |= {"data": dict(sorted(data.items()))} if data else {}
    _draft(call, body | ({"type": call.flag("type")} if call.flag("type") else {}))


def run_job(call: Call) -> None:
    """Pods that run once."""
    name = only_name(call)
    if bool(call.flag("image")) == bool(call.flag("from")):
        raise CommandError("either --image or --from must be specified")
    if call.flag("from"):
        raise refuse(call.command)
    metadata = {"name": name}
    _draft(
        call,
        {
            "kind": "Job",
            "apiVersion": "batch/v1",
            "metadata": metadata,
            "spec": {"template": _pod(call, name, "Never")},
            "status": {},
        },
    )


def run_cron_job(call: Call) -> None:
    """Jobs by the clock."""
    name = only_name(call)
    job = {
        "metadata": {"name": name},
        "spec": {"template": _pod(call, name, call.flag("restart") or "OnFailure")},
    }
    spec = {"schedule": call.flag("schedule"), "jobTemplate": job}
    _draft(
        call,
        {"kind": "CronJob", "apiVersion": "batch/v1", "metadata": {"name": name}, "spec": spec, "status": {}},
    )


def _pod(call: Call, name: str, restart: str) -> Body:
    container: Body = {"name": name, "image": call.flag("image")}
    container |= {"command": list(call.args[1:])} if call.args[1:] else {}
    return {"metadata": {}, "spec": {"containers": [container | {"resources": {}}], "restartPolicy": restart}}


def _draft(call: Call, body: Body) -> None:
    """Print what would be sent; sending it is refused, for nobody here would know what to do with it."""
    if call.dry_run != "client":
        raise refuse(call.command)
    if call.namespace_enforced:
        body = {**body, "metadata": {**body["metadata"], "namespace": call.namespace}}
    if call.flag("output") == "json":
        call.say(indented_json(body, sort=False) + "\n")
        return
    ResultPrinter(call).tell_unknown(str(body["kind"]), body["metadata"]["name"], "created", body)
