"""kubectl, from its words to what it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.api.quoting import quote
from tutor.api.status import StatusError
from tutor.kubectl.client import Client
from tutor.kubectl.command import Call, Command
from tutor.kubectl.commands_table import COMMANDS
from tutor.kubectl.common_flags import GLOBAL
from tutor.kubectl.context import Context
from tutor.kubectl.errors import CommandError, Failures, explain_refusal
from tutor.kubectl.flags import Flag, parse_flags
from tutor.kubectl.output import Output
from tutor.kubectl.usage import overview, unknown_command, usage

ROOT = Command(
    name="kubectl", path="kubectl", summary="kubectl controls the Kubernetes cluster manager.", commands=COMMANDS
)


def run_kubectl(argv: tuple[str, ...], context: Context) -> Output:
    """Run kubectl with the words after its name."""
    try:
        command, words = _find(argv)
    except CommandError as refusal:
        return Output(stderr=explain_refusal(refusal), code=1)
    if "--help" in words or "-h" in words:
        return Output(stdout=usage(command))
    if command.run is None:
        return _without_action(command, words)
    return _run(command, words, context)


def _find(argv: Sequence[str]) -> tuple[Command, list[str]]:
    """Walk down the command words, wherever flags stand between them. Mirrors cobra's Find."""
    command, words = ROOT, list(argv)
    while command.commands:
        at = _first_argument(words, command)
        if at is None:
            break
        below = next((one for one in command.commands if words[at] in (one.name, *one.aliases)), None)
        if below is None:
            if command is ROOT and words[at] != "help":
                raise CommandError(unknown_command(words[at], COMMANDS))
            break
        command = replace(below, path=f"{command.path} {below.name}")
        del words[at]
    return command, words


def _first_argument(words: Sequence[str], command: Command) -> int | None:
    """Where the first word stands that is neither a flag nor a flag's value. Mirrors stripFlags."""
    flags = {f"--{flag.name}": flag for flag in (*GLOBAL, *command.flags)}
    flags |= {f"-{flag.short}": flag for flag in (*GLOBAL, *command.flags) if flag.short}
    skip = False
    for at, word in enumerate(words):
        if skip:
            skip = False
        elif word == "--":
            return None
        elif word.startswith("-") and word != "-":
            flag = flags.get(word)
            skip = flag is not None and flag.takes_value
        else:
            return at
    return None


def _without_action(command: Command, words: Sequence[str]) -> Output:
    if command is ROOT:
        return Output(stdout=overview(COMMANDS))
    if not words:
        return Output(stdout=usage(command))
    fault = CommandError(f"unknown command {quote(' '.join(words))}\nSee '{command.path} -h' for help and examples")
    return Output(stderr=explain_refusal(fault), code=1)


def _run(command: Command, words: Sequence[str], context: Context) -> Output:
    said: list[str] = []
    try:
        parsed = parse_flags(words, _flags_of(command), interspersed=command.interspersed)
        missing = [quote(name) for name in command.required if name not in parsed.given]
        if missing:
            raise CommandError(f"required flag(s) {', '.join(missing)} not set")
    except CommandError as refusal:
        hint = "" if refusal.message.startswith("required flag") else f"\nSee '{command.path} --help' for usage."
        return Output(stderr=explain_refusal(CommandError(refusal.message + hint)), code=1)
    call = Call(
        context=context, command=command, parsed=parsed, client=Client(context.cluster.server, said.append), stderr=said
    )
    if command.run is None:
        raise TypeError(command.path)
    try:
        command.run(call)
    except (CommandError, StatusError, Failures) as refusal:
        call.complain(explain_refusal(refusal))
        call.code = getattr(refusal, "code", 1)
    return Output(stdout="".join(call.stdout), stderr="".join(call.stderr), code=call.code)


def _flags_of(command: Command) -> list[Flag]:
    """A command's own flags and the global ones, whose short forms give way."""
    own = {flag.name for flag in command.flags}
    shorts = {flag.short for flag in command.flags}
    rest = [replace(flag, short="") if flag.short in shorts else flag for flag in GLOBAL if flag.name not in own]
    return [*command.flags, *rest]
