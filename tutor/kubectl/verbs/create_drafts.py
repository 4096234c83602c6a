"""`kubectl create serviceaccount|secret|job|cronjob --dry-run=client`: drafts of kinds that are not simulated."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from tutor.api.content import config_map_key
from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.lastapplied import ANNOTATION
from tutor.kubectl.printers.gojson import compact_json
from tutor.kubectl.results import ORDERED, ResultPrinter
from tutor.kubectl.verbs.create_configmap import digest, from_sources, refuse_mixed_sources
from tutor.kubectl.verbs.create_kinds import only_name
from tutor.kubectl.verbs.others import refuse

Body = dict[str, Any]


def run_service_account(call: Call) -> None:
    """An account for pods."""
    draft(call, {"kind": "ServiceAccount", "apiVersion": "v1", "metadata": {"name": only_name(call)}})


def run_generic_secret(call: Call) -> None:
    """Secrets from literals, files, folders and env files. Mirrors createSecret."""
    name = only_name(call)
    refuse_mixed_sources(call)
    data: dict[str, str] = {}
    for key, content in from_sources(call, "secret"):
        faults = tuple(config_map_key(key))
        if faults:
            raise CommandError(f"{quote(key)} is not valid key name for a Secret {';'.join(faults)}")
        if key in data:
            raise CommandError(f"cannot add key {key}, another key by that name already exists")
        data[key] = b64encode(content).decode()
    if call.flag("append-hash"):
        name = f"{name}-{digest({'kind': 'Secret', 'type': call.flag('type'), 'name': name, 'data': data})}"
    body: Body = {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": name}}
    body |= {"data": dict(sorted(data.items()))} if data else {}
    draft(call, body | ({"type": call.flag("type")} if call.flag("type") else {}))


def run_job(call: Call) -> None:
    """Pods that run once."""
    name = only_name(call)
    if bool(call.flag("image")) == bool(call.flag("from")):
        raise CommandError("either --image or --from must be specified")
    if call.flag("from"):
        raise refuse(call.command)
    metadata = {"name": name}
    draft(
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
    draft(
        call,
        {"kind": "CronJob", "apiVersion": "batch/v1", "metadata": {"name": name}, "spec": spec, "status": {}},
    )


def _pod(call: Call, name: str, restart: str) -> Body:
    container: Body = {"name": name, "image": call.flag("image")}
    container |= {"command": list(call.args[1:])} if call.args[1:] else {}
    return {"metadata": {}, "spec": {"containers": [container | {"resources": {}}], "restartPolicy": restart}}


def draft(call: Call, body: Body, *, namespaced: bool = True) -> None:
    """Print what would be sent; sending it is refused, for nobody here would know what to do with it."""
    if call.dry_run != "client":
        raise refuse(call.command)
    if namespaced and call.namespace_enforced:
        body = {**body, "metadata": {**body["metadata"], "namespace": call.namespace}}
    if call.flag("save-config"):
        notes = {**body["metadata"].get("annotations", {}), ANNOTATION: compact_json(body, sort=False) + "\n"}
        body = {**body, "metadata": {**body["metadata"], "annotations": notes}}
    if call.flag("output") in ORDERED:
        ResultPrinter(call).show_ordered(body)
        return
    ResultPrinter(call).tell_unknown(str(body["kind"]), body["metadata"]["name"], "created", body)
