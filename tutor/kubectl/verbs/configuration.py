"""`kubectl config`: the learner's kubeconfig, which has one cluster, one user and one context."""

from __future__ import annotations

from typing import Any

from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.help import command_help
from tutor.kubectl.kubeconfig import CLUSTER, CONTEXT, DEFAULT_NAMESPACE, USER, current_namespace, keep_namespace
from tutor.kubectl.printers.choose import choose_printer
from tutor.kubectl.printers.structured import as_yaml
from tutor.kubectl.tabwriter import table

SERVER = "https://192.168.56.11:6443"
_FIXED = "the simulated kubeconfig keeps its one cluster, user and context; only the namespace can be changed"


def run_current_context(call: Call) -> None:
    """The only context there is."""
    call.say(CONTEXT + "\n")


def run_view(call: Call) -> None:
    """The configuration, without its secrets."""
    printer = choose_printer(call) if call.flag("output") else None
    call.say(printer([_configuration(call)]) if printer is not None else as_yaml([_configuration(call)]))


def _configuration(call: Call) -> dict[str, Any]:
    namespace = current_namespace(call.context.files)
    place = {} if namespace == DEFAULT_NAMESPACE else {"namespace": namespace}
    return {
        "apiVersion": "v1",
        "clusters": [{"cluster": {"certificate-authority-data": "DATA+OMITTED", "server": SERVER}, "name": CLUSTER}],
        "contexts": [{"context": {"cluster": CLUSTER, **place, "user": USER}, "name": CONTEXT}],
        "current-context": CONTEXT,
        "kind": "Config",
        "preferences": {},
        "users": [
            {
                "name": USER,
                "user": {"client-certificate-data": "DATA+OMITTED", "client-key-data": "DATA+OMITTED"},
            }
        ],
    }


def run_contexts(call: Call) -> None:
    """The contexts as a table, or their names. Mirrors GetContextsOptions."""
    word = str(call.flag("output"))
    if word not in {"", "name"}:
        raise CommandError(
            f"--output {word} is not available in kubectl config get-contexts; resetting to default output format"
        )
    namespace = current_namespace(call.context.files)
    row = ("*", CONTEXT, CLUSTER, USER, "" if namespace == DEFAULT_NAMESPACE else namespace)
    shown = not call.args or CONTEXT in call.args
    if word == "name":
        call.say(f"{CONTEXT}\n" if shown else "")
    else:
        headers = [] if call.flag("no-headers") else [("CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE")]
        call.say(table([*headers, *([row] if shown else [])]))
    missing = [name for name in call.args if name != CONTEXT]
    if missing:
        words = [f"context {name} not found" for name in missing]
        raise CommandError(words[0] if len(words) == 1 else f"[{', '.join(words)}]")


def run_clusters(call: Call) -> None:
    """The names of the clusters."""
    call.say(f"NAME\n{CLUSTER}\n")


def run_users(call: Call) -> None:
    """The names of the users."""
    call.say(f"NAME\n{USER}\n")


def run_set_context(call: Call) -> None:
    """Change the namespace that commands work in. Mirrors SetContextOptions."""
    current = bool(call.flag("current"))
    if len(call.args) > 1:
        raise _misused(call)
    if not current and not call.args:
        raise CommandError("you must specify a non-empty context name or --current")
    if current and call.args:
        raise CommandError("you cannot specify both a context name and --current")
    if (call.args and call.args[0] != CONTEXT) or call.flag("cluster") or call.flag("user"):
        raise CommandError(f"{_FIXED}: kubectl config set-context --current --namespace=NAME")
    if call.given("namespace"):
        keep_namespace(call.context.files, str(call.flag("namespace")) or DEFAULT_NAMESPACE)
    call.say(f"Context {quote(CONTEXT)} modified.\n")


def run_use_context(call: Call) -> None:
    """Switch to the only context."""
    if len(call.args) != 1:
        raise _misused(call)
    if call.args[0] != CONTEXT:
        raise CommandError(f"no context exists with the name: {quote(call.args[0])}")
    call.say(f"Switched to context {quote(CONTEXT)}.\n")


def run_rename_context(call: Call) -> None:
    """There is no second name for the only context."""
    if len(call.args) != 2:
        raise _misused(call)
    if call.args[0] != CONTEXT:
        raise CommandError(f"cannot rename the context {quote(call.args[0])}, it's not in {_path(call)}")
    raise CommandError(_FIXED)


def run_delete(call: Call) -> None:
    """`delete-cluster`, `delete-context`, `delete-user`: the only one of each stays."""
    noun = call.command.name.removeprefix("delete-")
    if len(call.args) != 1:
        call.say(command_help(call.command))
        return
    name, only = call.args[0], {"cluster": CLUSTER, "context": CONTEXT, "user": USER}[noun]
    if name != only:
        raise CommandError(f"cannot delete {noun} {name}, not in {_path(call)}")
    raise CommandError(_FIXED)


def run_set(call: Call) -> None:
    """`set` and `unset` know the namespace of the context."""
    wanted = 2 if call.command.name == "set" else 1
    if len(call.args) != wanted:
        raise _misused(call)
    if call.args[0] != f"contexts.{CONTEXT}.namespace":
        raise CommandError(_FIXED)
    keep_namespace(call.context.files, call.args[1] if wanted == 2 else DEFAULT_NAMESPACE)
    done = "set" if wanted == 2 else "unset"
    call.say(f"Property {quote(call.args[0])} {done}.\n")


def run_fixed(_: Call) -> None:
    """What would add clusters or users."""
    raise CommandError(_FIXED)


def _misused(call: Call) -> CommandError:
    call.say(command_help(call.command))
    return CommandError(f"Unexpected args: [{' '.join(call.args)}]")


def _path(call: Call) -> str:
    return f"{call.context.files.home}/.kube/config"
