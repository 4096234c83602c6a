"""Commands of kubectl that need what the simulated cluster does not have, and answer so."""

from __future__ import annotations

from collections.abc import Callable

from tutor.api.kinds import POD
from tutor.api.quoting import quote
from tutor.kubectl.command import Call, Command
from tutor.kubectl.common_flags import GLOBAL
from tutor.kubectl.errors import CommandError, PlainError
from tutor.kubectl.files import FileFault
from tutor.kubectl.help import flag_lines
from tutor.kubectl.kindwords import kind_named
from tutor.kubectl.podtargets import container_of
from tutor.kubectl.resources import Target, find
from tutor.values import frozen

_SHELLS = ("bash", "fish", "powershell", "zsh")


def refuse(command: Command) -> CommandError:
    """Say that a command is not simulated."""
    return CommandError(f"{command.path} is not part of the simulated cluster")


def run_top(call: Call) -> None:
    """No metrics server is installed; wrong use is told before. Mirrors Validate of TopPodOptions, TopNodeOptions."""
    if len(call.args) > 1:
        raise call.usage_error(f"{call.command.name} [NAME | -l label]")
    if call.flag("sort-by") not in {"", "cpu", "memory"}:
        raise CommandError("--sort-by accepts only cpu or memory")
    if call.args and (call.flag("selector") or call.parsed.values.get("field-selector")):
        selector = "--selector" if call.command.name == "node" else "selector"
        raise CommandError(f"only one of NAME or {selector} can be provided")
    raise CommandError("Metrics API not available")


def run_plugin_list(_: Call) -> None:
    """The simulated laptop has no plugins."""
    raise CommandError("unable to find any kubectl plugins in your PATH")


def run_alpha(call: Call) -> None:
    """Kubectl has no command below alpha at present."""
    call.complain("No alpha commands are available in this version of kubectl\n")


def run_options(call: Call) -> None:
    """The flags that every command has."""
    call.say("The following options can be passed to any command:\n\n" + flag_lines(GLOBAL))


def run_completion(call: Call) -> None:
    """Completion of this shell needs no script; the words of wrong use are kubectl's."""
    if not call.args:
        raise call.usage_error("Shell not specified.")
    if len(call.args) > 1:
        raise call.usage_error("Too many arguments. Expected only the shell type.")
    if call.args[0] not in _SHELLS:
        raise call.usage_error(f"Unsupported shell type {quote(call.args[0])}.")
    call.say("# The simulated shell completes kubectl's words by itself: press Tab.\n")


def run_copy(call: Call) -> None:
    """Files are not carried between places; the words of wrong use are kubectl's. Mirrors CopyOptions.Run."""
    if len(call.args) != 2:
        raise CommandError("source and destination are required")
    source, goal = (_file_spec(word) for word in call.args)
    if source.pod and goal.pod:
        raise CommandError("one of src or dest must be a local file specification")
    if not source.pod and not goal.pod:
        raise CommandError("one of src or dest must be a remote file specification")
    if not source.path or not goal.path:
        raise CommandError("filepath can not be empty")
    files = call.context.files
    missing = not files.is_folder(source.path) and isinstance(files.read(source.path), FileFault)
    if goal.pod and missing:
        raise CommandError(f"{source.path} doesn't exist in local filesystem")
    remote = source if source.pod else goal
    pod = find(call, Target(kind=POD, namespace=remote.namespace or call.namespace, name=remote.pod))
    container_of(call, pod, str(call.flag("container")))
    raise refuse(call.command)


@frozen
class _FileSpec:
    """A path, perhaps in a pod."""

    path: str
    pod: str = ""
    namespace: str = ""


def _file_spec(word: str) -> _FileSpec:
    """Mirrors extractFileSpec."""
    if ":" not in word:
        return _FileSpec(path=word)
    place, _, path = word.partition(":")
    parts = place.split("/")
    if not place or len(parts) > 2:
        raise CommandError("filespec must match the canonical format: [[namespace/]pod:]file/path")
    return _FileSpec(path=path, pod=parts[-1], namespace=parts[0] if len(parts) == 2 else "")


def run_dump(call: Call) -> None:
    """A dump of everything would be longer than anybody reads here."""
    raise refuse(call.command)


def refusing(check: Callable[[Call], None] | None = None) -> Callable[[Call], None]:
    """A handler that checks the words, if it can, and then refuses."""

    def run(call: Call) -> None:
        if check is not None:
            check(call)
        raise refuse(call.command)

    return run


def check_certificates(call: Call) -> None:
    """Certificate requests are named."""
    if not call.args:
        raise PlainError("error: one or more CSRs must be specified as <name> or -f <filename>")
    kind = kind_named("csr")
    find(call, Target(kind=kind, namespace="", name=call.args[0]))
