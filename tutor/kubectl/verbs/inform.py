"""Verbs that tell about the cluster and the API: version, cluster-info, api-resources, config, auth."""

from __future__ import annotations

from tutor.api.kinds import Kind
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.kindwords import unsimulated_kinds
from tutor.kubectl.printers.structured import as_json, as_yaml
from tutor.kubectl.tabwriter import table
from tutor.kubectl.verbs.configuration import SERVER

VERSION = "v1.36.2"


def run_version(call: Call) -> None:
    """Versions of kubectl and of the server."""
    rows = {"Client Version": VERSION, "Kustomize Version": "v5.8.1"}
    if not call.flag("client"):
        rows["Server Version"] = VERSION
    word = str(call.flag("output"))
    if word in {"json", "yaml"}:
        body = {"clientVersion": _version_info(), "kustomizeVersion": "v5.8.1"}
        if not call.flag("client"):
            body["serverVersion"] = _version_info()
        call.say(as_json(body) if word == "json" else as_yaml([body]))
        return
    if word:
        raise CommandError("--output must be 'yaml' or 'json'")
    call.say("".join(f"{key}: {value}\n" for key, value in rows.items()))


def _version_info() -> dict[str, str]:
    return {"gitVersion": VERSION, "major": "1", "minor": "36", "platform": "linux/amd64"}


def run_cluster_info(call: Call) -> None:
    """Where the API server and CoreDNS are."""
    call.say(
        f"Kubernetes control plane is running at {SERVER}\n"
        f"CoreDNS is running at {SERVER}/api/v1/namespaces/kube-system/services/coredns:dns/proxy\n\n"
        "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n"
    )


def run_api_versions(call: Call) -> None:
    """The groups and versions that the server answers for."""
    call.say("".join(f"{name}\n" for name in sorted({kind.api_version for kind in call.context.cluster.server.kinds})))


def run_api_resources(call: Call) -> None:
    """The kinds that the cluster has; those that are not simulated hold no objects."""
    preferred = {(kind.group, kind.plural): kind for kind in (*call.context.cluster.server.kinds, *unsimulated_kinds())}
    rows = [preferred[key] for key in sorted(preferred)]
    wanted = call.flag("namespaced") if call.given("namespaced") else None
    group = str(call.flag("api-group")) if call.given("api-group") else None
    rows = [kind for kind in rows if wanted in {None, kind.namespaced} and group in {None, kind.group}]
    if call.flag("output") == "name":
        call.say("".join(f"{kind.resource}\n" for kind in rows))
        return
    headers = [] if call.flag("no-headers") else [("NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND")]
    call.say(table([*headers, *map(_resource_row, rows)]))


def _resource_row(kind: Kind) -> tuple[str, ...]:
    return (
        kind.plural,
        ",".join(kind.short_names),
        kind.api_version,
        "true" if kind.namespaced else "false",
        kind.kind,
    )


def run_can_i(call: Call) -> None:
    """Whether one may do something: the simulated cluster lets a learner do everything."""
    if len(call.args) < 2 and not call.flag("list"):
        raise call.usage_error("you must specify two arguments: verb resource or verb resource/resourceName.")
    call.say("yes\n")


def run_who_am_i(call: Call) -> None:
    """Whom the server takes one for."""
    call.say(
        table(
            [
                ("ATTRIBUTE", "VALUE"),
                ("Username", "kubernetes-admin"),
                ("Groups", "[system:masters system:authenticated]"),
            ]
        )
    )
