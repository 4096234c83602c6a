"""kubectl, from its words to what it prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.api.quoting import quote
from tutor.api.status import StatusError
from tutor.kubectl.catalogue import ROOT
from tutor.kubectl.client import Client
from tutor.kubectl.command import Call, Command
from tutor.kubectl.common_flags import GLOBAL
from tutor.kubectl.context import Context
from tutor.kubectl.directives import field_validation
from tutor.kubectl.errors import CommandError, Failures, PlainError, explain_refusal
from tutor.kubectl.flags import Flag, Parsed, parse_flags
from tutor.kubectl.help import command_help, root_help
from tutor.kubectl.kubeconfig import check_connection
from tutor.kubectl.managers import field_manager
from tutor.kubectl.output import Output
from tutor.kubectl.suggestions import suggest
from tutor.kubectl.verbs.others import refuse
from tutor.values import frozen

_LOCAL = ("config", "completion", "options", "plugin", "kustomize", "version")
_WITHOUT_SERVER = tuple(f"kubectl {word}" for word in _LOCAL)


@frozen
class Found:
    """A command and the words that are left for it."""

    command: Command
    words: tuple[str, ...]


def run_kubectl(argv: tuple[str, ...], context: Context) -> Output:
    """Run kubectl with the words after its name."""
    words = _helped(argv)
    try:
        found = find_command(words)
        if found.command.unsimulated and not {"-h", "--help"} & set(found.words):
            raise refuse(found.command)
        if found.command is ROOT or found.command.run is None:
            return _run_without_handler(found)
        parsed = _parse(found)
    except CommandError as fault:
        return Output(stderr=explain_refusal(fault), code=fault.code)
    if parsed.values["help"]:
        return Output(stdout=command_help(found.command))
    return _run(found.command, parsed, context)


def _helped(argv: tuple[str, ...]) -> tuple[str, ...]:
    """`kubectl help get` asks what `kubectl get --help` asks; words behind the command do not matter."""
    if argv[:1] != ("help",):
        return argv
    try:
        found = find_command(argv[1:])
    except CommandError:
        return ("--help",)
    return (*found.command.path.split()[1:], "--help")


def _run(command: Command, parsed: Parsed, context: Context) -> Output:
    stderr = list(parsed.notes)
    client = Client(context.cluster.server, stderr.append, field_manager(command, parsed))
    call = Call(context=context, command=command, parsed=parsed, client=client, stderr=stderr)
    try:
        _require_flags(call)
        client.field_validation = field_validation(parsed)
        if not command.path.startswith(_WITHOUT_SERVER):
            check_connection(parsed.values, context.files)
        if command.run is not None:
            command.run(call)
    except (CommandError, Failures, StatusError) as refusal:
        call.complain(explain_refusal(refusal))
        call.code = refusal.code if isinstance(refusal, CommandError) else 1
    return Output(stdout="".join(call.stdout), stderr="".join(call.stderr), code=call.code)


def _require_flags(call: Call) -> None:
    missing = [name for name in call.command.required if not call.given(name)]
    if missing:
        raise CommandError(f"required flag(s) {', '.join(map(quote, missing))} not set")


def _parse(found: Found) -> Parsed:
    command = found.command
    try:
        return parse_flags(found.words, (*GLOBAL, *command.flags), interspersed=command.interspersed)
    except CommandError as fault:
        raise CommandError(f"{fault.message}\nSee '{command.path} --help' for usage.") from None


def find_command(argv: Sequence[str]) -> Found:
    """Walk down the tree of words; flags may stand between them. Mirrors cobra's Find."""
    command, words = ROOT, tuple(argv)
    while command.commands:
        at = _first_argument(words, (*GLOBAL, *command.flags))
        if at < 0:
            break
        below = _named(command, words[at])
        if below is None:
            if command is ROOT and words[0].startswith("-"):
                raise PlainError(f"Error: flags cannot be placed before plugin name: {words[0]}")
            if command is ROOT:
                raise _unknown(words[at])
            break
        command, words = below, (*words[:at], *words[at + 1 :])
    return Found(command=command, words=words)


def _named(command: Command, word: str) -> Command | None:
    return next((one for one in command.commands if word == one.name or word in one.aliases), None)


def _first_argument(words: Sequence[str], flags: Iterable[Flag]) -> int:
    """Where the first word stands that is neither a flag nor its value; -1 when there is none.

    An unknown flag takes the next word for its value. Mirrors stripFlags.
    """
    rows = tuple(flags)
    longs, shorts = {flag.name: flag for flag in rows}, {flag.short: flag for flag in rows if flag.short}
    at = 0
    while at < len(words):
        word = words[at]
        if word == "--":
            return -1
        if not word.startswith("-") or word == "-":
            return at
        flag = longs.get(word[2:]) if word.startswith("--") else shorts.get(word[1:])
        alone = "=" in word or (len(word) > 2 and not word.startswith("--"))
        at += 1 if alone or (flag is not None and not flag.takes_value) else 2
    return -1


def _unknown(word: str) -> CommandError:
    names = suggest(word, ROOT)
    hint = "".join(f"\t{name}\n" for name in names)
    return CommandError(
        f'unknown command {quote(word)} for "kubectl"' + (f"\n\nDid you mean this?\n{hint}" if hint else "")
    )


def _run_without_handler(found: Found) -> Output:
    """Bare `kubectl` and words like `kubectl rollout` print their help; a wrong word below them is told so."""
    if found.command is ROOT:
        _parse(found)
        return Output(stdout=root_help(ROOT))
    command = found.command
    parsed = _parse(found)
    if parsed.args and command.name != "certificate":
        message = f"unknown command {quote(' '.join(parsed.args))}"
        raise CommandError(f"{message}\nSee '{command.path} -h' for help and examples")
    text = command_help(command)
    if parsed.values["help"] or command.name == "certificate":
        return Output(stdout=text)
    return Output(stdout=text, code=1) if command.name == "rollout" else Output(stderr=text, code=1)
