"""Verbs that tell about the cluster and the learner: version, cluster-info, auth."""

from __future__ import annotations

from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.kindwords import kind_named
from tutor.kubectl.kubeconfig import USER
from tutor.kubectl.printers.choose import choose_printer
from tutor.kubectl.printers.gojson import indented_json
from tutor.kubectl.printers.structured import as_yaml
from tutor.kubectl.tabwriter import table
from tutor.kubectl.verbs.configuration import SERVER

VERSION = "v1.36.2"
KUSTOMIZE = "v5.8.1"
ABOUT = {
    "major": "1",
    "minor": "36",
    "gitVersion": VERSION,
    "gitTreeState": "clean",
    "compiler": "gc",
    "platform": "linux/amd64",
}
_GROUPS = ("system:masters", "system:authenticated")
_TWICE = ("/healthz", "/livez", "/readyz", "/version/", "/version")  # for all, and once more for who is known
_PATHS = ("/api/*", "/api", "/apis/*", "/apis", *_TWICE[:2], "/openapi/*", "/openapi", *_TWICE[2:])
_RULES = (
    ("*.*", "[]", "[]", "[*]"),
    ("", "[*]", "[]", "[*]"),
    ("selfsubjectreviews.authentication.k8s.io", "[]", "[]", "[create]"),
    ("selfsubjectaccessreviews.authorization.k8s.io", "[]", "[]", "[create]"),
    ("selfsubjectrulesreviews.authorization.k8s.io", "[]", "[]", "[create]"),
    *(("", f"[{path}]", "[]", "[get]") for path in _PATHS for _ in range(1 + (path in _TWICE))),
)


def run_version(call: Call) -> None:
    """Versions of kubectl and of the server."""
    if call.args:
        raise CommandError(f"extra arguments: [{' '.join(call.args)}]")
    word = str(call.flag("output"))
    if word not in {"", "json", "yaml"}:
        raise CommandError("--output must be 'yaml' or 'json'")
    both = not call.flag("client")
    if not word:
        rows = (("Client", VERSION), ("Kustomize", KUSTOMIZE), *((("Server", VERSION),) if both else ()))
        call.say("".join(f"{name} Version: {version}\n" for name, version in rows))
        return
    body = {"clientVersion": ABOUT, "kustomizeVersion": KUSTOMIZE, **({"serverVersion": ABOUT} if both else {})}
    call.say(indented_json(body, sort=False, indent=2) + "\n" if word == "json" else as_yaml([body]) + "\n")


def run_cluster_info(call: Call) -> None:
    """Where the API server and CoreDNS are."""
    call.say(
        f"Kubernetes control plane is running at {SERVER}\n"
        f"coredns is running at {SERVER}/api/v1/namespaces/kube-system/services/coredns:dns/proxy\n\n"
        "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n"
    )


def run_can_i(call: Call) -> None:
    """Whether one may do something: the simulated cluster lets a learner do everything. Mirrors CanIOptions."""
    if call.flag("list"):
        if call.args:
            raise CommandError("list option must be specified with no arguments")
        _print_rules(call)
        return
    if len(call.args) not in {2, 3}:
        words = "you must specify two arguments: verb resource or verb resource/resourceName."
        raise CommandError(f"{words}\nSee '{call.command.path} -h' for help and examples.")
    word = call.args[1].partition("/")[0]
    if not call.args[1].startswith("/") and word != "*":
        _warn(call, word)
    if not call.flag("quiet"):
        call.say("yes\n")


def _warn(call: Call, word: str) -> None:
    """What kubectl says of resources that the server does not have, or that no namespace holds."""
    try:
        kind = kind_named(word, call.custom_kinds)
    except CommandError:
        call.complain(f"Warning: the server doesn't have a resource type '{word}'\n\n")
        return
    if not kind.namespaced and not call.flag("all-namespaces"):
        group = f" in group '{kind.group}'" if kind.group else ""
        call.complain(f"Warning: resource '{kind.plural}' is not namespace scoped{group}\n\n")


def _print_rules(call: Call) -> None:
    headers = [] if call.flag("no-headers") else [("Resources", "Non-Resource URLs", "Resource Names", "Verbs")]
    call.say(table([*headers, *_RULES]))


def run_who_am_i(call: Call) -> None:
    """Whom the server takes one for."""
    printer = choose_printer(call) if call.flag("output") else None
    if printer is not None:
        user = {"groups": list(_GROUPS), "username": USER}
        body = {"apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview", "status": {"userInfo": user}}
        call.say(printer([body]))
        return
    rows = (("ATTRIBUTE", "VALUE"), ("Username", USER), ("Groups", f"[{' '.join(_GROUPS)}]"))
    call.say(table(rows))
