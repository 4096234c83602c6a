"""Commands of kubectl that need what the simulated cluster does not have, and answer so."""

from __future__ import annotations

from collections.abc import Callable

from tutor.api.quoting import quote
from tutor.kubectl.command import Call, Command
from tutor.kubectl.common_flags import GLOBAL
from tutor.kubectl.errors import CommandError, PlainError
from tutor.kubectl.help import flag_lines

_SHELLS = ("bash", "fish", "powershell", "zsh")


def refuse(command: Command) -> CommandError:
    """Say that a command is not simulated."""
    return CommandError(f"{command.path} is not part of the simulated cluster")


def run_top(_: Call) -> None:
    """No metrics server is installed."""
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
    """Files are not carried between places; the words of wrong use are kubectl's."""
    if len(call.args) != 2:
        raise CommandError("source and destination are required")
    if not all(call.args):
        raise CommandError("filepath can not be empty")
    remote = [":" in one for one in call.args]
    if all(remote):
        raise CommandError("one of src or dest must be a local file specification")
    if not any(remote):
        raise CommandError("one of src or dest must be a remote file specification")
    raise refuse(call.command)


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
